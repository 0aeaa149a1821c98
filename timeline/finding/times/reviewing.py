"""Until which day does a review tell, where its head says so: "Week in review, 4-10 October"?

Published some days later, its "on Monday" is the Monday of those days, and its "this week" is their week.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from timeline.finding.times.context import Context
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.reach import reach
from timeline.finding.times.resolve import resolve
from timeline.model import Interval, TimePrecision, Timex

#: Lines of a text that may be its head, blank ones counted.
HEAD_LINES = 6
#: A sentence of the head that says which days the text is about; any other tells what happened on some days.
COVERING = re.compile(r"\b(?:reporting period|covers?|covering|in review|weekly)\b", re.I)
#: How long what is reviewed may last, and how long before publication it may have ended, in days.
SHORTEST, LONGEST = 4, 16
MOST_LATE = 10
#: "Week ending 10 May", "Week of 4 May": a day that stands for its week, and how long after it that ends.
WEEK_TO = re.compile(r"\bweek(?: |-)(?:ending|ended|to)(?: on)?\W+(?:[A-Za-z]+\W+)?$", re.I)
WEEK_OF = re.compile(r"\bweek(?: |-)(?:of|beginning|commencing|starting)(?: on)?\W+(?:[A-Za-z]+\W+)?$", re.I)


def reviewing(phrases: Sequence[Phrase], seen: str, context: Context) -> Context:
    """The context that ``phrases`` are to be read in, with the last day that the text's head says it is about."""
    head = [phrase for phrase in phrases if phrase.line < HEAD_LINES and _is_head(_line(phrase, seen))]
    fresh = replace(context)
    timexes = reach([(phrase, meaning) for phrase in head if (meaning := resolve(phrase, fresh))])
    ends = (_end(timex, seen) for timex in timexes)
    fitting = (end for end in ends if end and timedelta(0) < context.published - end <= timedelta(days=MOST_LATE))
    return replace(context, reviewed=next(fitting, None))


def _line(phrase: Phrase, seen: str) -> str:
    at = phrase.tokens.starts[phrase.first]
    return seen[seen.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def _is_head(line: str) -> bool:
    return not line.rstrip().endswith((".", "!", "?", ";")) or COVERING.search(line) is not None


def _end(timex: Timex, seen: str) -> date | None:
    """The last day of the days that ``timex`` says are told of; None where it says no such thing."""
    days = timex.interval
    if days is None or days.start is None or days.end is None:
        return None
    if SHORTEST <= (days.end - days.start).days <= LONGEST and timex.precision is TimePrecision.DAY:
        return days.end - timedelta(days=1)
    return _week_end(days, seen[max(0, timex.span.start - 40) : timex.span.start])


def _week_end(days: Interval, lead: str) -> date | None:
    assert days.start is not None
    if WEEK_TO.search(lead):
        return days.start
    return days.start + timedelta(days=6) if WEEK_OF.search(lead) else None
