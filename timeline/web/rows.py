"""How does an event read as a row of the list? Rendered once for each language and day, for it stays the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from timeline.web.present import EventLine
from timeline.web.retelling import Retelling
from timeline.web.selection import Selection
from timeline.web.shown import RowKey, Shown
from timeline.web.tongues import language

BETWEEN = "<!-- next -->"  # no text can say this: what comes from a briefing is escaped


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event in the list, what other briefings tell of it, and whether the reader's selection takes it."""

    event: EventLine
    retold: Retelling
    taken: bool
    selected: bool


def rows(
    shown: Shown, positions: Sequence[int], asked: Selection, taken: Collection[int] | None = None
) -> tuple[Markup, ...]:
    """The rows at these positions, as of the day asked for; all are taken unless ``taken`` says which."""
    day = asked.asof.isoformat() if asked.asof else ""
    chosen = shown.place(asked.sel)
    keys = [
        RowKey(
            position=position,
            taken=taken is None or position in taken,
            selected=position == chosen,
            language=language(),
            asof=day,
            root=request.root_path,
        )
        for position in positions
    ]
    return tuple(shown.rows.those(keys, lambda missing: _rendered(shown, missing, asked)))


def _rendered(shown: Shown, keys: list[RowKey], asked: Selection) -> Iterable[Markup]:
    events = shown.events(key.position for key in keys)
    made = [
        Row(event=event, retold=shown.retold(event, asked.asof), taken=key.taken, selected=key.selected)
        for key, event in zip(keys, events, strict=True)
    ]
    # What a template of ours has rendered is markup as it is.
    return [Markup(row) for row in render_template("rows.html", rows=made, between=BETWEEN).split(BETWEEN)[:-1]]  # noqa: S704
