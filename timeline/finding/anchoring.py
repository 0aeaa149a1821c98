"""Which day is "the day after the vote" or "three days before the attack": a time that hangs on another event?

The day is known only where the briefing dates that other event: in the same words ("the day after the vote on 6 May"),
in the paragraph so far, or anywhere in the briefing if all that it tells of such an event falls on one day. Else the
time stays unknown, whatever day stands nearest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from timeline.finding import timexes
from timeline.finding.contents import COMMONPLACE, STOP, concept
from timeline.finding.happenings import Telling
from timeline.finding.predicates import TRIGGERS
from timeline.model import Interval, Span, TimePrecision, Timex, TimexKind

NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|\d{1,3})"
    r"(?: (?:full|whole|calendar))?"
)
UNIT = r"(?:day|week|month|year|night)s?|(?:24|48|72) hours"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: A time, how it stands to an event, and the event: "three days | after | the disputed vote".
HANGING = re.compile(
    r"\b(?:"
    r"(?:the very|on the|the|the whole) (?P<next>day|morning|afternoon|evening|night) (?P<side>after|before|following)|"
    rf"(?P<amount>{NUMBER} (?:{UNIT})|(?:24|48|72) hours) (?:(?P<after>after|following)|(?P<before>before|prior to))|"
    r"(?:on )?the (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?P<turn>after|following|before)|"
    r"on the (?P<eve>eve) of|"
    r"on the (?:very |same )?(?P<day>day|morning|evening|night|afternoon) of|"
    r"(?:just |only |some |a few |several )?(?P<hours>hours|minutes|moments) (?:after|following)"
    r") (?:the|this|that|these|those|his|her|its|their) (?=(?P<what>[\w'-]+(?: [\w'-]+){0,4})(?P<stop>[,.;:)]?))",
    re.I,
)
#: What was told before, and how long after what is told now it came: "The coup came | four days after | 37 died".
FOLLOWING = re.compile(
    r"(?:The|This|That) (?P<what>(?:[\w'-]+ ){1,4})(?:came|comes?|follow(?:s|ed)|occurred|happened|took place) "
    rf"(?:just |only |some |about )?(?P<amount>{NUMBER} (?:{UNIT}|decades?)) after (?!the\b|that\b)"
)
#: Where the name of the event ends: "the attack | on the base".
BOUNDARY = re.compile(
    r"\b(?:of|in|on|at|by|for|from|with|to|and|or|against|near|between|over|when|where|which|that|the|an?|was|were|is|"
    r"has|had|have)\b",
    re.I,
)
#: Words for any event told just before.
ANY_EVENT = frozenset("incident event announcement decision move news".split())
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: How far after the event's name its own day may stand: "the attack on the base on 5 March".
OWN_DAY_WITHIN = 40


@dataclass(slots=True)
class _Days:
    """The dated happenings of a briefing so far: of each concept where (paragraph) and when."""

    told: dict[str, list[tuple[int, date]]] = field(default_factory=dict)
    everywhere: dict[str, set[date]] = field(default_factory=dict)
    last: tuple[int, date] | None = None

    def of(self, what: str, paragraph: int) -> date | None:
        """The day of the event that ``what`` names to a reader of that paragraph; None where it may be several."""
        if what in ANY_EVENT:
            return self.last[1] if self.last and self.last[0] == paragraph else None
        near = self.told.get(concept(what), ())
        if near and near[-1][0] == paragraph:
            return near[-1][1]
        days = self.everywhere.get(concept(what), set())
        return next(iter(days)) if len(days) == 1 else None


def anchor(tellings: Sequence[Telling], seen: str) -> tuple[Telling, ...]:
    """The tellings, those with a time that hangs on another event dated by that event's day."""
    if not any(HANGING.search(telling.words) or FOLLOWING.match(telling.words) for telling in tellings):
        return tuple(tellings)
    days = _Days(everywhere=_everywhere(tellings))
    found = []
    for telling in tellings:
        anchored = _counted_back(_anchored(telling, seen, days), days)
        found.append(anchored)
        _remember(anchored, days)
    return tuple(found)


def _everywhere(tellings: Sequence[Telling]) -> dict[str, set[date]]:
    """The days on which each concept is told to happen, anywhere in the briefing."""
    days: dict[str, set[date]] = {}
    for telling in tellings:
        day = None if HANGING.search(telling.words) else _own_day(telling)
        if day is not None:
            for what in _concepts(telling):
                days.setdefault(what, set()).add(day)
    return days


def _remember(telling: Telling, days: _Days) -> None:
    day = _own_day(telling)
    if day is None:
        return
    paragraph = telling.sentence.paragraph
    days.last = (paragraph, day)
    for what in _concepts(telling):
        days.told.setdefault(what, []).append((paragraph, day))


def _concepts(telling: Telling) -> set[str]:
    words = re.findall(r"[^\W\d_]{3,}", telling.words.lower())
    return {concept(word) for word in words if word not in STOP}


def _own_day(telling: Telling) -> date | None:
    """The one day that a sentence names; None where it names none, or several."""
    days = {timex.interval.start for timex in telling.timexes if timex.interval is not None and _is_plain_day(timex)}
    return next(iter(days)) if len(days) == 1 else None


