"""A river is told from the town, region or country of its name."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.place import PlaceKind
from timeline.exporting.record import kind_of
from timeline.finding.toponyms import find


@pytest.mark.parametrize(
    ("sentence", "name", "id_"),
    [
        ("Fighting went on along the Dnipro.", "Dnipro", "own:dnieper"),
        ("Troops crossed the Dnieper River by boat.", "Dnieper River", "own:dnieper"),
        ("They camped on the banks of the Oskil River.", "Oskil River", "own:oskil"),
        ("Ships waited on the Danube near the town.", "Danube", "own:danube"),
        ("Soldiers crossed the Congo at night.", "Congo", "own:congo-river"),
        ("They camped on the banks of the Niger.", "Niger", "own:niger-river"),
        ("Shells fell near the Dnieper.", "Dnieper", "own:dnieper"),
    ],
)
def test_a_river_is_its_line(gazetteer: Gazetteer, sentence: str, name: str, id_: str) -> None:
    one = next(one for one in find(sentence, gazetteer) if one.toponym.name == name)
    assert one.place is not None
    assert one.place.id == id_
    assert gazetteer.shape(one.place).geom_type == "LineString"


@pytest.mark.parametrize(
    ("sentence", "sea"),
    [
        ("Storms form over the tropical Atlantic, said a man in Atlantic City in New Jersey.", "sea:atlantic-ocean"),
        ("The eastern Pacific was warm, a man in Olympia in Washington said.", "sea:pacific-ocean"),
        ("A farm near Atlantic, Iowa, burned.", None),
    ],
)
def test_a_sea_is_told_from_the_towns_of_its_name(gazetteer: Gazetteer, sentence: str, sea: str | None) -> None:
    one = next(one for one in find(sentence, gazetteer) if one.toponym.name in ("Atlantic", "Pacific"))
    assert (one.candidates[0].place.id if sea else one.candidates[0].place.country) == (sea or "US")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Rockets hit Dnipro on Monday.", "Dnipro"),
        ("The Dnipro mayor spoke on Monday.", "Dnipro"),
        ("Rebels in the Congo took a town.", "Congo"),
        ("Soldiers in Niger took power.", "Niger"),
        ("Talks were held in Jordan.", "Jordan"),
    ],
)
def test_a_town_or_country_is_no_river(gazetteer: Gazetteer, sentence: str, name: str) -> None:
    one = next(one for one in find(sentence, gazetteer) if one.toponym.name == name)
    assert one.place is None or one.place.feature_code != "STM"


def test_a_river_leaves_as_an_area_and_no_route(gazetteer: Gazetteer) -> None:
    assert kind_of(gazetteer.place("own:dnieper")) is PlaceKind.AREA
    assert kind_of(gazetteer.country("UA")) is PlaceKind.COUNTRY
