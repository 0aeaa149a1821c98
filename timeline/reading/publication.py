"""On which day was a briefing published? Stated by somebody, never the day on which it is read."""

from __future__ import annotations

import re
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
MONTH = "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in MONTHS)
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


def stated(words: str) -> date | None:
    """The day of an ISO 8601 date or time ("2022-02-07T18:00:00+03:00"), as written; None where it is none."""
    found = ISO.match(words.strip())
    return None if found is None else _day(found)


def in_title(title: str) -> date | None:
    """The day that a title names, the last of several ("1 February – 7 February 2022"); None where it names none."""
    days = [_day(found) for pattern in IN_TITLE for found in pattern.finditer(title)]
    return max((day for day in days if day is not None), default=None)


def _day(found: re.Match[str]) -> date | None:
    month = found["month"].lower()
    number = int(month) if month.isdigit() else [name[:3] for name in MONTHS].index(month[:3]) + 1
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:  # 31 February
        return None
