"""Hours of the day: "10:35 a.m.", "noon", "0735 GMT"; and the hour or part of a day that stands beside its date."""

from __future__ import annotations

import re

from timeline.finding.times.context import Context
from timeline.finding.times.counting import count
from timeline.finding.times.meaning import Meaning
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.words import CLOCK_WORDS
from timeline.model import TimexKind

_HOUR_MINUTE = re.compile(r"(\d{1,2})[:.]?(\d\d)?")


def clock(phrase: Phrase, context: Context) -> Meaning | None:
    """An hour alone is of the day told last; else of that of publication, which it then does not fix."""
    hour = hour_of(phrase.text("clock"))
    if hour is None:
        return None
    day = context.last_day or context.published
    return Meaning(kind=TimexKind.TIME, value=f"{day.isoformat()}{hour}", fixed=context.last_day is not None)


def hour_of(text: str) -> str | None:
    """ "T22:35" of "10:35 p.m."; None where it is no hour of a day."""
    for word, hour in CLOCK_WORDS.items():
        if text.startswith(word):
            return hour
    found = _HOUR_MINUTE.match(text)
    number, minute = (int(found[1]), int(found[2] or 0)) if found else (int(count(text.split(maxsplit=1)[0]) or 0), 0)
    if number < 12 and re.search(r"\bp\.?m|afternoon|evening|at night", text):
        number += 12
    elif number == 12 and re.search(r"\ba\.?m|morning", text):
        number = 0
    return f"T{number:02}:{minute:02}" if number <= 24 and minute < 60 else None
