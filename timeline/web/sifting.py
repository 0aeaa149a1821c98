"""Which events of an edition does each filter take? Comparisons of whole columns, one mask a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from timeline.columns import Columns, Mask
from timeline.folding import fold
from timeline.geometry import Box
from timeline.layers.days import EVER
from timeline.model import Category, Modality
from timeline.web.selection import Filter, Selection
from timeline.web.shown import Shown

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sifted:
    """The positions of a page, the mask of each active filter, and the positions that all of them take."""

    scope: Mask
    masks: Mapping[Filter, Mask]

    @property
    def mask(self) -> Mask:
        """Which positions are left."""
        return self._all(self.masks.values())

    @property
    def taken(self) -> Positions:
        """The positions that are left, ascending."""
        return np.flatnonzero(self.mask)

    def but(self, one: Filter) -> Mask:
        """Which positions would be left without that filter."""
        return self._all(mask for each, mask in self.masks.items() if each is not one)

    def without(self, one: Filter) -> int:
        """How many would be left without that filter."""
        return int(np.count_nonzero(self.but(one)))

    def _all(self, masks: Iterable[Mask]) -> Mask:
        return reduce(np.logical_and, masks, self.scope)


def sift(shown: Shown, scope: Mask, asked: Selection) -> Sifted:
    """The events of ``scope``, a mask of positions, through the filters that ask for something."""
    return Sifted(scope=scope, masks={each: _mask(each, shown, asked) for each in asked.active})


def _mask(one: Filter, shown: Shown, asked: Selection) -> Mask:
    columns = shown.columns
    match one:
        case Filter.WINDOW:
            return in_window(columns, asked)
        case Filter.CATEGORY:
            return _chosen(columns.category, [at for at, each in enumerate(Category) if each in asked.categories])
        case Filter.STATUS:
            return _chosen(columns.modality, [at for at, each in enumerate(Modality) if each in asked.statuses])
        case Filter.ACTOR:
            called = shown.actors.get(fold(asked.actor), ())
            return columns.actors.having(_flags(len(columns.tables["actors"]), called))
        case Filter.CLAIMANT:
            called = shown.claimants.get(fold(asked.claimant), ())
            return columns.claimants.having(_flags(len(columns.tables["claimants"]), called))
        case Filter.BOX:
            return columns.spots.having(in_box(columns, asked.box or (0, 0, 0, 0)))
        case Filter.BRIEFING:
            numbers = [at for at, name in enumerate(shown.briefings) if name in asked.briefings]
            return _flags(len(shown.briefings), numbers)[columns.briefing]
        case Filter.WORDS:
            return shown.edition.search(asked.words)
        case Filter.ASOF:
            return (columns.published <= (asked.asof.toordinal() if asked.asof else EVER.max))[columns.briefing]


def in_window(columns: Columns, asked: Selection) -> Mask:
    """Which events may have happened in the window; one of unknown date is in no window."""
    if asked.backwards:
        return np.zeros(len(columns), dtype=np.bool_)
    first = asked.start.toordinal() if asked.start else EVER.min
    last = asked.end.toordinal() if asked.end else EVER.max
    return (columns.first <= last) & (columns.last >= first)


def _chosen(column: npt.NDArray[np.int8], numbers: list[int]) -> Mask:
    return np.isin(column, numbers)


def _flags(size: int, numbers: Iterable[int]) -> Mask:
    flags = np.zeros(size, dtype=np.bool_)
    flags[list(numbers)] = True
    return flags


def in_box(columns: Columns, box: Box) -> Mask:
    """Which spots lie in the box; one whose west is beyond its east crosses the antimeridian."""
    west, south, east, north = box
    lon, lat = columns.spot_lon, columns.spot_lat
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return across & (lat >= south) & (lat <= north)
