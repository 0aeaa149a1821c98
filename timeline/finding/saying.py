"""Which verbs attribute what is said, and with which stance? Tables of lemmas and cues, to be checked by reading."""

from __future__ import annotations

import re

from timeline.finding.inflection import gerund, pasts, third_person
from timeline.model import Stance

#: Stance, and the verbs that carry it. The publisher's own "found" and "recorded" are no claims; others' "said" is.
VERBS: tuple[tuple[Stance, str], ...] = (
    # "said that …", "Peskov added …"
    (
        Stance.CLAIMS,
        """
        say state tell claim allege add note argue insist maintain contend explain write tweet suggest
        declare estimate believe assess reiterate stress emphasize emphasise warn acknowledge admit concede
        accuse describe""",
    ),
    # "denied that …", "dismissed the report"
    (
        Stance.DENIES,
        """
        deny reject refute dismiss dispute disavow""",
    ),
    # "questioned whether …"
    (
        Stance.DOUBTS,
        """
        doubt question""",
    ),
    # "announced that it will …"
    (
        Stance.PLANS,
        """
        announce plan intend vow pledge promise propose""",
    ),
    # "threatened to …"
    (
        Stance.THREATENS,
        """
        threaten""",
    ),
    # "reported that …"
    (
        Stance.REPORTS,
        """
        report""",
    ),
    # "confirmed the cases"
    (
        Stance.ASSERTS,
        """
        confirm verify conclude document reveal prove show establish""",
    ),
)

#: Of those, the ones that claim only with a clause: "reported that …", not "reported 13 cases".
NEEDS_CLAUSE = frozenset(
    "report announce note describe declare acknowledge concede reveal confirm conclude document assess estimate "
    "believe explain suggest maintain doubt question verify contend write tweet propose prove show establish ".split()
)

#: Forms that are nouns as often as verbs, and then claim nothing: "the state border", "his claims about".
NOUNLIKE = frozenset(
    "state states claim claims report reports estimate estimates tweet tweets note notes doubt doubts document "
    "documents question questions plan plans promise promises pledge pledges vow vows stress".split()
)

#: These deny only what was said: "rejected the claim", not "rejected the budget".
OF_WORDS = frozenset("reject dismiss refute dispute".split())
SAID_THINGS = re.compile(
    r"\s+(?:(?:the|these|this|such|any|all|as|those|his|her|its|their|as)\s+)*(?:[\w-]+\s+)?(?:claims?|allegations?|reports?|"
    r"accusations?|suggestions?|charges?|complaints?|protests?|warnings?|findings?|assertions?|rumou?rs?|criticism|involvement|responsibility|it|that|them|baseless|false|untrue)\b"
    r"|\s+(?:[^,;.]{0,60}\s)?as (?:an? )?(?:\w+ly )?(?:absurd|baseless|false|untrue|fabricat\w+|fakes?|nonsense|lies?|"
    r"propaganda|groundless|unfounded|ridiculous|(?:dis|mis)information|slander|inventions?|provocations?|speculation|rumou?rs?)\b"
)
#: What may still follow a verb of saying that ends what it says: "…, the army told AFP in a statement on Monday."
CLOSING = re.compile(
    r"(?:\s+(?:the )?[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4}(?<!\.))?"
    r"(?:\s+(?:today|yesterday|later|earlier|late|early|on|in|at|via|through|during|by|"
    r"to (?:the )?(?:reporters|journalists|media|press|newspaper|agency|news|state))\b(?:(?! to )[^,;:\"]){0,70})?"
    r"(?:(?:, (?:citing|quoting|adding)\b[^;\"]*)?\s*[.!?]?\s*$|(?=, (?:while|but|though|although|whereas)\b|;))"
)

#: A verb right after one of these is passive or an adjective: "would be denied", "an alleged launch".
NOT_ACTIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|a|an|the|this|that|of|so|than)\s+(?:\w+ly\s+)?$", re.I)

#: A base form after one of these is no statement made: "may not declare", "not to say".
INFINITIVE = re.compile(r"\b(?:to|not|may|might|could|would|should|can|must|will|cannot|n't)\s+(?:\w+ly\s+)?$")

#: "The report was denied by the ministry"
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?P<verb>said|claimed|denied|reported|confirmed|rejected|dismissed|"
    r"refuted|disputed|alleged) by\s+(?:the\s+)?"
)

