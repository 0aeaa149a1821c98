"""What a page of very many events asks as it goes: which events, how many, where and when; it never has all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request

from timeline.columns import Mask
from timeline.errors import ArgumentRefused
from timeline.web import amounts, selection
from timeline.web.amounts import MOST_BINS, Bins
from timeline.web.daily import BY_FAMILY, LEAST_LANES, MOST_LANES, counted
from timeline.web.found import found
from timeline.web.headers import FOREVER, protect
from timeline.web.layers import positions
from timeline.web.naming import translated
from timeline.web.pages import shelf
from timeline.web.rows import rows
from timeline.web.selection import Filter
from timeline.web.shown import Shown
from timeline.web.sifting import sift

many = Blueprint("many", __name__)
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
    sifted = sift(shown, _all(shown), selection.read(request.args, shown.briefings))
    lane, most = request.args.get("lane", BY_FAMILY), _number("most", LEAST_LANES, MOST_LANES, LEAST_LANES)
    return _forever(counted(shown, sifted, _bins(), lane, most))


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
