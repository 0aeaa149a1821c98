"""Does this name stand for a place here, or is it a person, a company, a word? What speaks for each, and the verdict.

The verdict is a logistic regression over hashed yes/no features of the name, its neighbours, the gazetteer's knowledge
of it and the rest of the text. ``timeline.finding.training.namehood`` fits the weights.
"""

from __future__ import annotations

import gzip
import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

from geodata.place import Candidate, NameGrade, PlaceKind
from timeline.finding.lexicon import given_names, ordinary, surnames
from timeline.finding.words import TITLES, Words

BUCKETS = 1 << 17  # places for weights; two features in one bucket share a weight
WEIGHTS = "namehood.weights.gz"
SCALE = 32.0  # weights are kept as signed bytes, in steps of 1/32


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words ``[first, last)`` of a text that may name a place, and the places that they may name."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]


#: From which probability a name is taken for a place, by its fame; set on development texts, see benchmarks/places.py.
ENOUGH = {"country": 0.2, "large": 0.35, "known": 0.45, "foreign": 0.3, "word": 0.7, "unknown": 0.7}
AGREEMENT = 0.6  # how much the other mentions of a name in the text count beside its own
BOUND = 4.0  # of one mention's log odds, when it speaks for another


def judge(words: Words, names: Sequence[Name]) -> list[bool]:
    """For each name of a text whether it stands for a place; mentions of one name pull each other along."""
    odds = [log_odds(found) for found in features(words, names)]
    totals: dict[str, tuple[float, int]] = {}
    for name, own in zip(names, odds, strict=True):
        total, count = totals.get(_key(words, name), (0.0, 0))
        totals[_key(words, name)] = (total + _bounded(own), count + 1)
    verdicts = []
    for name, own in zip(names, odds, strict=True):
        total, count = totals[_key(words, name)]
        others = (total - _bounded(own)) / (count - 1) if count > 1 and name.candidates else 0.0
        enough = ENOUGH[_standing(words, name)]
        verdicts.append(own + AGREEMENT * others > math.log(enough / (1 - enough)))
    return verdicts


def _bounded(odds: float) -> float:
    return max(-BOUND, min(BOUND, odds))


def _standing(words: Words, name: Name) -> str:
    candidates = name.candidates
    if not candidates:
        return "unknown"
    if any(c.place.kind is PlaceKind.COUNTRY for c in candidates):
        return "country"
    if words.opening[name.first] and all(low in ordinary() for low in words.lower[name.first : name.last]):
        return "word"
    if all(_kind(words, index) == "X" for index in range(name.first, name.last)):
        return "foreign"
    return (
        "large" if any(c.place.feature_code == "ADM1" or c.place.population >= 100_000 for c in candidates) else "known"
    )


def log_odds(found: Sequence[str]) -> float:
    """The logarithm of the odds that a name with these features stands for a place."""
    weights = _weights()
    return sum(weights[bucket(feature)] for feature in found) / SCALE


def bucket(feature: str) -> int:
    """Where a feature's weight is kept."""
    return crc32(feature.encode(errors="surrogatepass")) & (BUCKETS - 1)


@cache
def _weights() -> array[int]:
    weights = array("b")
    weights.frombytes(gzip.decompress(files(__package__).joinpath(WEIGHTS).read_bytes()))
    return weights


def features(words: Words, names: Sequence[Name]) -> Iterator[list[str]]:
    """The features of each of a text's names, in order."""
    mentions: dict[str, int] = {}
    located: set[str] = set()
    for name in names:
        key = _key(words, name)
        mentions[key] = mentions.get(key, 0) + 1
        if _lower(words, name.first - 1) in _LOCATIVE and not _capital(words, name.last):
            located.add(key)
    for index, name in enumerate(names):
        yield [
            "bias",
            *_inside(words, name),
            *_around(words, name),
            *_known(words, name),
            *_elsewhere(words, name, mentions, located),
            *_neighbours(words, names, index),
        ]


_LOCATIVE = frozenset("in at near from outside inside across around throughout toward towards into to".split())
_SAYING = frozenset("said says told added asked wrote replied testified explained noted".split())


def _key(words: Words, name: Name) -> str:
    return " ".join(words.lower[name.first : name.last])


def _lower(words: Words, index: int) -> str:
    """The folded word at ``index``, digits made alike; "<>" beyond the text or across a line."""
    if not 0 <= index < len(words):
        return "<>"
    low = words.lower[index]
    return "0" * len(low) if low[0].isdigit() else low


def _capital(words: Words, index: int) -> bool:
    return 0 <= index < len(words) and words.capital[index]


def _kind(words: Words, index: int) -> str:
    """What sort of word stands at ``index``: given name, surname, ordinary word, capitalised unknown, sign."""
    if not 0 <= index < len(words):
        return "-"
    low = words.lower[index]
    if not words.capital[index]:
        return "l" if low.isalpha() else ("0" if low[0].isdigit() else low)
    return ("T" if low in TITLES else "") + ("G" if low in given_names() else "") + _rank(low) + (
        "O" if low in ordinary() else ""
    ) or "X"


def _rank(low: str) -> str:
    rank = surnames().get(low)
    return "" if rank is None else ("A" if rank < 500 else "B" if rank < 4000 else "C")


