"""Opens a notebook in JupyterLab in headless Chromium, as somebody would who just got it, and what
nbconvert makes of it.

    python open_in_jupyterlab.py NOTEBOOK EXPLORING CHROMIUM PICTURES

Looks at its outputs before anything has run, when JupyterLab does not trust them; runs all cells,
looks at the first tree, folds a node, points at a card, and takes screenshots into the folder
PICTURES. Of the notebook EXPLORING it runs all cells and asks a node in its first frame why. Prints
one JSON object with what was seen.
"""

import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import tempfile

from nbconvert import HTMLExporter
from playwright.sync_api import expect, sync_playwright

TREE = ".jp-OutputArea-output section.taproot:has(.taproot-tree)"
SECOND = 1000


def serve(folder, token):
    """Starts JupyterLab on a free port, without anybody's settings, and returns the process and its
    address."""
    settings = folder / "settings"
    notification = settings / "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    notification.parent.mkdir(parents=True)
    notification.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"),
            f"--IdentityProvider.token={token}",
            f"--ServerApp.root_dir={folder / 'notebooks'}",
        ],
        env={
            **os.environ,
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stderr:
        address = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab\?token=", line)
        if address:
            return process, address.group().removesuffix("lab?token=")
    raise RuntimeError("JupyterLab did not start")


def before_any_cell_has_run(page, pictures):
    """What shows of the committed outputs, of which style sheets and scripts are stripped."""
    tree = page.locator(".jp-OutputArea-output section.taproot").first
    tree.wait_for(timeout=60 * SECOND)
    tree.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "untrusted.png")
    return {
        "styles": tree.locator("style").count(),
        "scripts": tree.locator("script").count(),
        "picture": tree.locator("img.taproot-picture").is_visible(),
        "outline": tree.locator("ol li img").count(),
    }


def run_all(page):
    """Runs all cells and returns the kinds of their outputs."""
    indicator = expect(page.locator(".jp-Notebook-ExecutionIndicator"))
    # A kernel that is still being connected to lets what is run be lost.
    for last in (False, False, True):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        for select in page.get_by_role("button", name="Select Kernel").all():
            select.click()
        try:
            indicator.to_have_attribute("data-status", "busy", timeout=20 * SECOND)
            break
        except AssertionError:
            if last:
                raise
    indicator.to_have_attribute("data-status", "idle", timeout=180 * SECOND)


def look_at_the_tree(page, pictures):
    """What can be seen of the first tree, and done with it."""
    tree = page.locator(TREE).first
    tree.scroll_into_view_if_needed()
    page.wait_for_timeout(SECOND)
    cards = tree.locator(".taproot-card:visible")
    seen = {
        "errors": page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count()
        + page.locator('[data-mime-type="application/vnd.jupyter.error"]').count(),
        "width": tree.bounding_box()["width"],
        "fallbackPicture": tree.locator("img.taproot-picture").is_visible(),
        "cards": cards.count(),
    }
    tree.screenshot(path=pictures / "tree.png")
    summary = tree.locator("summary.taproot-card:visible").first
    summary.locator(".taproot-facts").click()
    seen["cardsWithOneFolded"] = cards.count()
    summary.locator(".taproot-facts").click()
    seen["cardsUnfoldedAgain"] = cards.count()
    tree.locator(".taproot-leaf:visible").first.hover()
    seen["lit"] = tree.locator(".taproot-on").count()
    seen["veil"] = tree.locator("img.taproot-veil").is_visible()
    page.screenshot(path=pictures / "pointed-at.png")
    return seen


def ask_in_the_frame(page, pictures):
    """What is in the first frame, and what comes of asking its first card why."""
    element = page.locator(".jp-OutputArea-output iframe").first
    element.scroll_into_view_if_needed()
    frame = element.content_frame
    cards = frame.locator(".taproot-card")
    cards.first.wait_for(timeout=60 * SECOND)
    seen = {"cards": cards.count()}
    frame.get_by_text("why?").first.click()
    frame.locator('[data-path="0.0"]').wait_for(timeout=60 * SECOND)
    seen["cardsBelow"] = frame.locator('[data-path^="0."]').count()
    page.wait_for_timeout(SECOND)
    page.screenshot(path=pictures / "explored.png")
    return seen


def converted(notebook, browser, pictures):
    """What shows of the notebook's outputs as nbconvert's HTML."""
    body, _ = HTMLExporter().from_filename(str(notebook))
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_content(body, wait_until="load")
    tree = page.locator("section.taproot:has(.taproot-tree)").first
    tree.screenshot(path=pictures / "nbconvert.png")
    return {
        "cards": tree.locator(".taproot-card:visible").count(),
        "fallbackPicture": tree.locator("img.taproot-picture").is_visible(),
    }


def main(notebook, exploring, chromium, pictures):
    pictures.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(8)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "notebooks").mkdir()
        shutil.copy(notebook, folder / "notebooks")
        shutil.copy(exploring, folder / "notebooks")
        process, address = serve(folder, token)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page(viewport={"width": 1500, "height": 1000})
                page.goto(f"{address}lab/tree/{notebook.name}?token={token}")
                before = before_any_cell_has_run(page, pictures)
                run_all(page)
                after = look_at_the_tree(page, pictures)
                html = converted(notebook, browser, pictures)
                page.goto(f"{address}lab/workspaces/exploring/tree/{exploring.name}?token={token}")
                page.locator(".jp-CodeCell").first.wait_for(timeout=60 * SECOND)
                run_all(page)
                frame = ask_in_the_frame(page, pictures)
                browser.close()
            print(json.dumps({"before": before, "after": after, "nbconvert": html, "frame": frame}))
        finally:
            process.terminate()


if __name__ == "__main__":
    notebook, exploring = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    main(notebook, exploring, sys.argv[3], pathlib.Path(sys.argv[4]))
