"""Which type would analysts' codebooks give an event? ACLED's and PLOVER's, where category and title leave no doubt.

Sources: ACLED, *Codebook* (event types and sub-event types since 2019, https://acleddata.com/knowledge-base/codebook/);
PLOVER, *Manual* and ``CAMEO2PLOVER-2021.txt`` (Open Event Data Alliance, https://github.com/openeventdata/PLOVER).
An ACLED type is written "event type: sub-event type", a PLOVER one "TYPE" or "TYPE/mode".

A category says what a reader wants to know, a codebook's type who did what to whom by which means, so most categories
are several types or none. A type is given only where a word of the title names it; where words of two types
stand there, or one that turns the sense ("refused", "condemned"), there is none; of two modes, the type alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.model import Category, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Words that name a type in the title of an event of the category."""

    category: Category
    words: re.Pattern[str]
    type: str


def _row(category: Category, named: str, words: str) -> Row:
    return Row(category=category, type=named, words=re.compile(rf"\b(?:{words})\b", re.IGNORECASE))


FORCE, MOVEMENT, BORDER = (
    Category.ARMED_CLASH_OR_STRIKE,
    Category.MILITARY_MOVEMENT,
    Category.BORDER_OR_TRANSIT_RESTRICTION,
)
TRADE, DIPLOMACY, RIGHTS = Category.SANCTIONS_OR_TRADE, Category.DIPLOMACY, Category.REPRESSION_OR_RIGHTS
PROTEST, HUMANITARIAN = Category.PROTEST, Category.HUMANITARIAN
REMOTE = "Explosions/Remote violence"

#: What turns the sense of a title: "Minsk refused to close the border", "Kyiv condemned the shelling".
TURNED = re.compile(
    r"\b(?:no|not|never|without|cannot|\w+n['’]t|refus\w+|reject\w*|fail\w*|cancel\w*|postpon\w+|prevent\w*|avert\w*|"
    r"foil\w*|thwart\w*|intercept\w*|repel\w*|shot down|shoots? down|den(?:y|ies|ied)|urg(?:e[ds]?|ing)|demand\w*|"
    r"call(?:s|ed)? (?:for|on)|condemn\w*|threat\w*|warn\w*|investigat\w+|commemorat\w+|anniversary|lift(?:s|ed)?|"
    r"eas(?:e[ds]?|ing)|reopen\w*|resum\w+)\b",
    re.IGNORECASE,
)

ACLED: tuple[Row, ...] = (
    # "Clashes near Bakhmut"
    _row(FORCE, "Battles: Armed clash", r"clash(?:es|ed)?|fire-?fights?|gun ?battles?|skirmish(?:es)?"),
    # "Ground attacks near Avdiivka": whether they changed who holds the ground is not said
    _row(FORCE, "Battles", r"ground (?:attacks?|assaults?|offensives?)|battles?|(?:heavy|fierce|intense) fighting"),
    # "An air strike hit the market", "drones struck Kharkiv"
    _row(
        FORCE,
        f"{REMOTE}: Air/drone strike",
        r"air ?-?strikes?|(?:drone|uav) (?:strikes?|attacks?)|air raids?|drones? (?:hit|struck)",
    ),
    # "The market was bombed": by what is not said
    _row(FORCE, REMOTE, r"bombed|bombings?|bombard(?:ed|ments?)"),
    # "Government forces shelled the town"
    _row(
        FORCE,
        f"{REMOTE}: Shelling/artillery/missile attack",
        r"shell(?:s|ed|ing)|artillery|mortars?|(?:rocket|missile) (?:strikes?|attacks?|fire)|"
        r"(?:rockets?|missiles?) (?:hit|struck)",
    ),
    # "A suicide bomber killed ten"
    _row(FORCE, f"{REMOTE}: Suicide bomb", r"suicide (?:bomb\w*|attacks?|blasts?)"),
    # "A roadside bomb hit a bus"
    _row(
        FORCE,
        f"{REMOTE}: Remote explosive/landmine/IED",
        r"(?:roadside|car) bombs?|land ?mines?|improvised explosive devices?|IEDs?",
    ),
    # "A grenade was thrown into the office"
    _row(FORCE, f"{REMOTE}: Grenade", r"grenades?"),
    # "5,000 troops were deployed to Brest": movement of forces and other measures without violence
    _row(
        MOVEMENT,
        "Strategic developments: Change to group/activity",
        r"(?:re)?deploy(?:s|ed|ments?)?|reinforce[ds]?|reinforcements?|mobili[sz](?:es|ed|ation)|amass(?:es|ed)?",
    ),
    # "The parties signed a ceasefire"
    _row(
        DIPLOMACY,
        "Strategic developments: Agreement",
        r"(?:agree[ds]? (?:to|on)|sign(?:s|ed)?) (?:an? |the )?(?:\w+ )?"
        r"(?:ceasefire|truce|peace (?:deal|agreement|accord|treaty)|prisoner (?:swap|exchange))",
    ),
    # "Mass arrests in Minsk": ACLED has arrests only where they are many or of the prominent
    _row(RIGHTS, "Strategic developments: Arrests", r"mass (?:arrests?|detentions?)"),
    # "Rioters burned shops"
    _row(PROTEST, "Riots", r"riot(?:s|ed|ing|ers?)?"),
    # "Thousands demonstrated in Sofia"; in March is no march
    _row(
        PROTEST,
        "Protests",
        r"protest(?:s|ed|ers?)?|demonstrat(?:es?|ed|ions?|ors?)|rall(?:y|ies|ied)|(?-i:march(?:es|ed)?)|sit-ins?",
    ),
)

