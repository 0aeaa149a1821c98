"""What a time may be told from: the publication day, and the times told before it in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense, tense
from timeline.finding.times.values import bounds, grain, holding, moved
from timeline.finding.times.words import Unit
from timeline.model import Interval, TimePrecision, TimexKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a phrase means. ``days`` and ``precision`` are set where they are not those of ``value``."""

    kind: TimexKind
    value: str
    days: Interval | None = None
    precision: TimePrecision | None = None
    fixed: bool = True  # False: names no days, whatever its value says


# Values in these units say nothing of the day, week or month that is meant.
_COARSER = {
    Unit.DAY: (Unit.YEAR, Unit.HALF, Unit.QUARTER),
    Unit.WEEK: (Unit.YEAR, Unit.HALF, Unit.QUARTER),
    Unit.MONTH: (Unit.YEAR, Unit.HALF),
}
_FAR_OFF = 20  # years


def year_in(value: str) -> int | None:
    """The year that ``value`` begins with, negative before Christ; None where it names none."""
    if value.startswith("BC"):
        return -int(value[2:6]) if value[2:6].isdecimal() and len(value[2:6]) == 4 else None
    return int(value[:4]) if len(value) >= 4 and value[:4].isdecimal() else None


@dataclass(slots=True, kw_only=True)
class Context:
    """Reading so far. ``narrative`` says that the text tells a past far from its publication, in order of time.

    ``last`` is the value of the last date; ``last_day`` the last told to the day; ``named_quarter`` the quarter
    whose figures are told, so that "a year earlier" is that quarter of the year before.
    """

    published: date
    narrative: bool = False
    day_first: bool | None = None
    last: str | None = None
    outlier: int | None = None
    last_day: date | None = None
    opening_day: date | None = None
    opening_line: int = 0
    named_quarter: str | None = None

    def note(self, value: str) -> None:
        """Remember ``value`` as told, so that "the next day" has a day before it."""
        unit = grain(value)
        if unit is None and not value.startswith("BC"):
            return
        if self._aside(value):
            return
        self.last = value
        covered = bounds(value)
        if unit is Unit.DAY and covered:
            self.last_day = covered[0]
        elif unit is not Unit.WEEK:
            self.last_day = None

    def _aside(self, value: str) -> bool:
        """Whether ``value`` should not move the narrative: the bare year of a day just told, or a single far-off year.

        "On December 7, in 1941", and "the rules of 1614" in the midst of 1788.
        """
        year, here = year_in(value), year_in(self.last or "")
        if not self.narrative or year is None or here is None:
            return False
        if grain(value) is Unit.YEAR and year == here:
            return True
        far, self.outlier = (
            abs(year - here) > _FAR_OFF and not (self.outlier and abs(year - self.outlier) <= _FAR_OFF),
            year,
        )
        return far

    def note_opening(self, phrase: Phrase, value: str) -> None:
        """Remember the day that opens a sentence ("On 3 February, ..."): what the passage is about."""
        if opens_sentence(phrase):
            self.opening_day, self.opening_line = date.fromisoformat(value[:10]), _line(phrase)

    def that_day(self, phrase: Phrase) -> date | None:
        """The day that "the same day" and "the next day" count from.

        It is the day told last; but after a look back from the day that opened the passage, it is that one:
        "On 3 February, the ministry published ... of a drone seen on 24 January. The next day ..."
        """
        looked_back = self.last_day is not None and self.opening_day is not None and self.last_day < self.opening_day
        near = _line(phrase) - self.opening_line <= _NEAR
        return self.opening_day if looked_back and near else self.last_day

    def tense(self, phrase: Phrase) -> Tense | None:
        """The tense of the clause around ``phrase``."""
        return tense(phrase.tokens, phrase.first, phrase.stop)

    def told(self) -> date:
        """The first day of what was told last, or the publication day."""
        covered = bounds(self.last) if self.last else None
        if covered:
            return covered[0]
        year = year_in(self.last or "")  # a winter has a year and no first day
        return date(year, 1, 1) if year and year > 0 else self.published

    def told_in(self, unit: Unit) -> date:
        """The first day of what was told last, if that is no coarser than ``unit``; a year that goes on says only publication."""
        covered = bounds(self.last) if self.last else None
        if covered and covered[0] <= self.published < covered[1] and grain(self.last or "") in _COARSER.get(unit, ()):
            return self.published
        return self.told()

    def before_christ(self) -> int | None:
        """The year before Christ that was told last, if one was."""
        year = year_in(self.last or "") if self.narrative else None
        return -year if year is not None and year < 0 else None

    def here(self) -> date:
        """The day that "this year" and "last month" count from: publication, in a narrative the time told last."""
        return self.told() if self.narrative else self.published


_NEAR = 8  # lines, blank ones counted: some paragraphs on


def _line(phrase: Phrase) -> int:
    return phrase.tokens.lines[phrase.first]


def opens_sentence(phrase: Phrase) -> bool:
    """Whether nothing but "on" or "in" stands between the phrase and the sentence's beginning."""
    back = 2 if phrase.before() in ("on", "in") else 1
    return phrase.before(back)[:1] in ("", ".", "\n", "!", "?")


def dated(value: str | None, *, kind: TimexKind = TimexKind.DATE) -> Meaning | None:
    """A date with the days that its value covers."""
    return Meaning(kind=kind, value=value) if value else None


def held(day: date | None, unit: Unit) -> Meaning | None:
    """The date in ``unit`` that holds ``day``."""
    return dated(holding(day, unit)) if day else None


def shifted(day: date, unit: Unit, count: int) -> Meaning | None:
    """The date in ``unit``, ``count`` of them from ``day``."""
    return held(moved(day, unit, count), unit)


def rolling(end: date, days: int) -> Interval | None:
    """The ``days`` days up to and with ``end``."""
    try:
        return Interval(start=end - timedelta(days=days - 1), end=end + timedelta(days=1))
    except (OverflowError, ValueError):
        return None
