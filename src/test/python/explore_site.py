"""Uses the demo site in headless Chromium as somebody would who just found it.

    python explore_site.py CHROMIUM PICTURES PHOTOGRAPH AXE COMMAND...

COMMAND serves the site and prints its address in its first line; --port N can be added to it.
PHOTOGRAPH is dropped on the page. AXE is the script of axe-core. Kills the server and starts it
again under the open page. Takes screenshots into the folder PICTURES, and prints one JSON object
with what was seen.
"""

import base64
import csv
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

from playwright.sync_api import expect, sync_playwright

SECOND = 1000


class Server:
    """The site's process, which can be killed and started again at the same address."""

    def __init__(self, command):
        self.command = command
        self.address = self.start("0")

    def start(self, port):
        self.process = subprocess.Popen(
            [*self.command, "--port", port],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return re.search(r"http://\S+/", self.process.stdout.readline()).group()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def start_again(self):
        self.start(str(urllib.parse.urlsplit(self.address).port))


class Visit:
    """Pages of one browser, and what they asked for and complained about."""

    def __init__(self, browser, server, pictures, axe):
        self.browser = browser
        self.address = server.address
        self.pictures = pictures
        self.axe = axe
        self.requests = []
        self.errors = []

    def page(self, width, height, **how):
        page = self.browser.new_context(viewport={"width": width, "height": height}, **how).new_page()
        page.set_default_timeout(20 * SECOND)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        return page

    def open(self, page, query=""):
        page.goto(self.address + query)
        page.locator("html[data-ready]").wait_for()

    def picture(self, page, name):
        page.wait_for_timeout(300)
        page.screenshot(path=self.pictures / f"{name}.png")

    def faults(self, page):
        """What axe-core finds that is serious."""
        page.evaluate(self.axe)
        found = page.evaluate("async () => (await axe.run(document)).violations")
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]


def held(page, photograph):
    """A file as it is dragged or copied."""
    return page.evaluate_handle(
        """([name, bytes]) => {
          const data = new DataTransfer();
          const file = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
          data.items.add(new File([file], name, { type: 'image/jpeg' }));
          return data;
        }""",
        [photograph.name, base64.b64encode(photograph.read_bytes()).decode()],
    )


def drop(page, photograph):
    page.dispatch_event("#drop", "drop", {"dataTransfer": held(page, photograph)})


def paste(page, photograph):
    page.evaluate(
        """(data) => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }))""",
        held(page, photograph),
    )


def card(page, path):
    return page.locator(f'.taproot-card[data-path="{path}"]')


def settled(page):
    expect(page.locator("#stage")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#waiting")).to_be_hidden()
    page.wait_for_timeout(450)


def evidence(page):
    return page.locator(".taproot-card[data-path]").evaluate_all("all => all.map((one) => one.dataset.path)")


def ask_and_measure(page, path):
    """Asks a node why, and returns after how many ms its evidence is on the screen."""
    return page.evaluate(
        """async (path) => {
          const begin = performance.now();
          const grown = new Promise((done) => {
            const look = () => document.getElementById(`card-${path}.0`) && (watch.disconnect(), done());
            const watch = new MutationObserver(look);
            watch.observe(document.getElementById('answer'), { childList: true, subtree: true, attributes: true });
          });
          document.getElementById(`site-why-${path}`).click();
          await grown;
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          return performance.now() - begin;
        }""",
        path,
    )


def the_beginning(visit, page, photograph):
    visit.open(page)
    page.locator(".sample img").first.wait_for()
    page.wait_for_timeout(1300)
    seen = {"samples": page.locator(".sample").count(), "faults": visit.faults(page)}
    visit.picture(page, "start")
    drop(page, photograph)
    card(page, "0").wait_for()
    settled(page)
    seen["title"] = page.locator(".taproot-title").inner_text()
    seen["chosen"] = page.locator(".class.chosen .label").inner_text()
    seen["classes"] = page.locator(".class").count()
    seen["first"] = evidence(page)
    visit.picture(page, "first-level")
    return seen


def three_deep(visit, page):
    before = len(visit.requests)
    for path in ("0", "0.0", "0.0.0"):
        card(page, path).locator(".taproot-facts").click()
        card(page, f"{path}.0").wait_for()
        settled(page)
    sent = [one for one in visit.requests[before:] if "/api/" in one]
    seen = {
        "requests": len(sent),
        "address": urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query),
        "evidence": evidence(page),
        "faults": visit.faults(page),
    }
    page.evaluate("scrollTo(0, 0)")
    visit.picture(page, "three-deep")
    card(page, "0.0.0.0").hover()
    seen["lit"] = page.locator(".taproot-on").count()
    seen["veil"] = page.locator("img.taproot-veil").is_visible()
    visit.picture(page, "hover")
    return seen


