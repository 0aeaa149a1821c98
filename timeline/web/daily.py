"""How many events does the time band show in each bin of days, in each lane, told how; and beyond its days?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from timeline.model import Category
from timeline.web import amounts, words
from timeline.web.amounts import WAYS, Bins, Longs, Reach, Standing
from timeline.web.extents import families
from timeline.web.selection import Filter
from timeline.web.shown import Shown
from timeline.web.sifting import Sifted
from timeline.web.tongues import language
from timeline.web.whereabouts import called

FAMILIES = list(words.Family)
FAMILY_OF = np.array([FAMILIES.index(words.CATEGORIES[category].family) for category in Category])
BY_FAMILY = "cat"  # the lanes of the first view; others are "claimant" and "place"
LEAST_LANES, MOST_LANES = 3, 40


def counted(shown: Shown, sifted: Sifted, bins: Bins, lane: str, most: int = LEAST_LANES) -> Mapping[str, Any]:
    """The counts of those events that pass every filter but the window; beyond the bins, of those in the window."""
    of = amounts.reach(shown.columns, sifted.but(Filter.WINDOW))
    inside = of.among(sifted.mask)
    return {
        "first": bins.first,
        "size": bins.size,
        "count": bins.count,
        "lanes": _lanes(shown, of, bins, lane, most),
        "heap": amounts.heaped(of, bins).tolist(),
        "hull": amounts.hull(inside),
        **_beyond(inside, bins),
    }


def _lanes(shown: Shown, of: Reach, bins: Bins, lane: str, most: int) -> list[Mapping[str, Any]]:
    if lane == BY_FAMILY:
        return _families(shown, of, bins)
    if lane == "claimant":
        ragged, (groups, names) = shown.columns.claimants, _claimants(shown)
    else:
        ragged, (groups, names) = shown.columns.spots, _places(shown, language())
    return [_lane(shown, each, bins) for each in amounts.standing(of, ragged, groups, names, most)]


def _families(shown: Shown, of: Reach, bins: Bins) -> list[Mapping[str, Any]]:
    """A lane for each family of the edition, whatever is taken of it."""
    family = FAMILY_OF[shown.columns.category[of.positions]]
    keys = family * WAYS + amounts.told(shown.columns, of)
    tallied = amounts.tallied(of, keys, len(FAMILIES) * WAYS, bins).reshape(len(FAMILIES), WAYS, -1)
    return [{"family": each, "amounts": tallied[FAMILIES.index(each)].tolist()} for each in families(shown)]


def _lane(shown: Shown, lane: Standing, bins: Bins) -> Mapping[str, Any]:
    tallied = amounts.tallied(lane.events, amounts.told(shown.columns, lane.events), WAYS, bins)
    return {"name": lane.name, "amounts": tallied.tolist()}


def _beyond(of: Reach, bins: Bins) -> Mapping[str, Any]:
    begin, end = bins.days
    before, after = of.until <= begin, of.first >= end
    return {
        "before": {"count": int(before.sum()), "day": int(of.until[before].max()) if before.any() else None},
        "after": {"count": int(after.sum()), "day": int(of.first[after].min()) if after.any() else None},
    }


@lru_cache(maxsize=4)
def _claimants(shown: Shown) -> tuple[Longs, list[str]]:
    """For each claimant its group, however the name is written; and what a group is called."""
    names = shown.columns.tables["claimants"]
    groups = np.zeros(len(names), dtype=np.int64)
    for group, alike in enumerate(shown.claimants.values()):
        groups[list(alike)] = group
    return groups, [names[alike[0]] for alike in shown.claimants.values()]


@lru_cache(maxsize=16)
def _places(shown: Shown, tongue: str) -> tuple[Longs, list[str]]:  # noqa: ARG001 - names are of the language spoken
    """For each spot its place; and the names of the places."""
    known: dict[str, int] = {}
    spots = shown.columns.tables["spots"]
    groups = [known.setdefault(spot["id"], len(known)) for spot in spots]
    names = {spot["id"]: called(spot["id"], spot["kind"], spot["name"]) for spot in spots}
    return np.array(groups, dtype=np.int64), [names[id] for id in known]
