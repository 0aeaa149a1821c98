"""What a place is: a gazetteer entry with an id, a kind, a point and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Median population in GeoNames of seats, where it is known: of countries, of first- and of second-level regions
_SEATS = {"PPLC": 650_000, "PPLA": 56_000, "PPLA2": 7_500}


class PlaceKind(StrEnum):
    """What sort of thing a place is, and so how it may be drawn."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    BORDER = "border"
    ROUTE = "route"
    FACILITY = "facility"
    SEA = "sea"
    AREA = "area"


class NameGrade(StrEnum):
    """How a name belongs to a place, best first."""

    PREFERRED = "preferred"
    ALTERNATE = "alternate"
    DEMONYM = "demonym"
    SEAT = "seat"  # an institution or its house stands for it: "the Kremlin" -> Moscow


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry. ``lon``/``lat`` in degrees (WGS 84): the point itself, or a point inside the shape.

    ``id`` carries its source: ``gn:625665`` (GeoNames), ``iso:BY`` (country), ``iso:BY-HR`` (first-level region),
    ``icao:UMLI`` (airfield), ``sea:baltic-sea``, ``own:brest-training-ground`` (curated),
    ``border:BY-LT``; a place made while reading is ``made:...``.
    ``radius_km`` is the rough extent: the radius of a circle with the same area; 0 where the place is a point.
    ``country`` is ISO 3166-1 alpha-2, ``admin1`` the ISO 3166-2 code or GeoNames admin1 code, if known.
    """

    id: str
    name: str
    kind: PlaceKind
    feature_code: str
    lon: float
    lat: float
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    radius_km: float = 0.0
    geonameid: int | None = None

    @property
    def people(self) -> int:
        """The population; of a seat of which none is known, what half of its like have at least."""
        return self.population or _SEATS.get(self.feature_code, 0)

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"{self.id}: no such point: lon {self.lon}, lat {self.lat}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean, by which grade of name; ``score`` is set by resolving (higher is likelier)."""

    place: Place
    grade: NameGrade
    score: float = 0.0
