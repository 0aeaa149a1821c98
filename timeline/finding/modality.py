"""Does the briefing state the event, does somebody claim or deny it, is it announced, or only possible?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from timeline.finding.claims import Attribution
from timeline.finding.happenings import Telling
from timeline.model import Modality, Stance, When

#: Words that announce: what they govern has not happened yet.
PLANNED = re.compile(
    r"\b(?:will|yet to|plans? to|planned (?:to|for)|planning to|intends? to|is (?:due|set|scheduled|expected|forecast|"
    r"slated|about) to|"
    r"are (?:due|set|scheduled|expected|forecast|slated|about) to|(?:is|are) to \w+|(?:is|are) (?:expected|"
    r"forecast|scheduled|due)|announced plans|scheduled for|"
    r"to be held|upcoming|should come into|comes? into (?:force|effect)|authori[sz]ed to|preparing to|agreed to|"
    r"vow\w* to|pledg\w+ to)\b",
    re.I,
)
#: Words that only suppose.
SUPPOSED = re.compile(
    r"\b(?:could|(?-i:may)|might|would|if|possibl[ey]|potential(?:ly)?|hypothe\w+|threaten(?:s|ed)? to|considering)\b",
    re.I,
)

#: How many characters before a predicate may govern it: "could ask some of the units to stay".
CLAUSE = 60

WOULD = re.compile(r"\bwould\b")

CLAIMING = (Stance.CLAIMS, Stance.REPORTS)


def judge(telling: Telling, when: When | None, claims: Sequence[Attribution], published: date) -> Modality:
    """How the event is put. A denial outweighs all; then what has not happened; then whose word it is."""
    stances = {claim.stance for claim in claims}
    if Stance.DENIES in stances or Stance.DOUBTS in stances:
        return Modality.DENIED
    best = telling.predicate
    clause = _clause(telling)
    if WOULD.search(clause) and (Stance.PLANS in stances or (telling.attributions and _ahead(when, published))):
        return (
            Modality.PLANNED
        )  # "said that the vote would take place on 27 February", "announced that it would extend"
    if best is not None and (best.modal or SUPPOSED.search(clause)):
        return Modality.HYPOTHETICAL
    if (
        (best is not None and best.future)
        or PLANNED.search(clause)
        or Stance.PLANS in stances
        or _ahead(when, published)
    ):
        return Modality.PLANNED
    return Modality.CLAIMED if stances & set(CLAIMING) else Modality.ASSERTED


def _clause(telling: Telling) -> str:
    """The words shortly before the predicate and up to it: what governs it."""
    best = telling.predicate
    if best is None:
        return ""
    start = telling.sentence.span.start
    lead = min(CLAUSE, best.span.start - start)
    words = telling.words[best.span.start - start - lead : best.span.end - start + 12]
    cut = max(words.rfind(mark, 0, lead) for mark in (", ", "; ", " which ", " that "))
    return words[cut + 1 :] if cut >= 0 else words


def _ahead(when: When | None, published: date) -> bool:
    return when is not None and when.interval.start is not None and when.interval.start > published
