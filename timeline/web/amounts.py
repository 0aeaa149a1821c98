"""How many events are there day by day, in each lane of the time band, and told in which way?

The band of a page of few events counts for itself (``static/density.js``, ``lanes.js``, ``scale.js``); this is the same
for pages whose browsers do not know every event. Days are counted from 1970-01-01, and bins are runs of as many days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from timeline.columns import Columns, Mask, Ragged
from timeline.layers.days import EVER, NEVER
from timeline.model import Modality

Longs = npt.NDArray[np.int64]
EPOCH = 719_163  # the ordinal of 1970-01-01
MOST_BINS = 4_096
DENSE = 0.8  # of the events that begin in the first view


@dataclass(frozen=True, slots=True, kw_only=True)
class Bins:
    """Bins of ``size`` days; the first begins with the day ``first * size``."""

    first: int
    size: int
    count: int

    @property
    def days(self) -> tuple[int, int]:
        """The days that they cover, half-open."""
        return self.first * self.size, (self.first + self.count) * self.size


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """The half-open days that the events at some positions cover; those of unknown time are left out."""

    positions: Longs
    first: Longs
    until: Longs

    def among(self, mask: Mask) -> Reach:
        """Those of them that a mask of positions takes."""
        kept = mask[self.positions]
        return Reach(positions=self.positions[kept], first=self.first[kept], until=self.until[kept])


def reach(columns: Columns, mask: Mask) -> Reach:
    """The days of the events that ``mask`` takes. What is open lasts until it was published; what began at no known
    time is shown on its last day.
    """
    at = np.flatnonzero(mask & ((columns.first != NEVER[0]) | (columns.last != NEVER[1])))
    first, last = columns.first[at].astype(np.int64), columns.last[at].astype(np.int64)
    published = columns.published[columns.briefing[at]].astype(np.int64)
    last = np.where(last == EVER.max, np.maximum(first, published), last)
    first = np.where(first == EVER.min, last, first)
    return Reach(positions=at, first=first - EPOCH, until=last + 1 - EPOCH)


def hull(of: Reach) -> tuple[int, int] | None:
    """The days from the first to the last, half-open; None of none."""
    return (int(of.first.min()), int(of.until.max())) if len(of.positions) else None


def densest(of: Reach) -> tuple[int, int] | None:
    """The shortest run of days in which most events begin: for a first view."""
    starts = np.sort(of.first)
    kept = -int(-DENSE * len(starts) // 1)
    if not kept:
        return None
    lengths = starts[kept - 1 :] - starts[: len(starts) - kept + 1]
    best = int(np.argmin(lengths))
    return int(starts[best]), int(starts[best + kept - 1]) + 1


def tallied(of: Reach, keys: Longs, kinds: int, bins: Bins) -> Longs:
    """How many events of each kind touch each bin, by kind and bin; ``keys`` says of which kind each event is."""
    begin, end = _touched(of, bins)
    seen = (end > begin) & (begin < bins.count) & (end > 0)
    row = keys[seen] * (bins.count + 1)
    size = kinds * (bins.count + 1)
    differences = np.bincount(row + np.maximum(begin[seen], 0), minlength=size) - np.bincount(
        row + np.minimum(end[seen], bins.count), minlength=size
    )
    return np.cumsum(differences.reshape(kinds, -1), axis=1)[:, :-1]


def heaped(of: Reach, bins: Bins) -> npt.NDArray[np.float64]:
    """How many events lie in each bin; one that spans several counts its share in each."""
    begin, end = _touched(of, bins)
    seen = (begin < bins.count) & (end > 0)
    share = 1 / (end[seen] - begin[seen])
    starts = np.bincount(np.maximum(begin[seen], 0), weights=share, minlength=bins.count + 1)
    ends = np.bincount(np.minimum(end[seen], bins.count), weights=share, minlength=bins.count + 1)
    return np.maximum(np.round(np.cumsum(starts - ends)[:-1], 3), 0)


def told(columns: Columns, of: Reach) -> Longs:
    """In which way each of the events is told, by number."""
    return columns.modality[of.positions].astype(np.int64)


WAYS = len(Modality)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """A lane: its name (None: those that have none, or "" the rest), and its events."""

    name: str | None
    events: Reach


def standing(of: Reach, values: Ragged, groups: Longs, names: Sequence[str], most: int) -> list[Standing]:
    """At most ``most`` lanes: events without a value, the most frequent groups of values, and the rest.

    ``groups`` says to which group each value belongs, ``names`` what a group is called. An event with several values
    stands in the lane of each.
    """
    owner, group = _once(*_stands(of, values, groups))
    counts = np.bincount(group, minlength=len(names))
    ranked = sorted(np.flatnonzero(counts).tolist(), key=lambda one: (-int(counts[one]), names[one]))
    alone = np.flatnonzero(np.diff(values.starts)[of.positions] == 0)
    room = most - (len(alone) > 0)
    kept = ranked[: room - 1 if len(ranked) > room else room]
    others = np.ones(len(names), dtype=np.bool_)
    others[kept] = False
    rest = owner[others[group]]  # ascending
    rest = rest[np.flatnonzero(np.diff(rest, prepend=-1))]
    lanes = [Standing(name=names[one], events=_those(of, owner[group == one])) for one in kept]
    before = [Standing(name=None, events=_those(of, alone))] if len(alone) else []
    return [*before, *lanes, *([Standing(name="", events=_those(of, rest))] if len(rest) else [])]


def _stands(of: Reach, values: Ragged, groups: Longs) -> tuple[Longs, Longs]:
    """For each value of the events, in order: which of the events has it, and its group."""
    lengths = np.diff(values.starts)[of.positions]
    owner = np.repeat(np.arange(len(of.positions)), lengths)
    begins = values.starts[of.positions]
    at = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(owner))
    return owner, groups[values.values[at]]


def _once(owner: Longs, group: Longs) -> tuple[Longs, Longs]:
    """The same less what one event has in a group already."""
    again = np.zeros(len(owner), dtype=np.bool_)
    for apart in range(1, int(np.bincount(owner, minlength=1).max())):
        again[apart:] |= (owner[apart:] == owner[:-apart]) & (group[apart:] == group[:-apart])
    return owner[~again], group[~again]


def _those(of: Reach, at: Longs) -> Reach:
    return Reach(positions=of.positions[at], first=of.first[at], until=of.until[at])


def _touched(of: Reach, bins: Bins) -> tuple[Longs, Longs]:
    """The first bin that each event touches and the one after its last, counted from the first of all."""
    return of.first // bins.size - bins.first, -(-of.until // bins.size) - bins.first
