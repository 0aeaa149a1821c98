"""What do other briefings tell of the same thing, and what became of a plan? Finished values for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from timeline.finding.outcomes import Fate
from timeline.model import Modality
from timeline.web import words
from timeline.web.present import ClaimLine, EventLine, claim_line


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
class Testimony:
    """A claim with the event that it is told in."""

    claim: ClaimLine
    told: EventLine


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

    ``undoes`` are the plans that the event itself tells to be cancelled or postponed.
    """

    tellings: tuple[EventLine, ...] = ()
    others: int = 0
    history: tuple[Step, ...] = ()
    testimonies: tuple[Testimony, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    undoes: tuple[Outcome, ...] = ()


NOTHING = Retelling()


def retellings(happenings: Iterable[Mapping[str, Any]], events: Mapping[str, EventLine]) -> dict[str, Retelling]:
    """What is told elsewhere of each event of which anything is, by the event's id."""
    found: dict[str, Retelling] = {}
    for happening in happenings:
        told = _retelling(happening, events)
        for telling in told.tellings:
            found[telling.id] = replace(told, undoes=found.get(telling.id, NOTHING).undoes)
        for outcome in told.outcomes:
            if outcome.told not in told.tellings:
                before = found.get(outcome.told.id, NOTHING)
                undone = Outcome(fate=outcome.fate, told=told.tellings[0])
                found[outcome.told.id] = replace(before, undoes=(*before.undoes, undone))
    return found


def _retelling(happening: Mapping[str, Any], events: Mapping[str, EventLine]) -> Retelling:
    tellings = tuple(events[event] for _, event in happening["tellings"])
    return Retelling(
        tellings=tellings,
        others=len(tellings) - 1,
        history=_steps(happening["history"]),
        testimonies=tuple(_testimony(claim, events) for claim in happening["claims"]),
        outcomes=tuple(
            Outcome(fate=Fate(outcome["fate"]), told=events[outcome["event"]]) for outcome in happening["outcomes"]
        ),
    )


def _steps(history: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Each status with the day of the first of the briefings in a row that put it so."""
    runs = groupby(history, key=lambda status: Modality(status["modality"]))
    return tuple(Step(modality=modality, published=next(run)["published"]) for modality, run in runs)


def _testimony(claim: Mapping[str, Any], events: Mapping[str, EventLine]) -> Testimony:
    return Testimony(claim=claim_line(claim), told=events[claim["event"]])
