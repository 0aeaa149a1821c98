"""Where are the tags in an HTML text? A scanner in one pass: no tree, so no depth is too deep and no text is lost.

Libraries measured on hostile pages: lxml 6.1 loses the text below 256 levels and all after it; ``html.parser`` of
Python 3.11 takes minutes for 300 kB of "<a <a <a "; nh3 0.3 takes more than 40 s for 200,000 nested elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

NAME = re.compile(r"/?([A-Za-z][^\s/>]*)")
STOP = re.compile("[\"'>]")
ATTRIBUTE = re.compile(r"""([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)|([^\s=/>"']+)""")
VALUE_BEFORE = frozenset("= \t\r\n\f")  # an apostrophe within a value (title=it's) opens nothing
LONGEST_TAG = 4_000  # characters; a longer one holds an image, and we look for nothing in it
RAW = frozenset(
    "script style title textarea iframe noembed noframes xmp".split()
)  # no tags inside, up to their own end


@dataclass(frozen=True, slots=True)
class Text:
    """Characters between tags, references (``&eacute;``) resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its name in lower case; ``inside`` is what stands between the name and ``>``."""

    name: str
    end: bool
    inside: str

    def attributes(self) -> dict[str, str]:
        """The attributes, names in lower case."""
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(self.inside[:LONGEST_TAG]):
            name = (match[1] or match[3]).lower()
            found.setdefault(name, unescape((match[2] or "").strip("\"'")))
        return found


@dataclass(frozen=True, slots=True)
class Raw:
    """The content of an element that holds no tags: a script, the title."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A tag or comment that begins here and never ends; what follows it comes as text."""

    at: int


Piece = Text | Tag | Raw | Unclosed


def scan(source: str) -> Iterator[Piece]:
    """The pieces of a page in order; every character is looked at a fixed number of times."""
    at = 0
    while (opening := source.find("<", at)) >= 0:
        if opening > at:
            yield Text(unescape(source[at:opening]))
        pieces, at = _piece(source, opening)
        yield from pieces
    if at < len(source):
        yield Text(unescape(source[at:]))


def _piece(source: str, at: int) -> tuple[tuple[Piece, ...], int]:
    """What begins with the "<" at ``at``, and where the next piece begins."""
    if source.startswith("<!--", at):
        return _until(source, at, "-->")
    if source.startswith(("<!", "<?"), at):
        return _until(source, at, ">")
    name = NAME.match(source, at + 1)
    if name is None:
        return (Text("<"),), at + 1
    end = _tag_end(source, name.end())
    if end < 0:
        return _rest(source, at)
    tag = Tag(name[1].lower(), source[at + 1] == "/", source[name.end() : end])
    if tag.name in RAW and not tag.end:
        return _raw(source, tag, end + 1)
    return (tag,), end + 1


def _until(source: str, at: int, end: str) -> tuple[tuple[Piece, ...], int]:
    found = source.find(end, at + 2)
    return ((), found + len(end)) if found >= 0 else _rest(source, at)


def _rest(source: str, at: int) -> tuple[tuple[Piece, ...], int]:
    return (Unclosed(at), Text(unescape(source[at:]))), len(source)


def _tag_end(source: str, at: int) -> int:
    """Where the ">" of a tag is, quoted ones passed over; -1 where there is none."""
    while (stop := STOP.search(source, at)) is not None:
        if stop[0] == ">":
            return stop.start()
        at = stop.end()
        if source[stop.start() - 1] in VALUE_BEFORE:
            quoted = source.find(stop[0], at)
            at = quoted + 1 if quoted >= 0 else at
    return -1


def _raw(source: str, tag: Tag, at: int) -> tuple[tuple[Piece, ...], int]:
    closing = re.compile(rf"</{re.escape(tag.name)}(?=[\s/>])", re.I).search(source, at)
    if closing is None:
        return (Unclosed(at), Raw(tag, source[at:])), len(source)
    return (Raw(tag, source[at : closing.start()]),), closing.start()