#: "…, which Moscow denied"; "…, a figure that the army disputes"
ASIDE_DENIAL = re.compile(
    r"(?:,| -) (?:which|an? (?:\w+ )?(?:claim|charge|allegation|accusation|report|figure|toll|version|account)"
    r"(?: that| which)?) (?P<source>(?!was |were |is |are |had |has )[^,;:\"]{2,60}?)(?: has| have| had)?(?: \w+ly)? "
    r"(?P<verb>den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|dispute[sd]?|refute[sd]?)\b"
)
#: A denial that only points back at what was told: "denied it", "dismissed the reports".
POINTS_BACK = re.compile(
    r"\b(?:denie[sd]|reject(?:s|ed)|dismiss(?:es|ed)|refute[sd]) (?:it|the (?:claims?|reports?|allegations?|"
    r"accusations?|story))\b"
)
#: What has been heard, and may be denied alone: "fled after rumours spread that …, which Paris denied".
HEARSAY = re.compile(r",? (?:after|amid|following|over|despite) (?:\w+ ){0,2}(?:rumou?rs|reports|claims|allegations)\b")

#: The first of these in what is announced says whether it is to come.
LIES_BEHIND = re.compile(r"\b(?:will|would|shall|(?:is|are) to|plans?|(?P<past>had|has|have|was|were|\w{3,}ed))\b")

#: "unable to find any confirmation", "could not verify"
DOUBTING = re.compile(
    r"\b(?:unable|not able|failed) to (?:find|obtain|get)? ?(?:any )?(?:confirm|verif|corroborat)\w*"
    r"|\b(?:could|can|did|has|have)(?:n't| not)(?: been)?(?: able to)? (?:independently )?(?:confirm|verif|"
    r"corroborat)\w*"
)

#: "withdrew its claim that"
RETRACTING = re.compile(
    r"\b(?:withdr(?:ew|aws?)|retract(?:s|ed)|takes? back|took back|recant(?:s|ed)|correct(?:s|ed)) "
    r"(?:its|his|her|their|an?|the) (?:[\w-]+ ){0,2}(?:claims?|statements?|reports?|accusations?|allegations?|"
    r"announcements?|remarks?) that\b"
)
#: "put the death toll at 40"
COUNTING = re.compile(
    r"\bputs? (?:its|the) (?:[\w-]+ ){0,2}(?:toll|figure|number|total|count|losses|damage|cost|turnout)\b"
    r"[^,;]{0,40}? at\b"
)
#: Phrases that attribute, and with which stance.
PHRASES = ((Stance.DOUBTS, DOUBTING), (Stance.DENIES, RETRACTING), (Stance.CLAIMS, COUNTING))

#: What those who speak would do themselves: "warned | on Friday that they would attack".
OWN_DEED = re.compile(
    r"(?:\s+(?!that\b)[^\s,;]+){0,5}?\s+(?:that )?(?:it|they|he|she) (?:would|will)\b"
    r"(?P<plain> (?:soon |also |now )?(?!(?:not|be|have|never|only|mean|take)\b)\w+)?"
)

#: What is not said but done by saying it: "claimed | victory".
DEED = re.compile(r"\s+(?:an? |the |his |her |their )?(?:[\w-]+ )?(?:victory|defeat)\b")

#: Words that claim without naming who: "reportedly suspended", "is believed to be".
UNNAMED = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|rumou?red|unconfirmed reports?|it (?:was|has been|"
    r"is) (?:reported|claimed|"
    r"alleged|said)|(?:an?|the|this|these) (?:alleged|purported|supposed)|"
    r"(?:numerous|several|some|multiple|other|many) [\w-]*\s?reports that|(?:is|are|was|"
    r"were) (?:widely |generally )?(?:believed|said|thought|reported|alleged|understood) to)\b",
    re.I,
)

#: "according to the ministry"
ACCORDING = re.compile(r"\b[Aa]ccording to |\b[Ii]n the words of |\b[Aa]s reported by |\b[Cc]iting ")

#: What may stand between a verb of saying and what is said: "told the council in New York on Monday that".
THAT = re.compile(r"""[^".;]{0,90}?\bthat\b""")


def _forms() -> dict[str, tuple[str, Stance]]:
    table = {}
    for stance, lemmas in VERBS:
        for lemma in lemmas.split():
            for form in (*pasts(lemma), third_person(lemma), lemma, gerund(lemma)):
                table[form] = (lemma, stance)
    return table


#: Form -> its lemma and stance; and what finds a form in a text.
FORMS = _forms()
VERB = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(FORMS, key=len, reverse=True))})(?![\w-])")
