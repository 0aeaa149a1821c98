"""Which names deceive the eye: letters of two scripts in one word, invisible characters in it, reversed direction?

Such a name may be shown as another than it is. It is found, and said to be disguised; nobody says where it is.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from geodata.place import Candidate
from timeline.finding.proper import Match


class Disguise(StrEnum):
    """What is odd about how a name is written."""

    MIXED = "mixed scripts"  # "Mіnsk" with a Cyrillic і
    HIDDEN = "hidden characters"  # "Mi" and "nsk" with a zero-width space between, or a word turned round


#: Zero-width space, joiners, direction marks and their like; the soft hyphen is honest, it only says where to break.
_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff"
_LATIN, _ALIKE = "A-Za-z\u00c0-\u024f", "\u0370-\u052f"  # Greek, Coptic, Cyrillic: the scripts that have our shapes
_MARKS = "[\u0300-\u036f]*"
_WORD = re.compile(rf"[^\W\d_][\w{_HIDDEN}]*")
_SEAM = re.compile(f"[{_LATIN}]{_MARKS}[{_ALIKE}]|[{_ALIKE}]{_MARKS}[{_LATIN}]")
_UNSEEN = re.compile(f"[{_HIDDEN}]")
_WITHIN = re.compile(rf"\w[{_HIDDEN}]+\w")
#: From an override to where it ends: what is shown runs backwards.
_TURNED = re.compile("[\u202d\u202e][^\u202c\n]*")

_CYRILLIC = dict(zip("АВЕКМНОРСТХУІЈЅԚԜҮаеорсхуіјѕһԁԛԝѵӏкт", "ABEKMHOPCTXYIJSQWYaeopcxyijshdqwvlkt", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανικρυ", "ABEZHIKMNOPTYXoavikpu", strict=True))
_TO_LATIN = str.maketrans(_CYRILLIC | _GREEK)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in reversed(_CYRILLIC.items())})


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguised:
    """A name as it looks; ``candidates`` are what it feigns to be."""

    start: int
    end: int
    disguise: Disguise
    candidates: tuple[Candidate, ...] = ()


def words(text: str) -> tuple[Disguised, ...]:
    """The disguised words of ``text``, in order; none, and no time spent, in a text that cannot have any."""
    if text.isascii() or not (_SEAM.search(text) or _UNSEEN.search(text)):
        return ()
    turned = deque(span.span() for span in _TURNED.finditer(text))
    found = []
    for word in _WORD.finditer(text):
        while turned and turned[0][1] <= word.start():
            turned.popleft()
        backwards = bool(turned) and turned[0][0] < word.end()
        if (disguise := _disguise(word.group(), backwards)) is not None:
            found.append(Disguised(start=word.start(), end=word.end(), disguise=disguise))
    return tuple(found)


def _disguise(word: str, backwards: bool) -> Disguise | None:
    if backwards or _WITHIN.search(word):
        return Disguise.HIDDEN
    return Disguise.MIXED if _SEAM.search(word) else None


def names(
    text: str, odd: Iterable[Disguised], matches: Callable[[str], Iterable[Match]]
) -> tuple[list[Match], list[Disguised]]:
    """The names in ``text``, and those with a disguised word, as ``matches`` finds them in honest writing."""
    honest, positions = _honest(text, odd)
    plain: list[Match] = []
    feigned: list[Disguised] = []
    waiting = deque(odd)
    for match in matches(honest):
        start, end = positions[match.start], positions[match.end - 1] + 1
        while waiting and waiting[0].end <= start:
            waiting.popleft()
        disguise = waiting[0].disguise if waiting and waiting[0].start < end else None
        if disguise is not None:
            feigned.append(Disguised(start=start, end=end, disguise=disguise, candidates=match.candidates))
        else:
            plain.append(_Moved(start=start, end=end, candidates=match.candidates))
    return plain, feigned


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """A match, where it stands in the text as given."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


def _honest(text: str, odd: Iterable[Disguised]) -> tuple[str, list[int]]:
    """The text as it looks: look-alikes as what they look like, nothing invisible; and where each character stood."""
    pieces, last = [], 0
    for word in odd:
        pieces += [text[last : word.start], _one_script(text[word.start : word.end])]
        last = word.end
    shown = "".join([*pieces, text[last:]])
    positions = [at for at, sign in enumerate(shown) if not _UNSEEN.match(sign)]
    return "".join(shown[at] for at in positions), positions


def _one_script(word: str) -> str:
    """The word in the script that most of its letters are of: "Mіnsk" all Latin, "Минcк" all Cyrillic."""
    latin = len(re.findall(f"[{_LATIN}]", word))
    return word.translate(_TO_LATIN if 2 * latin >= len(re.findall(f"[{_LATIN}{_ALIKE}]", word)) else _TO_CYRILLIC)
