"""How a name is written, and which writings count as the same name: tokens, folded keys, and the rules of odd names.

A *key* is what two writings of a name share: tokens without accents, case or apostrophes ("Klaipėda" -> "klaipeda").
A *form* still has its accents ("klaipėda"): where keys agree and forms differ, the name is matched at a lower grade.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntFlag
from functools import lru_cache

APOSTROPHES = "'’ʼ‘`´ʹʻ′"

# Letters, digits and combining marks, with apostrophes only between them: "Sana'a", "d’Ivoire". Never an underscore.
_TOKEN = re.compile(rf"[^\W_][\w\u0300-\u036f]*(?:[{APOSTROPHES}][^\W_][\w\u0300-\u036f]*)*")
_NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES)

# Letters that Unicode does not decompose; the plain spelling English texts use.
_PLAIN = str.maketrans(
    {
        "ł": "l",  # Łódź
        "ø": "o",  # Tromsø
        "đ": "d",  # Đà Nẵng
        "ð": "d",  # Seyðisfjörður
        "þ": "th",  # Þingvellir
        "æ": "ae",  # Ærø
        "œ": "oe",  # Œuilly
        "ı": "i",  # Diyarbakır
        "ħ": "h",  # Ħamrun
        "ə": "a",  # Gəncə
        "ŋ": "n",  # Ŋoŋ
        "ŧ": "t",
    }
)


class NameRule(IntFlag):
    """What must hold of the text beyond the key, for an odd name to count."""

    NONE = 0
    ACRONYM = 1  # only in these very capitals: "US", never "us" or "Us"
    LOWER = 2  # its last word may stand in lower case: "Brest region", "Baltic states"
    DOTTED = 4  # only after a comma and before a full stop, which belongs to it: "Fresno, Calif."
    CODE = 8  # only after a name and a comma, with ACRONYM: "Horry County, SC", not "the crackdown, PA officials said"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, its key and its form. Possessive endings ("Minsk's") are left out."""

    start: int
    end: int
    key: str
    form: str


@lru_cache(maxsize=16384)
def _key_and_form(word: str) -> tuple[str, str]:
    form = unicodedata.normalize("NFC", word).casefold().translate(_NO_APOSTROPHES)
    if form.isascii():
        return form, form
    spread = unicodedata.normalize("NFKD", form)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return bare.translate(_PLAIN), form


def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text``, in order."""
    found = []
    for word in _TOKEN.finditer(text):
        written = word.group()
        if len(written) > 2 and written[-1] in "sS" and written[-2] in APOSTROPHES:
            written = written[:-2]
        key, form = _key_and_form(written)
        if key:
            found.append(Token(word.start(), word.start() + len(written), key, form))
    return tuple(found)


def key_and_form(name: str) -> tuple[str, str]:
    """The key and the form of a whole name; both empty where it has no word."""
    words = tokens(name)
    return " ".join(word.key for word in words), " ".join(word.form for word in words)
