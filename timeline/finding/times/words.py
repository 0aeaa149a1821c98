"""The words that tell a time, each table with what its words mean.

Keys are lower case. A word may stand in several tables ("second" is an ordinal and a unit); the grammar says where
which reading counts.
"""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """A unit of the calendar or clock; the value is its letter in a TIMEX3 duration, T before those of the clock."""

    SECOND = "TS"
    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEKEND = "WE"
    WEEK = "W"
    FORTNIGHT = "FN"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    YEAR = "Y"
    DECADE = "DE"
    CENTURY = "CE"
    MILLENNIUM = "ML"


_MONTHS = "january february march april may june july august september october november december".split()
MONTHS = {name: number for number, name in enumerate(_MONTHS, 1)}
# Abbreviations count beside a day or year ("3 Feb 2022"), and alone only with their point ("in Feb.").
MONTH_ABBREVIATIONS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
# Ordinary words or names unless written with a capital ("may", "march") or beside other time words ("April", "August").
MONTHS_ALSO_WORDS = frozenset({"march", "may"})
MONTHS_ALSO_NAMES = frozenset({"march", "april", "may", "june", "august"})

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAYS, 1)}
WEEKDAY_PLURALS = {name + "s": number for name, number in WEEKDAYS.items()}
WEEKDAY_ABBREVIATIONS = {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 2, "thur": 4, "thurs": 4}

UNITS = {
    "second": Unit.SECOND,
    "minute": Unit.MINUTE,
    "hour": Unit.HOUR,
    "day": Unit.DAY,
    "weekend": Unit.WEEKEND,
    "week": Unit.WEEK,
    "fortnight": Unit.FORTNIGHT,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
    "millennium": Unit.MILLENNIUM,
}
PLURAL_UNITS = {name + "s": unit for name, unit in UNITS.items() if name not in ("century", "millennium")} | {
    "centuries": Unit.CENTURY,
    "millennia": Unit.MILLENNIUM,
}
SHORT_UNITS = {
    "hr": Unit.HOUR,
    "hrs": Unit.HOUR,
    "min": Unit.MINUTE,
    "mins": Unit.MINUTE,
    "yr": Unit.YEAR,
    "yrs": Unit.YEAR,
}

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL_NUMBERS = {name: number for number, name in enumerate(_ONES.split(), 1)}
TENS = {
    name: 10 * number for number, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
DOZENS = {"dozen": 12}

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {name: number for number, name in enumerate(_ORDINALS.split(), 1)} | {"thirtieth": 30}

# Numbers that are not told: "several days" is PXD.
VAGUE_NUMBERS = frozenset("several few many some numerous multiple countless various".split())

DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

DAYPARTS = {
    "morning": "TMO",
    "dawn": "TMO",
    "sunrise": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "dusk": "TEV",
    "sunset": "TEV",
    "night": "TNI",
    "nighttime": "TNI",
    "daytime": "TDT",
}
DAYPART_PLURALS = {"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI"}
CLOCK_WORDS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}

# Days told by the day of speaking.
DEICTIC_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}

# Which one, counted from the one that holds the reference day: "last week" -1, "this week" 0, "next week" +1.
RELATIVES = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "present": 0,
    "same": 0,
    "that": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
    "subsequent": 1,
    "ensuing": 1,
}
# Those that count from the time told before, not from publication: "the previous year", "the following day".
ANAPHORIC = frozenset("previous preceding prior same that following subsequent ensuing".split())

# "early February", "the end of the year": a part of a period, whose value stays the period's.
PART_NOUNS = frozenset("beginning start middle end close onset outset turn height rest remainder".split())

# "about a week", "more than four decades": belongs to the words, does not change the value.
APPROXIMATORS = frozenset("about around approximately nearly almost roughly over under only just exactly some".split())

FREQUENCIES = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "hourly": "PT1H",
}

# Words that name no day but a side of the time line.
REFERENCES = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "current": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "recent": "PAST_REF",
    "lately": "PAST_REF",
    "previously": "PAST_REF",
    "formerly": "PAST_REF",
    "once": "PAST_REF",
    "soon": "FUTURE_REF",
    "future": "FUTURE_REF",
}

TIME_ZONES = {
    "gmt": "Z",
    "utc": "Z",
    "zulu": "Z",
    "est": "-05:00",
    "edt": "-04:00",
    "cst": "-06:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "bst": "+01:00",
}
