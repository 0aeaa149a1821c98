"""How fast is the page, beside Folium's own ways in the same run? ``python -m benchmarks.page [--events N ...]``.

In headless Chromium, on this machine alone: an edition of synthetic events (synthetic.py) served by Dateline, and the
same points on pages that Folium makes (peers.py), both from a process of their own (hosting.py). *Ready* is the time
from the start of navigation until two frames after the first view stands there and can be used: of ours list, map and
band, of Folium's the clusters or marks. A page begins when the browser's own window has settled, and is not asked
anything until it has said that it is ready: either would take its time on two cores. Of up to ``indexing.WHOLE``
events all data are then in the page; of more our server has them, and is asked again for each view: the rows that a
filter leaves come with the answer that says which. *Filtered* is the time from ticking a category until list, band
and map show the fewer events, whatever has to be asked for that, and two frames; *told* is when the rows near the
screen say more than title and time. *Busy* is what the page's main thread had of the processor until ready: a machine
with much else to do changes it little. Medians of ``--runs`` runs. Bytes are gzipped, as a server sends them.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks import synthetic
from benchmarks.hosting import hosted, pages, points_of
from geodata.gazetteer import open_gazetteer
from timeline.edition import Edition
from tools.browser import FLAGS, executable

ROOT = Path(__file__).parents[1]
PATIENCE_MS = 180_000
SETTLED_MS = 1_000  # Chromium still loads pages of its own for each new window, most of a second
SAID = "the page is ready"
KIB = 1024
WIDTHS = (9, 9, 9, 9, 10, 10, 10, 10, 9)  # of the columns

#: Runs before the page's own scripts: notes what is asked; says when two frames have passed since the page was ready.
READY = """
(() => {
  const plain = window.fetch;
  window.asking = 0;
  window.fetch = async (...given) => {
    const counted = /(listed\\?|found\\?(?!within)|days\\?|search\\?|\\.mvt)/.test(String(given[0]));
    window.asking += Number(counted);
    try { return await plain(...given); } finally { window.asking -= Number(counted); }
  };
  const say = () => { window.readyAt = performance.now(); console.debug("READY"); };
  const note = () => requestAnimationFrame(() => requestAnimationFrame(say));
  if (%s) {
    addEventListener("DOMContentLoaded", () => { // not before: all that is parsed would be told of
      const watch = new MutationObserver(() => { watch.disconnect(); note(); });
      const main = document.querySelector("main");
      if (main.dataset.ready) note(); // "1", or "failed": then nothing is measured
      else watch.observe(main, { attributeFilter: ["data-ready"] });
    });
  } else addEventListener("load", note);
})();
""".replace("READY", SAID)
#: Ticks the n-th category and gives back milliseconds: until nothing has been asked for since two frames, and until no
#: row waits for its words.
TICK = """
async (n) => {
  const frame = () => new Promise(requestAnimationFrame);
  const boxes = document.querySelectorAll('#filters input[type=checkbox][name=cat]');
  const began = performance.now();
  boxes[n % boxes.length].click();
  for (let still = 0; still < 2; still = window.asking > 0 ? 0 : still + 1) await frame();
  const drawn = performance.now() - began;
  await new Promise((done) => setTimeout(done, 100));
  while (document.querySelector("#events .is-waiting")) await frame();
  return [drawn, Math.max(drawn, performance.now() - began)];
}
"""
TICKS = 4


class PageFailed(Exception):
    """A page under measure does not work, so its times mean nothing; the message is its own."""


@dataclass(slots=True, kw_only=True)
class Measured:
    """The figures of one page, a value a run: milliseconds, MB, elements."""

    ready: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    elements: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Gzipped bytes: the page without events, our styles and scripts, third-party scripts, and the data."""

    page: int
    styles: int
    scripts: int
    others: int
    data: int

    @property
    def shell(self) -> int:
        """All that is ours but the data."""
        return self.page + self.styles + self.scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What must be shown: a figure, the most that it may be, and its unit."""

    words: str
    figure: float
    most: float
    unit: str

    def __str__(self) -> str:
        verdict = "reached" if self.figure <= self.most else "MISSED"
        return f"{verdict:8} {self.words}: {self.figure:,.2f} {self.unit} (at most {self.most:,g} {self.unit})"


@contextmanager
def opened(browser: Browser, *, ours: bool) -> Iterator[Page]:
    """A page in a context of its own, with nothing cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(READY % str(ours).lower())
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(browser: Browser, url: str, into: Measured, *, ours: bool) -> None:
    """One run: the page from nothing, and where it is ours, filtered some times."""
    with opened(browser, ours=ours) as page:
        errors: list[Error] = []

        def note(error: Error) -> None:  # Playwright keeps its own mark on what listens, which a method has no room for
            errors.append(error)

        page.on("pageerror", note)
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.wait_for_timeout(SETTLED_MS)
        with page.expect_console_message(lambda message: message.text == SAID):
            page.goto(url, wait_until="commit")
        into.ready.append(page.evaluate("window.readyAt"))
        into.busy.append(1000 * _metric(tools, "TaskDuration"))
        into.elements.append(page.evaluate("document.querySelectorAll('*').length"))
        tools.send("HeapProfiler.collectGarbage")
        into.heap.append(_metric(tools, "JSHeapUsedSize") / 1e6)
        for number in range(TICKS if ours else 0):
            drawn, told = page.evaluate(TICK, number)
            into.filtered.append(drawn)
            into.told.append(told)
        if errors:
            raise PageFailed(f"{url}: {errors[0]}")


