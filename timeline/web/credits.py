"""Whose data are drawn: the basemap's file, the sources and licences, and the line of credit on the map."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

import geodata

DATA = Path(geodata.__file__).parent / "data"
ATTRIBUTION = "Map: Natural Earth. Places: GeoNames (CC BY 4.0)."


def basemap() -> Path | None:
    """The basemap's file; None where set-up has not made it, and the map is drawn on plain ground."""
    path = DATA / "basemap.pmtiles"
    return path if path.is_file() else None


@cache
def sources() -> Markup:
    """``geodata/data/SOURCES.md`` as HTML, its headings two levels down, for it stands inside a page; empty if there is none."""
    path = DATA / "SOURCES.md"
    if not path.is_file():
        return Markup()
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return Markup(reader.renderer.render(tokens, reader.options, {}))