def undone_and_restored(page):
    page.locator("#undo").click()
    card(page, "0.0.0.0").wait_for(state="detached")
    seen = {"undone": evidence(page)}
    page.go_back()
    card(page, "0.0.0").wait_for(state="detached")
    seen["back"] = evidence(page)
    page.go_forward()
    page.go_forward()
    card(page, "0.0.0.0").wait_for()
    seen["forward"] = evidence(page)
    page.reload()
    card(page, "0.0.0.0").wait_for()
    settled(page)
    seen["reloaded"] = evidence(page)
    return seen


def one_node(visit, page):
    card(page, "0.1").locator(".taproot-pictures").click()
    page.locator(".plates").wait_for()
    seen = {
        "open": page.locator("#details").is_visible(),
        "numbers": page.locator(".facts dd").count(),
        "classes": page.locator(".changes li").count(),
        "patch": page.locator(".plates img").first.evaluate("one => one.naturalWidth"),
        "faults": visit.faults(page),
    }
    visit.picture(page, "details")
    page.keyboard.press("Escape")
    seen["closed"] = page.locator("#details").is_hidden()
    return seen


def undone_under_the_panel(page):
    page.locator("#site-why-2").click()
    card(page, "2.1").wait_for()
    settled(page)
    card(page, "2.1").locator(".taproot-pictures").click()
    page.locator("#details-why").wait_for()
    page.locator("#undo").click()
    card(page, "2.1").wait_for(state="detached")
    return {"open": page.locator("#details").is_visible()}


def refused(page):
    """A step that the server refuses, and one after it."""
    before = page.url
    sentence = "There is no node 1. One of 0, 2 would be right."
    problem = json.dumps({"status": 422, "error": sentence})
    explanations = "**/explanation?*"
    page.route(
        explanations,
        lambda route: route.fulfill(
            content_type="text/event-stream", body=f"event: error\ndata: {problem}\n\n"
        ),
    )
    page.locator("#site-why-1").click()
    expect(page.locator("#notice")).to_have_text(re.compile(re.escape(sentence)))
    settled(page)
    seen = {
        "address": page.url == before,
        "asking": page.locator(".site-asking").count(),
        "evidence": evidence(page),
    }
    page.unroute(explanations)
    page.locator("#site-why-2").click()
    card(page, "2.0").wait_for()
    settled(page)
    seen["next"] = evidence(page)
    seen["said"] = page.locator("#notice").is_visible()
    page.locator("#undo").click()
    card(page, "2.0").wait_for(state="detached")
    return seen


def written_meanwhile(page):
    """What stands in a field after an answer that comes while somebody writes there."""
    page.locator("#target").press_sequentially("soup")
    ask_and_measure(page, "1")
    settled(page)
    seen = page.locator("#target").input_value()
    page.locator("#target").fill("")
    page.locator("#undo").click()
    card(page, "1.0").wait_for(state="detached")
    settled(page)
    return seen


def wrong_addresses(visit, page):
    """Addresses that somebody else has made."""
    before = len(visit.requests)
    visit.open(page, "?photograph=../../health?")
    page.locator(".sample").first.wait_for()
    visit.open(page, "?sample=../network")
    page.locator(".sample").first.wait_for()
    asked = [urllib.parse.urlsplit(one).path for one in visit.requests[before:]]
    visit.open(page, "?sample=coffee&open=0,../1")
    card(page, "0.0").wait_for()
    settled(page)
    return {
        "asked": sorted({one for one in asked if "/api/" in one and "/api/samples/" not in one}),
        "evidence": evidence(page),
    }


