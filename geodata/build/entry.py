"""What one source says of one place, on its way into the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

from shapely.geometry.base import BaseGeometry

from geodata.names import NameRule
from geodata.place import NameGrade, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to call a place."""

    text: str
    grade: NameGrade
    rule: NameRule = NameRule.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place, its names, its outline as drawn (None: a point) and the id of what it lies in."""

    place: Place
    names: tuple[Name, ...]
    outline: BaseGeometry | None = None
    parent: str | None = None


def settlement_radius(population: int) -> float:
    """The radius in km of a town of ``population``: a disc at 3,000 people a square kilometre, at least 500 m.

    Close to built-up areas as measured for cities of all continents (Angel et al., Atlas of Urban Expansion).
    """
    return round(max(0.5, sqrt(population / (3000 * pi))), 1)


def disc_radius(square_km: float) -> float:
    """The radius in km of the disc of this area."""
    return round(sqrt(square_km / pi), 1)
