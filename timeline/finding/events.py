"""Which events does a briefing tell? A sentence that is news makes one, or one for each day that it dates apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.gazetteer import Gazetteer
from geodata.place import Place, PlaceKind
from timeline.finding.actors import act
from timeline.finding.categories import categorise
from timeline.finding.claims import Attribution
from timeline.finding.dating import Clock, date_telling
from timeline.finding.happenings import THRESHOLD, Telling, signs, weigh
from timeline.finding.modality import judge
from timeline.finding.placing import Backdrop, locate, wheres
from timeline.finding.strands import part
from timeline.finding.titles import entitle
from timeline.model import (
    Anchor,
    Briefing,
    Category,
    Claim,
    Event,
    Modality,
    Provenance,
    Role,
    Stance,
    TimePrecision,
    TimexKind,
    When,
    Where,
)

#: Words by which the publisher says that something is shown.
PROOF = re.compile(r"\b(?:prove[sd]?|show(?:s|ed)?|establish(?:es|ed)?|demonstrate[sd]?|reveal(?:s|ed)?) that\b")

#: What speaks of those told of before, a part of the day set before it: "At 17:20 | the vehicles", "Later | they".
REFERRING = re.compile(
    r"(?:(?:[^,]{1,40}, )|(?:(?:Later|Earlier|Late|Early|That|The same) [\w]+ (?:[a-z]+ )?))?"
    r"(?:the|they|he|she|it|all|both|these|those|its|their|his|her|some|none|no|nobody|one|most|"
    r"(?:this|that)(?! (?:day|morning|afternoon|evening|night)))\b",
    re.I,
)

#: Raised whenever the same text may give other events than before.
VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What holds for all sentences of one briefing."""

    briefing: Briefing
    seen: str
    reporting: date
    backdrop: Backdrop
    headings: dict[int, tuple[Where, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one telling: the signs that it showed, their weight, and the events made of it (none: no news)."""

    telling: Telling
    signs: tuple[str, ...]
    weight: float
    events: tuple[Event, ...] = ()


@dataclass(slots=True)
class _Passage:
    """What a paragraph has told so far, for its sentences that tell no time or place of their own."""

    paragraph: int = -1
    when: When | None = None
    where: tuple[Where, ...] = ()
    there: tuple[Where, ...] = ()
    category: Category = Category.OTHER

    def told(self, event: Event, home: Place | None) -> None:
        self.category = event.category
        if event.when is not None and _is_stated_day(event.when):
            self.when = event.when
        near = tuple(one for one in event.where if not one.seat)  # where a body sits is not where things go on
        self.there = _stayed_at(near) or self.there or near
        near = tuple(one for one in near if not _is_abroad(one.place, home))
        self.where = _stayed_at(near) or self.where or near


def _is_abroad(place: Place, home: Place | None) -> bool:
    """Whether a country did something beside the one that a briefing is about: what comes next is not told of it."""
    return home is not None and place.kind is PlaceKind.COUNTRY and place.country != home.country


def _stayed_at(where: tuple[Where, ...]) -> tuple[Where, ...]:
    """Where those told of still are: not where a road leads that they blocked."""
    return tuple(one for one in where if one.role not in (Role.ORIGIN, Role.DESTINATION))


def assemble(tellings: Sequence[Telling], setting: Setting, gazetteer: Gazetteer) -> tuple[Verdict, ...]:
    """A verdict on every telling in the order of the text; their events are not yet merged."""
    passage = _Passage()
    return tuple(_verdict(telling, setting, passage, gazetteer) for telling in tellings)


def _verdict(telling: Telling, setting: Setting, passage: _Passage, gazetteer: Gazetteer) -> Verdict:
    if telling.sentence.paragraph != passage.paragraph:
        passage.paragraph, passage.when = telling.sentence.paragraph, None
        passage.where = passage.there = ()
    shown = signs(telling, setting.briefing.published)
    weight = weigh(shown)
    if telling.sentence.heading or weight <= THRESHOLD or _goes_on(telling, passage):
        passage.when = _told_day(telling, setting) or passage.when
        passage.where = passage.there = _label(telling) or passage.where
        return Verdict(telling=telling, signs=shown, weight=weight)
    events = []
    clock = Clock(published=setting.briefing.published, reporting=setting.reporting)
    backdrop = replace(
        setting.backdrop, heading=setting.headings.get(passage.paragraph, ()), last=passage.where, there=passage.there
    )
    for strand in part(telling, setting.seen):
        event = _event(strand, shown, setting, replace(clock, last=passage.when), backdrop, gazetteer)
        events.append(event)
        passage.told(event, setting.backdrop.home)
    return Verdict(telling=telling, signs=shown, weight=weight, events=tuple(events))


def _goes_on(telling: Telling, passage: _Passage) -> bool:
    """Whether a sentence only tells how the event before it went on: later that day, no new place, no new matter."""
    hours = [t for t in telling.timexes if t.interval is not None]
    known = {w.place.id for w in passage.where}
    return (
        passage.when is not None
        and bool(hours)
        and REFERRING.match(telling.words) is not None
        and categorise(telling) in (passage.category, Category.OTHER)
        and all(t.kind is TimexKind.TIME and t.interval == passage.when.interval for t in hours)
        and all(p.place is None or p.place.id in known for p in telling.places)
    )


def _label(telling: Telling) -> tuple[Where, ...]:
    """The place that a sentence names and says nothing else: "TURKEY. A reporter was jailed"."""
    letters = re.sub(r"\W+$", "", telling.words)
    found = telling.places[0].toponym.span if len(telling.places) == 1 else None
    alone = found is not None and found.start == telling.start and found.end == telling.start + len(letters)
    return wheres(telling.places) if alone else ()


def _told_day(telling: Telling, setting: Setting) -> When | None:
    """A day told by a sentence that is no event still dates those after it."""
    if telling.sentence.heading or not telling.timexes:
        return None
    when = date_telling(telling, setting.seen, Clock(published=setting.briefing.published, reporting=setting.reporting))
    return when if _is_stated_day(when) else None


def _is_stated_day(when: When) -> bool:
    return when.anchor is Anchor.STATED and when.precision is TimePrecision.DAY


def _event(
    telling: Telling, shown: Sequence[str], setting: Setting, clock: Clock, backdrop: Backdrop, gazetteer: Gazetteer
) -> Event:
    where = locate(telling, setting.seen, backdrop, gazetteer)
    when = date_telling(telling, setting.seen, clock)
    voices, beside = (
        [voice for voice in speaking if not _own_voice(voice.source, setting.briefing.publisher)]
        for speaking in (telling.attributions, telling.remarks)
    )
    modality = judge(telling, when, voices, setting.briefing.published)
    category = categorise(telling)
    evidence = telling.sentence.span
    return Event(
        id=_identity(setting.briefing.id, telling.words, when),
        briefing=setting.briefing.id,
        title=entitle(telling, setting.seen, modality),
        category=category,
        modality=modality,
        when=when,
        where=where,
        actors=act(telling, setting.seen, [t.span for t in telling.timexes]),
        claims=_claims(telling, voices + beside, when, modality) or _finding(telling, setting.briefing),
        evidence=evidence,
        provenance=Provenance(rule="; ".join(shown), version=VERSION),
    )


def _own_voice(source: str, publisher: str) -> bool:
    """Whether a source is the publisher: "The SMM recorded" in a briefing of the OSCE SMM."""
    mine = {word.lower() for word in publisher.split() if len(word) > 2}
    words = [word.lower() for word in source.split()]
    return bool(words) and all(word in mine or word in {"the", "of", "to"} for word in words)


def _claims(telling: Telling, voices: Sequence[Attribution], when: When, modality: Modality) -> tuple[Claim, ...]:
    """One claim a source, its last stance kept; but for what it denies beside what is told."""
    claims: dict[str, Claim] = {}
    for voice in voices:
        if voice.source in claims and voice.stance is Stance.DENIES and modality is not Modality.DENIED:
            continue
        own = voice in telling.attributions
        settled = own and voice.stance is Stance.CLAIMS and modality is Modality.ASSERTED
        claims[voice.source] = Claim(
            source=voice.source,
            stance=Stance.ASSERTS if settled else voice.stance,
            evidence=telling.sentence.span,
            said=_said(telling, voice, when),
        )
    return tuple(claims.values())


def _said(telling: Telling, voice: Attribution, when: When) -> date | None:
    """The day of saying, where words of its own tell it: "said on 31 January that troops arrived on the 29th"."""
    for timex in telling.timexes:
        near = voice.cue.end <= timex.span.start < voice.content.start
        if near and timex is not when.timex and timex.precision is TimePrecision.DAY and timex.interval is not None:
            return timex.interval.start
    return None


def _finding(telling: Telling, briefing: Briefing) -> tuple[Claim, ...]:
    """The publisher's own finding, where it says that something is shown: "Incidentally, it proved that …"."""
    if briefing.publisher and PROOF.search(telling.words):
        return (Claim(source=briefing.publisher, stance=Stance.ASSERTS, evidence=telling.sentence.span),)
    return ()


def _identity(briefing: str, words: str, when: When) -> str:
    """A short id from what makes the event this one: its briefing (whose id is its text), its words, its start."""
    key = f"{briefing}:{words}:{when.interval.start}"
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:12]
