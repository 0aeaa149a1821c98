"""Of what category is a word that tells several things, given the words around it? A table, to be checked by reading.

"Strike" is fighting, but not with a union; "deploy" moves soldiers, but not doctors; a ban closes no border unless
something that crosses borders is told of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.model import Category

#: Stands for the word itself in the words that a row looks at: "workers ended their ‖ on Friday".
HERE = "‖"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What some words tell in company that ``pattern`` finds; ``category`` None is no vote at all."""

    lemmas: frozenset[str]
    pattern: re.Pattern[str]
    category: Category | None


_LABOUR = (
    r"\b(?:unions?|unionists|workers|truckers|teachers|lecturers|pilots|drivers|nurses|medics|miners|dockers|employees|"
    r"civil servants|staff|wages?|pay|salar(?:y|ies)|labou?r|walkouts?|stoppage|strikers)\b"
)
_WEAPONS = r"\b(?:air|drones?|missiles?|rockets?|artillery|kill\w*|wound\w*|injur\w*|bomb\w*|shell\w*|militants?)\b"
_FIGHTERS = r"\b(?:militants?|gunmen|insurgents?|rebels?|cattle|troops|soldiers)\b"
_CROWD = r"\b(?:protesters|demonstrators|students|activists|crowds?|rioters|marchers|supporters|farmers)\b"
_CROSSING = (
    r"\b(?:borders?|cross\w*|checkpoints?|roads?|streets?|highways?|motorway|flights?|fly\w*|planes?|air(?:space|ports?|"
    r"lines?)|(?:sea)?ports?|bridges?|transit|visas?|entry|enter\w*|travel\w*|traffic|ferr(?:y|ies)|rail\w*|trains?|"
    r"routes?|passage|passengers?|freight|vessels?|ships?|shipping|tankers?|corridors?|trucks?|lorr(?:y|ies)|vehicles?|"
    r"curfew|lockdown|quarantine|movement|tunnel|canal|strait|metro|bus(?:es)?|convoys?)\b"
)
_DISASTER = r"\b(?:earthquakes?|quakes?|tremors?|storms?|cyclones?|typhoons?|hurricanes?|tsunamis?|floods?|drought)\b"
_NEAR = rf"{HERE} (?:[\w'-]+ ){{0,4}}"

