"""What a page of very many events asks as it goes: which events, how many, where and when; it never has all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request

from timeline.columns import Mask
from timeline.errors import ArgumentRefused
from timeline.model import Category
from timeline.web import amounts, selection, words
from timeline.web.amounts import MOST_BINS, WAYS, Bins, Longs, Reach, Standing
from timeline.web.extents import families
from timeline.web.found import found
from timeline.web.headers import FOREVER, protect
from timeline.web.layers import positions
from timeline.web.naming import translated
from timeline.web.pages import shelf
from timeline.web.rows import rows
from timeline.web.selection import Filter
from timeline.web.shown import Shown
from timeline.web.sifting import sift
from timeline.web.tongues import language
from timeline.web.whereabouts import called

many = Blueprint("many", __name__)
FAMILIES = list(words.Family)
FAMILY_OF = np.array([FAMILIES.index(words.CATEGORIES[category].family) for category in Category])
MOST_LANES = 40
FARTHEST = 4_000_000  # days from 1970


@many.get("/editions/<edition>/found")
def found_of(edition: str) -> Response:
    """How many events the filters take, and which (``found.py``); ``within`` is the box of a cluster."""
    return _forever(found(shelf().edition(edition), request.args, request.args.get("within")))


@many.get("/editions/<edition>/listed")
def listed(edition: str) -> Response:
    """The same, and the rows of the list: as everything is known now, for the page hides what became known later."""
    shown = shelf().edition(edition)
    which = found(shown, request.args)
    asked = replace(selection.read(request.args, shown.briefings), asof=None)
    return _forever({**which, "rows": "\n".join(rows(shown, which["at"], asked))})


@many.get("/editions/<edition>/part.json")
def part(edition: str) -> Response:
    """The index of the events at the positions ``at``."""
    shown = shelf().edition(edition)
    return _forever(translated(shown.index(positions(request.args.get("at", ""), len(shown)))))


@many.get("/editions/<edition>/days")
def days(edition: str) -> Response:
    """How many events that pass every filter but the window there are in each bin of days, in each lane, told how.

    ``first``, ``size``, ``count`` say which bins (``amounts.Bins``), ``lane`` and ``most`` which lanes. ``before`` and
    ``after``: how many events of the window lie beyond these days, and the days nearest to them.
    """
    shown = shelf().edition(edition)
    asked = selection.read(request.args, shown.briefings)
    bins = _bins()
    sifted = sift(shown, _all(shown), asked)
    of = amounts.reach(shown.columns, sifted.but(Filter.WINDOW))
    lanes = _lanes(shown, of, bins)
    inside = of.among(sifted.mask)
    return _forever(
        {
            "first": bins.first,
            "size": bins.size,
            "count": bins.count,
            "lanes": lanes,
            "heap": amounts.heaped(of, bins).tolist(),
            "hull": amounts.hull(inside),
            **_beyond(inside, bins),
        }
    )


@many.get("/editions/<edition>/next")
def following(edition: str) -> Response:
    """Where a step leads in the order of time, forward (``step`` 1) or back (-1); null where there is nothing.

    ``by`` "event": the event after the selected one, else the first. ``by`` "day": the first day after ``now``, not
    before ``least``, on which an event begins that passes every filter but the window.
    """
    shown = shelf().edition(edition)
    asked = selection.read(request.args, shown.briefings)
    sifted = sift(shown, _all(shown), asked)
    forward = _number("step", -1, 1, 1) > 0
    if request.args.get("by") == "day":
        days = amounts.reach(shown.columns, sifted.but(Filter.WINDOW)).first
        days = days[days >= _number("least", -FARTHEST, FARTHEST, -FARTHEST)]
        if "now" in request.args:
            now = _number("now", -FARTHEST, FARTHEST, 0)
            days = days[days > now if forward else days < now]
        return _forever({"id": None, "day": int(days.min() if forward else days.max()) if len(days) else None})
    order = amounts.reach(shown.columns, sifted.mask).positions
    at = np.searchsorted(order, shown.place(asked.sel))
    there = at < len(order) and order[at] == shown.place(asked.sel)
    goal = (at + (1 if forward else -1)) if there else (0 if forward else len(order) - 1)
    id = shown.columns.ids[order[goal]].decode() if 0 <= goal < len(order) else None
    return _forever({"id": id, "day": None})


def _lanes(shown: Shown, of: Reach, bins: Bins) -> list[Mapping[str, Any]]:
    lane, most = request.args.get("lane", "cat"), _number("most", 3, MOST_LANES, 3)
    if lane == "cat":
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


def _bins() -> Bins:
    size = _number("size", 1, FARTHEST, 1)
    return Bins(
        first=_number("first", -FARTHEST // size, FARTHEST // size, 0),
        size=size,
        count=_number("count", 1, MOST_BINS, 1),
    )


def _number(key: str, least: int, most: int, usual: int) -> int:
    """The whole number of that key; raises ArgumentRefused."""
    written = request.args.get(key)
    if written is None:
        return usual
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and least <= int(written) <= most):
        raise ArgumentRefused(f"“{key}” must be a whole number from {least} to {most}.")
    return int(written)


def _all(shown: Shown) -> Mask:
    return np.ones(len(shown), dtype=np.bool_)


def _forever(told: Mapping[str, Any] | bytes) -> Response:
    data = told if isinstance(told, bytes) else orjson.dumps(told)
    response = protect(current_app.response_class(data, mimetype="application/json"), shared=True)
    response.headers["Cache-Control"] = FOREVER
    return response
