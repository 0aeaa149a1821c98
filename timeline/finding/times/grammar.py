"""Which sequences of words and numbers tell a time: the table of rules, each with an example.

A rule is a regular expression over tokens. In its text a lower-case word stands for itself, a capitalised name for a
class of ``_CLASSES`` or for another pattern of ``_PATTERNS``; spaces only separate. All repetition is bounded, so that
matching is linear in the text. A group named ``span`` narrows what is marked to its tokens; else the whole match is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.finding.times import words as w

# Shapes of tokens that are not plain words; lexing.py says what each looks like.
SHAPES = (
    "Break Iso Dtg Military Dotted Slashed Clock Fraction Decimal Ordnum Decadenum Hours Aposyear Period Ampm Era Oclock Possessive "
    "Circa Daynum Number Longnumber Year Comma Dash Slash Open Close Monthbeside Weekdaybeside Capitalised"
).split()

# Classes of single tokens: the tables of words, and shapes.
_CLASSES: dict[str, tuple[str, ...]] = {
    "Month": tuple(w.MONTHS),
    "Weekday": tuple(w.WEEKDAYS),
    "Weekdays": tuple(w.WEEKDAY_PLURALS),
    "Unit": tuple(w.UNITS),
    "Units": tuple(w.PLURAL_UNITS),
    "Calendarunit": ("day", "week", "weekend", "month", "quarter", "year", "decade", "century", "fortnight"),
    "Calendarunits": ("days", "weeks", "weekends", "months", "quarters", "years", "decades", "centuries"),
    "Shortunit": tuple(w.SHORT_UNITS),
    "Numberword": (*w.SMALL_NUMBERS, *w.TENS, *w.SCALES, "dozen"),
    "Ordword": tuple(w.ORDINALS),
    "Tens": tuple(w.TENS),
    "Vague": tuple(w.VAGUE_NUMBERS),
    "Season": tuple(w.SEASONS),
    "Daypart": tuple(w.DAYPARTS),
    "Dayparts": tuple(w.DAYPART_PLURALS),
    "Clockword": tuple(w.CLOCK_WORDS),
    "Deictic": tuple(w.DEICTIC_DAYS),
    "Relative": tuple(w.RELATIVES),
    "Early": tuple(w.PART_ADJECTIVES),
    "Partnoun": tuple(w.PART_NOUNS),
    "Approx": tuple(w.APPROXIMATORS),
    "Frequency": tuple(w.FREQUENCIES),
    "Zone": tuple(w.TIME_ZONES),
    "Decadeword": tuple(w.DECADES),
    "Anynum": ("Daynum", "Number", "Year", "Decimal"),
    "Article": ("a", "an", "the"),
    "Sep": ("Dash", "Slash", "Comma", "to", "and", "or", "until", "till", "through", "thru"),
}

# Patterns that rules share.
_PATTERNS = {
    # 3, 3rd, third, twenty-third
    "DAY": "(?:Daynum|Ordnum|Tens Dash? Ordword|Ordword)",
    "MONTH": "(?:Month|Monthbeside)",
    "YEAR": "(?:Year|Aposyear)",
    # Monday, / Mon. / on Monday the
    "WEEKDAY": "(?:Weekday|Weekdaybeside)",
    # early / mid- / late in / the end of / the first part of
    "PART": "(?:(?:early|late|mid|later|earlier) (?:Dash|to Dash? (?:early|late|mid) Dash?|in|on)? the?|"
    "the? (?:very|latter|first|second|last)? Partnoun of the?|the (?:early|later|latter|last|first) (?:part|days|weeks|months|years|stages) of the?)",
    "HALF": "(?:the (?:first|second|last|latter|other) half of|the (?:first|last|final|second|middle) third of)",
    # three, 3.5, 2 1/2, twenty-four, two and a half, a hundred and fifty
    "NUMBER": "(?:Anynum (?:Fraction|and a half)?|Fraction|"
    "a? Numberword (?:(?:Dash|and)? Numberword){0,4} (?:and (?:a half|half|a quarter))?|half)",
    # several, a few, a couple of, dozens of, a number of
    "FEW": "(?:a? few|a? couple (?:of|more)?|Vague (?:more)?|dozens of|scores of|hundreds of|thousands of|a? number of|tens of)",
    "COUNT": "(?:NUMBER (?:(?:to|or|Dash) NUMBER)? (?:more|full|long|whole|straight|consecutive|additional)?|FEW (?:more)?|a (?:full|whole|further|good)?|an|another)",
    # about / more than / at least / up to
    "APPROX": "(?:Approx|more than|less than|fewer than|at least|at most|no more than|no less than|up to|well over|just (?:over|under)|only (?:about|some)?)",
    "UNITS": "(?:(?:trading|working|business|calendar|school)? (?:Unit|Units)|Shortunit)",
    "CALENDAR": "(?:calendar|fiscal|financial|academic|school|trading|working|business|full|entire|whole|very|last|first)",
    "AMPM": "(?:Ampm|in the (?:morning|afternoon|evening)|at night)",
    "ZONENAME": "(?:Zone|local time|local|(?:moscow|kyiv|eastern|central|pacific|mountain) (?:standard|daylight|summer)? time)",
    "ZONE": "(?:ZONENAME|Open ZONENAME Close)",
    # 10:35 a.m. GMT, 9 a.m., noon, 5 o'clock
    "CLOCK": "(?:(?:Clock (?:AMPM|Ampm|hours|hrs)?|(?:Hours|Daynum|Numberword) (?:AMPM)|(?:Daynum|Numberword) Oclock (?:AMPM)?|Clockword) ZONE?|(?:Number|Year|Clock) (?:hours|hrs)? ZONE)",
    # fixed by the calendar alone, and the same everywhere the name is used
    "HOLIDAY": "(?:christmas (?:eve|day)?|boxing day|new year Possessive? (?:eve|day)|good friday|easter (?:sunday|monday)|palm sunday|"
    "thanksgiving (?:day)?|halloween|valentine Possessive day|all saints day|epiphany|assumption day)",
    "TAIL": "(?:or so|or more|or less)",
    "LONG": "(?:Dash? (?:long|old))",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A shape of time expression; ``name`` is how resolving knows it."""

    name: str
    pattern: re.Pattern[str]
    example: str


