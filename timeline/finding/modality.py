"""Does the briefing state the event, does somebody claim or deny it, is it announced, or only possible?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from timeline.finding.claims import Attribution
from timeline.finding.happenings import STRONG, Telling
from timeline.finding.predicates import Form
from timeline.finding.saying import POINTS_BACK
from timeline.model import Modality, Stance, When

#: Words that announce: what they govern has not happened yet.
PLANNED = re.compile(
    r"\b(?:will|must|yet to|plans? to|planned (?:to|for)|planning to|intends? to|"
    r"is (?:due|set|scheduled|expected|forecast|slated|about) to|"
    r"are (?:due|set|scheduled|expected|forecast|slated|about) to|(?:is|are) to \w+|(?:is|are) (?:expected|"
    r"forecast|scheduled|due)|announced plans|scheduled for|"
    r"(?<!believed )(?<!thought )(?<!said )(?<!reported )to be held|upcoming|"
    r"should come into|comes? into (?:force|effect)|authori[sz]ed to|preparing to|"
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
#: How many behind it: "agreed to".
BEHIND = 12

WOULD = re.compile(r"\bwould\b")
MUST = re.compile(r"\bmust\b(?! have\b)")
#: What a decision demands is told by the decision: "ruled | on Tuesday that a sixth woman must be appointed".
DECIDED = re.compile(r"\b(?:ruled|ordered|decreed|decided)\b[^.;]{0,60}\bthat\b[^.;]*$")

DENYING = (Stance.DENIES, Stance.DOUBTS)
CLAIMING = (Stance.CLAIMS, Stance.REPORTS)


def judge(telling: Telling, when: When | None, claims: Sequence[Attribution], published: date) -> Modality:
    """How the event is put. A denial outweighs all; then what has not happened; then whose word it is."""
    stances = {claim.stance for claim in claims}
    if any(claim.stance in DENYING and _is_of(claim, claims, telling) for claim in claims):
        return Modality.DENIED
    if Stance.THREATENS in stances:
        return Modality.ASSERTED  # a threat happens by being uttered
    best = telling.predicate
    clause = _clause(telling)
    if WOULD.search(clause) and (Stance.PLANS in stances or (telling.attributions and _ahead(when, published))):
        return (
            Modality.PLANNED
        )  # "said that the vote would take place on 27 February", "announced that it would extend"
    if best is not None and ((best.modal and not MUST.search(clause)) or SUPPOSED.search(clause)):
        return Modality.HYPOTHETICAL
    if (
        (best is not None and best.future)
        or (PLANNED.search(clause) and not _is_decided(telling))
        or any(claim.stance is Stance.PLANS and _governs(claim, telling) for claim in claims)
        or _ahead(when, published)
    ):
        return Modality.PLANNED
    return Modality.CLAIMED if stances & set(CLAIMING) else Modality.ASSERTED


def _is_of(denial: Attribution, claims: Sequence[Attribution], telling: Telling) -> bool:
    """Whether what is denied is what is told: not in "confirmed a theft but denied that it had been asked to pay"."""
    best = telling.predicate
    if any(c.source == denial.source and c.stance is Stance.ASSERTS and c.cue.end < denial.cue.start for c in claims):
        return False
    pointing = POINTS_BACK.search(telling.words, max(0, denial.cue.start - telling.start))
    return best is None or denial.content.holds(best.span) or pointing is not None


def _governs(plan: Attribution, telling: Telling) -> bool:
    """Whether what is told is planned: not in "the governor visited the camp and promised support"."""
    best = telling.predicate
    done = best is not None and best.finite and best.trigger.strength == STRONG and best.trigger.form is Form.PAST
    return not done or best is None or best.span.end > plan.cue.start or plan.content.start < best.span.start


def _is_decided(telling: Telling) -> bool:
    """Whether a decision that has been taken demands what is told."""
    best = telling.predicate
    return best is not None and DECIDED.search(telling.around(best.span)[0]) is not None


def _clause(telling: Telling) -> str:
    """The words around the predicate, of its own clause: what governs it."""
    best = telling.predicate
    if best is None:
        return ""
    before, word, after = telling.around(best.span)
    lead = before[-CLAUSE:]
    cut = max(lead.rfind(mark) for mark in (", ", "; ", " which ", " that ", " but "))
    return lead[cut + 1 :] + word + re.split("[,;] ", after[:BEHIND])[0]


def _ahead(when: When | None, published: date) -> bool:
    return when is not None and when.interval.start is not None and when.interval.start > published
