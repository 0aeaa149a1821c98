"""Why did a sentence become an event, or why not? The finder's decisions as plain lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.gazetteer import Gazetteer
from geodata.place import Candidate
from timeline.finding.claims import Attribution
from timeline.finding.events import Verdict
from timeline.finding.happenings import SIGNS, THRESHOLD
from timeline.finding.located import Located
from timeline.model import Briefing, Event, Timex
from timeline.pipeline import consider

#: How many candidates of a toponym are printed.
CANDIDATES = 3


def explain(briefing: Briefing, gazetteer: Gazetteer) -> Iterator[str]:
    """The lines that tell, sentence by sentence, what was found, what it weighed, and which events came of it."""
    yield f"{briefing.title}  (published {briefing.published}, id {briefing.id})"
    for verdict in consider(briefing, gazetteer):
        yield ""
        yield f"[{verdict.telling.sentence.span.start}] {_one_line(briefing.quote(verdict.telling.sentence.span))}"
        yield from (f"    {line}" for line in _found(verdict, briefing))


def _found(verdict: Verdict, briefing: Briefing) -> Iterator[str]:
    telling = verdict.telling
    yield from (_timex(timex, briefing) for timex in telling.timexes)
    yield from (_toponym(located) for located in telling.places)
    yield from (_claim(attribution, briefing) for attribution in telling.attributions)
    if telling.sentence.heading:
        yield "heading: no event"
        return
    yield _weighing(verdict)
    yield from (_event(event) for event in verdict.events)


def _timex(timex: Timex, briefing: Briefing) -> str:
    days = "no day" if timex.interval is None else f"[{timex.interval.start or '..'}, {timex.interval.end or '..'})"
    return f"time   “{_one_line(briefing.quote(timex.span))}” = {timex.value} {timex.kind}, {days}"


def _toponym(located: Located) -> str:
    meant = "not located" if located.place is None else f"{located.place.name} ({located.place.kind})"
    if located.disguise is not None:
        meant = f"{located.disguise}: not placed"
    marks = [
        word
        for word, on in (("nationality", located.demonym), ("seat", located.seat), ("in a name", located.embedded))
        if on
    ]
    others = ", ".join(_candidate(c) for c in located.candidates[:CANDIDATES])
    return (
        f"place  “{located.toponym.name}” = {meant}"
        + "".join(f", {m}" for m in marks)
        + (f"; of {others}" if others else "")
    )


def _candidate(candidate: Candidate) -> str:
    return f"{candidate.place.name} {candidate.place.country or '--'} {candidate.score:.2f}"


def _claim(attribution: Attribution, briefing: Briefing) -> str:
    return f"claim  {attribution.source} {attribution.stance}: “{_one_line(briefing.quote(attribution.cue))}”"


def _weighing(verdict: Verdict) -> str:
    sum_ = " ".join(f"{SIGNS[sign]:+g} {sign}," for sign in verdict.signs) or "no sign,"
    outcome = "news" if verdict.events else "no event"
    return f"weight {sum_} together {verdict.weight:.2f} (over {THRESHOLD:g} is news): {outcome}"


def _event(event: Event) -> str:
    when = (
        "time unknown"
        if event.when is None
        else f"{event.when.interval.start or '..'} ({event.when.precision}, {event.when.anchor})"
    )
    where = ", ".join(f"{w.place.name} ({w.role})" for w in event.where) or "place unknown"
    return f"event  {event.id} {event.category}, {event.modality}; {when}; {where}; “{event.title}”"


def _one_line(words: str) -> str:
    return " ".join(words.split())