# (name, pattern, example); of overlapping matches the leftmost, then the longest, then the earlier row counts.
_DATE = "(?:(?P<weekday>WEEKDAY) Comma? (?:the)?)?"
_TABLE: tuple[tuple[str, str, str], ...] = (
    # -- written in figures
    ("iso", "(?P<iso>Iso)", "2022-02-03"),
    ("dtg", "(?P<dtg>Dtg) (?:MONTH (?P<yy>Daynum|Number|Year)?)?", "071200Z FEB 22"),
    ("military_day", "(?P<military>Military)", "07FEB2022"),
    ("figures", "(?:(?P<weekday>WEEKDAY) Comma?)? (?P<figures>Dotted|Slashed)", "03.02.2022"),
    # -- day, month, year
    (
        "date",
        f"{_DATE} (?:the)? (?P<day>DAY) (?:day)? (?:Dash|of)? (?P<month>MONTH) "
        "(?:(?:Comma|Dash|of)? (?P<year>YEAR) (?P<era>Era)?|of (?:that|the same|this|last|next) year|(?P<rel>last|this|next) year|"
        "(?=(?:Sep|in){1,2} the? (?:DAY of? MONTH|MONTH DAY) Comma? (?P<later>YEAR)))?",
        "Thursday, 3 February 2022",
    ),
    (
        "date",
        f"{_DATE} (?P<month>MONTH) (?:the)? (?P<day>Daynum|Ordnum|Ordword) "
        "(?:(?:Comma|of)? (?P<year>YEAR) (?P<era>Era)?|of (?:that|the same) year|(?P<rel>last|this|next) year|(?=Sep{1,2} (?:Daynum|Ordnum|MONTH Daynum) Comma? (?P<later>YEAR)))?",
        "Monday, February 7, 2022",
    ),
    (
        "range_day",
        "(?P<span>the? (?P<day>DAY)) (?=(?:Comma the? DAY){0,3} (?:Dash|to|or|until|till|through|thru|Comma? and) the? DAY (?:of)? (?P<month>MONTH) (?:Comma? (?P<year>YEAR))?)",
        "24 in 24-26 February",
    ),
    (
        "range_day",
        "(?P<month>MONTH) DAY (?:Comma DAY){0,3} (?:Dash|to|Comma? and|or|until|till|through|thru) (?P<span>(?P<day>Daynum|Ordnum) (?:Comma? (?P<year>YEAR))?)",
        "9, 1918 in March 5-9, 1918",
    ),
    ("weekday_ordinal", "(?P<weekday>Weekday) (?:Comma)? the (?P<day>Ordnum)", "Monday the 7th"),
    ("day_of", "(?:on|by|until|since|from|of) (?P<span>the (?P<day>Ordnum))", "on the 20th"),
    # -- month
    (
        "month",
        "(?P<part>(?:APPROX )?(?:PART|HALF))? (?:the month of)? (?P<month>MONTH) (?:Comma|of|Dash)? (?P<year>YEAR|(?:Daynum|Number)(?= Era)) (?P<era>Era)?",
        "early October 1939",
    ),
    (
        "month",
        "(?P<part>(?:APPROX )?(?:PART|HALF))? (?P<month>Month) (?:(?:of)? (?P<rel>last|this|next|that|the same|the (?:previous|following)) year|"
        "(?=Sep PART? MONTH (?:of)? Comma? (?P<later>YEAR)))?",
        "January, mid-November, June last year",
    ),
    (
        "month",
        "(?P<early>early|late|earlier|later)? (?P<rel>last|this|next|coming|past|that|the following|the previous) (?P<month>Month)",
        "last December",
    ),
    # -- year and longer
    (
        "year",
        "(?P<part>(?:APPROX )?(?:PART|Circa|circa))? (?:the (?:fiscal|calendar|financial)? year|fiscal (?:year)?)? (?P<year>Year|Aposyear) (?P<era>Era)?",
        "1988, mid-2021",
    ),
    ("year", "(?P<part>(?:APPROX )?(?:PART|Circa|circa))? (?P<year>Daynum|Number|Year) (?P<era>Era)", "490 BC"),
    ("era_range", "(?P<year>Daynum|Number|Year) (?=Dash (?:Daynum|Number|Year) (?P<era>Era))", "490 in 490-480 BC"),
    ("short_year", "(?P<first>Year) (?:Dash|Slash) (?P<span>(?P<year>Daynum|Number))", "17 in 1915-17"),
    ("fiscal", "(?P<fiscal>Period) (?:(?:of)? (?P<year>Year))?", "Q3 2022, FY2022"),
    (
        "spoken_year",
        "(?:PART)? (?:the year)? (?P<century>nineteen|eighteen|seventeen|sixteen|twenty) (?:(?P<tens>Tens|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen) (?:Dash? (?P<ones>Numberword))?)",
        "nineteen ninety-six",
    ),
    ("spoken_year", "the year two (?P<thousand>thousand) (?:and)? (?P<ones>Numberword)?", "the year two thousand"),
    (
        "decade",
        "(?:the)? (?P<part>early|mid|late|(?:early|mid|late) Dash? (?:to Dash? (?:mid|late) Dash?)?|(?:Partnoun|last half|first half|second half) of the)? Dash? (?P<decade>Decadenum) (?P<era>Era)?",
        "the late 1970s",
    ),
    ("decade", "the (?P<part>early|mid|late)? Dash? (?:(?P<century>nineteen))? (?P<word>Decadeword)", "the nineties"),
    (
        "century",
        "(?:the)? (?P<part>early|mid|late|(?:early|mid|late) Dash?)? (?P<ordinal>Ordnum|Ordword|Tens Dash Ordword) Dash? century (?P<era>Era)?",
        "the 20th century",
    ),
    (
        "week_of",
        "(?:the)? (?P<which>first|second|third|fourth|last|final) (?:(?P<count>NUMBER)? (?:week|weeks|days|weekend)) (?:of|in) (?P<month>MONTH) (?:(?:Comma|of)? (?P<year>YEAR))?",
        "the last week of August",
    ),
    (
        "holiday",
        "(?P<rel>last|this|next)? (?P<holiday>HOLIDAY) (?P<daypart>morning|evening|night)? (?:Comma? (?P<year>YEAR)|(?P<rel2>last|this|next) year)?",
        "Christmas Day 2021",
    ),
    # -- quarter, half, season
    (
        "quarter",
        "(?:the)? (?P<rel>fiscal|current|latest|previous|next|last|this|coming)? (?P<year>Year)? (?:fiscal)? (?P<ordinal>first|second|third|fourth|Ordnum) Dash? quarter (?:(?:of)? (?:fiscal)? (?P<year2>Year)|of (?P<rel2>last|this|next|that) year|(?P<rel3>last|this|next) year)?",
        "the third quarter of 1984",
    ),
    ("quarter", "(?P<ordinal>first|second|third|fourth) Dash quarter", "third-quarter"),
    (
        "quarter",
        "(?P<rel>last|this|next|that) year Possessive? (?P<ordinal>first|second|third|fourth) quarter",
        "this year's third quarter",
    ),
    (
        "half",
        "(?:the)? (?P<ordinal>first|second|last|latter) half of (?:the (?P<span2>year)|(?:fiscal)? (?P<year>Year)|(?P<rel>last|this|next|that) year)",
        "the second half of 2021",
    ),
    (
        "season",
        "(?P<part>PART)? (?:the)? (?P<rel>last|this|next|that|past|coming|previous|following|same)? (?P<season>Season) (?:(?:Comma|of|Dash)? (?P<year>Year|(?:Daynum|Number)(?= Era)) (?P<era>Era)?|of (?P<rel2>last|this|that|next) year|(?P<rel3>last|this|next) year|(?=Dash (?:spring|summer|autumn|winter) (?:of)? (?P<later>Year)))?",
        "the spring of 1916",
    ),
    (
        "season",
        "(?:the)? (?P<season>winter) (?:of)? (?P<from_year>Year) (?:Dash|Slash) (?P<to_year>Year|Daynum|Number)",
        "winter 2021-22",
    ),
    ("season", "(?P<year>Year) (?P<season>Season)", "the 1982 summer"),
    # -- weekday
    (
        "weekday",
        "(?P<part>early|late|later|earlier)? (?P<rel>last|this|next|coming|past|the (?:previous|following|same|next|preceding)|that|this coming|this past)? (?P<weekday>Weekday) (?P<rel2>last|next|this) week",
        "Wednesday last week",
    ),
    (
        "weekday",
        "(?P<part>early|late|later|earlier)? (?P<rel>last|this|next|coming|past|the (?:previous|following|same|next|preceding)|that|this coming|this past)? (?P<weekday>Weekday) (?P<daypart>Daypart|Clockword|overnight)?",
        "last Friday, Friday night",
    ),
    # -- by the day of speaking
    ("deictic", "the day (?P<beyond>before|after) (?P<deictic>yesterday|tomorrow)", "the day before yesterday"),
    (
        "deictic",
        "(?P<part>early|late|earlier|later)? (?P<deictic>Deictic) (?P<daypart>morning|afternoon|evening|night)?",
        "late yesterday",
    ),
    (
        "daypart",
        "(?P<part>early|late|earlier|later)? (?P<rel>last|this|that|the (?:same|previous|following|next)|yesterday|tomorrow) (?P<daypart>Daypart)",
        "last night, this morning",
    ),
    ("daypart", "the (?P<part>early|late)? (?P<daypart>morning|afternoon|evening) (?:of the)?", "in the morning"),
    ("daypart", "(?P<daypart>overnight)", "overnight"),
    ("daypart", "(?:the)? (?P<part>early|late)? (?P<daypart>Daypart) (?=of)", "the night of 3 February"),
    ("some_night", "(?:at|by) (?P<span>night)|(?:daytime|nighttime|night Dash time)", "at night"),
    # -- last week, the next day
    (
        "relative",
        "(?P<part>(?:early|late|later|earlier) (?:in|on)?|PART|HALF)? (?:the)? (?P<very>very)? (?P<rel>Relative) (?P<same>same|very|coming|past|current)? CALENDAR? (?P<unit>Calendarunit)",
        "earlier this week",
    ),
    (
        "relative",
        "(?P<part>(?:early|late|later|earlier) in|PART|HALF) (?P<rel>the) (?P<unit>day|week|month|year|decade|century|quarter)",
        "the end of the year",
    ),
    (
        "relative",
        "(?P<rel>the) (?P<unit>week|month|year|day) (?P<side>before|after|earlier|later|prior|ahead|previously) (?:last)?",
        "the day before",
    ),
    (
        "year_ago",
        "(?:a|the) year Dash? (?P<side>ago|earlier) (?P<unit>quarter|period|month|week)",
        "the year-earlier quarter",
    ),
    ("year_ago", "(?P<span>year Dash (?P<side>ago|earlier))(?! quarter| period)", "year-earlier"),
    ("year_end", "(?P<part>the)? year Dash? end (?:(?P<year>Year))?", "year-end"),
    ("weekend", "the weekend", "over the weekend"),
    ("the_period", "the (?P<full>full|current)? (?P<unit>quarter)|the (?P<full2>full) (?P<unit2>year)", "the quarter"),
    (
        "year_ended",
        "(?:the|a|its) (?:fiscal|financial)? (?P<unit>year|quarter|months) (?=ended|ending)",
        "the year ended March 31",
    ),
    ("the_period", "(?:the)? (?P<latest>latest) (?P<unit>quarter|period|year|month|week)", "the latest quarter"),
    ("the_period", "the (?P<year>Year) (?P<unit>period|quarter|months)", "the 1988 period"),
    # -- counted from a time
    (
        "counted",
        "(?:exactly)? (?:APPROX)? (?P<count>COUNT) (?P<unit>UNITS) (?:and a half)? (?:or so|or more)? (?P<side>ago|earlier|later|before|afterwards|afterward|previously|hence|from now|from today|prior|after)",
        "two days later",
    ),
    (
        "counted",
        "(?:APPROX)? (?P<unit>Calendarunits|hours|minutes|moments) (?P<side>ago|earlier|later|afterwards|from now)",
        "days later",
    ),
    ("counted", "(?P<decadehalf>half) (?:a|an) (?P<unit>Unit) (?P<side>ago|earlier|later)", "half a century ago"),
    # -- how long
    (
        "span_of",
        "(?:APPROX)? (?:each of)? (?:the)? (?P<rel>last|past|next|coming|first|previous|following|preceding|final|recent|initial|opening|latest|subsequent) (?P<count>COUNT) (?:or more)? (?P<unit>UNITS) (?:TAIL)?",
        "the past three weeks",
    ),
    (
        "span_of",
        "(?:the)? (?P<rel>recent|coming|past|previous|last|following|ensuing) (?P<unit>Calendarunits|hours) (?:and (?P<unit2>Calendarunits))?",
        "recent years",
    ),
    ("duration", "(?P<count>NUMBER) (?:Dash)? (?P<unit>Unit) (?:Dash? long)?", "a 48-hour truce"),
    (
        "duration",
        "(?:APPROX)? (?:the)? (?P<count>COUNT) (?:Dash)? (?P<unit>UNITS) (?:(?:and (?:a half|half))|(?:Comma|and)? (?P<count2>NUMBER) (?P<unit2>UNITS))? (?:TAIL|Dash? long|(?P<period>period))?",
        "about a week",
    ),
    ("bare_units", "the (?P<unit>days|weeks|months|years) ahead", "the weeks ahead"),
    ("duration", "(?:APPROX)? half (?:a|an) (?P<halfunit>Unit)", "half an hour"),
    ("duration_or", "(?P<unit>Units) or (?P<unit2>Units)", "weeks or months"),
    (
        "bare_units",
        "(?:within|for|in|of|after|over|take|takes|took|lasted|lasting) (?P<span>(?:the)? (?P<unit>days|weeks|months|years|hours|decades|centuries|minutes))",
        "for weeks",
    ),
    (
        "bare_units",
        "(?P<span>(?P<unit>day|days|week|weeks|month|months|year|years|hour|hours|decade|decades|century|centuries) Dash long)",
        "months-long",
    ),
    # -- how often
    ("frequency", "(?P<frequency>Frequency)", "daily"),
    (
        "every",
        "(?:each|every) (?P<other>other|second|third|fourth)? (?P<count>NUMBER)? (?P<unit>Unit|Units)",
        "every other week",
    ),
    ("every", "(?:each|every) (?P<weekday>Weekday|Month|Season) (?P<daypart>Daypart)?", "each Thursday"),
    ("every", "(?:each|every) (?P<daypart>morning|afternoon|evening|night)", "every night"),
    ("every", "(?P<span>(?P<weekdays>Weekdays|Weekday Dayparts))", "on Mondays"),
    ("per", "(?P<span>(?:per|a|an) (?P<unit>second|minute|hour|day|week|month|year))", "50,000 a year"),
    # -- sides of the time line
    ("reference", "(?P<word>now)", "right now"),
    ("reference", "(?P<word>previously)(?= Comma)", "Previously, ..."),
    (
        "reference",
        "(?:more|most)? (?P<word>recently|currently|current|recent|nowadays|presently|lately|future)",
        "currently",
    ),
    ("reference", "the (?:near|distant|foreseeable|not too distant)? (?P<word>future)", "the near future"),
    ("reference", "(?P<the>the) (?P<word>past)", "the past"),
    ("reference", "(?P<these>these days|at present|the present|this moment|the time being|modern day)", "these days"),
    ("reference", "(?:at|by|during|from|until|since) (?P<span>(?P<these>this time|the moment))", "by this time"),
    ("reference", "(?:as soon as possible)", "as soon as possible"),
    # -- time of day
    ("clock", "(?P<clock>CLOCK)", "10:35 a.m."),
)


