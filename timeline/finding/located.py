"""What a toponym found in a text is, with the place that it was taken to mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geodata.place import Candidate, Place
from timeline.finding.disguises import Disguise
from timeline.model import Span, Toponym


class Relation(StrEnum):
    """How the place meant lies to the place named."""

    PART = "part"  # "southern Belarus"
    NEAR = "near"  # "near Homel", "in the Homel area"
    OFFSET = "offset"  # "40 km north of Homel", "north of Homel"
    BORDER = "border"  # the word "border" itself: "the border between Belarus and Ukraine"
    SIDE = "side"  # named only to say which border or coast: "Belarus" above, "Black Sea" in "the Black Sea coast of"
    COAST = "coast"  # "Haiti's southern coast", "off the coast of Taiwan", "off Yemen"
    WITHIN = "within"  # a street or building, placed in the town named nearest: "Royal Street ... New Orleans"
    ROUTE = "route"  # the word "via": "from Minsk via Brest to Warsaw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place name in the text, what it may mean (scored, best first; none: not located), and what it does.

    ``place`` is the meaning chosen: the best candidate's, or, with a relation, a place made from it (its id begins with
    ``made:`` or ``border:``), whose ``shape`` is then given in degrees. ``phrase`` is the span of the whole phrase with
    its relation ("40 km north of Homel"). ``seat``: an institution or a capital stands for a government and is no site.
    ``body``: an institution, named where nothing is said to be at it: "NATO said", not "talks at the White House".
    ``demonym``: "Lithuanian". ``embedded``: part of a longer proper name ("Boone" in "Boone County Sheriff's Office").
    ``disguise``: written so that it may look like another name; such a name has no candidates and no place.
    """

    toponym: Toponym
    candidates: tuple[Candidate, ...] = ()
    place: Place | None = None
    seat: bool = False
    body: bool = False
    demonym: bool = False
    embedded: bool = False
    relation: Relation | None = None
    phrase: Span | None = None
    shape: BaseGeometry | None = None
    disguise: Disguise | None = None

    @property
    def made(self) -> bool:
        """Whether it is no name but a word that stands for a border or route made of names ("border", "via")."""
        return self.relation in (Relation.BORDER, Relation.ROUTE)

    @property
    def is_name(self) -> bool:
        """Whether it names a place: it is neither made of names nor an institution."""
        return not (self.made or self.body)
