"""Reads the numbers that times are told with: "twenty-four", "2 1/2", "a couple of", "third", "'99"."""

from __future__ import annotations

from timeline.finding.times.words import DOZENS, ORDINALS, SCALES, SMALL_NUMBERS, TENS, VAGUE_NUMBERS

_VALUES = SMALL_NUMBERS | TENS | DOZENS
_VAGUE = VAGUE_NUMBERS | {"few", "dozens", "scores", "hundreds", "thousands", "number"}
_HUNDRED = "hundred"
_FRACTIONS = {"half": 0.5, "quarter": 0.25}


def count(words: str) -> float | None:
    """The number that ``words`` tell; None where they leave it open ("several", "two to three")."""
    tokens = words.replace("-", " ").split()
    if _VAGUE.intersection(tokens) or {"to", "or"}.intersection(tokens):
        return None
    if "couple" in tokens:
        return 2
    if any(token in _VALUES or token in SCALES for token in tokens):
        return _spelled(tokens)
    figures = [number for token in tokens if (number := _figure(token)) is not None]
    halves = sum(_FRACTIONS.get(token, 0) for token in tokens)
    return sum(figures) + halves if figures or halves else 1


def _figure(token: str) -> float | None:
    whole, slash, parts = token.partition("/")
    try:
        return int(whole) / int(parts) if slash else float(token.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return None


def _spelled(tokens: list[str]) -> float:
    """ "two thousand three hundred and fifty" is 2350: what stands before a scale is multiplied by it."""
    total: float = 0
    group: float = 0
    for token in tokens:
        if token == _HUNDRED:
            group = (group or 1) * SCALES[token]
        elif token in SCALES:
            total, group = total + (group or 1) * SCALES[token], 0
        else:
            group += _VALUES.get(token, 0) + _FRACTIONS.get(token, 0) + (_figure(token) or 0)
    return total + group


def ordinal(words: str) -> int:
    """The number of "3", "3rd", "third", "twenty-third"; 0 where it is none."""
    tokens = words.replace("-", " ").split()
    if len(tokens) == 2 and tokens[0] in TENS:
        return TENS[tokens[0]] + ORDINALS.get(tokens[1], 0)
    for token in tokens:
        digits = token.rstrip("stndrh")
        if digits.isdecimal():
            return int(digits)
        if token in ORDINALS:
            return ORDINALS[token]
    return 0


def figures(text: str) -> int:
    """The number of "490", "1,000" or "'99", whatever stands between its figures; 0 where there are none."""
    return int("".join(character for character in text if character.isdecimal()) or 0)


def year_of(token: str, published_year: int) -> int | None:
    """The year of "2022", "22" or "'99": two figures mean the one nearest to publication, ten years ahead at most."""
    digits = token.lstrip("'")
    if not digits.isdecimal():
        return None
    if len(digits) != 2:
        return int(digits)
    year = published_year - published_year % 100 + int(digits)
    return year if year <= published_year + 10 else year - 100
