"""Precision in the codes of UCDP."""

from __future__ import annotations

import pytest

from geodata.place import Place, PlaceKind
from timeline.exporting.precision import where_prec
from timeline.model import Role, Where


@pytest.mark.parametrize(
    ("kind", "feature", "id_", "precision", "radius_km", "code"),
    [
        (PlaceKind.CITY, "PPLA", "gn:1", 1, 8.0, 1),  # "in Brest"
        (PlaceKind.FACILITY, "AIRF", "icao:UMLI", 1, 0.0, 1),  # "at Luninets airfield"
        (PlaceKind.FACILITY, "S", "made:in:gn:1:Royal Street", 1, 8.0, 2),  # a street, somewhere in its town
        (PlaceKind.CITY, "PPLA", "gn:1", 2, 8.0, 2),  # carried on from another sentence
        (PlaceKind.CITY, "PPLC", "gn:1", 3, 15.0, 6),  # "the Lithuanian government": its country is told
        (PlaceKind.AREA, "AREA", "made:near:gn:1", 2, 20.0, 2),  # "near Brest"
        (PlaceKind.AREA, "AREA", "made:offset:gn:1", 2, 50.0, 5),  # "north of Brest"
        (PlaceKind.AREA, "AREA", "made:south:iso:BY", 2, 200.0, 5),  # "southern Belarus"
        (PlaceKind.REGION, "ADM2", "gn:2", 2, 20.0, 3),  # "Walker County"
        (PlaceKind.REGION, "ADM1", "iso:BY-HO", 2, 110.0, 4),  # "Homel region"
        (PlaceKind.BORDER, "BDRY", "border:BY-UA", 2, 400.0, 5),
        (PlaceKind.ROUTE, "RTE", "made:route:1", 2, 200.0, 5),
        (PlaceKind.ROUTE, "STM", "own:dnieper", 2, 740.0, 5),
        (PlaceKind.AREA, "CST", "made:coast:iso:LY", 2, 800.0, 5),
        (PlaceKind.COUNTRY, "PCLI", "iso:BY", 3, 257.0, 6),
        (PlaceKind.SEA, "SEA", "sea:black-sea", 2, 365.0, 7),
        (PlaceKind.SEA, "LK", "lake:1", 2, 40.0, 5),
    ],
)
def test_a_place_has_ucdps_code(
    kind: PlaceKind, feature: str, id_: str, precision: int, radius_km: float, code: int
) -> None:
    place = Place(id=id_, name="x", kind=kind, feature_code=feature, lon=0, lat=0, radius_km=radius_km)
    assert where_prec(Where(place=place, role=Role.LOCATION, precision=precision, radius_km=radius_km)) == code
