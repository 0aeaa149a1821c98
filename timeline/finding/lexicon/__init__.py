"""Which words are ordinary English, which are given names, which are surnames (and how common)?

The lists are made by ``timeline.finding.training.wordlists``, which names their sources.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    packed = files(__package__).joinpath(f"{name}.txt.gz").read_bytes()
    return gzip.decompress(packed).decode().split()


@cache
def ordinary() -> frozenset[str]:
    """Lower-case English words, in every form."""
    return frozenset(_lines("words"))


@cache
def given_names() -> frozenset[str]:
    """Given names of many countries, folded to lower case without accents."""
    return frozenset(_lines("given"))


@cache
def surnames() -> dict[str, int]:
    """Surnames, folded, with their rank in the United States (0 is the commonest); foreign ones come last."""
    return {name: rank for rank, name in enumerate(_lines("surnames"))}


def is_listed(word: str) -> bool:
    """Whether a folded word is English, or anybody's name."""
    return word in ordinary() or word in given_names() or word in surnames()