PLOVER: tuple[Row, ...] = (
    # CAMEO 194, 195
    _row(
        FORCE,
        "ASSAULT/heavy-weapons",
        r"shell(?:s|ed|ing)|artillery|mortars?|air ?-?strikes?|air raids?|"
        r"(?:rocket|missile|drone|uav) (?:strikes?|attacks?)|bombard(?:s|ed|ment)",
    ),
    # 193 "exchanged fire", "gunmen shot three"
    _row(FORCE, "ASSAULT/firearms", r"fire-?fights?|gun ?battles?|gunfire|gunm[ae]n|shootings?"),
    # 1831
    _row(FORCE, "ASSAULT/suicide-attack", r"suicide (?:bomb\w*|attacks?|blasts?)"),
    # 1832, 1833
    _row(FORCE, "ASSAULT/explosives", r"(?:roadside|car) bombs?|land ?mines?|improvised explosive devices?|IEDs?"),
    # 181
    _row(FORCE, "ASSAULT/abduct", r"abduct(?:s|ed|ions?)?|kidnap(?:s|ped|pings?)?|hijack(?:s|ed|ings?)?"),
    # 186
    _row(FORCE, "ASSAULT/assassinate", r"assassinat(?:es?|ed|ions?)"),
    # 190 "clashes", "the attack"
    _row(FORCE, "ASSAULT", r"clash(?:es|ed)?|skirmish(?:es)?|attack(?:s|ed)?|ambush(?:es|ed)?|offensives?"),
    # 154 "deployed troops"
    _row(
        MOVEMENT,
        "MOBILIZE/troops",
        r"(?:re)?deploy(?:s|ed|ments?)?|reinforce[ds]?|reinforcements?|mobili[sz](?:es|ed|ation)|amass(?:es|ed)?",
    ),
    # 0874 "withdrew from the town"
    _row(MOVEMENT, "RETREAT/withdraw", r"withdr(?:aws?|ew|awn|awals?)|retreat(?:s|ed)?"),
    # 062 "joint exercises"
    _row(MOVEMENT, "COOPERATE", r"joint (?:\w+ )?(?:exercises?|drills?|manoeuvres|maneuvers)"),
    # 191 "closed its border"
    _row(
        BORDER,
        "COERCE/restrict",
        r"clos(?:es|ed|ures?)|close (?:the|its|their|all)|ban(?:s|ned)?|blocked|blockad(?:es?|ed)|"
        r"restrict(?:s|ed|ions?)?",
    ),
    # 1723
    _row(BORDER, "COERCE/curfew", r"curfews?"),
    # 163 "imposed sanctions on the bank"
    _row(
        TRADE,
        "COERCE/restrict",
        r"impos(?:es?|ed) (?:\S+ ){0,4}(?:sanctions|embargo)|(?:has|have|was|were|been) sanctioned|"
        r"blacklist(?:s|ed)?|embargo(?:es|ed)?",
    ),
    # 057 "signed the accord"
    _row(
        DIPLOMACY,
        "SUPPORT",
        r"(?:sign(?:s|ed)?|ratif(?:y|ies|ied)) (?:\S+ ){0,4}(?:agreement|treaty|accord|memorandum)",
    ),
    # 041
    _row(DIPLOMACY, "CONSULT/phone", r"phone (?:calls?|conversations?)|by (?:tele)?phone|phoned"),
    # 042 "visited Minsk"
    _row(DIPLOMACY, "CONSULT/visit", r"visit(?:s|ed)?"),
    # 040, 046 "met in Geneva", "talks"
    _row(DIPLOMACY, "CONSULT", r"met|meets?|meetings?|talks|negotiat(?:es|ed|ions)|summit"),
    # 166
    _row(DIPLOMACY, "SANCTION/expel", r"expel(?:s|led)?|expulsions?"),
    # 173 "was detained", "charged"
    _row(RIGHTS, "COERCE/arrest", r"arrest(?:s|ed)?|detain(?:s|ed)?|detentions?|indict(?:s|ed|ments?)?"),
    # 174
    _row(RIGHTS, "COERCE/deport", r"deport(?:s|ed|ations?)?"),
    # 1822
    _row(RIGHTS, "ASSAULT/torture", r"tortur(?:es?|ed)"),
    # 0841 "were freed"
    _row(RIGHTS, "RETREAT/release", r"releas(?:es?|ed)|freed|frees"),
    # 142
    _row(PROTEST, "PROTEST/hunger", r"hunger strikes?"),
    # 145
    _row(PROTEST, "PROTEST/riot", r"riot(?:s|ed|ing|ers?)?"),
    # 141
    _row(
        PROTEST,
        "PROTEST/demo",
        r"protest(?:s|ed|ers?)?|demonstrat(?:es?|ed|ions?|ors?)|rall(?:y|ies|ied)|(?-i:march(?:es|ed)?)|sit-ins?",
    ),
    # 143
    _row(PROTEST, "PROTEST/boycott", r"boycott(?:s|ed)?|walk-?outs?|(?<!hunger )strikes?"),
    # 073 "delivered food to 4,000 families"
    _row(
        HUMANITARIAN,
        "AID",
        r"(?:deliver(?:s|ed)?|distribut(?:es?|ed)|provid(?:es?|ed)|donat(?:es?|ed)) (?:\S+ ){0,4}"
        r"(?:aid|food|relief|assistance|medicines?|tents|vaccines?)",
    ),
)

