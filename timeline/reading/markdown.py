"""What does a Markdown file say, read as its reader would see it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from timeline.errors import BriefingRefused
from timeline.reading import front_matter, html
from timeline.reading.content import Content, Stated
from timeline.reading.decoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST = 1_000_000  # characters: markdown-it-py 4.3 takes 7 s for a table of as many
DEEPEST = 20  # levels, two a list: what lies deeper markdown-it-py leaves out without a word
QUOTED = re.compile(r"^(?:[ \t]{0,3}>){10,}", re.MULTILINE)  # ">>>>>>>>>>> text": how deep makes no difference to us


def read(data: bytes, name: str) -> Content:
    """Headings, paragraphs, list items and table rows as blocks of plain text, links as their words.

    Raises BriefingRefused for what is too large or too deep to read wholly.
    """
    decoded = decode(data, name)
    stated, source = front_matter.split(decoded.text)
    if len(source) > LARGEST:
        raise BriefingRefused(name, f"Markdown of more than {LARGEST // 1_000_000} MB", "split it, or save it as .txt")
    tokens = _parse(QUOTED.sub("> " * 5, source))
    if any(token.level >= DEEPEST - 2 for token in tokens):
        raise BriefingRefused(name, f"lists or quotations nested {DEEPEST // 2} deep", "save it as .txt")
    title = _first_heading(tokens)
    text = "\n\n".join(block for block in _blocks(tokens) if block)
    return Content(text=text, stated=stated.over(Stated(title=title)), notes=decoded.notes, losses=decoded.losses)


def _parse(source: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").parse(source)


def _first_heading(tokens: list[Token]) -> str | None:
    for at, token in enumerate(tokens[:-1]):
        if token.type == "heading_open" and token.tag == "h1":
            return _words(tokens[at + 1].children or ())
    return None


def _blocks(tokens: Iterable[Token]) -> Iterator[str]:
    row: list[str] = []
    for token in tokens:
        if token.type == "inline":
            words = _words(token.children or ())
            row.append(words)
        elif token.type in {"code_block", "fence"}:
            row.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            row.append(html.text(token.content))
        if row and token.type not in {"inline", "td_close", "th_close", "td_open", "th_open"}:
            yield " | ".join(row)
            row = []


def _words(tokens: Iterable[Token]) -> str:
    """The words of a paragraph; images and tags have none."""
    parts = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(parts.get(token.type, token.content) for token in tokens if token.type not in SILENT)


SILENT = frozenset({"image", "html_inline"})
