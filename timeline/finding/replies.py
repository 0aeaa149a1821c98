"""Which event does a denial speak of that is no event itself: "The army rejected reports of deaths as fabricated"?

The one told right before it in the same paragraph, where the denial names what that one tells, or only points back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.finding.contents import content
from timeline.finding.events import Verdict
from timeline.finding.saying import POINTS_BACK
from timeline.model import Briefing, Claim, Event, Stance

REPLIES = (Stance.DENIES, Stance.DOUBTS)
CLAIMING = (Stance.CLAIMS, Stance.REPORTS)
#: What the words of a reply are about anyway: who denies, that there were reports.
ABOUT_REPORTS = frozenset(content("reports claims allegations accusations military army government ministry").terms)


def answered(verdicts: Sequence[Verdict], briefing: Briefing) -> list[Event]:
    """The events of all verdicts in order, each with the claims of those who deny it in the sentences right after."""
    told: list[Event] = []
    paragraph = -1
    for verdict in verdicts:
        if verdict.events:
            told += verdict.events
            paragraph = verdict.telling.sentence.paragraph
        elif told and paragraph == verdict.telling.sentence.paragraph:
            told[-1] = _with_replies(told[-1], verdict, briefing)
    return told


def _with_replies(event: Event, verdict: Verdict, briefing: Briefing) -> Event:
    known = {(claim.source, claim.stance) for claim in event.claims}
    voices = dict.fromkeys((voice.source, voice.stance) for voice in verdict.telling.attributions)
    claiming = {source for source, stance in voices if stance in CLAIMING}
    replies = tuple(
        Claim(source=source, stance=stance, evidence=verdict.telling.sentence.span)
        for source, stance in voices
        if stance in REPLIES
        and (source, stance) not in known
        and claiming <= {source}  # else that is denied: "A alleges fraud; B denies it"
    )
    return (
        replace(event, claims=(*event.claims, *replies)) if replies and _speaks_of(event, verdict, briefing) else event
    )


def _speaks_of(event: Event, verdict: Verdict, briefing: Briefing) -> bool:
    words = verdict.telling.words
    named = {*content(words).terms} - ABOUT_REPORTS
    return POINTS_BACK.search(words) is not None or not named.isdisjoint(content(briefing.quote(event.evidence)).terms)
