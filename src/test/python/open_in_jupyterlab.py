"""Opens a notebook in JupyterLab in headless Chromium, as somebody would who just got it, and what
nbconvert makes of it.

    python open_in_jupyterlab.py NOTEBOOK CHROMIUM PICTURES

Looks at its outputs before anything has run, when JupyterLab does not trust them; runs all cells,
looks at the first tree, folds a node, points at a card, and takes screenshots into the folder
PICTURES. Prints one JSON object with what was seen.
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
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    for select in page.get_by_role("button", name="Select Kernel").all():
        select.click()
    expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
        "data-status", "busy", timeout=60 * SECOND
    )
    expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
        "data-status", "idle", timeout=180 * SECOND
    )


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


def main(notebook, chromium, pictures):
    pictures.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(8)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "notebooks").mkdir()
        shutil.copy(notebook, folder / "notebooks")
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
                browser.close()
            print(json.dumps({"before": before, "after": after, "nbconvert": html}))
        finally:
            process.terminate()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], pathlib.Path(sys.argv[3]))
