"""Who says what of an event, set side by side? Each with the stance in words, the sentence, its day and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.finding.corroborating import OWN_STANCE
from timeline.model import Modality, Stance
from timeline.web import words
from timeline.web.present import ClaimLine, EventLine
from timeline.web.retelling import Retelling
from timeline.web.tongues import gettext, marked

# What the publisher does itself, where its briefing names no other source.
BY_PUBLISHER: dict[Stance, str] = {
    Stance.ASSERTS: marked("Found by the publisher"),
    Stance.REPORTS: marked("Reported by the publisher, who names no source"),
    Stance.DENIES: marked("Denied by the publisher"),
    Stance.PLANS: marked("Announced, as the publisher tells"),
}
# A stance as an edge (that of the status it makes) and as a sign.
EDGES: dict[Stance, Modality] = {
    Stance.ASSERTS: Modality.ASSERTED,
    Stance.CLAIMS: Modality.CLAIMED,
    Stance.DENIES: Modality.DENIED,
    Stance.DOUBTS: Modality.DENIED,
    Stance.PLANS: Modality.PLANNED,
    Stance.THREATENS: Modality.HYPOTHETICAL,
    Stance.REPORTS: Modality.CLAIMED,
}
SIGNS: dict[Stance, str] = {
    Stance.ASSERTS: "✓",
    Stance.CLAIMS: "~",
    Stance.DENIES: "✕",
    Stance.DOUBTS: "?",
    Stance.PLANS: "→",
    Stance.THREATENS: "!",
    Stance.REPORTS: "~",
}
AGAINST = frozenset({Stance.DENIES, Stance.DOUBTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who takes which stance in which telling; ``own`` where that is the publisher itself.

    ``known`` is the day (ISO 8601) on which it became known, where another briefing than the event's own tells it.
    """

    claim: ClaimLine
    told: EventLine
    own: bool
    known: str | None = None

    @property
    def heading(self) -> str:
        """The stance in words, before the name of who takes it: "Denied by"."""
        if self.own:
            return gettext(BY_PUBLISHER.get(self.claim.stance, BY_PUBLISHER[Stance.REPORTS]))
        said = words.taken_by(self.claim.stance)
        return said[:1].upper() + said[1:]

    @property
    def edge(self) -> str:
        """The status whose edge the stance is drawn with."""
        return (Modality.ASSERTED if self.own else EDGES[self.claim.stance]).value

    @property
    def sign(self) -> str:
        """The stance as a character; what it means is said in words beside it."""
        return SIGNS[self.claim.stance]


def statements(event: EventLine) -> tuple[Statement, ...]:
    """Who says what of the event in its own briefing: the sources, and the publisher where it speaks for itself."""
    sources = [Statement(claim=claim, told=event, own=False) for claim in event.claims]
    return (*sources, *([_publisher(event)] if _speaks_for_itself(event) else []))


def all_statements(event: EventLine, retold: Retelling) -> tuple[Statement, ...]:
    """The same in all briefings that tell of it, in the order of their publication."""
    if not retold.others:
        return statements(event)
    return tuple(each for telling in retold.tellings for each in _known(statements(telling), event))


def _known(said: tuple[Statement, ...], here: EventLine) -> Iterator[Statement]:
    for each in said:
        elsewhere = each.told.briefing.id != here.briefing.id
        known = each.told.briefing.published if elsewhere else None
        yield Statement(claim=each.claim, told=each.told, own=each.own, known=known)


def _speaks_for_itself(event: EventLine) -> bool:
    """Whether the publisher names no source, or states itself what all sources that it names only dispute."""
    disputed = all(claim.stance in AGAINST for claim in event.claims)
    return not event.claims or (event.status is Modality.ASSERTED and disputed)


def _publisher(event: EventLine) -> Statement:
    claim = ClaimLine(stance=OWN_STANCE[event.status], source=event.briefing.publisher, quote=event.quote, said_on=None)
    return Statement(claim=claim, told=event, own=True)
