"""How times are told from other times ("two days later"), how long ("for weeks") and how often ("daily")."""

from __future__ import annotations

# (name, pattern, example): patterns.py explains the notation; weekdays.py, relative.py, amounts.py what a name means.
RELATION_RULES: tuple[tuple[str, str, str], ...] = (
    # -- weekday
    (
        "weekday",
        "(?P<part>early|late|later|earlier)? WHICHDAY (?P<weekday>Weekday) (?P<rel2>last|next|this) week",
        "Wednesday last week",
    ),
    (
        "weekday",
        ("(?P<part>early|late|later|earlier)? WHICHDAY (?P<weekday>Weekday) (?P<daypart>Daypart|Clockword|overnight)?"),
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
        (
            "(?P<part>early|late|earlier|later)? (?P<rel>last|this|that same|that|the "
            "(?:same|previous|following|next)|yesterday|tomorrow) (?P<daypart>Daypart)"
        ),
        "last night, this morning",
    ),
    (
        "daypart",
        "the (?P<part>early|late)? (?P<daypart>morning|afternoon|evening) (?:of the (?!Ordnum))?",
        "in the morning",
    ),
    ("daypart", "(?P<daypart>overnight)", "overnight"),
    ("daypart", "(?:the)? (?P<part>early|late)? (?P<daypart>Daypart) (?=of)", "the night of 3 February"),
    ("some_night", "(?:at|by) (?P<span>night)|(?:daytime|nighttime|night Dash time)", "at night"),
    # -- last week, the next day
    (
        "relative",
        (
            "(?P<part>(?:early|late|later|earlier) (?:in|on)?|PART|HALF)? (?:the)? (?P<very>very)? "
            "(?P<rel>Relative) (?P<same>same|very|coming|past|current)? CALENDAR? (?P<unit>Calendarunit)"
        ),
        "earlier this week",
    ),
    (
        "relative",
        (
            "(?P<part>(?:early|late|later|earlier) in|PART|HALF) (?P<rel>the) "
            "(?P<unit>day|week|month|year|decade|century|quarter)"
        ),
        "the end of the year",
    ),
    (
        "the_day_before",
        "the (?P<unit>week|month|year|day) (?P<side>before|after|earlier|later|prior|ahead|previously) (?:last)?",
        "the day before",
    ),
    (
        "year_ago",
        (
            "the? (?:corresponding|comparable|same|like|equivalent) (?P<unit>quarter|period|month|week) "
            "(?:of|in)? (?:last year|the (?:previous|prior|preceding) year|a year (?:ago|earlier|before))"
        ),
        "the same period last year",
    ),
    ("year_ago", "last year Possessive (?P<unit>quarter|period)", "last year's quarter"),
    (
        "year_ago",
        "(?:a|the) year Dash? (?P<side>ago|earlier) (?P<unit>quarter|period|month|week)",
        "the year-earlier quarter",
    ),
    ("year_ago", "(?P<span>year Dash (?P<side>ago|earlier))(?! quarter| period)", "year-earlier"),
    ("year_end", "(?P<part>the)? year Dash? end (?:(?P<year>Year))?", "year-end"),
    ("weekend", "the weekend", "over the weekend"),
    ("the_period", "the (?:full|current)? (?P<unit>quarter)", "the quarter"),
    ("the_period", "the full (?P<unit>year)", "the full year"),
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
        (
            "(?:exactly)? (?:APPROX)? (?P<count>COUNT) (?P<unit>UNITS) (?:and a half)? (?:or so|or more)? "
            "(?P<side>ago|earlier|later|before|afterwards|afterward|previously|hence|from now|from "
            "today|prior|after)"
        ),
        "two days later",
    ),
    (
        "counted",
        "(?:APPROX)? (?P<unit>Calendarunits|hours|minutes) (?P<side>ago|earlier|later|afterwards|from now)",
        "days later",
    ),
    ("counted", "(?P<count>half) (?:a|an) (?P<unit>Unit) (?P<side>ago|earlier|later)", "half a century ago"),
    # -- how long
    (
        "span_of",
        (
            "(?:APPROX)? (?:each of)? (?:the)? (?P<rel>last|past|next|coming|first|previous|following|preceding|"
            "final|recent|initial|opening|latest|subsequent) (?P<count>COUNT) (?:or more)? (?P<unit>UNITS) (?:TAIL)?"
        ),
        "the past three weeks",
    ),
    (
        "span_of",
        (
            "(?:the)? (?P<rel>recent|coming|past|previous|last|following|ensuing) (?P<unit>Calendarunits|hours) "
            "(?:and (?P<unit2>Calendarunits))?"
        ),
        "recent years",
    ),
    ("duration", "(?P<count>NUMBER) (?:Dash)? (?P<unit>Unit) (?:Dash? long)?", "a 48-hour truce"),
    (
        "duration",
        (
            "(?:APPROX)? (?:the)? (?P<count>COUNT) (?:Dash)? (?P<unit>UNITS) (?:(?:and (?:a "
            "half|half))|(?:Comma|and)? (?P<count2>NUMBER) (?P<unit2>UNITS))? (?:TAIL|Dash? "
            "long|(?P<period>period))?"
        ),
        "about a week",
    ),
    ("bare_units", "the (?P<unit>days|weeks|months|years) ahead", "the weeks ahead"),
    ("duration", "(?:APPROX)? half (?:a|an) (?P<halfunit>Unit)", "half an hour"),
    ("duration_or", "(?P<unit>Units) or (?P<unit2>Units)", "weeks or months"),
    (
        "bare_units",
        (
            "(?:within|for|in|after|over|take|takes|took|lasted|lasting) (?P<span>(?:the)? "
            "(?P<unit>days|weeks|months|years|hours|decades|centuries|minutes))"
        ),
        "for weeks",
    ),
    (
        "bare_units",
        (
            "(?P<span>(?P<unit>day|days|week|weeks|month|months|year|years|hour|hours|decade|decades|century|"
            "centuries) Dash long)"
        ),
        "months-long",
    ),
    # -- how often
    ("frequency", "(?P<frequency>Frequency)", "daily"),
    (
        "every",
        "(?:each|every) (?P<other>other|second|third|fourth)? (?P<count>NUMBER|FEW)? (?P<unit>Unit|Units)",
        "every other week",
    ),
    ("every", "(?:each|every) (?P<weekday>Weekday|Month|Season) (?P<daypart>Daypart)?", "each Thursday"),
    ("every", "(?:each|every) (?P<daypart>morning|afternoon|evening|night)", "every night"),
    ("every", "(?P<span>(?P<weekdays>Weekdays|Weekday Dayparts))", "on Mondays"),
    ("per", "per (?P<unit>second|minute|hour|day|week|month|year)", "10,000 per month"),
    # -- sides of the time line
    ("reference", "(?P<word>now)", "right now"),
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