def _metric(tools: CDPSession, name: str) -> float:
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == name)


def weigh(browser: Browser, url: str) -> Weight:
    """What our page sends, by what it is."""
    asked: list[str] = []
    with opened(browser, ours=True) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url)
        page.wait_for_function("() => window.readyAt")
        texts = [each for each in asked if each.endswith((".js", ".css")) or "/editions/" in each]
        bodies = {urlsplit(each).path: page.request.get(each).body() for each in texts}
        empty = page.request.get(f"{url}?q=nosuchword").body()
        whole = page.request.get(url).body()
    packed = {path: len(gzip.compress(body, mtime=0)) for path, body in bodies.items()}

    def total(pattern: str) -> int:
        return sum(size for path, size in packed.items() if re.match(pattern, path))

    bare = len(gzip.compress(empty, mtime=0))
    return Weight(
        page=bare,
        styles=total(r"/static/(?!vendor/).*\.css"),
        scripts=total(r"/static/(?!vendor/).*\.js|/editions/.*map\.js"),
        others=total(r"/static/vendor/.*\.js"),
        data=total(r"/editions/(?!.*map\.js)") + max(0, len(gzip.compress(whole, mtime=0)) - bare),
    )


def measure(browser: Browser, edition: Edition, runs: int) -> tuple[dict[str, Measured], dict[str, int], Weight]:
    """The figures of our page and of each peer's for an edition, run after run in turn; and their bytes."""
    made = pages(points_of(edition))
    found = {name: Measured() for name in ("Dateline", *made)}
    with hosted(edition.directory.parent) as (home, other):
        weight = weigh(browser, f"{home}/")  # and the server has read everything once
        for _ in range(runs):
            for name, into in found.items():
                mine = name == "Dateline"
                visit(browser, f"{home}/" if mine else f"{other}/{name}", into, ours=mine)
    return found, {name: len(gzip.compress(page, mtime=0)) for name, page in made.items()}, weight


def rows(found: dict[str, Measured], sizes: dict[str, int], weight: Weight) -> Iterator[str]:
    """The lines of the table for one number of events."""
    ours = found["Dateline"]
    for name, each in found.items():
        size = sizes.get(name, weight.shell + weight.others + weight.data)
        filtered = f"{median(each.filtered):10.0f}{median(each.told):10.0f}" if each.filtered else f"{'-':>10}{'-':>10}"
        yield (
            f"{name:20}{median(each.ready):9.0f}{median(ours.ready) / median(each.ready):9.2f}"
            f"{median(each.busy):9.0f}{median(ours.busy) / median(each.busy):9.2f}{filtered}"
            f"{size / KIB:10.0f}{median(each.elements):10.0f}{median(each.heap):9.1f}"
        )


def targets(count: int, found: dict[str, Measured], weight: Weight) -> Iterator[Target]:
    """What must be shown with so many events."""
    ours = found["Dateline"]
    filtered = Target(words=f"{count:,} events, filtered again", figure=median(ours.filtered), most=0, unit="ms")
    if count == 10_000:
        ratio = median(ours.ready) / median(found["FastMarkerCluster"].ready)
        yield Target(words="10,000 events, ready", figure=ratio, most=0.5, unit="x FastMarkerCluster's time")
        yield replace(filtered, most=100)
        yield Target(words="page shell, gzipped, without data", figure=weight.shell / KIB, most=60, unit="KiB")
    if count == 50_000:
        yield Target(words="50,000 events, ready", figure=median(ours.ready) / 1000, most=2, unit="s")
        yield replace(filtered, most=300)


def median(values: Sequence[float]) -> float:
    """The median of the runs."""
    return statistics.median(values)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables and the targets; 1 where no browser is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 10_000, 50_000], metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    browser_path = executable()
    if browser_path is None:
        print("no browser: run `make browser`", file=sys.stderr)
        return 1
    subprocess.run(["node", "tools/bundle.mjs"], cwd=ROOT, check=True)
    gazetteer = open_gazetteer()
    reached: list[Target] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS), timeout=PATIENCE_MS)
        for count in options.events:
            edition = synthetic.edition(count, Path(folder) / str(count), gazetteer)
            found, sizes, weight = measure(browser, edition, options.runs)
            print_table(count, options.runs, rows(found, sizes, weight), weight)
            reached += targets(count, found, weight)
        browser.close()
    print(*reached, sep="\n")
    return 0


def print_table(count: int, runs: int, lines: Iterable[str], weight: Weight) -> None:
    """One table, and what our bytes are made of."""
    heads = ("ready ms", "ours:it", "busy ms", "ours:it", "filtered", "told", "KiB gz", "elements", "heap MB")
    print(
        f"{count:,} events, medians of {runs} runs\n{'':20}"
        + "".join(f"{h:>{w}}" for h, w in zip(heads, WIDTHS, strict=True))
    )
    print(*lines, sep="\n")
    parts = {"page": weight.page, "styles": weight.styles, "scripts": weight.scripts, "third-party": weight.others}
    print("Dateline, KiB gz: " + ", ".join(f"{name} {size / KIB:.1f}" for name, size in parts.items()), end="")
    print(f", data {weight.data / KIB:.0f}\n")


if __name__ == "__main__":
    sys.exit(main())