def _known_words() -> frozenset[str]:
    """Every word that stands in a class or is written in a pattern."""
    texts = [*_PATTERNS.values(), *(pattern for _, pattern, _ in _TABLE)]
    written = {word for text in texts for word in re.findall(r"(?<![<\w])[a-z]+(?![\w>])", text)}
    return frozenset(written.union(*(names for names in _CLASSES.values()))).difference(SHAPES)


# Symbols are characters of the private use area; OTHER is every word and mark that the grammar does not know.
OTHER = "\ue000"
SYMBOLS = {name: chr(0xE001 + number) for number, name in enumerate((*SHAPES, *sorted(_known_words())))}


def _expand(name: str) -> str:
    if name in _PATTERNS:
        return compiled(_PATTERNS[name])
    if name in _CLASSES:
        return "[" + "".join(sorted({SYMBOLS[member] for member in _CLASSES[name]})) + "]"
    return SYMBOLS[name]


def compiled(pattern: str) -> str:
    """A pattern over token names as a regular expression over token symbols."""

    def symbol(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("(") else _expand(found[0])

    return re.sub(r"\(\?P<\w+>|[A-Za-z]+", symbol, pattern).replace(" ", "")


RULES = tuple(
    Rule(name=name, pattern=re.compile(compiled(pattern)), example=example) for name, pattern, example in _TABLE
)