def _inside(words: Words, name: Name) -> Iterator[str]:
    lower = words.lower
    count = name.last - name.first
    first, last = _kind(words, name.first), _kind(words, name.last - 1)
    opening = words.opening[name.first]
    shouted = words.shouted[name.first]
    form = words.forms[name.first]
    shape = "up" if form.isupper() and len(form) > 1 else "cap"
    yield f"n={min(count, 4)}"
    yield f"kinds={first}|{last if count > 1 else ''}"
    yield f"kind1={first if count == 1 else 'many'}|open={opening}"
    yield f"shape={shape}|loud={shouted}|n1={count == 1}|len={min(len(form), 5)}"
    yield f"last={lower[name.last - 1]}|n1={count == 1}"
    if count > 1:
        yield f"first={lower[name.first]}"
    if "." in words.text[words.starts[name.first] : words.ends[name.last - 1]]:
        yield "dotted"


def _around(words: Words, name: Name) -> Iterator[str]:
    before, after = _lower(words, name.first - 1), _lower(words, name.last)
    before2, after2 = _lower(words, name.first - 2), _lower(words, name.last + 1)
    left, right = _kind(words, name.first - 1), _kind(words, name.last)
    run_first = words.runs[name.first][0]
    run_last = words.runs[name.last - 1][1]
    lead, tail = min(name.first - run_first, 3), min(run_last - name.last, 3)
    yield f"b={before}"
    yield f"a={after}"
    yield f"bb={before2} {before}"
    yield f"aa={after} {after2}"
    yield f"b.a={before} {after}"
    yield f"lk={left}"
    yield f"rk={right}"
    yield f"lk.rk={left}.{right}"
    yield f"run={lead}.{tail}"
    yield f"a3={_lower(words, name.last + 2)}|{after if len(after) == 1 else ''}"
    yield f"b3={_lower(words, name.first - 3)}"
    if lead:
        yield f"runfirst={words.lower[run_first]}"
    if tail:
        yield f"runlast={words.lower[run_last - 1]}"
        yield f"runlast.b={words.lower[run_last - 1]}.{_lower(words, run_first - 1)}"
    if after in _SAYING or before in _SAYING:
        yield "says"
    yield f"loc={before in _LOCATIVE}|run={lead}.{tail}|kind={_kind(words, name.first)}"


def _known(words: Words, name: Name) -> Iterator[str]:
    fame = _fame(name.candidates)
    low = words.lower[name.first]
    yield f"fame={fame}"
    if name.last - name.first == 1:
        yield f"fame.kind={fame}|{_kind(words, name.first)}"
        yield f"fame.open={fame}|{words.opening[name.first]}|{low in ordinary()}"
    yield f"fame.lk={fame}|{_kind(words, name.first - 1)}"
    yield f"fame.rk={fame}|{_kind(words, name.last)}"
    yield f"fame.b={fame}|{_lower(words, name.first - 1)}"
    yield f"fame.n={fame}|{min(3, name.last - name.first)}"
    yield f"many={min(4, len(name.candidates).bit_length())}"


def _fame(candidates: Sequence[Candidate]) -> str:
    """How well known the best known place of that name is: its class, or its size in powers of ten."""
    if not candidates:
        return "none"
    best = max(
        candidates, key=lambda c: (c.place.kind == "country", c.place.feature_code == "ADM1", c.place.population)
    )
    kind = {"country": "C", "region": "R", "city": "P"}.get(best.place.kind, "F")
    grade = "" if best.grade is NameGrade.PREFERRED else best.grade[0]
    code = "1" if best.place.feature_code == "ADM1" else ""
    size = "" if kind == "C" else str(len(str(best.place.population)) if best.place.population else 0)
    return kind + code + size + grade


def _elsewhere(words: Words, name: Name, mentions: dict[str, int], located: set[str]) -> Iterator[str]:
    key = _key(words, name)
    fame = _fame(name.candidates)
    person = words.lower[name.last - 1] in words.people
    yield f"times={min(3, mentions[key])}"
    yield f"person={person}|located={key in located}"
    yield f"person={person}|fame={fame}"
    if all(low in words.uncapitalised for low in words.lower[name.first : name.last]):
        yield "uncapitalised"
        yield f"uncapitalised|open={words.opening[name.first]}"
    elif words.lower[name.last - 1] in words.uncapitalised:
        yield "lastuncapitalised"


def _neighbours(words: Words, names: Sequence[Name], index: int) -> Iterator[str]:
    """Names in a row: "Homel, Brest and Hrodna", "Paris, Texas", "between Minsk and Kyiv"."""
    name = names[index]
    if index + 1 < len(names) and 0 <= (gap := names[index + 1].first - name.last) <= 2:
        joint = " ".join(words.lower[name.last : names[index + 1].first])
        yield f"next={joint}|{_fame(names[index + 1].candidates)}"
        yield f"nextjoint={joint}|{gap}"
    if index > 0 and 0 <= (gap := name.first - names[index - 1].last) <= 2:
        joint = " ".join(words.lower[names[index - 1].last : name.first])
        yield f"prev={joint}|{_fame(names[index - 1].candidates)}"
        yield f"prevjoint={joint}|{gap}"
