"""Is a text in the language that finding can read?"""

from __future__ import annotations

import re

#: Words without which hardly any English text is written, and that other languages in Latin script do not share.
FUNCTION_WORDS = frozenset(
    "the of and to that with by from it have been are this which their who not would were had its they his said than "
    "into after".split()
)
#: At least this share of an English text is such words: prose has 20 to 30 in a hundred, lists of names about 8.
SHARE = 0.05
#: A text with fewer words is too short to tell; at most so many are looked at.
ENOUGH, MOST = 40, 3_000

WORD = re.compile(r"[^\W\d_]+")


def is_english(text: str) -> bool:
    """Whether a text can be English: too short to tell counts as yes. Words of any script are counted."""
    words = [match.group().lower() for match, _ in zip(WORD.finditer(text), range(MOST), strict=False)]
    return len(words) < ENOUGH or sum(word in FUNCTION_WORDS for word in words) / len(words) >= SHARE
