"""The grammar of times, compiled: which sequences of words and numbers tell one.

The rules stand in calendar_rules.py and relation_rules.py, what they are written in, in patterns.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.finding.times.calendar_rules import CALENDAR_RULES
from timeline.finding.times.patterns import CLASSES, PATTERNS, SHAPES
from timeline.finding.times.relation_rules import RELATION_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A shape of time expression over the symbols of tokens; ``name`` is how guards and resolving know it."""

    name: str
    pattern: re.Pattern[str]
    example: str


# Of overlapping matches the leftmost counts, then the longest, then that of the earlier row.
_ROWS = (*CALENDAR_RULES, *RELATION_RULES)
_NAME = re.compile(r"\(\?P<\w+>|[A-Za-z]+")  # the name of a group is no name of a token


def _known_words() -> frozenset[str]:
    """Every word that stands in a class or is written in a pattern."""
    texts = (*PATTERNS.values(), *(pattern for _, pattern, _ in _ROWS))
    written = {name for text in texts for name in _NAME.findall(text) if name.islower() and name.isalpha()}
    return frozenset(written.union(*CLASSES.values())).difference(SHAPES)


# Symbols are characters of the private use area; OTHER is every word and mark that the grammar does not know.
OTHER = "\ue000"
SYMBOLS = {name: chr(0xE001 + number) for number, name in enumerate((*SHAPES, *sorted(_known_words())))}


def _expand(name: str) -> str:
    if name in PATTERNS:
        return compiled(PATTERNS[name])
    if name in CLASSES:
        return "[" + "".join(sorted({SYMBOLS[member] for member in CLASSES[name]})) + "]"
    return SYMBOLS[name]


def compiled(pattern: str) -> str:
    """A pattern over token names as a regular expression over token symbols."""

    def symbol(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("(") else _expand(found[0])

    return _NAME.sub(symbol, pattern).replace(" ", "")


RULES = tuple(
    Rule(name=name, pattern=re.compile(compiled(pattern)), example=example) for name, pattern, example in _ROWS
)
