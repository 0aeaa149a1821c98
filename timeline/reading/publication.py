"""On which day was a briefing published? Stated by somebody, never the day on which it is read."""

from __future__ import annotations

import re
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
MONTH = "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in MONTHS)
#: Before and after these no briefing was published: such a day is a slip or a zero value, and all else hangs on it.
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)
#: How a sentence ends, also within quotation marks or brackets; and how long a title may be, in words.
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
LONGEST_TITLE = 18
ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
# How a day is written in a title line; the year has four digits, so nothing is guessed. 02/07/2022 may be two days.
IN_TITLE = (
    # "Review 2022-02-07"
    ISO,
    # "February 7, 2022", "Feb. 7th 2022"
    re.compile(rf"\b(?P<month>{MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    # "7 February 2022", "7th Feb. 2022"
    re.compile(rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?P<month>{MONTH})\.?,?\s+(?P<year>\d{{4}})\b", re.I),
    # "7.2.2022": with dots, the day is first
    re.compile(r"(?<![\d.])(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})(?![\d.])"),
)

#: Languages in which a briefing's metadata may tell its date, and how long such a phrase may be.
LANGUAGES = ["en", "be", "uk", "ru", "pl", "lt", "de", "fr", "es"]
LONGEST_PHRASE = 60
#: A year in four digits and a month in letters: 03/02/2022 may be two days.
WRITTEN_OUT = re.compile(r"(?=.*(?<!\d)\d{4}(?!\d))(?=.*[^\W\d_]{3})")


def stated(words: str) -> date | None:
    """The day of an ISO 8601 date or time ("2022-02-07T18:00:00+03:00"), as written; None where it is none."""
    found = ISO.match(words.strip())
    return None if found is None else _day(found)


def in_title(title: str) -> date | None:
    """The day that a title names, the last of several ("1 February – 7 February 2022"); None where it names none."""
    days = [_day(found) for pattern in IN_TITLE for found in pattern.finditer(title)]
    return max((day for day in days if day is not None), default=None)


def is_title(line: str, after: str = "") -> bool:
    """Whether a text's first line, before the line ``after``, is a title: no sentence, nor the beginning of one."""
    words = line.split()
    goes_on = after[:1].islower()
    return len(words) <= LONGEST_TITLE and not SENTENCE_END.search(line.rstrip()) and not goes_on


def impossible(day: date) -> str | None:
    """Why nothing can have been published on this day; None where something can."""
    return None if FIRST <= day <= LAST else f"the publication date {day} is not between {FIRST} and {LAST}"


def in_words(phrase: str) -> date | None:
    """The day of a date written out in one of ``LANGUAGES``, "7 февраля 2022"; None for anything else.

    Only for a phrase that is a date and nothing else, as metadata have it: dateparser reads much into free text.
    """
    if len(phrase) > LONGEST_PHRASE or not WRITTEN_OUT.search(phrase):
        return None
    import dateparser  # late: 0.1 s, and few briefings need it

    settings = {"PARSERS": ["absolute-time"], "STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    found = dateparser.parse(phrase, languages=LANGUAGES, settings=settings)
    return None if found is None or str(found.year) not in phrase else found.date()


def _day(found: re.Match[str]) -> date | None:
    month = found["month"].lower()
    number = int(month) if month.isdigit() else [name[:3] for name in MONTHS].index(month[:3]) + 1
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:  # 31 February
        return None
