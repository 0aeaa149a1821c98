"""What is a happening outside the program? What several briefings tell of one thing, and what became of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from timeline.exporting.record import Record
from timeline.finding.corroborating import Happening, Testimony
from timeline.finding.outcomes import Outcome
from timeline.model import Briefing

REMEMBERED = 256  # briefings: what tells of one thing was published within some days


def ids(happenings: Iterable[Happening]) -> dict[str, str]:
    """The id of each event's happening by the event's id."""
    return {event: happening.id for happening in happenings for _, event in happening.tellings}


def retold(happenings: Iterable[Happening], briefing: Callable[[str], Briefing]) -> tuple[Record, ...]:
    """Happenings as JSON values.

    ``briefing`` gives that of an id, whose text claims quote. Tellings, claims and history are in order of
    publication; pairs are a briefing's id and an event's.
    """
    quoted = lru_cache(REMEMBERED)(briefing)
    return tuple(_happening(happening, quoted) for happening in happenings)


def _happening(happening: Happening, briefing: Callable[[str], Briefing]) -> Record:
    return {
        "id": happening.id,
        "tellings": [list(telling) for telling in happening.tellings],
        "claims": [_testimony(claim, briefing(claim.briefing)) for claim in happening.claims],
        "history": [
            {
                "published": status.published.isoformat(),
                "briefing": status.briefing,
                "modality": str(status.modality),
            }
            for status in happening.history
        ],
        "outcomes": [_outcome(outcome) for outcome in happening.outcomes],
    }


def _testimony(claim: Testimony, briefing: Briefing) -> Record:
    return {
        "publisher": claim.publisher,
        "published": claim.published.isoformat(),
        "source": claim.source,
        "stance": str(claim.stance),
        "quote": briefing.quote(claim.evidence),
        "char_start": claim.evidence.start,
        "char_end": claim.evidence.end,
        "briefing": claim.briefing,
        "event": claim.event,
        "said": None if claim.said is None else claim.said.isoformat(),
    }


def _outcome(outcome: Outcome) -> Record:
    briefing, event = outcome.telling
    return {
        "fate": str(outcome.fate),
        "briefing": briefing,
        "event": event,
        "published": outcome.published.isoformat(),
    }
