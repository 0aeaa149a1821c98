"""Cuts a text into tokens and gives each a symbol, so that the grammar matches one character a token.

A time expression is a handful of words; with words and numbers as single symbols the grammar stays readable and the
work stays proportional to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.finding.times.grammar import OTHER, SYMBOLS
from timeline.finding.times.words import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    MONTHS_ALSO_WORDS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)

_ABBREVIATED = "|".join(sorted([*MONTH_ABBREVIATIONS, *WEEKDAY_ABBREVIATIONS], key=len, reverse=True))

# One alternative a shape, the first that fits wins. Repetition is bounded or runs over one class of characters.
_TOKEN = re.compile(
    rf"""
    (?P<Break>\n[ \n]*\n|\n)
  | (?P<Iso>\d{{4}}-\d\d-\d\d(?:T\d\d:?\d\d(?::?\d\d(?:[.,]\d{{1,9}})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
  | (?P<Military>(?:\d{{6}}[A-Z]|\d{{1,2}})[A-Z]{{3}}(?:\d{{4}}|\d\d)(?!\w))
  | (?P<Dtg>\d{{6}}[A-Z](?!\w))
  | (?P<Dotted>\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)(?!\w|[.,]\d))
  | (?P<Slashed>(?:\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)|\d{{4}}/\d{{1,2}}/\d{{1,2}})(?![\w/]))
  | (?P<Clock>\d{{1,2}}:\d\d(?::\d\d)?(?![\w:])|\d{{1,2}}\.\d\d(?=[ ]?[ap]\.?m\b))
  | (?P<Fraction>\d/\d(?![\w/]))
  | (?P<Decimal>\d{{1,12}}\.\d{{1,12}}(?!\w|\.\d))
  | (?P<Number>\d{{1,3}}(?:,\d{{3}})+(?!\d))
  | (?P<Ordnum>\d{{1,2}}(?:st|nd|rd|th)(?!\w))
  | (?P<Decadenum>(?:\d{{2,3}}|'?\d)0'?s(?!\w))
  | (?P<Hours>\d{{1,2}}(?=[ap]\.?m\b))
  | (?P<Numberedquarter>[1-4]Q(?!\w))
  | (?P<Hhmm>(?:[01]\d|2[0-3])[0-5]\d(?=[ ]?(?:hours|hrs)\b))
  | (?P<Code>\d+[^\W\d_]\w*)
  | (?P<Integer>\d+)
  | (?P<Aposyear>'\d\d(?!\w))
  | (?P<Period>[QH][1-4](?!\w)|FY[ ]?(?:\d\d)?\d\d(?!\w))
  | (?P<Ampm>[ap]\.m\.|[apAP][mM](?!\w))
  | (?P<Era>B\.C\.(?:E\.)?|A\.D\.|(?:BCE?|AD|CE)(?!\w))
  | (?P<Circa>ca?\.(?=\ ?\d))
  | (?P<Abbreviation>(?:(?i:{_ABBREVIATED}))\.)
  | (?P<Oclock>o'clock)
  | (?P<Word>[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)?(?!\w))
  | (?P<Possessive>'s(?!\w))
  | (?P<Mixed>\w+)
  | (?P<Mark>\S)
    """,
    re.VERBOSE,
)
_MARKS = {",": "Comma", "-": "Dash", "/": "Slash", "(": "Open", ")": "Close", "'": "Possessive"}
_LONGEST_NUMBER = 9  # digits; more is a code
_WRAPPED = range(40, 121)  # characters of a line after which a single line end is a wrapped line, not a paragraph's end


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of a view: their bounds, texts, texts in lower case, lines (from 0), and all symbols as one string."""

    view: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    words: tuple[str, ...]
    lines: tuple[int, ...]
    symbols: str

    def word(self, index: int) -> str:
        """The token at ``index`` in lower case, or nothing where there is none."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether no space stands between the token at ``index`` and the one before it."""
        return 0 < index < len(self.texts) and self.starts[index] == self.ends[index - 1]


def lex(view: str) -> Tokens:
    """The tokens of ``view``."""
    found = [(match.start(), match.end(), match[0], line, symbol) for match, line, symbol in _symbols(view)]
    starts, ends, texts, lines, symbols = zip(*found, strict=True) if found else ((), (), (), (), ())
    return Tokens(
        view=view,
        starts=starts,
        ends=ends,
        texts=texts,
        words=tuple(map(str.lower, texts)),
        lines=lines,
        symbols="".join(symbols),
    )


def _symbols(view: str) -> Iterator[tuple[re.Match[str], int, str]]:
    line = line_start = 0
    for match in _TOKEN.finditer(view):
        shape = match.lastgroup or ""
        if shape == "Break":
            wrapped = len(match[0]) == 1 and match.start() - line_start in _WRAPPED
            line_start = match.end()
            line += 0 if wrapped else len(match[0].replace(" ", ""))
            if wrapped:
                continue
        yield match, line, _symbol(shape, match[0])


def _symbol(shape: str, text: str) -> str:
    match shape:
        case "Word" | "Abbreviation":
            return _word_symbol(text)
        case "Integer":
            return SYMBOLS[_number_shape(text)]
        case "Mark":
            return SYMBOLS[_MARKS[text]] if text in _MARKS else OTHER
        case "Numberedquarter":
            return SYMBOLS["Period"]
        case "Code" | "Mixed":
            return OTHER
        case _:
            return SYMBOLS[shape]


def _number_shape(digits: str) -> str:
    if len(digits) > _LONGEST_NUMBER:
        return "Longnumber"
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "Daynum"
    if len(digits) == 4 and digits[0] != "0":
        return "Year" if digits[0] in "12" else "Faryear"
    return "Number"


def _word_symbol(text: str) -> str:
    """The symbol of a word; months and weekdays that are also something else count only as their writing allows."""
    word = text.lower().rstrip(".")
    capital = text[0].isupper()
    if word in MONTHS_ALSO_WORDS and not text.istitle():  # "may", "march"; "MAY" beside a day or year
        return SYMBOLS["Monthbeside"] if capital else OTHER
    if word in MONTH_ABBREVIATIONS and word not in MONTHS:  # "Feb" beside a day or year, "Feb." anywhere
        return _abbreviation(text, "Monthbeside", "january") if capital else OTHER
    if word in WEEKDAY_ABBREVIATIONS and word not in WEEKDAYS:
        return _abbreviation(text, "Weekdaybeside", "monday") if capital else OTHER
    return SYMBOLS.get(word, SYMBOLS["Capitalised"] if capital else OTHER)


def _abbreviation(text: str, beside: str, full: str) -> str:
    return SYMBOLS[full] if text.endswith(".") else SYMBOLS[beside]