# words, what stands around them, what they tell there
_ROWS: tuple[tuple[str, str, Category | None], ...] = (
    # "teachers ended their strike", but "a drone strike killed two workers"
    ("strike stop", rf"^(?!.*{_WEAPONS}).*{_LABOUR}", Category.PROTEST),
    # "struck a deal"; "an earthquake struck", "hit by drought"
    ("strike", rf"{_NEAR}(?:deals?|agreements?|accords?|bargain)\b", Category.DIPLOMACY),
    ("strike hit", rf"{_DISASTER}.{{0,40}}{HERE}|{_NEAR}{_DISASTER}", Category.HUMANITARIAN),
    # "prices hit a record high"
    ("hit", rf"{_NEAR}(?:high|low|record|peak)\b", Category.ECONOMY_OR_ENERGY),
    # "students occupied the university"
    ("occupy storm block blockade torch burn", rf"{_CROWD}.{{0,60}}{HERE}", Category.PROTEST),
    # "police raided the homes of reporters"
    (
        "raid search",
        rf"^(?!.*{_FIGHTERS}).*\b(?:police|prosecutors?|investigators?|homes?|offices?|newsrooms?|probe)\b",
        Category.REPRESSION_OR_RIGHTS,
    ),
    # "the river breached its banks"
    ("breach", r"\b(?:banks|dams?|levees?|embankments?|dykes?|dikes?|lakes?|rivers?)\b", Category.HUMANITARIAN),
    # "deployed health officials", "airlifted food"; observers are no troops
    (
        "deploy redeploy mobilize mobilise deployment convoy",
        r"\b(?:health|medical|rescue\w*|response|doctors|nurses|medics|aid|relief|supplies|volunteers|ambulances|firefighters)\b",
        Category.HUMANITARIAN,
    ),
    ("convoy", rf"{HERE}[^.;]{{0,40}} (?:food|flour|grain|tents|medicines?)\b", Category.HUMANITARIAN),
    ("deploy deployment", rf"{_NEAR}(?:observers?|monitors?|police\w*|experts?|election)\b", None),
    # "withdrew the bill", "withdrew its ambassador"
    ("withdraw withdrawal", rf"{_NEAR}(?:candidac(?:y|ies)|bills?|draft|law|motion)\b", Category.POLITICS_OR_ELECTION),
    (
        "withdraw withdrawal",
        rf"{_NEAR}(?:reports?|complaint|charges?|case|lawsuit|appeal|licen[cs]es?|accreditation|offer|support|money|cash)\b",
        None,
    ),
    ("withdraw withdrawal", rf"{_NEAR}(?:testimony|statements?|claims?|remarks?|accusations?)\b", None),
    # "halted production"
    (
        "halt suspend stop close shut reopen",
        rf"{HERE} (?:[\w'-]+ ){{0,2}}(?:production|output|operations|drilling|generation)\b",
        Category.ECONOMY_OR_ENERGY,
    ),
    # "summoned two reporters", but "summoned the ambassador"
    (
        "summon",
        r"^(?!.*\b(?:ambassadors?|envoys?|diplomats?|charg\w+|ministers?|consuls?|attach\w+)\b)",
        Category.REPRESSION_OR_RIGHTS,
    ),
    # "met the conditions"; "the pipeline leaked oil"
    ("meet", rf"\b(?:conditions?|targets?|demands?|needs?) (?:\w+ ){{0,2}}{HERE}", None),
    ("meet", rf"{_NEAR}(?:conditions?|targets?|demands?|requirements?|needs?|criteria|deadlines?)\b", None),
    ("leak", r"\b(?:oil|gas|pipelines?|tanker|fuel|water|acid|chemicals?|reactor)\b", None),
    # "banned 59 apps", "suspended the talks": nothing that crosses a border
    (
        "close reopen ban bar halt suspend block restrict shut lift prohibit",
        rf"^(?!.*{_CROSSING})",
        None,
    ),
    # "signed the bill"
    ("sign", rf"{_NEAR}(?:bills?|decrees?|laws?|acts?|budget|constitution)\b", Category.POLITICS_OR_ELECTION),
    # "protesters set fire to a depot"
    ("fire", rf"{_CROWD}.{{0,60}}\bset {HERE}|{_CROWD}.{{0,60}}\bon {HERE}", Category.PROTEST),
    # "an exchange of fire"
    (
        "fire",
        rf"\b(?:exchanges? of|rocket|mortar|artillery|under|returned|opened) {HERE}",
        Category.ARMED_CLASH_OR_STRIKE,
    ),
    # "fired two ministers", "fighting the blaze"
    (
        "fire",
        rf"{HERE} (?:his|her|its|the|two|three|several|an?) (?:\w+ )?(?:\w+ )?(?:ministers?|chief|officials?)\b",
        Category.POLITICS_OR_ELECTION,
    ),
    (
        "fight",
        rf"{_NEAR}(?:fires?|blazes?|flames|corruption|inflation|poverty|cholera|disease|floods?|epidemic)\b",
        None,
    ),
    # "hackers attacked the ministry"
    (
        "attack hit strike breach target shut",
        r"\b(?:hackers?|cyber\w*|ransom(?:ware)?|ddos|giga\w+|terabytes|servers?|stolen (?:data|files))\b",
        Category.CYBER_OR_INFORMATION,
    ),
    # "exercise restraint", "execution of the budget"
    ("exercise", rf"{_NEAR}(?:restraint|caution|rights?|powers?)\b", None),
    ("execution", rf"{_NEAR}(?:budget|programmes?|programs?|plans?|projects?|contracts?|agreements?)\b", None),
)
SENSES = tuple(
    Sense(lemmas=frozenset(lemmas.split()), pattern=re.compile(pattern), category=category)
    for lemmas, pattern, category in _ROWS
)


def sense_of(lemma: str, usual: Category | None, before: str, after: str) -> Category | None:
    """The category of a word between ``before`` and ``after``, the rest of its sentence; ``usual`` if no row fits."""
    words = f"{before.lower()}{HERE}{after.lower()}"
    return next((s.category for s in SENSES if lemma in s.lemmas and s.pattern.search(words)), usual)
