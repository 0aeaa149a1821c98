"""How much a reader's browser has to fetch before the events themselves: measured as `gzip -9` packs it.

*Our scripts* are those bundled from static/*.js. The *shell* is the page without its list of events, its style sheet
with Leaflet's in it, every script of ours that it names, and Folium's script of the empty map; not the data, the fonts,
and Leaflet's and protomaps-leaflet's scripts, which are the third parties' own.
"""

from __future__ import annotations

import gzip
import re

import pytest

from tests.browser.conftest import ROOT, Watch
from tests.browser.world import chronology

KIB = 1024
SCRIPTS_KIB, SHELL_KIB = 40, 60


def packed(data: bytes) -> int:
    return len(gzip.compress(data, compresslevel=9, mtime=0))


@pytest.mark.parametrize("bundle", ["page.js", "many.js"])  # a page has one of them, by how many events it has
def test_our_scripts_together_are_at_most_40_kib(bundle: str) -> None:
    assert packed((ROOT / "static" / "built" / bundle).read_bytes()) <= SCRIPTS_KIB * KIB


@pytest.mark.parametrize("path", ["/", "/embed", "/briefings/{briefing}"])
def test_the_shell_of_a_page_is_at_most_60_kib(reader: Watch, path: str) -> None:
    page = reader.context.request.get(reader.home + path.format(briefing=chronology().briefing.id)).text()
    begin = page.index('<ol id="events"')
    shell = page[:begin] + page[page.index("</section>", begin) :]
    asked = {each for each in re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', shell) if "/vendor/" not in each}
    assert {"/static/built/page.js", "/static/built/atlas.css"} <= asked
    parts = [reader.context.request.get(reader.home + each).body() for each in sorted(asked)]
    assert packed(shell.encode()) + sum(map(packed, parts)) <= SHELL_KIB * KIB
