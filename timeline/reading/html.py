"""What does a web page say, read as its reader would see it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import orjson

from timeline.reading.content import Content, Stated
from timeline.reading.decoding import decode
from timeline.reading.markup import Raw, Tag, Text, Unclosed, scan

# What a page has besides its prose; an element that is never closed drops nothing.
DROPPED = frozenset("nav svg math object audio video canvas select button template noscript".split())
# What begins on a line of its own.
BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody tfoot thead title"
    " tr ul".split()
)
CELLS = frozenset({"td", "th"})
BREAK, CELL = "\x1e", "\x1f"  # stand for <br> and for the edge of a cell until the block is whole
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""", re.I)
# The names under which pages state their date of publication, the best first.
DATES = (
    "article:published_time", "citation_publication_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date", "dcterms.date", "datepublished", "pubdate", "date",
)  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
DEEPEST_JSON = 12  # levels into which linked data is looked for a date


def read(data: bytes, name: str) -> Content:
    """The page's paragraphs, headings, list items and table rows as blocks; raises BriefingRefused."""
    declared = CHARSET.search(data[:4096])
    decoded = decode(data, name, None if declared is None else declared[1].decode("ascii"))
    page = _page(decoded.text)
    notes = (f"{page.hidden} parts that the page hides are read too",) if page.hidden else ()
    return Content(
        text=page.text(),
        stated=_stated(page),
        notes=decoded.notes + notes,
        losses=decoded.losses + tuple(page.losses),
    )


def text(source: str) -> str:
    """The words of a piece of HTML."""
    return _page(source).text()


@dataclass(slots=True)
class _Dropping:
    """An open element that is not prose: its name, how many of that name are open, and what stood before it."""

    name: str
    before: list[str]
    blocks: int
    open: int = 1


@dataclass(slots=True)
class _Page:
    """What has been read of a page so far."""

    blocks: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    dropping: _Dropping | None = None
    metas: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    preformatted: int = 0
    title: str = ""
    language: str = ""
    hidden: int = 0
    losses: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The blocks, apart by blank lines."""
        return "\n\n".join(self.blocks)

    def end_block(self) -> None:
        """What has been read since the last block is one."""
        words = "".join(self.line)
        self.line.clear()
        block = words.replace(BREAK, "\n") if self.preformatted else "\n".join(map(_line, words.split(BREAK)))
        if block.strip():
            self.blocks.append(block.strip("\n"))


def _page(source: str) -> _Page:
    page = _Page()
    for piece in scan(source):
        match piece:
            case Text():
                page.line.append(piece.text.replace(BREAK, " ").replace(CELL, " "))
            case Raw():
                _raw(piece, page)
            case Tag():
                _tag(piece, page)
            case Unclosed():
                page.losses.append(f"markup that never ends from character {piece.at}")
    page.end_block()
    if page.dropping is not None:  # never closed: it drops nothing
        page.line = page.dropping.before
        rest = page.blocks[page.dropping.blocks :]
        del page.blocks[page.dropping.blocks :]
        page.end_block()
        page.blocks += rest
    return page


def _line(words: str) -> str:
    """A line with single blanks, its cells apart by bars."""
    return " | ".join(filter(None, (" ".join(cell.split()) for cell in words.split(CELL))))


def _tag(tag: Tag, page: _Page) -> None:
    if tag.name in DROPPED:
        _drop(tag, page)
    elif tag.name in BLOCKS:
        if tag.name == "h1" and tag.end and page.dropping is None:
            page.headings.append(_line("".join(page.line).replace(BREAK, " ")))
        page.end_block()
    elif tag.name == "br":
        page.line.append(BREAK)
    elif tag.name in CELLS:
        page.line.append(CELL)
    if tag.name == "pre":
        page.preformatted = max(0, page.preformatted + (-1 if tag.end else 1))
    if not tag.end and tag.inside:
        _note(tag, page)


def _drop(tag: Tag, page: _Page) -> None:
    """Set aside what an element that is not prose holds; a word before it and one after it stay in one line."""
    dropping = page.dropping
    if dropping is None:
        if not tag.end and not tag.inside.endswith("/"):
            page.dropping = _Dropping(tag.name, page.line, len(page.blocks))
            page.line = []
    elif tag.name == dropping.name:
        dropping.open += -1 if tag.end else 1
        if dropping.open == 0:
            del page.blocks[dropping.blocks :]
            page.line, page.dropping = dropping.before, None


def _note(tag: Tag, page: _Page) -> None:
    """Keep what a tag's attributes tell about the page."""
    given = tag.attributes()
    if tag.name == "meta":
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        page.metas.setdefault(name, given.get("content", "").strip())
    elif tag.name == "html":
        page.language = page.language or given.get("lang", "")
    elif tag.name == "time" and page.dropping is None:
        page.times.append(given.get("datetime", ""))
    elif "hidden" in given or HIDDEN.search(given.get("style", "")):
        page.hidden += 1


def _raw(raw: Raw, page: _Page) -> None:
    if raw.tag.name == "title" and not page.title:
        page.title = " ".join(unescape(raw.text).split())
    elif raw.tag.name == "script" and "ld+json" in raw.tag.inside.lower():
        page.linked.append(raw.text)
    elif raw.tag.name == "xmp":
        page.line.append(raw.text)


def _stated(page: _Page) -> Stated:
    metas = page.metas
    headings = [heading for heading in page.headings if heading]
    only = headings[0] if len(headings) == 1 else None
    return Stated(
        title=only or metas.get("og:title") or page.title or None,
        publisher=metas.get("og:site_name") or metas.get("dc.publisher") or metas.get("publisher") or None,
        published=_published(page),
        language=page.language or None,
        url=metas.get("og:url") or None,
    )


def _published(page: _Page) -> str | None:
    named = (page.metas.get(name) for name in DATES)
    linked = (_linked_date(written) for written in page.linked)
    return next((words for words in (*named, *linked, *page.times) if words), None)


def _linked_date(written: str) -> str | None:
    """``datePublished`` of JSON-LD (schema.org), wherever it stands."""
    try:
        return _find(orjson.loads(written), DEEPEST_JSON)
    except orjson.JSONDecodeError:
        return None


def _find(value: Any, depth: int) -> str | None:
    if isinstance(value, dict) and isinstance(value.get("datePublished"), str):
        return str(value["datePublished"])
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next(filter(None, (_find(one, depth - 1) for one in inside)), None) if depth else None
