"""The verbs, in order: a briefing becomes a chronology."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from geodata.gazetteer import Gazetteer
from geodata.place import PlaceKind
from timeline.finding import (
    anchoring,
    claims,
    events,
    happenings,
    merging,
    placing,
    replies,
    sentences,
    subjects,
    timexes,
    toponyms,
)
from timeline.finding.dating import reporting_day
from timeline.finding.happenings import Telling
from timeline.finding.language import is_english
from timeline.finding.toponyms import Located
from timeline.finding.view import view
from timeline.model import Briefing, Chronology, Event, Sentence, Span, Timex, Where

_Found = TypeVar("_Found")


def mentions(text: str, published: date, gazetteer: Gazetteer) -> tuple[tuple[Timex, ...], tuple[Located, ...]]:
    """The times and the places that ``text`` names, in order; spans into ``text`` exactly as given."""
    times = timexes.find(text, published)
    return times, tuple(p for p in toponyms.find(text, gazetteer) if not _inside(p.toponym.span, times))


def chronicle(briefing: Briefing, gazetteer: Gazetteer) -> Chronology:
    """The events of a briefing in order of time. Deterministic: the same briefing gives the same chronology."""
    found = merging.merge(replies.answered(consider(briefing, gazetteer), briefing), briefing)
    return Chronology(briefing=briefing, events=tuple(sorted(found, key=_order)))


def consider(briefing: Briefing, gazetteer: Gazetteer) -> tuple[events.Verdict, ...]:
    """Every sentence with what was found in it, what it weighs as news, and the events made of it, not yet merged.

    Empty for a text that is not English: rules for one language would only guess in another.
    """
    text = briefing.text
    if not is_english(text):
        return ()
    seen = view(text)
    times, places = mentions(text, briefing.published, gazetteer)
    tellings = anchoring.anchor(_tellings(seen, sentences.split(text), times, places), seen)
    setting = _setting(briefing, seen, tellings, times, places, gazetteer)
    return events.assemble(tellings, setting, gazetteer)


def _tellings(
    seen: str, split: Sequence[Sentence], times: Sequence[Timex], places: Sequence[Located]
) -> tuple[Telling, ...]:
    found: list[Telling] = []
    voice: claims.Attribution | None = None
    heading = person = ""
    for sentence in split:
        if found and sentence.paragraph != found[-1].sentence.paragraph:
            voice, person = None, ""
        if sentence.heading:
            heading = seen[sentence.span.start : sentence.span.end]
        telling = _telling(seen, sentence, times, places, voice, heading)
        voice = telling.attributions[-1] if telling.attributions else voice
        known, person = person, subjects.person_told_of(telling, seen, person)
        found.append(replace(telling, subject=known) if subjects.opens_with_pronoun(telling.words) else telling)
    return tuple(found)


def _telling(
    seen: str,
    sentence: Sentence,
    times: Sequence[Timex],
    places: Sequence[Located],
    voice: claims.Attribution | None,
    heading: str,
) -> Telling:
    own_times = tuple(_within(times, sentence.span, lambda t: t.span))
    own_places = tuple(_within(places, sentence.span, lambda p: p.toponym.span))
    said = () if sentence.heading else claims.attribute(seen, sentence, voice)
    names = [*(t.span for t in own_times), *(p.toponym.span for p in own_places if not p.demonym)]
    spoken = [a.cue for a in said] + [a.speaker for a in said if a.speaker is not None]
    return Telling(
        sentence=sentence,
        words=seen[sentence.span.start : sentence.span.end],
        timexes=own_times,
        places=own_places,
        attributions=said,
        predicates=happenings.predicates(seen, sentence, names, spoken),
        heading="" if sentence.heading else heading,
    )


def _setting(
    briefing: Briefing,
    seen: str,
    tellings: Sequence[Telling],
    times: Sequence[Timex],
    places: Sequence[Located],
    gazetteer: Gazetteer,
) -> events.Setting:
    title = tellings[0].places if tellings and tellings[0].sentence.heading else ()
    return events.Setting(
        briefing=briefing,
        seen=seen,
        reporting=reporting_day(seen, times, briefing.published),
        backdrop=placing.Backdrop(home=placing.home_country(title, places, gazetteer)),
        headings=_headings(tellings, briefing.published),
    )


def _headings(tellings: Sequence[Telling], published: date) -> dict[int, tuple[Where, ...]]:
    """For each paragraph the places named by the heading right above it."""
    found: dict[int, tuple[Where, ...]] = {}
    above: tuple[Where, ...] = ()
    previous_was_heading = body = False
    for telling in tellings[1:]:
        body = body or not telling.sentence.heading
        if telling.sentence.heading:
            own = () if _is_dateline(telling, published, masthead=not body) else placing.wheres(telling.places)
            above = own or (above if previous_was_heading else ())
        elif above:
            found[telling.sentence.paragraph] = above
        previous_was_heading = telling.sentence.heading
    return found


def _is_dateline(telling: Telling, published: date, *, masthead: bool) -> bool:
    """Whether a heading says but where and when the briefing was written: "Bamako, 3 October 2023".

    Before the first sentence it may say by whom, too; but a country is what the briefing is about.
    """
    start, rest = telling.sentence.span.start, telling.words
    for span in (*(t.span for t in telling.timexes), *(p.toponym.span for p in telling.places)):
        rest = rest[: span.start - start] + " " * (span.end - span.start) + rest[span.end - start :]
    days = [t.interval.start for t in telling.timexes if t.interval is not None]
    country = any(p.place is not None and p.place.kind is PlaceKind.COUNTRY for p in telling.places)
    return published in days and (not any(map(str.isalpha, rest)) or (masthead and not country))


def _within(found: Sequence[_Found], outer: Span, span: Callable[[_Found], Span]) -> Iterator[_Found]:
    """Those of ``found``, ordered and apart, that lie in ``outer``."""
    for at in range(bisect_left(found, outer.start, key=lambda item: span(item).start), len(found)):
        if span(found[at]).start >= outer.end:
            return
        if outer.holds(span(found[at])):
            yield found[at]


def _inside(span: Span, times: Sequence[Timex]) -> bool:
    """Whether a span overlaps one of ``times``, which are in order and apart."""
    at = bisect_left(times, span.end, key=lambda t: t.span.start) - 1
    return at >= 0 and times[at].span.end > span.start


def _order(event: Event) -> tuple[date, int]:
    interval = event.when.interval if event.when else None
    return (interval.start or interval.end or date.max) if interval else date.max, event.evidence.start