def _is_plain_day(timex: Timex) -> bool:
    return timex.precision is TimePrecision.DAY and timex.kind is not TimexKind.SET and timex.cue is None


def _anchored(telling: Telling, seen: str, days: _Days) -> Telling:
    times = telling.timexes
    for hanging in HANGING.finditer(seen, telling.sentence.span.start, telling.sentence.span.end):
        name = _name(hanging)
        if not name:
            continue
        stop = hanging.start("what") + len(name[0])
        own = next((t for t in times if ISO_DAY.fullmatch(t.value) and _belongs(t, hanging, stop, seen)), None)
        day = date.fromisoformat(own.value) if own else days.of(name[1], telling.sentence.paragraph)
        span = Span(start=hanging.start(), end=max(stop, own.span.end if own else 0))
        others = tuple(t for t in times if t.span.end <= span.start or span.end <= t.span.start)
        times = tuple(sorted((*others, _timex(hanging, span, day)), key=lambda t: t.span.start))
    return telling if times is telling.timexes else replace(telling, timexes=times)


def _counted_back(telling: Telling, days: _Days) -> Telling:
    """What a known event followed is as much earlier: "The coup came four days after 37 people died"."""
    following = FOLLOWING.match(telling.words)
    day = days.of(following["what"].split()[-1].lower(), telling.sentence.paragraph) if following else None
    if following is None or day is None:
        return telling
    span = Span(start=telling.start + following.start("amount"), end=telling.start + following.end() - 1)
    read = next((t for t in timexes.find(f"It happened {following['amount']} ago", day) if t.interval), None)
    if read is None:
        return telling
    others = tuple(t for t in telling.timexes if t.span.end <= span.start or span.end <= t.span.start)
    return replace(telling, timexes=tuple(sorted((*others, replace(read, span=span)), key=lambda t: t.span.start)))


def _belongs(timex: Timex, hanging: re.Match[str], stop: int, seen: str) -> bool:
    """Whether a day stands in or close after the event's name: "after the 5 May vote", "after the vote of 5 May"."""
    inside = hanging.start("what") < timex.span.end <= stop
    between = seen[stop : timex.span.start] if stop <= timex.span.start else ""
    plain = not re.search(r"[,.;:()]|\b(?:and|but|which|who|while)\b", between)
    return inside or (stop < timex.span.start <= stop + OWN_DAY_WITHIN and plain and between.endswith((" on ", " of ")))


def _name(hanging: re.Match[str]) -> tuple[str, str] | None:
    """The words that name the event, and the one that tells which: ``("disputed vote", "vote")``."""
    cut = BOUNDARY.search(hanging["what"])
    words = hanging["what"][: cut.start() if cut else None].split()
    for at, word in enumerate(words):
        low = word.lower()
        if low in ANY_EVENT or low in TRIGGERS or concept(low) in COMMONPLACE:
            return " ".join(words[: at + 1]), low
    ended = cut is not None or bool(hanging["stop"])
    return (" ".join(words), words[-1].lower()) if words and ended and words[-1][0].islower() else None


def _timex(hanging: re.Match[str], span: Span, day: date | None) -> Timex:
    if day is None:
        return Timex(span=span, kind=TimexKind.DATE, value="XXXX-XX-XX")
    interval, precision, value = _counted(hanging, day)
    return Timex(span=span, kind=TimexKind.DATE, value=value, interval=interval, precision=precision)


def _counted(hanging: re.Match[str], day: date) -> tuple[Interval | None, TimePrecision | None, str]:
    """The days so far from ``day`` as the words say, how finely known, and as a TIMEX3 value."""
    if hanging["amount"]:
        words = re.sub(r" (?:full|whole|calendar)\b|(?<=\d )nights?", "", hanging["amount"])
        words = re.sub(r"\bnight(?=s?$)", "day", words)
        told = f"It will open in {words}" if hanging["after"] else f"It happened {words} ago"
        read = next((t for t in timexes.find(told, day) if t.interval is not None), None)
        return (read.interval, read.precision, read.value) if read else (None, None, "XXXX-XX-XX")
    if hanging["weekday"]:
        return _exactly(_weekday(day, hanging["weekday"], hanging["turn"]))
    if hanging["hours"]:
        return Interval.day(day), TimePrecision.APPROX, day.isoformat()
    return _exactly(day + timedelta(days=_step(hanging)))


def _step(hanging: re.Match[str]) -> int:
    """Days between: "the day after" 1, "the day before" and "the eve" -1, "on the day of" 0."""
    if hanging["eve"]:
        return -1
    if hanging["day"]:
        return 0
    return -1 if hanging["side"].lower() == "before" else 1


def _weekday(day: date, name: str, turn: str) -> date:
    """The next weekday of that name after ``day``, or the last before it."""
    ahead = (WEEKDAYS.index(name.lower()) - day.weekday()) % 7
    return day + timedelta(days=ahead - 7 if turn.lower() == "before" else ahead or 7)


def _exactly(day: date) -> tuple[Interval, TimePrecision, str]:
    return Interval.day(day), TimePrecision.DAY, day.isoformat()
