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
from itertools import pairwise, zip_longest

from timeline.finding.claims import Attribution
from timeline.finding.happenings import STRONG, Predicate, Telling
from timeline.finding.located import Located
from timeline.finding.saying import HEARSAY
from timeline.finding.sources import subject_before
from timeline.model import Interval, Span, Stance, TimePrecision, Timex, TimexKind

#: Where one strand may end and the next begin; "which" and "when" go on about the same matter but tell a new happening.
JOINT = re.compile(
    r"(?:,? and(?: then)?|;|,? while|, but|,? (?:even )?though|,? although|, which|, when|, after|,? following)(?= )"
)
#: A day told by the one before it.
LATER = re.compile(r"\b(?:the (?:next|following) (?:day|morning|week|month)|(?:days?|weeks?|months?) later)\b", re.I)
#: Behind these somebody may speak of what the publisher has told before them.
BESIDE = re.compile(
    r"(?:;|, while|, but|, (?:even )?though|, although|"
    r", which(?= (?:[\w'-]+ ){1,5}(?:says?|said|claims?|calls)\b))(?= )"
)
#: What lies ahead, or only may, is another happening than what has been: "two died; floods could follow".
APART = re.compile(r";|, (?:but|while|(?:even )?though|although)")
#: A verb that has lost its subject begins with one of these: "…, and | was extended".
AUXILIARY = re.compile(r"(?:is|are|was|were|has|have|had|will|would|could|may|might)\b")
DENYING = (Stance.DENIES, Stance.DOUBTS)
#: What is denied is told behind the denial: "denied | on Tuesday that there was an outbreak".
OF_ITS_OWN = re.compile(r"(?: (?!that\b)[\w-]+){0,5} that (?:there|it|they|he|she|any|its|their|his|her|the|an?|no)\b")
SHORTEST = 20
_PRECISE = (TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH)
WHICH = ", which"


def part(telling: Telling, seen: str) -> tuple[Telling, ...]:
    """The strands of a telling, in order; the telling itself where it has one."""
    start, end = telling.sentence.span.start, telling.sentence.span.end
    cuts: list[int] = []
    left = start
    joints = [joint for joint in JOINT.finditer(seen, start, end) if not _joins_days(telling, joint)]
    for joint, further in zip_longest(joints, joints[1:]):
        before, after = Span(start=left, end=max(joint.start(), left + 1)), Span(start=joint.end(), end=end)
        stop = further.start() if further else end
        tells = any(p.finite and joint.end() <= p.span.start < stop for p in telling.predicates)
        # without it: "agreed to import sugar | and cotton, but withdrew a day later"
        turns = APART.fullmatch(joint[0]) is not None and _turns(telling, before, after)
        if (tells and (turns or _parts(telling, before, after))) or _denies(telling, seen, before, after):
            cuts.append(joint.end())
            left = joint.end()
    bounds = [start, *cuts, end]
    return tuple(_told(telling, seen, Span(start=a, end=b)) for a, b in pairwise(bounds))


def _joins_days(telling: Telling, joint: re.Match[str]) -> bool:
    """Whether it only stands between two days: "on 5 | and | 6 April"."""
    ends = any(t.span.end == joint.start() for t in telling.timexes)
    return ends and any(t.span.start == joint.end() + 1 for t in telling.timexes)


def _told(telling: Telling, seen: str, stretch: Span) -> Telling:
    """The strand that a stretch of a telling is, less what is only remarked in it."""
    remarks = _remarks(telling, seen, stretch)
    stop = _joint(telling, seen, stretch, remarks) if remarks else None
    if stop is not None:
        return replace(_strand(telling, seen, stretch.start, stop), remarks=remarks)
    whole = stretch == telling.sentence.span
    return telling if whole else _strand(telling, seen, stretch.start, stretch.end)


def _remarks(telling: Telling, seen: str, stretch: Span) -> tuple[Attribution, ...]:
    """Those who speak in a stretch, if none of them denies all of it."""
    speaking = tuple(a for a in telling.attributions if stretch.holds(a.cue))
    return () if any(a.stance in DENYING and not _of_something_else(a, seen) for a in speaking) else speaking


def _of_something_else(denial: Attribution, seen: str) -> bool:
    """Whether it is of what was only heard, or of what it tells itself: "but the army denied that it had left"."""
    heard = HEARSAY.match(seen, denial.content.start)
    return heard is not None or OF_ITS_OWN.match(seen, denial.cue.end) is not None


