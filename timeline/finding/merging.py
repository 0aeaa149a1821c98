"""Is it the same event told again? Then it is one event, with the claims of all its tellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from timeline.finding.saying import POINTS_BACK
from timeline.model import Anchor, Briefing, Claim, Event, Modality, Stance, TimePrecision, When

WORD = re.compile(r"[a-z]{3,}|\d[\d,.]*\d|\d")
STOP = frozenset(
    "the and for from with that this was were has have had been being are its his her their into over under "
    "after before about also "
    "said says say told which who will would could not but than then there they them she him near other more "
    "most during while".split()
)
#: Two tellings are one event where this share of the shorter one's words stands in the longer one.
SAME_SHARE = 0.6
#: How many events back a retelling is looked for.
RETELLING_REACH = 300
#: How many events back a denial may speak of, and how many characters back it may point with "it".
DENIAL_REACH = 6
NEARBY = 500
TOPIC = re.compile(r"(?<![\w'-])[a-z]{4,}(?![\w-])")
NAME = re.compile(r"(?<![\w'-])[A-Z][a-z]{3,}")
BODY_WORDS = frozenset(
    "ministry minister spokesman spokeswoman government denied officials foreign defence defense later same "
    "story state".split()
)

#: What can be denied; a finding speaks only of what somebody claimed.
DENIABLE = (Modality.ASSERTED, Modality.CLAIMED, Modality.PLANNED)
REACTING = (Stance.DENIES, Stance.DOUBTS, Stance.ASSERTS)


def merge(events: Sequence[Event], briefing: Briefing) -> tuple[Event, ...]:
    """The events with repetitions folded into the telling that says most, and with denials joined to what they deny."""
    merged: list[Event] = []
    words: list[frozenset[str]] = []
    for event in events:
        own = _words(event, briefing)
        near = range(max(0, len(merged) - RETELLING_REACH), len(merged))
        twin = next((i for i in near if _same(merged[i], event, words[i], own)), None)
        if twin is None:
            merged.append(event)
            words.append(own)
        else:
            merged[twin] = _folded(merged[twin], event)
    return _with_reactions(merged, briefing)


def _same(a: Event, b: Event, words: frozenset[str], others: frozenset[str]) -> bool:
    if a.evidence == b.evidence:
        return False
    shared, least = len(words & others), min(len(words), len(others))
    return least >= 4 and shared / least >= SAME_SHARE and _meet(a.when, b.when) and _one_place(a, b)


def _words(event: Event, briefing: Briefing) -> frozenset[str]:
    """The telling words of the sentence, cut to stems of five letters so that "ban" and "banned" nearly meet."""
    return frozenset(word[:5] for word in WORD.findall(briefing.quote(event.evidence).lower()) if word not in STOP)


def _meet(a: When | None, b: When | None) -> bool:
    """Whether two times can be one: they overlap, or one is only an approximation a week off at most."""
    if a is None or b is None:
        return True
    slack = timedelta(days=7 if TimePrecision.APPROX in (a.precision, b.precision) else 0)
    starts_before_end = a.interval.start is None or b.interval.end is None or a.interval.start - slack < b.interval.end
    ends_after_start = a.interval.end is None or b.interval.start is None or b.interval.start - slack < a.interval.end
    return starts_before_end and ends_after_start


def _one_place(a: Event, b: Event) -> bool:
    """Whether they share a place, or one of them names none of its own."""
    mine, others = {w.place.id for w in a.where if w.toponym}, {w.place.id for w in b.where if w.toponym}
    return not mine or not others or bool(mine & others)


def _folded(first: Event, again: Event) -> Event:
    """The first telling, with time and places from the second where it has none of its own, and both their claims."""
    when = again.when if first.when and again.when and _better(again.when, first.when) else first.when
    where = (
        again.where if any(w.toponym for w in again.where) and not any(w.toponym for w in first.where) else first.where
    )
    return replace(first, when=when, where=where, claims=_joined(first.claims, again.claims))


def _better(a: When, b: When) -> bool:
    return a.anchor is Anchor.STATED and b.anchor is not Anchor.STATED


def _joined(first: tuple[Claim, ...], more: tuple[Claim, ...]) -> tuple[Claim, ...]:
    known = {(c.source, c.stance) for c in first}
    return (*first, *(c for c in more if (c.source, c.stance) not in known))


def _with_reactions(events: list[Event], briefing: Briefing) -> tuple[Event, ...]:
    """What is denied, doubted or found shortly after it is told carries that too: claim and denial side by side."""
    found = list(events)
    for at, event in enumerate(events):
        reactions = tuple(c for c in event.claims if c.stance in REACTING) if _reacts(event) else ()
        target = _target(events, at, briefing) if reactions else None
        if target is not None:
            found[target] = replace(found[target], claims=_joined(found[target].claims, reactions))
    return tuple(found)


def _reacts(event: Event) -> bool:
    """Whether an event is but a denial, or a finding: what its sources assert, not claim."""
    if any(c.stance is Stance.CLAIMS for c in event.claims):
        return False  # claim and denial in one sentence: it speaks of what it tells itself
    return event.modality is Modality.DENIED or (
        event.modality is Modality.ASSERTED and any(c.stance is Stance.ASSERTS for c in event.claims)
    )


def _target(events: Sequence[Event], at: int, briefing: Briefing) -> int | None:
    """The event before ``at`` that a denial speaks of; None where it is not clear which.

    Either it shares a telling word and a name with the denial, or the denial only points back ("denied it", "the
    report") at the event told right before.
    """
    words = briefing.quote(events[at].evidence)
    told = DENIABLE if events[at].modality is Modality.DENIED else (Modality.CLAIMED,)
    earlier = [i for i in range(max(0, at - DENIAL_REACH), at) if events[i].modality in told]
    if earlier and POINTS_BACK.search(words) and events[at].evidence.start - events[earlier[-1]].evidence.end < NEARBY:
        return earlier[-1]
    shares = [(_shared(words, briefing.quote(events[i].evidence)), i) for i in earlier]
    (topics, names), best = max(shares, default=((0, 0), -1))
    return best if topics and names else None


def _shared(denial: str, telling: str) -> tuple[int, int]:
    """How many telling words, and how many names, two sentences share."""
    topics = _topics(denial) & _topics(telling)
    return len(topics), len(set(NAME.findall(denial)) & set(NAME.findall(telling)))


def _topics(words: str) -> set[str]:
    return {w[:6] for w in TOPIC.findall(words) if w not in STOP | BODY_WORDS}
