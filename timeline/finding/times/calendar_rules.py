"""How dates that name their day, month, season, year or century are written."""

from __future__ import annotations

# (name, pattern, example): patterns.py explains the notation; dates.py, periods.py, holidays.py what a name means.
CALENDAR_RULES: tuple[tuple[str, str, str], ...] = (
    # -- written in figures
    ("iso", "(?P<iso>Iso)", "2022-02-03"),
    ("dtg", "(?P<dtg>Dtg) (?:(?P<month>MONTH) (?P<yy>Daynum|Number|Year)?)?", "071200Z FEB 22"),
    ("military_day", "(?P<military>Military)", "07FEB2022"),
    ("figures", "(?:(?P<weekday>WEEKDAY) Comma?)? (?P<figures>Dotted|Slashed)", "03.02.2022"),
    # -- day, month, year
    (
        "date",
        (
            "ONWEEKDAY (?:the)? (?P<day>DAY) (?:day)? (?:Dash|of)? (?P<month>MONTH) (?:(?:Comma|Dash|of)? "
            "(?P<year>ANYYEAR) (?P<era>Era)?|of (?:that|the same|this|last|next) year|(?P<rel>last|this|next) "
            "year|(?=(?:Sep|in){1,2} the? (?:DAY of? MONTH|MONTH DAY) Comma? (?P<later>YEAR)))?"
        ),
        "Thursday, 3 February 2022",
    ),
    (
        "date",
        (
            "ONWEEKDAY (?P<month>MONTH) (?:the)? (?P<day>Daynum|Ordnum|Ordword) (?:(?:Comma|of)? (?P<year>ANYYEAR) "
            "(?P<era>Era)?|of (?:that|the same) year|(?P<rel>last|this|next) year|(?=Sep{1,2} "
            "(?:Daynum|Ordnum|MONTH Daynum) Comma? (?P<later>YEAR)))?"
        ),
        "Monday, February 7, 2022",
    ),
    (
        "range_day",
        (
            "(?P<span>the? (?P<day>DAY)) (?=(?:Comma the? DAY){0,3} (?:Dash|to|or|until|till|through|thru|Comma? "
            "and) the? DAY (?:of)? (?P<month>MONTH) (?:Comma? (?P<year>ANYYEAR))?)"
        ),
        "24 in 24-26 February",
    ),
    (
        "range_day",
        (
            "(?P<month>MONTH) DAY (?:Comma DAY){0,3} (?:Dash|to|Comma? and|or|until|till|through|thru) "
            "(?P<span>(?P<day>Daynum|Ordnum) (?:Comma? (?P<year>ANYYEAR))?)"
        ),
        "9, 1918 in March 5-9, 1918",
    ),
    ("weekday_ordinal", "(?P<weekday>Weekday) (?:Comma)? the (?P<day>Ordnum)", "Monday the 7th"),
    ("day_of", "(?:on|by|until|since|from|of) (?P<span>the (?P<day>Ordnum))", "on the 20th"),
    # -- month
    (
        "month",
        (
            "(?P<part>(?:APPROX )?(?:PART|HALF))? (?:the month of)? (?P<month>MONTH) (?:Comma|of|Dash)? "
            "(?P<year>ANYYEAR|(?:Daynum|Number)(?= Era)) (?P<era>Era)?"
        ),
        "early October 1939",
    ),
    (
        "month",
        (
            "(?P<part>(?:APPROX )?(?:PART|HALF))? (?P<month>Month) (?:(?:of)? (?P<rel>last|this|next|that|the "
            "same|the (?:previous|following)) year|(?=Sep PART? MONTH (?:of|in)? Comma? (?P<later>YEAR)))?"
        ),
        "January, mid-November, June last year",
    ),
    (
        "month",
        (
            "(?P<early>early|late|earlier|later)? (?P<rel>last|this|next|coming|past|that|the following|the "
            "previous) (?P<month>Month)"
        ),
        "last December",
    ),
    # -- year and longer
    (
        "year",
        (
            "(?P<part>(?:APPROX )?(?:PART|Circa|circa))? (?:the (?:fiscal|calendar|financial)? year|fiscal "
            "(?:year)?)? (?P<year>Year|Aposyear) (?P<era>Era)?"
        ),
        "1988, mid-2021",
    ),
    ("year", "(?P<part>(?:APPROX )?(?:PART|Circa|circa))? (?P<year>Daynum|Number|Year|Faryear) (?P<era>Era)", "490 BC"),
    ("era_range", "(?P<year>Daynum|Number|Year) (?=Dash (?:Daynum|Number|Year) (?P<era>Era))", "490 in 490-480 BC"),
    ("short_year", "(?P<first>Year) (?:Dash|Slash) (?P<span>(?P<year>Daynum|Number))", "17 in 1915-17"),
    ("fiscal", "(?P<fiscal>Period) (?:(?:of)? (?P<year>Year))?", "Q3 2022, FY2022"),
    ("fiscal", "(?P<year>Year) Dash? (?P<fiscal>Period)", "2022 Q1"),
    (
        "spoken_year",
        (
            "(?:PART)? (?:the year)? (?P<century>nineteen|eighteen|seventeen|sixteen|twenty) "
            "(?:(?P<tens>Tens|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen) "
            "(?:Dash? (?P<ones>Numberword))?)"
        ),
        "nineteen ninety-six",
    ),
    ("spoken_year", "the year two (?P<thousand>thousand) (?:and)? (?P<ones>Numberword)?", "the year two thousand"),
    (
        "decade",
        (
            "(?:the)? (?P<part>early|mid|late|(?:early|mid|late) Dash? (?:to Dash? (?:mid|late) "
            "Dash?)?|(?:Partnoun|last half|first half|second half) of the)? Dash? (?P<decade>Decadenum) "
            "(?P<era>Era)?"
        ),
        "the late 1970s",
    ),
    ("decade", "the (?P<part>early|mid|late)? Dash? (?:(?P<century>nineteen))? (?P<word>Decadeword)", "the nineties"),
    (
        "century",
        (
            "(?:the)? (?P<ordinal>Ordnum|Ordword) (?=(?:to|and|or|Dash|through) the? (?:Ordnum|Ordword|Tens Dash "
            "Ordword) Dash? century (?P<era>Era)?)"
        ),
        "the 15th to the 19th century",
    ),
    (
        "century",
        (
            "(?:the)? (?P<part>early|mid|late|(?:early|mid|late) Dash?)? (?P<ordinal>Ordnum|Ordword|Tens Dash "
            "Ordword) Dash? century (?P<era>Era)?"
        ),
        "the 20th century",
    ),
    (
        "part_of",
        (
            "(?:the)? (?P<which>first|second|third|fourth|last|final) (?P<count>COUNT)? "
            "(?P<unit>Calendarunit|Calendarunits) (?:of|in) (?P<month>MONTH) (?:(?:Comma|of)? (?P<year>YEAR))?"
        ),
        "the last week of August",
    ),
    (
        "part_of",
        "(?:the)? (?P<which>first|last|final) (?P<count>COUNT)? (?P<unit>days|weeks|months) of (?P<year>YEAR)",
        "the first two months of 2022",
    ),
    (
        "holiday",
        (
            "(?P<rel>last|this|next)? (?P<holiday>HOLIDAY) (?P<daypart>morning|evening|night)? (?:Comma? "
            "(?P<year>YEAR)|(?P<rel2>last|this|next) year)?"
        ),
        "Christmas Day 2021",
    ),
    # -- quarter, half, season
    (
        "quarter",
        (
            "(?:the)? (?P<rel>fiscal|current|latest|previous|next|last|this|coming)? (?P<year>Year)? (?:fiscal)? "
            "(?P<ordinal>first|second|third|fourth|Ordnum) Dash? quarter (?:(?:of)? (?:fiscal)? (?P<year2>Year)|of "
            "(?P<rel2>last|this|next|that) year|(?P<rel3>last|this|next) year)?"
        ),
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
        (
            "(?:the)? (?P<ordinal>first|second|last|latter) half of (?:the (?P<span2>year)|(?:fiscal)? "
            "(?P<year>Year)|(?P<rel>last|this|next|that) year)"
        ),
        "the second half of 2021",
    ),
    (
        "season",
        (
            "(?P<part>PART)? (?:the)? (?P<rel>last|this|next|that|past|coming|previous|following|same)? "
            "(?P<season>Season) (?:(?:Comma|of|Dash)? (?P<year>Year|(?:Daynum|Number)(?= Era)) (?P<era>Era)?|of "
            "(?P<rel2>last|this|that|next) year|(?P<rel3>last|this|next) year|(?=Dash "
            "(?:spring|summer|autumn|winter) (?:of)? (?P<later>Year)))?"
        ),
        "the spring of 1916",
    ),
    (
        "season",
        "(?:the)? (?P<season>winter) (?:of)? (?P<from_year>Year) (?:Dash|Slash) (?P<to_year>Year|Daynum|Number)",
        "winter 2021-22",
    ),
    ("season", "(?P<year>Year) (?P<season>Season)", "the 1982 summer"),
)
