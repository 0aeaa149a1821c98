"""How dates, places, statuses and categories are said in words.

Words never claim more than the record: a month stays a month, a vague end stays open, "near" keeps its distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timeline.model import Category, Modality, Role, Stance, TimePrecision

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


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

    name: str
    family: Family
    letter: str


CATEGORIES: dict[Category, Label] = {
    Category.MILITARY_MOVEMENT: Label(name="Military movement", family=Family.FORCE, letter="M"),
    Category.ARMED_CLASH_OR_STRIKE: Label(name="Armed clash or strike", family=Family.FORCE, letter="S"),
    Category.AIRSPACE_OR_BORDER_INCIDENT: Label(name="Airspace or border incident", family=Family.FORCE, letter="A"),
    Category.BORDER_OR_TRANSIT_RESTRICTION: Label(
        name="Border or transit restriction", family=Family.RESTRICTION, letter="B"
    ),
    Category.SANCTIONS_OR_TRADE: Label(name="Sanctions or trade", family=Family.RESTRICTION, letter="T"),
    Category.DIPLOMACY: Label(name="Diplomacy", family=Family.POLITICS, letter="D"),
    Category.POLITICS_OR_ELECTION: Label(name="Politics or election", family=Family.POLITICS, letter="V"),
    Category.REPRESSION_OR_RIGHTS: Label(name="Repression or rights", family=Family.RIGHTS, letter="R"),
    Category.PROTEST: Label(name="Protest", family=Family.RIGHTS, letter="P"),
    Category.HUMANITARIAN: Label(name="Humanitarian", family=Family.LIFE, letter="H"),
    Category.ECONOMY_OR_ENERGY: Label(name="Economy or energy", family=Family.LIFE, letter="E"),
    Category.CYBER_OR_INFORMATION: Label(name="Cyber or information", family=Family.INFORMATION, letter="C"),
    Category.OTHER: Label(name="Other", family=Family.OTHER, letter="O"),
}

STATUSES: dict[Modality, tuple[str, str]] = {
    Modality.ASSERTED: ("Stated", "The briefing itself states it."),
    Modality.CLAIMED: ("Claimed", "Somebody whom the briefing names says so."),
    Modality.DENIED: ("Denied", "Somebody whom the briefing names says it is not so."),
    Modality.PLANNED: ("Planned", "Announced, not yet done when the briefing was written."),
    Modality.HYPOTHETICAL: ("Possible", "Spoken of as something that may happen."),
}

# A stance with those who take it: "denied by Minsk".
TAKEN_BY: dict[Stance, str] = {
    Stance.ASSERTS: "stated by",
    Stance.CLAIMS: "claimed by",
    Stance.DENIES: "denied by",
    Stance.DOUBTS: "doubted by",
    Stance.PLANS: "announced by",
    Stance.THREATENS: "threatened by",
    Stance.REPORTS: "reported by",
}

# The stance that a status word says already: "Claimed by Minsk", not "Claimed, claimed by Minsk".
SAID_ALREADY: dict[Modality, Stance] = {
    Modality.ASSERTED: Stance.ASSERTS,
    Modality.CLAIMED: Stance.CLAIMS,
    Modality.DENIED: Stance.DENIES,
    Modality.PLANNED: Stance.PLANS,
}

# What stands before a place's name.
ROLES: dict[Role, str] = {
    Role.LOCATION: "",
    Role.ORIGIN: "from",
    Role.DESTINATION: "to",
    Role.TARGET: "against",
    Role.BORDER: "",
    Role.AREA: "",
}


def iso(value: str) -> str:
    """An ISO 8601 date at its own precision: "3 February 2022", "February 2022", "2022"."""
    return " ".join(reversed(_parts(value)))


def when(start: str | None, end: str | None, precision: TimePrecision | None, *, ahead: bool = False) -> str:
    """The days ``start`` to ``end`` (inclusive; None where that end is open) in words.

    ``ahead`` is for what is only planned: it begins "from" a day, not "since" it.
    """
    about = "about " if precision is TimePrecision.APPROX else ""
    if start is None and end is None:
        return "date not known"
    if start is None or end is None:
        lead = "until" if start is None else "from" if ahead else "since"
        return f"{lead} {about}{iso(start or end or '')}"
    if start == end:
        return about + iso(start)
    first, last = _without_what_is_shared(start, end)
    if precision is TimePrecision.WEEK:
        return f"in the week of {first} to {last}"
    return f"{'roughly ' if about else ''}between {first} and {last}"


def _without_what_is_shared(start: str, end: str) -> tuple[str, str]:
    """Two dates with the year, and the month, said once: "24 January" and "3 February 2022"."""
    first, last = _parts(start), _parts(end)
    if len(first) != len(last):
        return iso(start), iso(end)
    shared = 0
    while first[shared] == last[shared]:
        shared += 1
    return " ".join(reversed(first[shared:])), iso(end)


def _parts(value: str) -> list[str]:
    """Year, month and day as words, as many as are known."""
    numbers = [int(part) for part in value.split("-")]
    words = [str(numbers[0])]
    if len(numbers) > 1:
        words.append(MONTHS[numbers[1] - 1])
    if len(numbers) > 2:
        words.append(str(numbers[2]))
    return words