def _joint(telling: Telling, seen: str, stretch: Span, remarks: Sequence[Attribution]) -> int | None:
    """Where the publisher's own words end before the first who speaks; None where it tells nothing before."""
    first = min(min(a.cue.start, a.content.start, (a.speaker or a.cue).start) for a in remarks)
    joints = [joint.start() for joint in BESIDE.finditer(seen, stretch.start, first)]
    joints += [first] if HEARSAY.match(seen, first) else []
    if not joints or not _happens(telling, Span(start=stretch.start, end=joints[-1])):
        return None
    return joints[-1]


def _parts(telling: Telling, before: Span, after: Span) -> bool:
    later = any(_days(telling, after)) and _is_later(telling, after)
    return (later or _apart(telling, before, after)) and all(_happens(telling, side) for side in (before, after))


def _apart(telling: Telling, before: Span, after: Span) -> bool:
    """Whether both tell days and have none in common."""
    first, second = list(_days(telling, before)), list(_days(telling, after))
    return bool(first and second) and not any(_meet(one, other) for one in first for other in second)


def _turns(telling: Telling, before: Span, after: Span) -> bool:
    """Whether one side tells what was and the other what will or may be: "404 died, though talks could begin"."""
    ahead = [{p.modal or p.future for p in _verbs(telling, side)} for side in (before, after)]
    return ahead in ([{False}, {True}], [{True}, {False}])


def _denies(telling: Telling, seen: str, before: Span, after: Span) -> bool:
    """Whether the second denies something else, another day: "two fell ill; on Tuesday A denied that there was …"."""
    return (
        _apart(telling, before, after)
        and _happens(telling, before)
        and any(
            voice.stance is Stance.DENIES
            and after.start <= (voice.speaker or voice.cue).start
            and voice.content.start >= voice.cue.end
            and OF_ITS_OWN.match(seen, voice.cue.end)
            for voice in telling.attributions
        )
    )


def _verbs(telling: Telling, stretch: Span) -> list[Predicate]:
    return [p for p in telling.predicates if p.finite and p.trigger.strength == STRONG and stretch.holds(p.span)]


def _is_later(telling: Telling, after: Span) -> bool:
    """Whether the second strand counts its day from the first's: "three were held; two were freed the next day"."""
    start = telling.sentence.span.start
    return LATER.search(telling.words, after.start - start, after.end - start) is not None


def _days(telling: Telling, stretch: Span) -> Iterator[Interval]:
    for timex in telling.timexes:
        if _is_day(timex) and stretch.holds(timex.span) and timex.interval is not None:
            yield timex.interval


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a day in common, as a month has its days; of what goes on both begin together."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one == other
    return one.start < other.end and other.start < one.end


def _is_day(timex: Timex) -> bool:
    return timex.precision in _PRECISE and timex.kind in (TimexKind.DATE, TimexKind.TIME)


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
    stripped = len(words) - len(words.lstrip(" ,;"))
    return replace(
        telling,
        shift=start - len(antecedent) + stripped - telling.sentence.span.start,
        words=re.sub(
            r"(?:,? and|,? while|, but|,? (?:even )?though|,? although|, which|, when|, after|,? following|[,;])\s*$",
            "",
            words,
        ).strip(" ,;"),
        timexes=tuple(t for t in telling.timexes if stretch.holds(t.span)),
        places=places if any(not p.demonym for p in places) else (*places, *_beside(telling, stretch)),
        predicates=tuple(
            p for p in telling.predicates if start - len(antecedent) - len(WHICH) <= p.span.start and p.span.end <= end
        ),
        attributions=tuple(a for a in telling.attributions if a.content.start < end and start < a.content.end),
    )


def _beside(telling: Telling, stretch: Span) -> Iterator[Located]:
    """The places of the other strands; where a body of theirs sits is none."""
    return (p for p in telling.places if not stretch.holds(p.toponym.span) and not p.seat)


def _subject(telling: Telling, seen: str, start: int) -> str:
    """The subject of the strands before ``start`` where the one that begins there has none: "… and expelled two"."""
    opens = start + len(seen[start:]) - len(seen[start:].lstrip(" ,"))
    verbs = [p.span.start for p in telling.predicates if p.finite]
    clause = max(telling.sentence.span.start, seen.rfind(";", 0, start) + 1)
    first = next((at for at in verbs if clause <= at < start), None)
    if first is None or not (opens in verbs or AUXILIARY.match(seen, opens)):
        return ""
    subject = subject_before(seen, clause, first)
    return f"{seen[subject.start : subject.end]} " if subject else ""


def _antecedent(telling: Telling, seen: str, start: int) -> str:
    """What "which" stands for: "announced *joint exercises*, which will run …"; else who went on."""
    stop = start - len(WHICH)
    if seen[max(0, stop) : start] != WHICH:
        return _subject(telling, seen, start)
    verbs = [p.span.end for p in telling.predicates if p.span.end < stop and p.finite]
    return seen[max(verbs) : stop].strip() if verbs else ""
