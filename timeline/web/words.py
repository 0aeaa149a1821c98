"""How dates, places, statuses and categories are said in words, in the language now spoken.

Words never claim more than the record: a month stays a month, a vague end stays open, "near" keeps its distance.
``static/dates.js`` says dates in the same words, from the same catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel import Locale

from timeline.finding.outcomes import Fate
from timeline.model import Category, Modality, Role, Stance, TimePrecision
from timeline.web.tongues import gettext, language, marked

NOT_NAMED = marked("unnamed sources")  # as timeline/finding/claims.py calls them

# What is said around a date: around a day, and around a month or a year. They differ in many languages: "depuis le
# 3 février 2022", "depuis février 2022".
PHRASES: dict[str, tuple[str, str]] = {
    "about": (marked("about {day}"), marked("about {month}")),
    "since": (marked("since {day}"), marked("since {month}")),
    "since about": (marked("since about {day}"), marked("since about {month}")),
    "from": (marked("from {day}"), marked("from {month}")),
    "from about": (marked("from about {day}"), marked("from about {month}")),
    "until": (marked("until {day}"), marked("until {month}")),
    "until about": (marked("until about {day}"), marked("until about {month}")),
    "between": (marked("between {day} and {last_day}"), marked("between {month} and {last_month}")),
    "roughly between": (
        marked("roughly between {day} and {last_day}"),
        marked("roughly between {month} and {last_month}"),
    ),
    "week": (
        marked("in the week of {day} to {last_day}"),
        marked("between {month} and {last_month}"),
    ),
}

# A date by what is said of it: year, month, day.
PATTERNS: dict[tuple[bool, bool, bool], str] = {
    (True, True, True): marked("{day} {month} {year}"),
    (True, True, False): marked("{month} {year}"),
    (True, False, False): marked("{year}"),
    (False, True, True): marked("{day} {month}"),
    (False, True, False): marked("{month}"),
    (False, False, True): marked("{day}"),
}
FIRST_OF_MONTH = marked("1")  # French: "1er"

# Lithuanian writes the genitive before "mėn." in every case: "2022 m. vasario mėn.".
ALWAYS_OF_MONTH = {"lt"}
# What sounds better than what the messages make: "со второго февраля" is "со 2 февраля".
SOUNDS = {"ru": ("с 2 ", "со 2 ")}


class Family(StrEnum):
    """Six families of categories and the rest; each has one colour."""

    FORCE = "force"
    RESTRICTION = "restriction"
    POLITICS = "politics"
    RIGHTS = "rights"
    LIFE = "life"
    INFORMATION = "information"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a reader sees of a category: its words, its family's colour, the letter that tells it inside the family."""

    message: str
    family: Family
    letter: str

    @property
    def name(self) -> str:
        """The category in words."""
        return gettext(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How an event is told: the word for it, and what that means."""

    message: str
    meaning: str

    @property
    def name(self) -> str:
        """The status in a word."""
        return gettext(self.message)

    @property
    def note(self) -> str:
        """What the status means, in a sentence."""
        return gettext(self.meaning)


CATEGORIES: dict[Category, Label] = {
    Category.MILITARY_MOVEMENT: Label(message=marked("Military movement"), family=Family.FORCE, letter="M"),
    Category.ARMED_CLASH_OR_STRIKE: Label(message=marked("Armed clash or strike"), family=Family.FORCE, letter="S"),
    Category.AIRSPACE_OR_BORDER_INCIDENT: Label(
        message=marked("Airspace or border incident"), family=Family.FORCE, letter="A"
    ),
    Category.BORDER_OR_TRANSIT_RESTRICTION: Label(
        message=marked("Border or transit restriction"), family=Family.RESTRICTION, letter="B"
    ),
    Category.SANCTIONS_OR_TRADE: Label(message=marked("Sanctions or trade"), family=Family.RESTRICTION, letter="T"),
    Category.DIPLOMACY: Label(message=marked("Diplomacy"), family=Family.POLITICS, letter="D"),
    Category.POLITICS_OR_ELECTION: Label(message=marked("Politics or election"), family=Family.POLITICS, letter="V"),
    Category.REPRESSION_OR_RIGHTS: Label(message=marked("Repression or rights"), family=Family.RIGHTS, letter="R"),
    Category.PROTEST: Label(message=marked("Protest"), family=Family.RIGHTS, letter="P"),
    Category.HUMANITARIAN: Label(message=marked("Humanitarian"), family=Family.LIFE, letter="H"),
    Category.ECONOMY_OR_ENERGY: Label(message=marked("Economy or energy"), family=Family.LIFE, letter="E"),
    Category.CYBER_OR_INFORMATION: Label(message=marked("Cyber or information"), family=Family.INFORMATION, letter="C"),
    Category.OTHER: Label(message=marked("Other"), family=Family.OTHER, letter="O"),
}

STATUSES: dict[Modality, Telling] = {
    Modality.ASSERTED: Telling(message=marked("Stated"), meaning=marked("The briefing itself states it.")),
    Modality.CLAIMED: Telling(message=marked("Claimed"), meaning=marked("Somebody whom the briefing names says so.")),
    Modality.DENIED: Telling(
        message=marked("Denied"), meaning=marked("Somebody whom the briefing names says it is not so.")
    ),
    Modality.PLANNED: Telling(
        message=marked("Planned"), meaning=marked("Announced, not yet done when the briefing was written.")
    ),
    Modality.HYPOTHETICAL: Telling(
        message=marked("Possible"), meaning=marked("Spoken of as something that may happen.")
    ),
}

# A stance with those who take it, who follow: "denied by Minsk".
TAKEN_BY: dict[Stance, str] = {
    Stance.ASSERTS: marked("stated by"),
    Stance.CLAIMS: marked("claimed by"),
    Stance.DENIES: marked("denied by"),
    Stance.DOUBTS: marked("doubted by"),
    Stance.PLANS: marked("announced by"),
    Stance.THREATENS: marked("threatened by"),
    Stance.REPORTS: marked("reported by"),
}

# The stance that a status word says already: "Claimed by Minsk", not "Claimed, claimed by Minsk".
SAID_ALREADY: dict[Modality, Stance] = {
    Modality.ASSERTED: Stance.ASSERTS,
    Modality.CLAIMED: Stance.CLAIMS,
    Modality.DENIED: Stance.DENIES,
    Modality.PLANNED: Stance.PLANS,
}

# What stands before a place's name: where the event is there, and where it is only near.
LEADS: dict[tuple[Role, bool], str] = {
    (Role.LOCATION, False): "",
    (Role.LOCATION, True): marked("near"),
    (Role.ORIGIN, False): marked("from"),
    (Role.ORIGIN, True): marked("from near"),
    (Role.DESTINATION, False): marked("to"),
    (Role.DESTINATION, True): marked("to near"),
    (Role.TARGET, False): marked("against"),
    (Role.TARGET, True): marked("against, near"),
    (Role.BORDER, False): "",
    (Role.BORDER, True): marked("near"),
    (Role.AREA, False): "",
    (Role.AREA, True): marked("near"),
}

KINDS: dict[str, str] = {
    "city": marked("town"),
    "region": marked("region"),
    "country": marked("country"),
    "border": marked("border"),
    "route": marked("route"),
    "facility": marked("site"),
    "sea": marked("sea"),
    "area": marked("area"),
}


# What became of a plan, told of the plan and told by the event that became of it.
FATES: dict[Fate, tuple[str, str]] = {
    Fate.FULFILLED: (marked("The plan was fulfilled, says %(witness)s"), marked("Tells that a plan was fulfilled:")),
    Fate.CANCELLED: (marked("The plan was cancelled, says %(witness)s"), marked("Tells that a plan was cancelled:")),
    Fate.POSTPONED: (marked("The plan was postponed, says %(witness)s"), marked("Tells that a plan was postponed:")),
}


def speaker(source: str) -> str:
    """Who says it: the briefing's own words, or ours where it names nobody."""
    return gettext(source) if source == NOT_NAMED else source


def taken_by(stance: Stance, *, said_already: bool = False) -> str:
    """The words between what is told and who takes the stance: "denied by"; "by" where the status says it already."""
    # A word before names: "Claimed by Minsk, Moscow". A dash will do where names would have to change their endings.
    return gettext("by") if said_already else gettext(TAKEN_BY[stance])


@cache
def months(tongue: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the twelve months standing alone, and after a day or a preposition ("лютий", "лютого")."""
    said = Locale.parse(tongue).months
    of_month = said["format"]["wide"]
    alone = of_month if tongue in ALWAYS_OF_MONTH else said["stand-alone"]["wide"]
    return tuple(alone[at] for at in range(1, 13)), tuple(of_month[at] for at in range(1, 13))


def iso(value: str) -> str:
    """An ISO 8601 date at its own precision: "3 February 2022", "February 2022", "2022"."""
    return _said(_numbers(value), alone=True)


def when(start: str | None, end: str | None, precision: TimePrecision | None, *, ahead: bool = False) -> str:
    """The days ``start`` to ``end`` (inclusive; None where that end is open) in words.

    ``ahead`` is for what is only planned: it begins "from" a day, not "since" it.
    """
    about = precision is TimePrecision.APPROX
    if start and end and start != end:
        way = "roughly between" if about else "week" if precision is TimePrecision.WEEK else "between"
        return _phrase(way, _numbers(start), _numbers(end))
    if start and end:
        return _phrase("about", _numbers(start)) if about else iso(start)
    if not start and not end:
        return gettext("date not known")
    lead = "until" if not start else "from" if ahead else "since"
    return _phrase(f"{lead} about" if about else lead, _numbers(start or end or ""))


def _phrase(way: str, first: list[int], last: list[int] | None = None) -> str:
    """Words around one date, or around two of which what they share is said once."""
    of_day, of_month = PHRASES[way]
    by_day = len(first) == 3 and (last is None or len(last) == 3)
    one, other = (_said(first), "") if last is None else _pair(first, last)
    names = {"day": one, "last_day": other} if by_day else {"month": one, "last_month": other}
    said = gettext(of_day if by_day else of_month).format(**names)
    return said.replace(*SOUNDS[language()]) if language() in SOUNDS else said


def _pair(first: list[int], last: list[int]) -> tuple[str, str]:
    """Two dates with the year, and the month, said once: "24 January" and "3 February 2022".

    It is said with the last of them, and with the first where the year leads: "2022 m. sausio 24 d.", "vasario 3 d.".
    """
    if len(first) != len(last):
        return _said(first), _said(last)
    shared = 0
    while first[shared] == last[shared]:
        shared += 1
    if gettext(PATTERNS[True, True, True]).startswith("{year}"):
        return _said(first), _said(last, skipped=shared)
    return _said(first, skipped=shared), _said(last)


def _said(numbers: list[int], *, skipped: int = 0, alone: bool = False) -> str:
    """Year, month and day as words, as many as are given, but for the ``skipped`` first."""
    told = tuple(skipped <= at < len(numbers) for at in range(3))
    year, month, day = (*numbers, 0, 0)[:3]
    name = months(language())[0 if alone and not day else 1][month - 1]
    return gettext(PATTERNS[told[0], told[1], told[2]]).format(
        year=year, month=name, day=gettext(FIRST_OF_MONTH) if day == 1 else day
    )


def _numbers(value: str) -> list[int]:
    """Year, month and day, as many as are known."""
    return [int(part) for part in value.split("-")]
