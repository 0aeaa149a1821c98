"""On which days does an event fall: by which words of its sentence, or by which before it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.finding.happenings import Telling
from timeline.finding.predicates import Form
from timeline.model import Anchor, Interval, Stance, TimePrecision, Timex, TimexKind, When

#: What stands before a time that is only compared with, or older than the event: "the largest since 1995".
COMPARED = re.compile(
    r"(?:compared (?:to|with)|than|as (?:in|of) the same period|since the|largest .{0,30} since|first .{0,30} since|"
    r"following (?:[\w'-]+ ){0,4}|(?:originally|initially|previously) (?:\w+ ){1,3}|"
    r"(?:had been|were|was|had) (?:\w+ly )?(?:planned|scheduled|due|set|called) (?:to \w+ (?:\w+ ){0,2})?"
    r"(?:for |on |from )?|"
    r"(?:was|were) to (?:\w+ ){1,3}(?:for |on |from )?|"
    r"delayed .{0,30}|\bits)\s*(?:\d{1,2}(?: [A-Z][a-z]+)? (?:to|and|until|-) )?$",
    re.I,
)
#: A year dates a happening only after one of these; in "the 2020 election" it is a part of a name.
YEAR_LEAD = re.compile(
    r"\b(?:in|during|since|from|until|till|by|throughout|through|to|between|and|early|late|mid|of|for|year)\W*$", re.I
)
#: What stands before a predicate that goes on at the time of writing.
GOING_ON = re.compile(r"\b(?:is|are)\s+(?:\w+\s+)?$")
#: What stands before a predicate that tells what has become of things by the time of writing.
UP_TO_NOW = re.compile(r"\b(?:has|have)\s+(?:(?:not|since|so far|now|also|already|still|yet to|been|\w+ly)\s+)*$", re.I)
AS_OF = re.compile(
    r"\b(?:as of|as at|status (?:on|at|of)|situation (?:on|at)|information (?:from|as of)|data (?:from|as of))\b", re.I
)

#: What opens an aside on what stands before it: "Djibo, a town under blockade | since February".
APPOSED = re.compile(r"\w, (?:an?|the) [^,;]{3,60}$")

#: What opens an aside on when something was to be: "the match, scheduled for | Saturday, was put off".
APPOINTED = re.compile(
    r", (?:originally |initially |first |once )?(?:planned|scheduled|due|set|billed)(?: to \w+)?"
    r"(?: for| on| in| from)?\s+$"
)
#: An occasion to come that a day belongs to, whatever happened before it: "barred her from the vote on | 24 May".
OCCASION = re.compile(
    r"\b(?:elections?|vote|polls?|ballot|referendum|run-?off|summit|talks|trial|hearing|congress|conference|match|deadline)"
    r"(?: [\w'-]+){0,2}? (?:on|in|of|this|next)?\s*$"
)
#: These tell of the occasion itself: "called elections on 24 May".
ANNOUNCING = re.compile(
    r"\b(?:announc|set|call|schedul|declar|order|agree|fix|plan|conven|confirm|approv|decree|postpon|mov|delay)\w*\b"
)

#: A coarse time after one of these tells how long, not when: "since the end of January".
BOUNDING = ("since", "until", "till")

#: How long before publication a stated reporting day may lie to be taken as the day of what is told without a date.
REPORTING_LAG_DAYS = 10

FINENESS = {
    TimePrecision.DAY: 4,
    TimePrecision.WEEK: 3,
    TimePrecision.MONTH: 2,
    TimePrecision.YEAR: 1,
    TimePrecision.APPROX: 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What undated sentences go by: the days of publication and of reporting, and the paragraph's last time."""

    published: date
    reporting: date
    last: When | None = None


