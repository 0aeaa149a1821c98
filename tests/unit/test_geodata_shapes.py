"""Shapes are light, valid and what they are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import from_wkb, get_coordinates, get_num_coordinates
from shapely.geometry import Point, box

from geodata.gazetteer import Gazetteer
from geodata.place import PlaceKind
from geodata.shapes import bounds, circle, compass, part_of, route
from geodata.sphere import km_between


def test_every_shape_is_valid_and_light(gazetteer: Gazetteer) -> None:
    rows = gazetteer._connection.execute("SELECT id, kind, wkb FROM shape JOIN place USING (n)").fetchall()
    assert len(rows) > 5000
    most = {"country": 4500, "region": 165, "border": 300}
    wrong = []
    for id_, kind, wkb in rows:
        shape = from_wkb(wkb)
        west, south, east, north = shape.bounds
        inside = west >= -180 and east <= 180 and south >= -90 and north <= 90
        if shape.is_empty or not shape.is_valid or not inside or get_num_coordinates(shape) > most.get(kind, 330):
            wrong.append((id_, get_num_coordinates(shape), shape.is_valid))
    assert not wrong


@pytest.mark.parametrize(
    ("a", "b"), [("LT", "BY"), ("UA", "BY"), ("BY", "PL"), ("RU", "UA"), ("MX", "US"), ("IN", "PK")]
)
def test_a_border_is_one_line_in_any_order(gazetteer: Gazetteer, a: str, b: str) -> None:
    border = gazetteer.border(a, b)
    assert border is not None
    assert border == gazetteer.border(b, a)
    assert gazetteer.shape(border).geom_type in ("LineString", "MultiLineString")


@pytest.mark.parametrize(
    ("a", "b"), [("KZ", "RU"), ("CN", "RU"), ("PL", "RU"), ("RU", "UA"), ("NO", "SE"), ("MX", "US"), ("BR", "CO")]
)
def test_a_country_s_edge_lies_along_its_border(gazetteer: Gazetteer, a: str, b: str) -> None:
    border = gazetteer.border(a, b)
    assert border is not None
    corners = [Point(corner) for corner in get_coordinates(gazetteer.shape(border))]
    for iso in (a, b):
        edge = gazetteer.shape(gazetteer.country(iso)).boundary
        assert max(edge.distance(corner) for corner in corners) <= 0.06, iso


def test_the_lithuanian_and_the_ukrainian_border_of_belarus_have_no_gaps(gazetteer: Gazetteer) -> None:
    for a, b in (("LT", "BY"), ("UA", "BY")):
        border = gazetteer.border(a, b)
        assert border is not None
        assert gazetteer.shape(border).geom_type == "LineString"


def test_neighbours_of_the_world(gazetteer: Gazetteer) -> None:
    assert gazetteer.neighbours("BY") == ("LT", "LV", "PL", "RU", "UA")
    assert gazetteer.neighbours("IS") == ()
    assert gazetteer.border("IS", "GB") is None
    (count,) = gazetteer._connection.execute("SELECT count(*) FROM border").fetchone()
    assert 300 <= count <= 340


def test_crimea_is_drawn_with_ukraine(gazetteer: Gazetteer) -> None:
    assert gazetteer.shape(gazetteer.country("UA")).contains(Point(34.1, 45.1))
    assert "Germany" in gazetteer.border_view


@pytest.mark.parametrize(
    ("id", "lon", "lat"),
    [
        ("own:donbas", 38.0, 48.3),
        ("own:baltic-states", 25.0, 57.0),
        ("own:sahel", 0.0, 15.0),
        ("own:gaza-strip", 34.4, 31.45),
        ("own:west-bank", 35.2, 32.0),
        ("own:kashmir", 74.5, 34.3),
        ("own:somaliland", 44.1, 9.6),
        ("iso:ET-TI", 39.0, 14.0),
        ("iso:HT-AR", -72.5, 19.3),
        ("iso:KE-43", 35.6, 3.1),
        ("sea:black-sea", 34.0, 43.5),
        ("sea:sea-of-azov", 36.5, 46.2),
        ("sea:caspian-sea", 51.0, 42.0),
        ("sea:persian-gulf", 51.5, 27.5),
        ("sea:bering-sea", -175.0, 58.0),
        ("sea:pacific-ocean", -150.0, 20.0),
        ("own:polesia", 27.5, 52.0),
    ],
)
def test_an_area_has_the_ground_it_should(gazetteer: Gazetteer, id: str, lon: float, lat: float) -> None:
    assert gazetteer.shape(gazetteer.place(id)).intersects(Point(lon, lat))


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Tehran Province", 51.4, 35.7),  # ISO has given all codes of Iran anew
        ("Isfahan Province", 51.7, 32.7),
        ("Kerman Province", 57.1, 30.3),
        ("Razavi Khorasan", 59.6, 36.3),
        ("Paktika", 68.8, 32.8),
        ("East Darfur", 26.1, 11.5),
        ("Republika Srpska", 17.2, 44.77),  # drawn as its districts
        ("Cundinamarca", -74.4, 5.1),
        ("Casablanca-Settat", -7.6, 33.5),  # ISO has given the codes of Morocco's old regions to others
        ("Marrakech-Safi", -8.0, 31.6),
        ("Tungurahua Province", -78.6, -1.25),  # drawn as Napo
        ("Upper Takutu-Upper Essequibo", -59.8, 3.4),
        ("Nakhchivan region", 45.4, 39.2),
        ("Da Nang province", 108.0, 15.6),  # with what was Quảng Nam
    ],
)
def test_a_region_is_drawn_where_its_name_is(gazetteer: Gazetteer, name: str, lon: float, lat: float) -> None:
    first = gazetteer.candidates(name)[0].place
    assert first.kind is PlaceKind.REGION
    assert gazetteer.shape(first).buffer(0.2).intersects(Point(lon, lat))


@pytest.mark.parametrize(
    ("country", "part", "inside", "outside"),
    [
        ("BY", "southern", (28.0, 52.2), (28.0, 55.0)),  # "southern Belarus"
        ("UA", "eastern", (37.8, 48.0), (24.0, 49.8)),
        ("SY", "north-eastern", (41.0, 36.8), (36.3, 33.5)),
        ("FR", "southern", (5.4, 43.4), (2.35, 48.85)),
        ("RU", "western", (37.6, 55.7), (131.9, 43.1)),
        ("RU", "Far Eastern", (158.6, 53.0), (37.6, 55.7)),
        ("ML", "Central", (-4.2, 15.5), (0.0, 22.0)),
    ],
)
def test_a_part_of_a_country(
    gazetteer: Gazetteer, country: str, part: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    shape = part_of(gazetteer.shape(gazetteer.country(country)), part)
    assert shape.is_valid
    assert shape.buffer(0.05).contains(Point(inside))
    assert not shape.contains(Point(outside))


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("Southern", "south"),
        ("north-eastern", "northeast"),
        ("the far north", "far north"),
        ("centre", "central"),
        ("red", None),
    ],
)
def test_compass_words(word: str, part: str | None) -> None:
    assert compass(word) == part


def test_a_word_that_is_no_part_is_refused() -> None:
    with pytest.raises(ValueError, match="blue"):
        part_of(box(0, 0, 1, 1), "blue")


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(0.1, 500))
def test_circles_are_valid_stay_on_the_map_and_hold_their_centre(lon: float, lat: float, km: float) -> None:
    shape = circle(lon, lat, km)
    west, south, east, north = shape.bounds
    assert shape.is_valid
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert shape.buffer(1e-4).intersects(Point(lon, lat))


@given(st.floats(-170, 170), st.floats(-70, 70), st.floats(1, 300))
def test_a_circle_is_as_wide_as_asked(lon: float, lat: float, km: float) -> None:
    for corner in get_coordinates(circle(lon, lat, km)):
        assert km_between((lon, lat), (float(corner[0]), float(corner[1]))) == pytest.approx(km, rel=0.02, abs=0.01)


def test_a_route_goes_the_short_way_round() -> None:
    assert route([(170.0, 0.0), (-170.0, 0.0)]).length == pytest.approx(20)
    assert route([(23.7, 52.1), (27.5, 53.9), (30.2, 55.2)]).geom_type == "LineString"
    with pytest.raises(ValueError, match="two points"):
        route([(0.0, 0.0)])


def test_bounds_of_russia_do_not_go_round_the_world(gazetteer: Gazetteer) -> None:
    west, _, east, _ = bounds(gazetteer.shape(gazetteer.country("RU")))
    assert 15 < west < 35
    assert 185 < east < 200
