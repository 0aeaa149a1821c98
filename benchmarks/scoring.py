"""How good found events are: which of them is which gold event, and how many of those say when and where rightly.

An event found may be a gold event where their spans overlap (half of the shorter one, and a fifth of both together: an
event that quotes a whole page is nothing), or where their quotes read alike and their dates lie within a month. Of the
one-to-one matchings, that with the greatest total weight counts. An optional gold event costs nothing when missed, and
matching it neither helps nor hurts. *Usable* is a match whose start is within a day and one of whose places is
within 161 km, less the gold place's own extent.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from benchmarks.corpus import Gold
from benchmarks.distances import days_apart, interval, place_off, start_off

NEAR_KM = 161.0  # a hundred miles: the usual measure of the literature on resolving toponyms
TOLERANCE_DAYS = 31
ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One event that was extracted, as far as it is scored."""

    span: tuple[int, int]
    quote: str
    start: str | None
    end: str | None
    shapes: tuple[BaseGeometry, ...]
    category: str
    modality: str

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Found:
        """From a line of ``dateline extract``."""
        geometry = shape(record["geometry"]) if record.get("geometry") else None
        parts = () if geometry is None else tuple(getattr(geometry, "geoms", (geometry,)))
        return cls(
            span=(record["char_start"], record["char_end"]),
            quote=record["quote"],
            start=record.get("start"),
            end=record.get("end"),
            shapes=tuple(part for part in parts if not part.is_empty),
            category=record["category"],
            modality=record["modality"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One gold event and one found: by how much each answer is off, None where there is no answer."""

    gold: Gold
    found: Found
    overlap: float
    days_off: int | None
    km_off: float | None

    @property
    def dated(self) -> bool:
        """Whether the start is right to a day."""
        return self.days_off is not None and self.days_off <= 1

    @property
    def placed(self) -> bool:
        """Whether a place is right to 161 km."""
        return self.km_off is not None and self.km_off <= NEAR_KM

    def weight(self) -> float:
        """How much is gained by taking the two for the same: being the same sentence above all, then what agrees."""
        weight = 10 + self.overlap
        weight += 1.5 / (1 + self.days_off / 3) if self.days_off is not None else 0
        weight += 1.0 / (1 + self.km_off / 100) if self.km_off is not None else 0
        weight += 0.5 * (self.found.category == self.gold.categories[0])
        weight += 0.25 * (self.found.modality == self.gold.modalities[0])
        return weight + 0.3 * (not self.gold.optional)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts over one or more documents; the measures are made from them, None where nothing was counted."""

    gold: int = 0
    matched: int = 0
    spurious: int = 0
    usable: int = 0
    dated: int = 0
    placeable: int = 0
    placed: int = 0
    category: int = 0
    modality: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(Score)})

    def measures(self) -> dict[str, float | None]:
        """The measures by name, in the order in which they are printed; each between 0 and 1."""
        return {
            "usable F1": _ratio(2 * self.usable, self.matched + self.spurious + self.gold),
            "precision": _ratio(self.matched, self.matched + self.spurious),
            "recall": _ratio(self.matched, self.gold),
            "date ±1d": _ratio(self.dated, self.matched),
            "place 161": _ratio(self.placed, self.placeable),
            "category": _ratio(self.category, self.matched),
            "modality": _ratio(self.modality, self.matched),
        }


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _plain(quote: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", quote)).lower().strip()


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    together = max(one[1], other[1]) - min(one[0], other[0])
    if shared <= 0 or shared / together < 0.2:
        return 0.0
    return shared / min(one[1] - one[0], other[1] - other[0])


def _same_story(gold: Gold, found: Found) -> bool:
    said, meant = interval(found.start, found.end), interval(gold.starts[0], gold.end)
    if said is None or meant is None or days_apart(said, meant) > TOLERANCE_DAYS:
        return False
    return _alike(_plain(found.quote), _plain(gold.quote))


def _pair(gold: Gold, found: Found) -> Pair | None:
    overlap = max(_overlap(span, found.span) for span in gold.spans)
    if overlap < 0.5 and not _same_story(gold, found):
        return None
    return Pair(
        gold=gold,
        found=found,
        overlap=overlap,
        days_off=start_off(found.start, gold),
        km_off=place_off(found.shapes, gold),
    )


def match(gold: Sequence[Gold], found: Sequence[Found]) -> tuple[Pair, ...]:
    """The one-to-one matching of gold and found events of one document that gains most."""
    pairs = {(i, j): pair for i, g in enumerate(gold) for j, f in enumerate(found) if (pair := _pair(g, f))}
    weights = np.zeros((len(gold), len(found)))
    for cell, pair in pairs.items():
        weights[cell] = pair.weight()
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return tuple(pairs[cell] for cell in zip(rows.tolist(), columns.tolist(), strict=True) if cell in pairs)


def score(gold: Sequence[Gold], found: Sequence[Found]) -> Score:
    """The counts for one document."""
    matched = match(gold, found)
    needed = [pair for pair in matched if not pair.gold.optional]
    return Score(
        gold=sum(not event.optional for event in gold),
        matched=len(needed),
        spurious=len(found) - len(matched),
        usable=sum(pair.dated and pair.placed for pair in needed),
        dated=sum(pair.dated for pair in needed),
        placeable=sum(bool(pair.gold.places) for pair in needed),
        placed=sum(pair.placed for pair in needed),
        category=sum(pair.found.category in pair.gold.categories for pair in needed),
        modality=sum(pair.found.modality in pair.gold.modalities for pair in needed),
    )


def total(scores: Iterable[Score]) -> Score:
    """All documents together, each event counting once."""
    return sum(scores, Score())