def reporting_day(seen: str, timexes: Sequence[Timex], published: date) -> date:
    """The day up to which the briefing says that it reports ("as of 19:30 11 September"), else the day of publication.

    Only the opening of the text, 1,200 characters, can say so, and only for a day in the ``REPORTING_LAG_DAYS``
    before publication.
    """
    for timex in timexes:
        if timex.span.start > 1200:
            break
        if timex.interval is None or timex.precision is not TimePrecision.DAY or timex.interval.start is None:
            continue
        lead = seen[max(0, timex.span.start - 40) : timex.span.start]
        if AS_OF.search(lead) and timedelta(0) <= published - timex.interval.start <= timedelta(
            days=REPORTING_LAG_DAYS
        ):
            return timex.interval.start
    return published


def date_telling(telling: Telling, seen: str, clock: Clock) -> When:
    """When the telling's event falls: stated in it, carried from before, or the reporting day as an approximation."""
    stated = [
        t
        for t in telling.timexes
        if _dates(t, seen) and not _is_over(t, telling, seen, clock) and not _is_of_another(t, telling, seen, clock)
    ]
    uttered = [t for t in stated if not any(t.span.start >= threat for threat in _threats(telling))]
    stated = uttered or stated
    if stated:
        return _begun(_stated(telling, stated, seen, clock), clock)
    if clock.last is not None and not (_is_ahead(clock.last, clock) and _is_past(telling)) and not _is_now(telling):
        return When(
            interval=clock.last.interval, precision=TimePrecision.APPROX, anchor=Anchor.CARRIED, timex=clock.last.timex
        )
    return When(interval=Interval.day(clock.reporting), precision=TimePrecision.APPROX, anchor=Anchor.PUBLICATION)


def _threats(telling: Telling) -> Iterator[int]:
    """Where what is threatened begins: the event is that it is, on the day of that."""
    return (voice.content.start for voice in telling.attributions if voice.stance is Stance.THREATENS)


def _begun(when: When, clock: Clock) -> When:
    """What is told "by" or "until" a day, from when it can be at the earliest: that day to come, from now on."""
    first, end = when.interval.start, when.interval.end
    if first is not None or end is None:
        return when
    told = clock.last.interval.start if clock.last is not None else None
    first = clock.reporting if end > clock.published else told
    if first is None or first >= end:  # nobody tells
        first = end - timedelta(days=1)
    return replace(when, interval=Interval(start=first, end=end), precision=TimePrecision.APPROX)


def _is_now(telling: Telling) -> bool:
    """Whether it tells how things stand at the time of writing: "has since reopened", "are still working"."""
    best = telling.predicate
    return best is not None and UP_TO_NOW.search(telling.around(best.span)[0]) is not None


def _is_ahead(when: When, clock: Clock) -> bool:
    return when.interval.start is not None and when.interval.start > clock.published


def _is_past(telling: Telling) -> bool:
    """Whether it tells what has happened: that is no day to come, whatever was told before."""
    best = telling.predicate
    if best is None or best.trigger.form is not Form.PAST or not best.finite or best.modal or best.future:
        return False
    return GOING_ON.search(telling.around(best.span)[0]) is None


def _dates(timex: Timex, seen: str) -> bool:
    """Whether a timex may date an event: it fixes days, and is not only compared with."""
    if timex.interval is None or timex.kind is TimexKind.SET:
        return False
    lead = seen[max(0, timex.span.start - 20) : timex.span.start]
    if _is_bare_year(timex, seen) and not YEAR_LEAD.search(lead):
        return False
    return not COMPARED.search(seen[max(0, timex.span.start - 45) : timex.span.start])


def _is_bare_year(timex: Timex, seen: str) -> bool:
    """Whether a time is a number only: "2020", not "last year"."""
    return timex.precision is TimePrecision.YEAR and seen[timex.span.start : timex.span.end].isdigit()


def _is_over(timex: Timex, telling: Telling, seen: str, clock: Clock) -> bool:
    """Whether a time lies too far back for what goes on now: "is paying for the support he received in 2020"."""
    at = telling.predicate.span.start if telling.predicate else 0
    ended = timex.interval.end if timex.interval else None
    goes_on = GOING_ON.search(seen[max(0, at - 16) : at])
    return bool(goes_on) and ended is not None and ended < clock.published - timedelta(days=31)


