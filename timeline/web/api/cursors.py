"""Where does the next page begin? A token that names an edition, how many features went before, and the question.

It leads into the edition that the first page came from, whatever was published since: walking on gives each feature
once. With another question it is refused, for its number would mean nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from timeline.errors import ArgumentRefused, NotFound

PATTERN = "^[0-9a-f]{16}-[0-9]{1,9}-[0-9a-f]{8}$"
_TOKEN = re.compile(PATTERN.strip("^$"), re.ASCII)
# What may differ from page to page: how many, in which form, in which language.
_OF_PAGES = frozenset({"cursor", "limit", "f", "lang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in what an edition answers to a question: ``offset`` features came before."""

    edition: str
    offset: int
    question: str

    def __str__(self) -> str:
        return f"{self.edition}-{self.offset}-{self.question}"


def question(layer: str, arguments: Iterable[tuple[str, str]]) -> str:
    """A short name for all that decides which features a request is answered with, and in which order."""
    asked = sorted((key, value) for key, value in arguments if key not in _OF_PAGES)
    return f"{crc32(repr((layer, asked)).encode('utf-8', 'surrogatepass')):08x}"


def read(token: str, asked: str) -> Cursor:
    """The cursor that was given with a question; raises ArgumentRefused where it is none, NotFound where another's.

    What looks like a cursor is a good argument that may lead nowhere.
    """
    if not _TOKEN.fullmatch(token):
        raise ArgumentRefused("cursor: not one that was given here; begin without it and follow the links")
    edition, offset, of = token.split("-")
    if of != asked:
        raise NotFound("cursor: it belongs to another question; begin this one without it")
    return Cursor(edition=edition, offset=int(offset), question=of)
