"""What do other briefings tell of the same thing, and what became of a plan? Finished values for the templates.

All of it carries the day on which it became known: a page that shows what was known on a day leaves out the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from timeline.finding.outcomes import Fate
from timeline.model import Modality
from timeline.web import words
from timeline.web.present import EventLine

Told = Callable[[str], EventLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status and the day (ISO 8601) from which briefings put it so."""

    modality: Modality
    published: str

    @property
    def status(self) -> str:
        """The status in a word: "Planned"."""
        return words.STATUSES[self.modality].name

    @property
    def since(self) -> str:
        """The day in words: "7 February 2022"."""
        return words.iso(self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a plan, and the event that tells it, or that tells of the plan."""

    fate: Fate
    told: EventLine

    @property
    def message(self) -> str:
        """What became of the plan, as the plan's page says it; ``witness`` is who tells it."""
        return words.FATES[self.fate][0]

    @property
    def undoing(self) -> str:
        """The same as the page of the event that tells it says it; the plan follows."""
        return words.FATES[self.fate][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """What else is told of an event's happening; ``tellings`` hold the event itself, in order of publication.

    ``undoes`` are the plans that the event itself tells to be cancelled or postponed. ``known`` is the day
    (ISO 8601) of the first of the other tellings, empty where there is none.
    """

    tellings: tuple[EventLine, ...] = ()
    others: int = 0
    known: str = ""
    history: tuple[Step, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    undoes: tuple[Outcome, ...] = ()


def retelling(
    event: EventLine,
    own: Mapping[str, Any] | None,
    undone: Iterable[Mapping[str, Any]],
    told: Told,
    asof: date | None = None,
) -> Retelling:
    """What is told of an event's ``own`` happening, and of those that it undoes, as far as it was known on a day.

    Happenings are those of ``timeline/exporting/happenings.py``; ``told`` gives an event by its id.
    """
    tellings = _known([told(id) for _, id in own["tellings"]] if own else [], asof)
    others = [telling.briefing.published for telling in tellings if telling.id != event.id]
    outcomes = own["outcomes"] if own else ()
    return Retelling(
        tellings=tellings,
        others=len(others),
        known=others[0] if others else "",
        history=_steps(own["history"] if own else (), asof),
        outcomes=tuple(
            Outcome(fate=Fate(outcome["fate"]), told=told(outcome["event"]))
            for outcome in outcomes
            if _was_known(outcome["published"], asof)
        ),
        undoes=tuple(each for happening in undone for each in _undone(event, happening, told, asof)),
    )


def _undone(event: EventLine, happening: Mapping[str, Any], told: Told, asof: date | None) -> Iterable[Outcome]:
    """The plan that the event tells to be given up or put off."""
    plan = _known([told(happening["tellings"][0][1])], asof)
    fates = [Fate(outcome["fate"]) for outcome in happening["outcomes"] if outcome["event"] == event.id]
    return [Outcome(fate=fate, told=each) for each in plan for fate in fates]


def _known(tellings: Sequence[EventLine], asof: date | None) -> tuple[EventLine, ...]:
    return tuple(telling for telling in tellings if _was_known(telling.briefing.published, asof))


def _was_known(published: str, asof: date | None) -> bool:
    return asof is None or date.fromisoformat(published) <= asof


def _steps(history: Iterable[Mapping[str, Any]], asof: date | None) -> tuple[Step, ...]:
    """Each status with the day of the first of the briefings in a row that put it so."""
    known = [status for status in history if _was_known(status["published"], asof)]
    runs = groupby(known, key=lambda status: Modality(status["modality"]))
    return tuple(Step(modality=modality, published=next(run)["published"]) for modality, run in runs)
