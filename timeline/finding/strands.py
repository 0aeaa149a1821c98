"""Which parts of a sentence tell happenings of different days?

"They met on 5 April and signed on 6 April" has two strands; each is a telling of its own, with its own words, times and
places. A sentence is parted only where both sides of a joint have a finite predicate and a day of their own.

What somebody only remarks beside it is no part of a strand: "Jets bombed a camp; the minister said the dead were …" is
told by the publisher, and no reason to doubt it. A denial is, for it may be of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.finding.claims import Attribution
from timeline.finding.happenings import Telling
from timeline.finding.sources import subject_before
from timeline.model import Span, Stance, TimePrecision, Timex, TimexKind

#: Where one strand may end and the next begin; "which" and "when" go on about the same matter but tell a new happening.
JOINT = re.compile(r"(?:,? and(?: then)?|;|,? while|, but|, which|, when|, after|,? following)(?= )")
#: A day told by the one before it.
LATER = re.compile(r"\b(?:the (?:next|following) (?:day|morning|week|month)|(?:days?|weeks?|months?) later)\b", re.I)
#: Behind these somebody may speak of what the publisher has told before them.
BESIDE = re.compile(r"(?:;|, while|, but)(?= )")
DENYING = (Stance.DENIES, Stance.DOUBTS)
SHORTEST = 20
WHICH = ", which"


def part(telling: Telling, seen: str) -> tuple[Telling, ...]:
    """The strands of a telling, in order; the telling itself where it has one."""
    start, end = telling.sentence.span.start, telling.sentence.span.end
    cuts: list[int] = []
    left = start
    for joint in JOINT.finditer(seen, start, end):
        if _parts(telling, Span(start=left, end=max(joint.start(), left + 1)), Span(start=joint.end(), end=end)):
            cuts.append(joint.end())
            left = joint.end()
    bounds = [start, *cuts, end]
    return tuple(_told(telling, seen, Span(start=a, end=b)) for a, b in pairwise(bounds))


def _told(telling: Telling, seen: str, stretch: Span) -> Telling:
    """The strand that a stretch of a telling is, less what is only remarked in it."""
    remarks = tuple(_remarks(telling, stretch))
    stop = _joint(telling, seen, stretch, remarks) if remarks else None
    if stop is not None:
        return replace(_strand(telling, seen, stretch.start, stop), remarks=remarks)
    whole = stretch == telling.sentence.span
    return telling if whole else _strand(telling, seen, stretch.start, stretch.end)


def _remarks(telling: Telling, stretch: Span) -> Iterator[Attribution]:
    """Those who speak in a stretch, if none of them denies."""
    speaking = [a for a in telling.attributions if stretch.holds(a.cue)]
    if not any(a.stance in DENYING for a in speaking):
        yield from speaking


def _joint(telling: Telling, seen: str, stretch: Span, remarks: Sequence[Attribution]) -> int | None:
    """Where the publisher's own words end before the first who speaks; None where it tells nothing before."""
    first = min(min(a.cue.start, a.content.start, (a.speaker or a.cue).start) for a in remarks)
    joints = [joint.start() for joint in BESIDE.finditer(seen, stretch.start, first)]
    if not joints or not _happens(telling, Span(start=stretch.start, end=joints[-1])):
        return None
    return joints[-1]


def _parts(telling: Telling, before: Span, after: Span) -> bool:
    first, second = set(_days(telling, before)), set(_days(telling, after))
    apart = first and second and not first & second
    return bool(apart or (second and _is_later(telling, after))) and all(_happens(telling, s) for s in (before, after))


def _is_later(telling: Telling, after: Span) -> bool:
    """Whether the second strand counts its day from the first's: "three were held; two were freed the next day"."""
    start = telling.sentence.span.start
    return LATER.search(telling.words, after.start - start, after.end - start) is not None


def _days(telling: Telling, stretch: Span) -> Iterator[tuple[object, object]]:
    for timex in telling.timexes:
        if _is_day(timex) and stretch.holds(timex.span) and timex.interval is not None:
            yield timex.interval.start, timex.interval.end


def _is_day(timex: Timex) -> bool:
    return timex.precision is TimePrecision.DAY and timex.kind in (TimexKind.DATE, TimexKind.TIME)


def _happens(telling: Telling, stretch: Span) -> bool:
    return stretch.end - stretch.start >= SHORTEST and any(
        p.finite and stretch.holds(p.span) for p in telling.predicates
    )


def _strand(telling: Telling, seen: str, start: int, end: int) -> Telling:
    """The part ``[start, end)`` of a telling; without a place of its own it keeps the places of the whole."""
    stretch = Span(start=start, end=end)
    places = tuple(p for p in telling.places if stretch.holds(p.toponym.span))
    antecedent = _antecedent(telling, seen, start)
    words = antecedent + seen[start:end]
    return replace(
        telling,
        words=re.sub(r"(?:,? and|,? while|, but|, which|, when|, after|,? following|[,;])\s*$", "", words).strip(" ,;"),
        timexes=tuple(t for t in telling.timexes if stretch.holds(t.span)),
        places=places if any(not p.demonym for p in places) else telling.places,
        predicates=tuple(
            p for p in telling.predicates if start - len(antecedent) - len(WHICH) <= p.span.start and p.span.end <= end
        ),
        attributions=tuple(a for a in telling.attributions if a.content.start < end and start < a.content.end),
    )


def _subject(telling: Telling, seen: str, start: int) -> str:
    """The subject of the strands before ``start`` where the one that begins there has none: "… and expelled two"."""
    opens = start + len(seen[start:]) - len(seen[start:].lstrip(" ,"))
    verbs = [p.span.start for p in telling.predicates if p.finite]
    first = next((at for at in verbs if at < start), None)
    if first is None or opens not in verbs:
        return ""
    subject = subject_before(seen, telling.sentence.span.start, first)
    return f"{seen[subject.start : subject.end]} " if subject else ""


def _antecedent(telling: Telling, seen: str, start: int) -> str:
    """What "which" stands for: "announced *joint exercises*, which will run …"; else who went on."""
    stop = start - len(WHICH)
    if seen[max(0, stop) : start] != WHICH:
        return _subject(telling, seen, start)
    verbs = [p.span.end for p in telling.predicates if p.span.end < stop and p.finite]
    return seen[max(verbs) : stop].strip() if verbs else ""
