"""Which days an event told with these words falls on: those of the value, as "since", "until" or a range bound them."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.finding.times.meaning import Meaning
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.values import bounds, grain
from timeline.finding.times.words import Unit
from timeline.model import Interval, Span, TimePrecision, Timex, TimexKind

_PRECISION = {
    Unit.DAY: TimePrecision.DAY,
    Unit.WEEK: TimePrecision.WEEK,
    Unit.WEEKEND: TimePrecision.WEEK,
    Unit.MONTH: TimePrecision.MONTH,
    Unit.YEAR: TimePrecision.YEAR,
}

# Words that open or bound the days, as they may stand before a time, longest first; the cue that they amount to.
_CUES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "later", "than"), "by"),  # "no later than 1 March"
    (("no", "earlier", "than"), "from"),  # "no earlier than 1 March"
    (("not", "before"), "from"),  # "not before May"
    (("not", "until"), "from"),  # "not until June"
    (("on", "or", "before"), "by"),  # "on or before 1 March"
    (("on", "or", "after"), "from"),  # "on or after 1 March"
    (("ever", "since"), "since"),  # "ever since 2014"
    (("up", "until"), "until"),  # "up until Friday"
    (("up", "to"), "until"),  # "up to 6 March"
    (("prior", "to"), "before"),  # "prior to 2020"
    (("ahead", "of"), "before"),  # "ahead of 27 February"
    (("as", "of"), "as of"),  # "as of today"
    (("as", "from"), "from"),  # "as from 1 April"
    (("as", "at"), "as of"),  # "as at 5 December"
    (("starting",), "from"),  # "starting 7 February"
    (("starting", "on"), "from"),
    (("starting", "from"), "from"),
    (("beginning",), "from"),  # "beginning Monday"
    (("beginning", "on"), "from"),
    (("effective",), "from"),  # "effective 1 January"
    (("since",), "since"),  # "since 1 February"
    (("from",), "from"),  # "from 7 February"
    (("until",), "until"),  # "until 6 March"
    (("till",), "until"),
    (("through",), "through"),  # "through August"
    (("by",), "by"),  # "by Friday"
    (("before",), "before"),  # "before the weekend"
    (("after",), "after"),  # "after 24 February"
    (("following",), "after"),  # "following the 9 August election" never gets here: the date must come next
    (("between",), "between"),  # "between 3 and 7 February"
)
_CUES_BY_LAST = {last: [row for row in _CUES if row[0][-1] == last] for last in {words[-1] for words, _ in _CUES}}
_BETWEEN_ENDS = frozenset({"-", "to", "until", "till", "through", "thru"})  # "24-26 February", "from May to July"
_SKIPPED = frozenset({"the", "about", "around", "approximately", "at", "least", "late", "early", "in", "on", "-"})
# A date that replaces another is no range: "postponed from 3 to 10 February".
#: The parts of a period that are its end.
_ENDS = frozenset({"end", "close"})
_REPLACING = frozenset("postponed moved delayed rescheduled shifted changed extended deferred brought pushed".split())


def reach(read: Sequence[tuple[Phrase, Meaning]]) -> tuple[Timex, ...]:
    """The timexes of the phrases read, each with the days that it reaches."""
    ranges = _ranges(read)
    return tuple(_timex(phrase, meaning, ranges.get(index)) for index, (phrase, meaning) in enumerate(read))


def _timex(phrase: Phrase, meaning: Meaning, whole: Interval | None) -> Timex:
    cue = None if _names_hour(phrase, meaning) else _cue(phrase)
    days = _days(meaning)
    if whole is not None:
        days = whole
    elif days is not None and cue is not None:
        days = _bounded(days, cue, ends=bool(_ENDS & {*phrase.text("part").split()}))
    tokens = phrase.tokens
    return Timex(
        span=Span(start=tokens.starts[phrase.first], end=tokens.ends[phrase.stop - 1]),
        kind=meaning.kind,
        value=meaning.value,
        interval=days,
        precision=_precision(meaning) if days else None,
        cue=cue,
    )


def _names_hour(phrase: Phrase, meaning: Meaning) -> bool:
    """Whether "before" and "after" bound an hour, not its day: "shortly before 3 a.m. on Sunday"."""
    return meaning.kind is TimexKind.TIME and phrase.before() in ("before", "after")


def _precision(meaning: Meaning) -> TimePrecision:
    unit = grain(meaning.value)
    return meaning.precision or (_PRECISION.get(unit, TimePrecision.APPROX) if unit else TimePrecision.APPROX)


def _days(meaning: Meaning) -> Interval | None:
    if meaning.days or not meaning.fixed or meaning.kind not in (TimexKind.DATE, TimexKind.TIME):
        return meaning.days
    covered = bounds(meaning.value)
    return Interval(start=covered[0], end=covered[1]) if covered else None


def _cue(phrase: Phrase) -> str | None:
    """The cue before ``phrase``, a preposition or article between them skipped ("since the", "by around")."""
    for skipped in range(3):
        last = phrase.before(skipped + 1)
        for words, cue in _CUES_BY_LAST.get(last, ()):
            if all(phrase.before(skipped + back) == word for back, word in enumerate(reversed(words), 1)):
                return None if skipped and phrase.rule == "year" and cue == "after" else cue  # "after the 2010 flood"
        if last not in _SKIPPED:
            return None
    return None


def _bounded(days: Interval, cue: str, *, ends: bool) -> Interval:
    """``days`` as the cue bounds them: open ahead for "since", open behind for "until"; as they are for any other.

    ``ends`` says that their end is named: "until the end of March" is until its last day.
    """
    many = days.start is None or days.end is None or (days.end - days.start).days > 1
    match cue:
        case "since" | "from" if days.start:
            return Interval(start=days.start, end=None)
        case "after" if days.end:
            return Interval(start=days.end, end=None)
        case "before" if days.start and not ends:
            return Interval(start=None, end=days.start)
        case "until" if days.start and many and not ends:  # "until February": its first day is no longer meant
            return Interval(start=None, end=days.start)
        case "until" | "by" | "through" | "before" if days.end:  # "until 6 March": that day too
            return Interval(start=None, end=days.end)
        case _:
            return days


def _ranges(read: Sequence[tuple[Phrase, Meaning]]) -> dict[int, Interval]:
    """For both ends of each range, the days from the first end's to the last's."""
    found: dict[int, Interval] = {}
    for index in range(len(read) - 1):
        (left, first), (right, last) = read[index], read[index + 1]
        if _joined(left, right) and (whole := _from_to(_days(first), _days(last))):
            found[index] = found[index + 1] = whole
    return found


def _joined(left: Phrase, right: Phrase) -> bool:
    """Whether only a dash, "to", "until", or the "and" of "between", stands between two times."""
    gap = [left.tokens.word(index) for index in range(left.stop, min(right.first, left.stop + 4))]
    link = [word for word in gap if word not in ("the", "in", "on", ",")]
    if len(link) != 1 or any(left.before(back) in _REPLACING for back in range(1, 8)):
        return False
    return (
        link[0] in _BETWEEN_ENDS
        or (link[0] == "/" and right.rule == "short_year")
        or (link[0] == "and" and _cue(left) == "between")
    )


def _from_to(first: Interval | None, last: Interval | None) -> Interval | None:
    if first is None or last is None or first.start is None or last.end is None or first.start >= last.end:
        return None
    return Interval(start=first.start, end=last.end)
