"""How well are events found? The figures of ``docs/quality.md``, and that document as a page shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

import timeline

# The row of the table of events that counts: briefings on which no rule was made.
_ROW = re.compile(r"\| Dateline, others \((?P<events>[0-9]+) events\)(?P<cells>(?: \| [0-9.]+)+) \|")
_COLUMNS = ("usable", "precision", "recall", "day", "place", "category", "modality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares from 0 to 1, of so many ``events`` that people had marked, as the document explains them."""

    events: int
    usable: float
    precision: float
    recall: float
    day: float
    place: float
    category: float
    modality: float


@cache
def figures() -> Figures | None:
    """The figures of events in briefings on which no rule was made; None where the document is not there."""
    found = _ROW.search(_document())
    if found is None:
        return None
    cells = [float(cell) for cell in found["cells"].split(" | ")[1:]]
    return Figures(events=int(found["events"]), **dict(zip(_COLUMNS, cells, strict=True)))


@cache
def report() -> str:
    """The document as HTML, its headings one level down, for it stands inside a page; empty if there is none.

    Its links lead to files that a page has not, so only their words are left. HTML in it is shown as text.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("link")
    tokens = reader.parse(re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", _document().partition("\n")[2]))
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    return str(reader.renderer.render(tokens, reader.options, {}))


def _document() -> str:
    """In the package where it is installed, beside it in a working copy; nothing where it is in neither."""
    package = Path(timeline.__file__).parent
    for path in (package / "docs" / "quality.md", package.parent / "docs" / "quality.md"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""
