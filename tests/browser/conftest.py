"""A real browser with no way out of this machine, and a reader whose every page is watched while a test uses it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, sync_playwright

from tests.browser.serving import application
from tests.browser.world import chronology
from tools.browser import FLAGS, executable
from tools.serving import serving

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 60_000  # the machine may be busy with everything else
# Runs in each page and frame before its own scripts.
WATCHER = """
addEventListener("securitypolicyviolation", (event) => {
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""
# Fonts that come late move what a test would click on.
SETTLED = """
document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
"""


@dataclass  # no slots: Playwright keeps its own mark on an object whose method listens
class Watch:
    """What the pages of a test did that no page may do. ``forgiven``: parts of messages that the test is about."""

    home: str
    context: BrowserContext
    errors: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = ("willReadFrequently",)  # the tests' own reading of the canvas

    def page(self, path: str = "/", *, ready: bool = True) -> Page:
        """A page at ``path``, once its scripts have put it together."""
        page = self.context.new_page()
        page.goto(path if path.startswith("http") else self.home + path)
        if ready:
            page.wait_for_selector('main[data-ready="1"]')
            page.evaluate(SETTLED)
        return page

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _is_left_behind(message):
            self.errors.append(f"console: {message.text}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.errors.append(f"request: {request.url}")

    def asked_back(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def complaints(self) -> list[str]:
        """Everything seen and kept that should not be there."""
        found = list(self.errors)
        for page in self.context.pages:
            for frame in page.frames:
                found += [f"policy: {each}" for each in frame.evaluate("window.violations ?? []")]
            if page.url.startswith(self.home):
                found += [
                    f"stored: {each}" for each in page.evaluate("Object.keys({...localStorage, ...sessionStorage})")
                ]
        found += [f"cookie: {each}" for each in self.context.cookies()]
        return [each for each in found if not any(words in each for words in self.forgiven)]


@pytest.fixture(scope="session", autouse=True)
def _bundled() -> None:
    """The scripts as pages load them, made of the sources as they are now.

    Where several processes share the tests, set-up has made them: one would take them from under another's pages.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    subprocess.run(["node", "tools/bundle.mjs"], cwd=ROOT, check=True)


def _is_left_behind(message: ConsoleMessage) -> bool:
    """Whether the basemap's painter says that a tile never came: whoever goes to another page leaves some behind.

    Of a page that is gone already the browser no longer says from which script the words come. A server refuses to
    be connected with only once a test has ended it, and a page may be asking for the last of its tiles just then.
    """
    if message.text.endswith("net::ERR_CONNECTION_REFUSED"):
        return True
    told_by = message.location["url"]
    of_the_painter = not told_by or told_by.endswith("/protomaps-leaflet.js")
    return of_the_painter and message.text.startswith("TypeError: Failed to fetch")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = executable()
    assert path is not None, "no browser: run `make browser`"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=PATIENCE_MS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the chronology in world.py."""
    with serving(application([chronology()], tmp_path_factory.mktemp("site"))) as address:
        yield address


Opener = Callable[..., Watch]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Opens a watched context: ``visit(address, **options)``. At the end nothing may have been complained of."""
    watches: list[Watch] = []

    def open_context(home: str, **options: Any) -> Watch:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        )
        context.set_default_timeout(PATIENCE_MS)
        watch = Watch(home=home, context=context)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCHER)
        context.on("console", watch.heard)
        context.on("request", watch.asked)
        context.on("weberror", lambda error: watch.errors.append(f"script: {error.error}"))
        context.on("dialog", watch.asked_back)
        watches.append(watch)
        return watch

    yield open_context
    try:
        assert [each for watch in watches for each in watch.complaints()] == []
    finally:
        for watch in watches:
            watch.context.close()


@pytest.fixture
def reader(visit: Opener, site: str) -> Watch:
    """A reader of the chronology in world.py, at a desk."""
    return visit(site)
