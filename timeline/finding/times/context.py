"""What a time may be told from: the publication day, and the times told before it in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense, tense
from timeline.finding.times.values import bounds, grain, year_in
from timeline.finding.times.words import Unit

# Values in these units say nothing of the day, week or month that is meant.
_COARSER = {
    Unit.DAY: (Unit.YEAR, Unit.HALF, Unit.QUARTER),
    Unit.WEEK: (Unit.YEAR, Unit.HALF, Unit.QUARTER),
    Unit.MONTH: (Unit.YEAR, Unit.HALF),
}
_NEAR = 8  # lines, blank ones counted: some paragraphs on


@dataclass(slots=True, kw_only=True)
class Context:
    """Reading so far. ``narrative`` says that the text tells a past far from its publication, in order of time.

    ``day_first`` says whether 03/02 is 3 February here, if the text shows it. ``last`` is the value of the last date;
    ``last_day`` the last told to the day, if no coarser one came after; ``opening_day`` the day that opened a sentence
    last, on line ``opening_line``; ``last_line`` the line of ``last``; ``named_quarter`` the quarter whose figures are
    told, so that "a year earlier" is that quarter of the year before. ``reviewed`` is the last day that the text says
    it is about, where it was published later.
    """

    published: date
    narrative: bool = False
    day_first: bool | None = None
    last: str | None = None
    last_day: date | None = None
    last_line: int = 0
    opening_day: date | None = None
    opening_line: int = 0
    named_quarter: str | None = None
    reviewed: date | None = None

    def note(self, value: str) -> None:
        """Remember ``value`` as told, so that "the next day" has a day before it."""
        unit = grain(value)
        if (unit is None and not value.startswith("BC")) or self._repeats_year(value):
            return
        self.last = value
        covered = bounds(value)
        if unit is Unit.DAY and covered:
            self.last_day = covered[0]
        elif unit is not Unit.WEEK:
            self.last_day = None

    def _repeats_year(self, value: str) -> bool:
        """Whether ``value`` is the bare year of what was just told in a narrative: "On December 7, in 1941"."""
        year = year_in(self.last or "")
        return self.narrative and grain(value) is Unit.YEAR and year is not None and year_in(value) == year

    def note_opening(self, phrase: Phrase, day: date) -> None:
        """Remember the day if it opens a sentence ("On 3 February, ..."): it is what the passage is about."""
        if phrase.opens_sentence:
            self.opening_day, self.opening_line = day, phrase.line

    def that_day(self, phrase: Phrase) -> date | None:
        """The day that "the same day" and "the next day" count from.

        It is the day told last; but after a look back from the day that opened the passage, it is that one:
        "On 3 February, the ministry published ... of a drone seen on 24 January. The next day ..."
        """
        elsewhere = self.opening_line != self.last_line == phrase.line  # that passage is over: a paragraph of its own
        looked_back = self.last_day is not None and self.opening_day is not None and self.last_day < self.opening_day
        if elsewhere:
            return self.last_day
        return self.opening_day if looked_back and phrase.line - self.opening_line <= _NEAR else self.last_day

    def tense(self, phrase: Phrase) -> Tense | None:
        """The tense of the clause around ``phrase``."""
        return tense(phrase.tokens, phrase.first, phrase.stop)

    def told(self) -> date:
        """The first day of what was told last, or the publication day."""
        covered = bounds(self.last) if self.last else None
        return covered[0] if covered else self.published

    def told_in(self, unit: Unit) -> date:
        """As ``told``; but after a bare year that still goes on, a day, week or month counts from publication."""
        covered = bounds(self.last) if self.last else None
        goes_on = covered is not None and self.published < covered[1]
        return self.published if goes_on and grain(self.last or "") in _COARSER.get(unit, ()) else self.told()

    def before_christ(self) -> int | None:
        """The year before Christ that was told last, if one was."""
        year = year_in(self.last or "") if self.narrative else None
        return -year if year is not None and year < 0 else None

    def here(self) -> date:
        """The day that "this year" and "last month" count from: publication, in a narrative the time told last."""
        return self.told() if self.narrative else self.published
