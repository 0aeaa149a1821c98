"""What the rules of the grammar are written in: names of tokens, classes of tokens, and patterns that rules share.

In a pattern a lower-case word stands for itself, a capitalised name for a shape or class of token, a name in capitals
for another pattern; spaces only separate, all else is as in ``re``. A group named ``span`` narrows what is marked to
its tokens. All repetition is bounded, so that matching is linear in the text.
"""

from __future__ import annotations

from timeline.finding.times import words as w

# Shapes of tokens that are not plain words; lexing.py says what each looks like.
SHAPES = (
    "Break Iso Dtg Military Dotted Slashed Clock Fraction Decimal Ordnum Decadenum Hours Hhmm Aposyear Period Ampm "
    "Era Oclock Possessive Circa Daynum Number Longnumber Year Faryear Comma Dash Slash Open Close Monthbeside "
    "Weekdaybeside Capitalised"
).split()

CLASSES: dict[str, tuple[str, ...]] = {
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
    "Partnoun": tuple(w.PART_NOUNS),
    "Approx": tuple(w.APPROXIMATORS),
    "Frequency": tuple(w.FREQUENCIES),
    "Zone": tuple(w.TIME_ZONES),
    "Decadeword": tuple(w.DECADES),
    "Anynum": ("Daynum", "Number", "Hhmm", "Year", "Faryear", "Decimal"),
    "Sep": ("Dash", "Slash", "Comma", "to", "and", "or", "until", "till", "through", "thru"),
}

# Patterns that rules share.
PATTERNS = {
    # 3, 3rd, third, twenty-third
    "DAY": "(?:Daynum|Ordnum|Tens Dash? Ordword|Ordword)",
    "MONTH": "(?:Month|Monthbeside)",
    "YEAR": "(?:Year|Aposyear)",
    # beside a day or month also years that no calendar here has: 9999
    "ANYYEAR": "(?:Year|Aposyear|Faryear)",
    # Monday / Mon.
    "WEEKDAY": "(?:Weekday|Weekdaybeside)",
    # early / mid- / late in / the end of / the first part of
    "PART": (
        "(?:(?:early|late|mid|later|earlier) (?:Dash|Dash? to Dash? (?:early|late|mid) Dash?|in)? the?|the? "
        "(?:very|latter|first|second|last)? Partnoun of the?|the (?:early|later|latter|last|first) "
        "(?:part|days|weeks|months|years|stages) of the?)"
    ),
    # the first half of
    "HALF": "(?:the (?:first|second|last|latter|other) half of|the (?:first|last|final|second|middle) third of)",
    # three, 3.5, 2 1/2, twenty-four, two and a half, a hundred and fifty
    "NUMBER": (
        "(?:Anynum (?:Fraction|and a half|hundred|thousand|million|billion)?|Fraction|a? Numberword "
        "(?:(?:Dash|and)? Numberword){0,4} (?:and (?:a half|half|a quarter))?|half)"
    ),
    # several, a few, a couple of, dozens of, a number of
    "FEW": (
        "(?:a? few|a? couple (?:of|more)?|Vague (?:more)?|dozens of|scores of|hundreds of|thousands of|a? number "
        "of|tens of)"
    ),
    "COUNT": (
        "(?:NUMBER (?:(?:to|or|Dash) NUMBER)? (?:more|full|long|whole|straight|consecutive|additional)?|FEW "
        "(?:more)?|a (?:full|whole|further|good)?|an|another)"
    ),
    # about / more than / at least / up to
    "APPROX": (
        "(?:Approx|more than|less than|fewer than|at least|at most|no more than|no less than|up to|well over|just "
        "(?:over|under)|only (?:about|some)?)"
    ),
    # weeks, trading days, hrs
    "UNITS": "(?:(?:trading|working|business|calendar|school)? (?:Unit|Units)|Shortunit)",
    "CALENDAR": (
        "(?:calendar|fiscal|financial|academic|school|trading|working|business|full|entire|whole|very|last|first)"
    ),
    # a.m. / in the morning
    "AMPM": "(?:Ampm|in the (?:morning|afternoon|evening)|at night)",
    # GMT / local time / Moscow time
    "ZONENAME": (
        "(?:Zone|local time|local|(?:moscow|kyiv|eastern|central|pacific|mountain) (?:standard|daylight|summer)? time)"
    ),
    "ZONE": "(?:ZONENAME|Open ZONENAME Close)",
    # 10:35 a.m. GMT, 9 a.m., noon, 5 o'clock
    "CLOCK": (
        "(?:(?:Clock (?:AMPM|Ampm|hours|hrs)?|(?:Hours|Daynum|Numberword) (?:AMPM)|(?:Daynum|Numberword) Oclock "
        "(?:AMPM)?|Clockword) ZONE?|Hhmm (?:hours|hrs) ZONE?|(?:Number|Year|Clock) (?:hours|hrs)? ZONE)"
    ),
    # fixed by the calendar alone, and the same everywhere the name is used
    "HOLIDAY": (
        "(?:christmas (?:eve|day)?|boxing day|new year Possessive? (?:eve|day)|good friday|easter "
        "(?:sunday|monday)|palm sunday|thanksgiving (?:day)?|halloween|valentine Possessive day|all saints "
        "day|epiphany|assumption day)"
    ),
    # a week or so
    "TAIL": "(?:or so|or more|or less)",
    # Monday, / on Monday the
    "ONWEEKDAY": "(?:(?P<weekday>WEEKDAY) Comma? (?:the)?)?",
    # last / the previous / this coming
    "WHICHDAY": (
        "(?P<rel>last|this|next|coming|past|the (?:previous|following|same|next|preceding)|that|this coming|this past)?"
    ),
}
