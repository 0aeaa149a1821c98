"""What does a search compare? Words without accents and case, so that "klaipeda" finds "Klaipėda"."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text without accents and case. ``fold`` in the page's scripts does the same."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M")).lower()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, each once, in order. Signs and punctuation part words and are none."""
    return tuple(dict.fromkeys(WORD.findall(fold(text))))