#: PLOVER takes a coming act of cooperation for the promise of it.
COOPERATIVE = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT")


def acled_type(category: Category, modality: Modality, title: str) -> str | None:
    """ACLED's type; None where none is named, and for what is not told to have happened: ACLED has no plans."""
    if modality not in (Modality.ASSERTED, Modality.CLAIMED):
        return None
    return _agreed(_named(ACLED, category, title), ": ")


def plover_type(category: Category, modality: Modality, title: str) -> str | None:
    """PLOVER's type; None where none is named, and for what is denied.

    PLOVER keeps the type of what is only planned or possible and says so in a context, here the event's ``modality``.
    """
    if modality is Modality.DENIED:
        return None
    named = _agreed(_named(PLOVER, category, title), "/")
    if named is not None and modality is Modality.PLANNED and named.partition("/")[0] in COOPERATIVE:
        return "AGREE"
    return named


def _named(rows: tuple[Row, ...], category: Category, title: str) -> set[str]:
    if TURNED.search(title):
        return set()
    return {row.type for row in rows if row.category is category and row.words.search(title)}


def _agreed(found: set[str], mark: str) -> str | None:
    """The type that all name, as finely as they agree on: of "Battles" and "Battles: Armed clash" the latter."""
    types = {each.partition(mark)[0] for each in found}
    finer = found - types
    if len(types) != 1:
        return None
    return (finer if len(finer) == 1 else types).pop()
