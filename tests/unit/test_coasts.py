"""Words for a coast make its shore, or the sea off it, and nothing where there is no sea."""

from __future__ import annotations

import pytest
from shapely import get_num_coordinates

from geodata.gazetteer import Gazetteer
from timeline.finding.located import Located, Relation
from timeline.finding.toponyms import find


def coasts(sentence: str, gazetteer: Gazetteer) -> list[Located]:
    return [one for one in find(sentence, gazetteer) if one.relation is Relation.COAST]


@pytest.mark.parametrize(
    ("sentence", "id_", "phrase"),
    [
        ("A ship sank off the coast of Taiwan.", "made:off:iso:TW", "off the coast of Taiwan"),
        ("The storm hit Haiti's southern coast.", "made:coast:south:iso:HT", "Haiti's southern coast"),
        (
            "They met on the Black Sea coast of Georgia.",
            "made:coast:sea:black-sea:iso:GE",
            "the Black Sea coast of Georgia",
        ),
        ("Boats were stopped along the Libyan coast.", "made:coast:iso:LY", "the Libyan coast"),
        ("Two ships were attacked off Yemen.", "made:off:iso:YE", "off Yemen"),
        ("Rain fell on the western coast of Libya.", "made:coast:west:iso:LY", "the western coast of Libya"),
        ("A boat capsized off Sicily on Sunday.", "made:off:iso:IT-82", "off Sicily"),
        (
            "A tanker burned off the Red Sea coast of Yemen.",
            "made:off:sea:red-sea:iso:YE",
            "off the Red Sea coast of Yemen",
        ),
        ("Drones hit the Crimean coast.", "made:coast:iso:UA-43", "the Crimean coast"),
        (
            "Fires burned on the south-eastern coast of Spain.",
            "made:coast:southeast:iso:ES",
            "the south-eastern coast of Spain",
        ),
    ],
)
def test_words_for_a_coast_make_one(gazetteer: Gazetteer, sentence: str, id_: str, phrase: str) -> None:
    (one,) = coasts(sentence, gazetteer)
    assert one.place is not None
    assert one.shape is not None
    assert one.phrase is not None
    assert (one.place.id, sentence[one.phrase.start : one.phrase.end], one.demonym) == (id_, phrase, False)
    assert one.shape.is_valid
    assert get_num_coordinates(one.shape) <= 300
    assert one.place.radius_km > 0
    assert one.shape.geom_type.endswith("Polygon" if ":off:" in id_ else "LineString")


@pytest.mark.parametrize(
    "sentence",
    [
        "The plane fell off the coast of Chad.",
        "Traders came from the coast of Mongolia.",
        "They met on the Black Sea coast of Libya.",
        "The army cut off Gaza.",
        "Troops had to fight off Russia.",
        "The Libyan coast guard stopped a boat.",
        "A ship reached Ivory Coast.",
    ],
)
def test_no_coast_is_made_where_there_is_none(gazetteer: Gazetteer, sentence: str) -> None:
    assert coasts(sentence, gazetteer) == []


@pytest.mark.parametrize("iso", ["TD", "MN", "MD", "CH", "BO", "NE", "UG", "AF"])
def test_landlocked_countries_have_no_coast(gazetteer: Gazetteer, iso: str) -> None:
    assert gazetteer.coast(gazetteer.country(iso)) is None


@pytest.mark.parametrize("iso", ["GE", "BE", "IQ", "SI", "CD", "JO", "BA", "TW", "LY"])
def test_a_coast_is_shorter_than_the_boundary_and_no_land_border(gazetteer: Gazetteer, iso: str) -> None:
    country = gazetteer.country(iso)
    coast = gazetteer.coast(country)
    assert coast is not None
    borders = [
        gazetteer.shape(border) for other in gazetteer.neighbours(iso) if (border := gazetteer.border(iso, other))
    ]
    middles = [border.interpolate(0.5, normalized=True) for border in borders if border.geom_type == "LineString"]
    assert all(middle.distance(coast) > 0.01 for middle in middles)


def test_the_sea_off_a_country_is_no_ground(gazetteer: Gazetteer) -> None:
    (one,) = coasts("A ship sank off Yemen.", gazetteer)
    assert one.place is not None
    assert gazetteer.containing(one.place.lon, one.place.lat) is None
