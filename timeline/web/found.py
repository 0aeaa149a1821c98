"""Which page of the events that the filters take is listed, and what is said of it, for scripts that never have all?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from werkzeug.datastructures import MultiDict

from timeline.exporting.selection import box
from timeline.web import selection
from timeline.web.listing import A_PAGE, EVENTS, begin_of, counts, pager
from timeline.web.remedies import remedies
from timeline.web.shown import Shown
from timeline.web.sifting import Positions, in_box, sift


def found(shown: Shown, arguments: MultiDict[str, str], within: str | None = None) -> Mapping[str, Any]:
    """How many events the filters take, in words; the positions and ids of a page of them; what would help if none.

    ``sel`` or ``page`` of the arguments says which page. ``within`` (a box) narrows once more: to what lies under a
    cluster of the map.
    """
    asked = selection.read(arguments, shown.briefings)
    sifted = sift(shown, np.ones(len(shown), dtype=np.bool_), asked)
    taken = _narrowed(shown, sifted.taken, within)
    begin = begin_of(shown, taken, asked)
    listed = taken[begin : begin + A_PAGE]
    paged = pager(EVENTS, begin, len(taken), arguments)
    helping = () if len(taken) else remedies(asked, sifted, arguments)
    return {
        "counts": counts(shown, sifted, taken, len(shown)),
        "place": paged.text if paged else "",
        "taken": len(taken),
        "placed": int(np.count_nonzero(np.diff(shown.columns.spots.starts)[taken])),
        "begin": begin,
        "at": listed.tolist(),
        "ids": [id.decode() for id in shown.columns.ids[listed].tolist()],
        "selected": shown.place(asked.sel),
        "briefings": sorted(asked.briefings),
        "filters": len(asked.active),
        "remedies": [{"words": each.text, "address": each.address} for each in helping],
    }


def _narrowed(shown: Shown, taken: Positions, written: str | None) -> Positions:
    if written is None:
        return taken
    under = shown.columns.spots.having(in_box(shown.columns, box(written)))
    return taken[under[taken]]
