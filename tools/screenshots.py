"""Pictures of the pages as readers see them: at a desk and on a phone, by day and by night.

    python -m tools.screenshots [--only WORD] [--out FOLDER] [--readme] [FOLDER_OF_BRIEFINGS ...]

Serves the bundled sample, and after it each folder given, from a store that is thrown away. With --only, just the
pictures with that word in their names (home, selected, 375-dark, ...). With --readme, those that README.md shows are
put where it looks for them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import oxipng
from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import FLAGS, ROOT, executable

PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "timeline" / "sample"
SIZES = ((1280, 800), (375, 812))
WIDE = 640  # pixels; less is a phone
SCHEMES = ("light", "dark")
TALLEST = 4000  # pixels of a page that are taken
SERVED = re.compile(r" on (http://\S+) ")
PATIENCE_MS = 120_000  # the machine may be busy with everything else
# Of the events listed, the one with the most to show: most statements in its details, denied before others.
TELLING = """
() => [...document.querySelectorAll("li.event")]
  .map((item) => ({
    event: item.dataset.id,
    briefing: item.dataset.briefing,
    weight: item.querySelectorAll(".statement").length + (item.dataset.status === "denied" ? 0.5 : 0),
  }))
  .sort((one, other) => other.weight - one.weight)[0] ?? null
"""
# What README.md shows, and as what; of the sample only, for the words of other briefings are their publishers'.
README = {
    "selected-1280-light.png": "desk.png",
    "briefing-1280-dark.png": "text-by-night.png",
    "half-375-light.png": "phone.png",
}
SETTLED = "document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 700)))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One page in one state. ``path`` may name ``{event}`` and ``{briefing}``; ``press``: what is pressed then."""

    name: str
    path: str
    scripts: bool = True
    whole: bool = False  # all of the page, not only what the window shows
    press: str = ""
    phone_only: bool = False


SHOTS = (
    Shot(name="home", path="/"),
    Shot(name="selected", path="/?sel={event}"),
    Shot(name="half", path="/?sel={event}", press=".sheet-handle", phone_only=True),
    Shot(name="filters", path="/", press="#filter-panel > summary"),
    Shot(name="nothing", path="/?q=nothing-has-these-words"),
    Shot(name="briefing", path="/briefings/{briefing}"),
    Shot(name="embed", path="/embed"),
    Shot(name="event", path="/events/{event}", whole=True),
    Shot(name="layers", path="/layers/", whole=True),
    Shot(name="methodology", path="/methodology", whole=True),
    Shot(name="missing", path="/no-such-page", whole=True),
    Shot(name="no-scripts", path="/", scripts=False, whole=True),
    Shot(name="no-scripts-briefing", path="/briefings/{briefing}", scripts=False, whole=True),
)


@contextmanager
def served(briefings: Path) -> Iterator[str]:
    """The address at which the briefings are served; raises SystemExit where they are refused."""
    with TemporaryDirectory() as folder:
        store = str(Path(folder) / "store.sqlite")
        command = [sys.executable, "-m", "timeline", "serve", "--port", "0", "--db", store, str(briefings)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            try:
                yield _address(server)
            finally:
                server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if found := SERVED.search(line):
            return found[1]
    raise SystemExit("the briefings could not be served; what was wrong stands above")


def take(browser: Browser, home: str, folder: Path, word: str) -> Iterator[Path]:
    """Takes the pictures of one site that have ``word`` in their names; a path each."""
    names = _names(browser, home)
    for width, height in SIZES:
        for scheme in SCHEMES:
            for shot in SHOTS:
                target = folder / f"{shot.name}-{width}-{scheme}.png"
                if word in target.name and (width < WIDE or not shot.phone_only):
                    _take(browser, home + shot.path.format(**names), shot, (width, height, scheme), target)
                    yield target


def _names(browser: Browser, home: str) -> dict[str, str]:
    """The ids of the event with the most to show, and of its briefing."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(home, timeout=PATIENCE_MS)
        found: dict[str, str] | None = page.evaluate(TELLING)
    return found or {"event": "none", "briefing": "none"}


def _take(browser: Browser, address: str, shot: Shot, seen: tuple[int, int, str], target: Path) -> None:
    width, height, scheme = seen
    phone = width < WIDE
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=shot.scripts,
        reduced_motion="reduce",
        has_touch=phone,
        is_mobile=phone,
    ) as context:
        page = context.new_page()
        page.goto(address, timeout=PATIENCE_MS)
        if shot.scripts:
            _settle(page, shot)
        target.parent.mkdir(parents=True, exist_ok=True)
        if shot.whole:
            tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": tall})  # rows out of sight are not painted
        page.screenshot(path=target)


def _settle(page: Page, shot: Shot) -> None:
    if page.locator("main[data-edition]").count():
        page.wait_for_selector("main[data-ready]", timeout=PATIENCE_MS)
    if shot.press:
        page.locator(shot.press).first.click()
    page.evaluate(SETTLED)


def publish(taken: Path, shown: Path) -> None:
    """Puts a picture where README.md shows it, the same pixels in about three quarters of the bytes."""
    shown.parent.mkdir(exist_ok=True)
    oxipng.optimize(taken, shown, level=4, strip=oxipng.StripChunks.safe())


def main() -> None:
    """Print the path of each picture as it is taken."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("briefings", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screenshots")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS), timeout=PATIENCE_MS)
        for briefings in (SAMPLE, *asked.briefings):
            with served(briefings) as home:
                for target in take(browser, home, asked.out / briefings.name, asked.only):
                    print(target, flush=True)
                    if asked.readme and briefings == SAMPLE and target.name in README:
                        publish(target, PICTURES / README[target.name])
        browser.close()


if __name__ == "__main__":
    main()
