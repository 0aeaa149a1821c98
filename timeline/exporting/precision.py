"""How exactly is a place known, in the codes of UCDP?"""

from __future__ import annotations

from geodata.place import PlaceKind
from timeline.model import Where

LIMITED_KM = 25.0
OPEN_WATERS = frozenset({"OCN", "SEA", "GULF"})


def where_prec(where: Where) -> int:
    """The ``where_prec`` of the UCDP Georeferenced Event Dataset (Codebook, Högbladh; its variable of that name).

    1 the exact place; 2 within some 25 km of it; 3 a second-order division (district); 4 a first-order division;
    5 a line (border, river, route) or an area without sharp limits; 6 a country; 7 international waters or airspace.
    """
    place = where.place
    if place.kind in (PlaceKind.CITY, PlaceKind.FACILITY):
        return _point(where)
    if place.kind is PlaceKind.COUNTRY:
        return 6
    if place.kind is PlaceKind.REGION and place.feature_code.startswith("ADM"):
        return 4 if place.feature_code == "ADM1" else 3
    if place.kind is PlaceKind.SEA and place.feature_code in OPEN_WATERS:
        return 7
    surroundings = place.kind is PlaceKind.AREA and 0 < where.radius_km <= LIMITED_KM
    return 2 if surroundings else 5


def _point(where: Where) -> int:
    """Of a town or site: itself; somewhere in it or near it; or, where only a nationality is told, its country."""
    if where.precision == 3:
        return 6
    return 2 if where.precision == 2 or where.place.id.startswith("made:") else 1
