"""What does a search compare? Words without accents and case, so that "klaipeda" finds "Klaipėda"."""

from __future__ import annotations

import unicodedata


class _Marks(dict[int, int | None]):
    """What ``str.translate`` makes of a character: nothing of a mark, and each other stays. Looked up once each."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)).startswith("M") else code
        self[code] = kept
        return kept


class _Signs(dict[int, int]):
    """What ``str.translate`` makes of a character: a space of what is in no word, and each other stays."""

    def __missing__(self, code: int) -> int:
        kept = self[code] = code if chr(code).isalnum() else ord(" ")
        return kept


MARKS, SIGNS = _Marks(), _Signs()


def fold(text: str) -> str:
    """The text without accents and case. ``fold`` in the page's scripts does the same."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).translate(MARKS).lower()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, each once, in order. Signs and punctuation part words and are none."""
    return tuple(dict.fromkeys(fold(text).translate(SIGNS).split()))