def other_questions(visit, page):
    card(page, "0.1").locator(".taproot-pictures").click()
    page.locator(".plates").wait_for()
    page.locator(".versus").first.click()
    panel = page.locator("#details").is_visible()
    expect(page.locator(".taproot-title")).to_contain_text("rather than")
    settled(page)
    seen = {"panel": panel, "contrast": page.locator(".taproot-title").inner_text()}
    page.locator("#set").click()
    page.locator("#opposition").press("ArrowRight")
    page.locator(".taproot-node.taproot-blue").first.wait_for()
    settled(page)
    seen["opposition"] = page.locator(".taproot-node.taproot-blue").count()
    visit.picture(page, "contrast")
    page.locator("#tested").check()
    page.locator(".taproot-effect").first.wait_for()
    seen["tested"] = page.locator(".taproot-effect").count()
    page.locator("#against").fill("")
    page.locator("#against").press("Enter")
    expect(page.locator(".taproot-title")).not_to_contain_text("rather than")
    page.locator("#target").fill("soup bowl")
    page.locator("#target").press("Enter")
    expect(page.locator(".taproot-title")).to_contain_text("soup bowl")
    seen["target"] = page.locator(".taproot-title").inner_text()
    page.locator("#target").fill("no such thing")
    page.locator("#target").press("Enter")
    seen["mistake"] = page.locator("#mistake").inner_text()
    return seen


def downloads(visit, page):
    files = {}
    for kind in ("page", "png", "json", "csv"):
        page.locator("#share").click()
        with page.expect_download() as coming:
            page.locator(f"#as-{kind}").click()
        files[kind] = visit.pictures / coming.value.suggested_filename
        coming.value.save_as(files[kind])
    report = visit.browser.new_page()
    report.goto(files["page"].resolve().as_uri())
    return {
        "names": [file.name for file in files.values()],
        "report": report.locator(".taproot-card").count(),
        "png": files["png"].read_bytes()[1:4].decode(),
        "json": len(json.loads(files["json"].read_text())["root"]["children"]),
        "csv": len(list(csv.DictReader(files["csv"].read_text().splitlines()))),
        "cards": page.locator(".taproot-card").count(),
    }


