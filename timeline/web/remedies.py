"""Which filter is it that leaves nothing? For each that is active, how many events there would be without it alone.

The page's scripts say the same in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from timeline.web.selection import Filter, Selection, without
from timeline.web.sifting import Sifted
from timeline.web.tongues import gettext as _
from timeline.web.tongues import marked

WITHOUT: dict[Filter, str] = {
    Filter.WORDS: marked("Without the words “%(name)s” there would be %(num)s."),
    Filter.ACTOR: marked("Without the actor “%(name)s” there would be %(num)s."),
    Filter.CLAIMANT: marked("Without the claimant “%(name)s” there would be %(num)s."),
    Filter.WINDOW: marked("Without the time window there would be %(num)s."),
    Filter.CATEGORY: marked("Without the choice of what happened there would be %(num)s."),
    Filter.STATUS: marked("Without the choice of how it is told there would be %(num)s."),
    Filter.BOX: marked("Without the box on the map there would be %(num)s."),
    Filter.BRIEFING: marked("Without the choice of briefings there would be %(num)s."),
    Filter.ASOF: marked("Without the day of knowledge there would be %(num)s."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What would help, in words, and the query that does it."""

    text: str
    address: str


def remedies(asked: Selection, sifted: Sifted, arguments: MultiDict[str, str]) -> tuple[Remedy, ...]:
    """What would help where nothing is left; nothing where no filter alone is the reason."""
    return tuple(_each(asked, sifted, arguments))


def _each(asked: Selection, sifted: Sifted, arguments: MultiDict[str, str]) -> Iterator[Remedy]:
    names = {Filter.WORDS: asked.q, Filter.ACTOR: asked.actor, Filter.CLAIMANT: asked.claimant}
    for one, message in WITHOUT.items():
        left = sifted.without(one) if one in sifted.masks else 0
        if left:
            text = _(message, name=names.get(one, ""), num=left)
            yield Remedy(text=text, address=without(arguments, [one]))
