"""Which stretches of a text tell a time: the grammar's matches, less what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.finding.times.grammar import RULES, Rule
from timeline.finding.times.guards import misleads
from timeline.finding.times.lexing import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Tokens ``first`` to ``stop`` (half-open) that a rule takes for a time, and the tokens of each named group."""

    rule: str
    tokens: Tokens
    first: int
    stop: int
    groups: dict[str, tuple[int, int]]
    parts: tuple[Phrase, ...] = ()  # of a "timed" phrase: its day and its hour

    def text(self, group: str) -> str:
        """The tokens of ``group`` in lower case, one space between; nothing where the group has none."""
        first, stop = self.groups.get(group, (0, 0))
        return " ".join(self.tokens.word(index) for index in range(first, stop))

    def before(self, back: int = 1) -> str:
        """The word that many tokens before the phrase."""
        return self.tokens.word(self.first - back)

    def after(self, ahead: int = 0) -> str:
        """The word that many tokens after the phrase."""
        return self.tokens.word(self.stop + ahead)

    def capital(self, offset: int) -> bool:
        """Whether the token ``offset`` from the first is a word with a capital letter."""
        index = self.first + offset
        text = self.tokens.texts[index] if 0 <= index < len(self.tokens.texts) else ""
        return text[:1].isupper() and text.isalpha()

    def last_word(self, group: str) -> str:
        """The last word of ``group``: "previous" of "the previous"."""
        return self.text(group).rpartition(" ")[2]

    @property
    def relative(self) -> str:
        """ "last", "this", "following" ...: the word that says which one is meant, if one does."""
        return self.last_word("rel") or self.last_word("rel2") or self.last_word("rel3")

    @property
    def names_year(self) -> bool:
        """Whether the word "year" is part of it: "June last year", "this year's third quarter"."""
        return any(self.tokens.word(index) == "year" for index in range(self.first, self.stop))

    @property
    def before_christ(self) -> bool:
        """Whether it is told as "BC"."""
        return self.text("era").replace(".", "").startswith("b")

    @property
    def line(self) -> int:
        """The line that it stands on, counted from 0."""
        return self.tokens.lines[self.first]

    @property
    def opens_sentence(self) -> bool:
        """Whether nothing but "on" or "in" stands between it and the beginning of a sentence; a dateline is none."""
        back = 2 if self.before() in ("on", "in") else 1
        back += self.before(back) in ("*", "-", "•") and self.before(back + 1)[:1] in ("", "\n")
        opens = self.before(back)[:1] in ("", ".", "\n", "!", "?")
        return opens and self.after()[:1] not in ("", "\n")

    @property
    def whole(self) -> str:
        """All tokens of the phrase."""
        return " ".join(self.tokens.word(index) for index in range(self.first, self.stop))


def recognise(tokens: Tokens) -> tuple[Phrase, ...]:
    """The phrases of ``tokens`` in order, not overlapping: leftmost, then longest, then first in the grammar."""
    found = [
        (phrase.first, -phrase.stop, order, phrase)
        for order, rule in enumerate(RULES)
        for phrase in _matches(rule, tokens)
        if not misleads(phrase)
    ]
    chosen: list[Phrase] = []
    for *_, phrase in sorted(found, key=lambda item: item[:3]):
        if not chosen or phrase.first >= chosen[-1].stop:
            chosen.append(phrase)
    return tuple(_with_hours(chosen))


# "for over a week" is more than a week; "over the next week", "grew over three years" is in its course.
_MEASURED = frozenset(
    "for of after by last lasts lasted lasting took take takes within than is was were spent to with in".split()
)


def _says_where(tokens: Tokens, first: int) -> bool:
    """Whether the phrase at ``first`` opens with an "over" or "under" that only says where it lies."""
    return tokens.word(first) in ("over", "under") and (
        tokens.word(first - 1) not in _MEASURED or tokens.word(first + 1) == "the"
    )


HOURS = frozenset({"clock", "daypart"})
_DAYS = frozenset({"date", "weekday", "deictic", "figures", "iso", "range_day", "day_of"})
# What may stand between an hour and its day: "9 a.m. Tuesday", "9 a.m. on Tuesday", "Friday at 10 a.m."
_BETWEEN_HOUR_AND_DAY = frozenset({"", "on", ","})
_BETWEEN_DAY_AND_HOUR = frozenset({"", "at", ",", ", at"})


def _with_hours(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """``phrases``, with each hour and the day beside it as one."""
    waiting: Phrase | None = None
    for phrase in phrases:
        if waiting and (joined := _joined(waiting, phrase)):
            waiting = None
            yield joined
            continue
        if waiting:
            yield waiting
        waiting = phrase
    if waiting:
        yield waiting


def _between_part_and_day(part: Phrase) -> tuple[str, ...]:
    """ "the night of 3 February", "overnight on 3 February"."""
    return ("", "on") if part.text("daypart") == "overnight" else ("of",)


def _joined(left: Phrase, right: Phrase) -> Phrase | None:
    tokens = left.tokens
    between = " ".join(tokens.word(index) for index in range(left.stop, min(right.first, left.stop + 3)))
    hour_first = left.rule == "clock" and right.rule in _DAYS and between in _BETWEEN_HOUR_AND_DAY
    day_first = right.rule == "clock" and left.rule in _DAYS and between in _BETWEEN_DAY_AND_HOUR
    part_first = left.rule == "daypart" and right.rule in _DAYS and between in _between_part_and_day(left)
    if not (hour_first or day_first or part_first):
        return None
    return Phrase(rule="timed", tokens=tokens, first=left.first, stop=right.stop, groups={}, parts=(left, right))


def _matches(rule: Rule, tokens: Tokens) -> Iterator[Phrase]:
    for match in rule.pattern.finditer(tokens.symbols):
        groups = {name: match.span(name) for name, text in match.groupdict().items() if text}
        first, stop = groups.get("span", match.span())
        first += _says_where(tokens, first)
        yield Phrase(rule=rule.name, tokens=tokens, first=first, stop=stop, groups=groups)