def tab_to(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return page.evaluate(
                """() => {
                  const shows = (one) => getComputedStyle(one).outlineStyle !== 'none';
                  const one = document.activeElement;
                  return shows(one) || shows(one.closest('.taproot-card') ?? one);
                }"""
            )
    raise AssertionError("the keyboard does not reach " + selector)


def by_keyboard(visit):
    page = visit.page(1300, 900)
    visit.open(page)
    seen = {"visible": [tab_to(page, ".sample")]}
    page.keyboard.press("Enter")
    card(page, "0").wait_for()
    settled(page)
    seen["visible"].append(tab_to(page, ".versus"))
    seen["visible"].append(tab_to(page, ".site-why"))
    page.keyboard.press("Enter")
    card(page, "0.0").wait_for()
    settled(page)
    seen["asked"] = page.evaluate("document.activeElement.dataset.path")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    card(page, "0.0.0").wait_for()
    settled(page)
    page.keyboard.press("ArrowRight")
    seen["deeper"] = page.evaluate("document.activeElement.closest('.taproot-card').dataset.path")
    page.keyboard.press("i")
    page.locator(".plates").wait_for()
    seen["in panel"] = page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    seen["after panel"] = page.evaluate("document.activeElement.closest('.taproot-card').dataset.path")
    page.locator("#undo").press("Enter")
    card(page, "0.0.0").wait_for(state="detached")
    seen["said"] = page.locator("#live").inner_text()
    page.context.close()
    return seen


def on_a_telephone(visit, query, photograph):
    seen = {}
    for width in (360, 400):
        page = visit.page(width, 800, is_mobile=True, has_touch=True)
        wide = "document.documentElement.scrollWidth"
        visit.open(page)
        widths = [page.evaluate(wide)]
        page.locator("#file").set_input_files(photograph)
        card(page, "0").wait_for()
        visit.open(page, query)
        card(page, "0.0.0.0").wait_for()
        settled(page)
        widths.append(page.evaluate(wide))
        visit.picture(page, f"telephone-{width}")
        page.locator('.site-look[data-node="0.1"]').tap()
        page.locator(".plates").wait_for()
        widths.append(page.evaluate(wide))
        visit.picture(page, f"telephone-{width}-details")
        seen[str(width)] = {"widest": max(widths), "faults": visit.faults(page)}
        page.context.close()
    return seen


def in_the_dark(visit, query):
    page = visit.page(1440, 900, color_scheme="dark")
    visit.open(page)
    visit.picture(page, "dark-start")
    visit.open(page, query)
    card(page, "0.0.0.0").wait_for()
    settled(page)
    visit.picture(page, "dark")
    faults = visit.faults(page)
    page.context.close()
    return {"faults": faults}


def killed(visit, page, server, photograph):
    """The server is killed under the open page, and comes back with an empty memory; the photograph's
    file is no longer there."""
    visit.open(page)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, photograph.name)
        file.write_bytes(photograph.read_bytes())
        page.locator("#file").set_input_files(file)
        card(page, "0").wait_for()
    settled(page)
    errors = list(visit.errors)
    server.kill()
    page.locator("#site-why-0").click()
    expect(page.locator("#notice")).to_contain_text("does not answer")
    visit.picture(page, "gone")
    begin = time.monotonic()
    server.start_again()
    card(page, "0.0").wait_for(timeout=30 * SECOND)
    seen = {"seconds": round(time.monotonic() - begin, 1), "evidence": evidence(page)}
    settled(page)
    seen["notice"] = page.locator("#notice").is_visible()
    query = "?" + urllib.parse.urlsplit(page.url).query
    page.context.close()

    # A page without the photograph, of a server without it.
    server.kill()
    server.start_again()
    other = visit.page(1200, 800)
    visit.open(other, query)
    other.locator("#wish").wait_for()
    seen["wish"] = other.locator("#wish").inner_text()
    visit.picture(other, "lost")
    paste(other, photograph)
    card(other, "0.0").wait_for()
    seen["brought back"] = evidence(other)
    return seen, errors


def main(chromium, pictures, photograph, axe, *command):
    pictures.mkdir(parents=True, exist_ok=True)
    server = Server(command)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            visit = Visit(browser, server, pictures, axe.read_text())
            page = visit.page(1440, 900)
            seen = {"beginning": the_beginning(visit, page, photograph)}
            seen["deep"] = three_deep(visit, page)
            query = "?" + urllib.parse.urlsplit(page.url).query
            seen["restored"] = undone_and_restored(page)
            seen["node"] = one_node(visit, page)
            seen["panel"] = undone_under_the_panel(page)
            seen["refused"] = refused(page)
            seen["written"] = written_meanwhile(page)
            times = [ask_and_measure(page, path) for path in ("1", "1.0", "2", "2.0", "1.1", "2.1", "1.2")]
            seen["click to evidence in ms"] = round(statistics.median(times))
            seen["downloads"] = downloads(visit, page)
            seen["other"] = other_questions(visit, page)
            seen["wrong"] = wrong_addresses(visit, page)
            seen["keyboard"] = by_keyboard(visit)
            seen["telephone"] = on_a_telephone(visit, query, photograph)
            seen["dark"] = in_the_dark(visit, query)
            seen["killed"], seen["errors"] = killed(visit, page, server, photograph)
            seen["hosts"] = sorted(
                {urllib.parse.urlsplit(one).netloc for one in visit.requests if one.startswith("http")}
            )
            seen["site"] = urllib.parse.urlsplit(server.address).netloc
            browser.close()
        print(json.dumps(seen))
    finally:
        server.kill()


if __name__ == "__main__":
    main(sys.argv[1], *map(pathlib.Path, sys.argv[2:5]), *sys.argv[5:])
