"""What the pages know of the places below the events: names of countries, whose borders, sources, the basemap's file.

All of it is built by set-up; a page without it is poorer, not broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from geodata.gazetteer import Gazetteer, GazetteerMissing, default_path, open_gazetteer
from geodata.place import Place
from timeline.web.tongues import marked

ATTRIBUTION = marked("Made with Natural Earth. Names: GeoNames, CC BY 4.0.")
# What the gazetteer may say of its borders.
BORDER_VIEWS = (marked("Natural Earth 10m 5.1.1, point of view of Germany"),)


def basemap() -> Path | None:
    """The basemap's file; None where set-up has not made it, and the map is drawn on plain ground."""
    path = default_path().with_name("base.pmtiles")
    return path if path.is_file() else None


def country_names(codes: Iterable[str]) -> dict[str, str]:
    """The countries' names by ISO 3166-1 code; a code that is not known, or all without a gazetteer, are left out."""
    names = {}
    with suppress(GazetteerMissing):
        gazetteer = open_gazetteer()
        try:
            for code in set(codes):
                with suppress(KeyError):
                    names[code] = gazetteer.country(code).name
        finally:
            gazetteer.close()
    return names


@cache
def _open() -> Gazetteer | None:
    """The gazetteer, for as long as the program runs; None where set-up has not made it."""
    with suppress(GazetteerMissing):
        return open_gazetteer()
    return None


@cache
def spoken(tongue: str) -> tuple[tuple[Place, str], ...]:
    """The places of which the gazetteer tells what they are called in that language, and what."""
    gazetteer = _open()
    return gazetteer.spoken(tongue) if gazetteer else ()


@cache
def place_names(tongue: str) -> Mapping[str, str]:
    """The same by the places' ids."""
    return {place.id: name for place, name in spoken(tongue)}


def border_view() -> str:
    """Whose view of disputed borders is drawn; empty where there is no gazetteer."""
    with suppress(GazetteerMissing):
        gazetteer = open_gazetteer()
        try:
            return gazetteer.border_view
        finally:
            gazetteer.close()
    return ""


@cache
def sources() -> str:
    """``geodata/data/SOURCES.md`` as HTML, its headings two levels down, for it stands inside a page; empty if none.

    HTML in it is shown as text.
    """
    path = default_path().with_name("SOURCES.md")
    if not path.is_file():
        return ""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return str(reader.renderer.render(tokens, reader.options, {}))