def _is_of_another(timex: Timex, telling: Telling, seen: str, clock: Clock) -> bool:
    """Whether a time says when something else was: "under a resolution adopted in June", "called for polls by 2030"."""
    if timex.cue == "since" and APPOSED.search(telling.around(timex.span)[0]):
        return True
    for other in telling.predicates:
        between = seen[other.span.end : timex.span.start].split() if other.span.end < timex.span.start else None
        participle = other.trigger.form is Form.PAST and not other.finite and other is not telling.predicate
        if participle and between is not None and len(between) <= 2:
            return True
    ahead = timex.interval is not None and timex.interval.end is not None and timex.interval.end > clock.published
    before, _, _ = telling.around(timex.span)
    if APPOINTED.search(before) and _is_past(telling):
        return True
    occasion = OCCASION.search(before) is not None and ANNOUNCING.search(before) is None
    known = timex.cue in ("by", "before") or occasion
    return ahead and known and timex.precision is not None and _is_past(telling)


def _stated(telling: Telling, stated: list[Timex], seen: str, clock: Clock) -> When:
    best = max(stated, key=lambda t: _fit(telling, t, clock))
    interval, precision = best.interval, best.precision
    assert interval is not None
    partner = _range_partner(best, stated, seen)
    if partner is not None and partner.interval is not None:
        first, second = sorted((best, partner), key=lambda t: t.span.start)
        interval = _joined(_in_order(first, second), second.interval or interval)
    return When(interval=interval, precision=precision or TimePrecision.APPROX, anchor=Anchor.STATED, timex=best)


def _fit(telling: Telling, timex: Timex, clock: Clock) -> tuple[int, int, float]:
    """Inside what is said before outside it; finer before coarser; nearer to the predicate before farther."""
    said = [a.content for a in telling.attributions]
    aside = telling.aside()
    inside = int(not said or any(span.holds(timex.span) for span in said))
    inside -= int(aside is not None and aside.holds(timex.span))
    predicate = telling.predicate
    distance = abs(predicate.span.start - timex.span.start) if predicate else timex.span.start
    recent = int(_near(timex, clock.published))
    bounded = int(timex.cue not in BOUNDING or timex.precision is TimePrecision.DAY)
    return recent + inside + bounded, FINENESS[timex.precision or TimePrecision.APPROX], -distance


def _near(timex: Timex, published: date) -> bool:
    interval = timex.interval
    return interval is not None and (interval.end is None or interval.end > published - timedelta(days=400))


def _range_partner(timex: Timex, stated: list[Timex], seen: str) -> Timex | None:
    """The other end of "from A to B" where the two stand as two times."""
    for other in stated:
        first, second = sorted((timex, other), key=lambda t: t.span.start)
        if other is timex or second.span.start - first.span.end > 12:
            continue
        between = seen[first.span.end : second.span.start].strip().lower()
        lead = seen[max(0, first.span.start - 9) : first.span.start].strip().lower()
        if between in {"to", "until", "till", "through", "-", "and"} and (
            lead.endswith(("from", "between")) or between in {"and", "-"}
        ):
            return other
    return None


def _in_order(first: Timex, second: Timex) -> Interval:
    """The first day, a week earlier where else it would follow the second: "on Monday and Tuesday" told on a Monday."""
    early, late = first.interval, second.interval
    assert early is not None
    if late is None or not (early.start and early.end and late.start):
        return early
    week = timedelta(days=7)
    turned = timedelta(0) < early.start - late.start < week and first.precision is TimePrecision.DAY
    return Interval(start=early.start - week, end=early.end - week) if turned else early


def _joined(a: Interval, b: Interval) -> Interval:
    starts = [d for d in (a.start, b.start) if d is not None]
    ends = [d for d in (a.end, b.end) if d is not None]
    start, end = (min(starts) if starts else None), (max(ends) if ends else None)
    return Interval(start=start, end=end) if start is None or end is None or start < end else a
