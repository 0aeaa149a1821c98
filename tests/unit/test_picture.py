"""Pictures of map and band made on the server: the same events, forms and edges as on the map, in bounded size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely
from flask.testing import FlaskClient

from geodata.world import Ground, ground, names
from tests.browser import world
from tests.browser.serving import application
from tests.hostile.test_injection import PAYLOADS
from timeline.model import Category, Chronology, Modality
from timeline.web import pictures
from timeline.web.picture import forms, frame
from timeline.web.picture.days import rows
from timeline.web.picture.drawing import element, text
from timeline.web.picture.glyphs import HOLLOW
from timeline.web.picture.map import DETAILS, HEAVIEST
from timeline.web.picture.numbering import runs
from timeline.web.picture.sights import Spot

SVG = "{http://www.w3.org/2000/svg}"
MAP, PAPER, BAND = "/picture/map.svg", "/picture/paper.svg", "/picture/band.svg"


def client_of(chronologies: list[Chronology], folder: Path) -> FlaskClient:
    return application(chronologies, folder).test_client()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of([world.chronology()], tmp_path_factory.mktemp("picture"))


def drawn(client: FlaskClient, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    return ElementTree.fromstring(answer.data)


def groups(picture: ElementTree.Element, title: str) -> list[ElementTree.Element]:
    """The groups of marks whose title says so."""
    return [one for one in picture.iter(f"{SVG}g") if title in (one.findtext(f"{SVG}title") or "")]


def words(picture: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def classes(group: ElementTree.Element) -> Counter[str]:
    return Counter(name for each in group.iter() for name in (each.get("class") or "").split())


# What is drawn


@pytest.mark.parametrize(
    ("kind", "precision", "radius", "shape", "form"),
    [
        ("city", 1, 3.0, None, forms.Form.POINT),
        ("facility", 1, 0.0, None, forms.Form.FACILITY),
        ("city", 2, 25.0, None, forms.Form.NEAR),
        ("country", 1, 257.0, shapely.box(0, 0, 1, 1), forms.Form.COUNTRY),
        ("region", 1, 80.0, shapely.box(0, 0, 1, 1), forms.Form.AREA),
        ("border", 1, 0.0, shapely.LineString([(0, 0), (1, 1)]), forms.Form.BORDER),
        ("route", 1, 0.0, shapely.LineString([(0, 0), (1, 1)]), forms.Form.ROUTE),
        ("area", 1, 0.0, shapely.LineString([(0, 0), (1, 1)]), forms.Form.LINE),
        ("country", 1, 257.0, None, forms.Form.NEAR),  # without a shape: never a lone pin
    ],
)
def test_the_form_says_what_sort_of_place_it_is(
    kind: str, precision: int, radius: float, shape: shapely.Geometry | None, form: forms.Form
) -> None:
    spot = Spot(
        id="x", name="X", kind=kind, role="location", lon=0.0, lat=0.0, geo_precision=precision, radius_km=radius,
        shape="x" if shape else None,
    )  # fmt: skip
    assert forms.form_of(spot, shape) is form


def test_every_event_with_a_place_is_on_the_map(client: FlaskClient) -> None:
    picture = drawn(client, MAP)
    placed = [told for told in world.TOLD if told.places]
    assert picture.findtext(f"{SVG}title") == f"Map of {len(world.TOLD)} events"
    for told in placed:
        assert groups(picture, told.sentence.rstrip(".")), told.sentence


def numbered(picture: ElementTree.Element) -> set[int]:
    """The numbers that stand on the map and in its key."""
    found: set[int] = set()
    for said in words(picture):
        _, _, rest = said.partition("[")
        for first, last in re.findall(r"\b(\d+)(?:–(\d+))?", rest):
            found.update(range(int(first), int(last or first) + 1))
    return found


def test_the_map_for_paper_has_the_number_of_every_event_with_a_place(client: FlaskClient) -> None:
    listed = re.findall(r'<li class="event[^"]*"[^>]* id="e-([0-9a-f]+)"', client.get("/").text)
    placed = {world.event(world.chronology().briefing, told).id for told in world.TOLD if told.places}
    assert numbered(drawn(client, PAPER)) == {at for at, id in enumerate(listed, 1) if id in placed}
    assert not numbered(drawn(client, MAP))


def test_the_map_for_paper_numbers_what_the_filters_leave(client: FlaskClient) -> None:
    assert numbered(drawn(client, f"{PAPER}?cat=diplomacy")) == {1}


def test_a_mark_of_many_events_has_a_letter_and_a_line_of_the_key(tmp_path: Path) -> None:
    told = tuple(
        world.Told(
            sentence=f"Shells hit {place.name} on day {number}.",
            category=Category.ARMED_CLASH_OR_STRIKE,
            start=world.day(1, number),
            end=world.day(1, number + 1),
            places=world.at(place),
        )
        for number, place in enumerate([world.BREST, world.GOMEL] * 5, 1)
    )
    picture = drawn(client_of([world.chronology(told)], tmp_path), PAPER)
    said = words(picture)
    assert {"Brest [B]", "Gomel [A]", "[B] 1, 3, 5, 7, 9", "[A] 2, 4, 6, 8, 10"} <= set(said)
    assert float(picture.get("height") or 0) > 500


def test_numbers_that_follow_each_other_are_said_in_short() -> None:
    assert runs([9, 2, 5, 6, 7, 8]) == ("2", "5–9")
    assert runs([]) == ()


def test_only_a_border_that_is_closed_has_strokes_across(tmp_path: Path) -> None:
    told = replace(world.TOLD[4], category=Category.AIRSPACE_OR_BORDER_INCIDENT)
    picture = drawn(client_of([world.chronology((told,))], tmp_path), MAP)
    (border,) = groups(picture, "Lithuania stopped transit")
    assert not [each for each in border.iter(f"{SVG}path") if (each.get("d") or "").count("M") > 3]


def test_the_name_of_a_border_is_not_written_over_it(tmp_path: Path) -> None:
    client = client_of([world.chronology((world.TOLD[4],))], tmp_path)
    (name,) = (
        each for each in drawn(client, MAP).iter(f"{SVG}text") if (each.text or "").startswith("border of Belarus")
    )
    left, base = float(name.get("x") or 0), float(name.get("y") or 0)
    over = shapely.box(left, base - 9, left + 6 * len(name.text or ""), base + 1)
    (border,) = groups(drawn(client, MAP), "Lithuania stopped transit")
    line = max((each.get("d") or "" for each in border.iter(f"{SVG}path")), key=len)
    corners = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", line)]
    assert not any(over.contains(shapely.Point(corner)) for corner in corners)


def test_a_border_has_strokes_across_and_a_planned_area_is_hollow(client: FlaskClient) -> None:
    picture = drawn(client, MAP)
    (border,) = groups(picture, "Lithuania stopped transit")
    strokes = [each for each in border.iter(f"{SVG}path") if (each.get("d") or "").count("M") > 3]
    assert strokes
    (area,) = groups(picture, "Exercises are announced")
    assert classes(area)["full"] == 0
    (country,) = groups(picture, "A referendum")
    assert not list(country.iter(f"{SVG}circle"))


def test_edges_say_how_it_is_told(client: FlaskClient) -> None:
    picture = drawn(client, MAP)
    (claimed,) = groups(picture, "Prices rose")
    assert claimed.find(f"{SVG}circle[@stroke-dasharray]") is not None
    (possible,) = groups(picture, "Potash may leave")
    assert any(each.get("stroke-linecap") == "round" for each in possible.iter(f"{SVG}path"))
    assert [status for status in Modality if status in HOLLOW] == [Modality.PLANNED, Modality.HYPOTHETICAL]


def test_a_place_of_several_events_has_their_number(client: FlaskClient) -> None:
    assert {"2", "3"} & set(words(drawn(client, MAP)))


def test_colours_are_the_pages_own_by_day_and_night(client: FlaskClient) -> None:
    sheet = drawn(client, MAP).findtext(f"{SVG}style") or ""
    assert (Path(__file__).parents[2] / "static" / "tokens.css").read_text(encoding="utf-8") in sheet
    assert "prefers-color-scheme: dark" in sheet


def test_the_ground_is_that_of_the_basemap_and_its_source_is_named(client: FlaskClient) -> None:
    picture = drawn(client, MAP)
    assert {"water", "land", "border"} <= set(classes(picture))
    assert any("Natural Earth" in each for each in words(picture))
    assert "Lithuania" in words(picture)


# What the address asks for


@pytest.mark.parametrize("address", [MAP, BAND])
def test_filters_of_the_address_are_those_of_the_page(client: FlaskClient, address: str) -> None:
    picture = drawn(client, f"{address}?cat=diplomacy")
    assert groups(picture, "Diplomats met in Minsk")
    assert not groups(picture, "Prices rose")


@pytest.mark.parametrize("address", [MAP, BAND])
def test_a_picture_of_nothing_is_a_picture(client: FlaskClient, address: str) -> None:
    assert "0 events" in (drawn(client, f"{address}?q=nothing-has-these-words").findtext(f"{SVG}title") or "")


def test_the_map_looks_where_the_address_looks(client: FlaskClient) -> None:
    picture = drawn(client, f"{MAP}?c=53.9,27.57&z=8")
    (minsk,) = [each for each in picture.iter(f"{SVG}text") if each.text == "Minsk"]
    assert abs(float(minsk.get("x") or 0) - 400) < 60
    assert abs(float(minsk.get("y") or 0) - 250) < 60


@pytest.mark.parametrize("query", ["c=91,0&z=3", "c=x&z=3", "c=1,1&z=", "z=99", "size=giant", "c=1,1&z=99"])
def test_what_the_address_says_amiss_is_passed_over(client: FlaskClient, query: str) -> None:
    assert drawn(client, f"{MAP}?{query}").get("width") == "800"


def test_an_events_own_map_shows_its_surroundings(client: FlaskClient) -> None:
    event = world.chronology().events[0]
    picture = drawn(client, f"/events/{event.id}/map.svg")
    assert "Brest" in words(picture)
    assert {"Poland", "Belarus"} & set(words(picture))
    assert client.get("/events/none/map.svg").status_code == 404


def test_a_picture_speaks_the_language_of_the_page(client: FlaskClient) -> None:
    assert "Літва" in words(drawn(client, f"{MAP}?lang=be"))


# Size, bytes, safety


@pytest.mark.parametrize("address", [MAP, BAND, f"{MAP}?size=small", f"{BAND}?size=small"])
def test_the_same_events_make_the_same_bytes(client: FlaskClient, tmp_path: Path, address: str) -> None:
    first = client.get(address)
    assert client_of([world.chronology()], tmp_path).get(address).data == first.data
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", [MAP, BAND, f"{MAP}?z=1&c=20,0"])
def test_very_many_events_make_a_light_picture(many: FlaskClient, address: str) -> None:
    answer = many.get(address)
    assert len(answer.data) <= HEAVIEST
    badges = [each for each in words(ElementTree.fromstring(answer.data)) if each.isdigit()]
    assert len(badges) <= DETAILS[0][1]


@pytest.mark.parametrize("address", [MAP, BAND])
def test_too_many_events_are_said_to_be_too_many(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(pictures, "MOST", 5)
    picture = drawn(client, address)
    assert f"{len(world.TOLD)} events are too many for a picture: filter them, and it is drawn." in words(picture)
    assert groups(drawn(client, f"{address}?cat=diplomacy"), "Diplomats met in Minsk")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of([scattered(3_000)], tmp_path_factory.mktemp("many"))


def scattered(count: int) -> Chronology:
    """As many events all over the world."""
    told = tuple(
        world.Told(
            sentence=f"Event number {number} was reported.",
            category=list(Category)[number % len(Category)],
            modality=list(Modality)[number % len(Modality)],
            start=world.day(1, 1 + number % 28),
            places=world.at(
                replace(world.MINSK, id=f"own:{number}", lon=number * 37 % 360 - 180.0, lat=number * 17 % 140 - 60.0)
            ),
        )
        for number in range(count)
    )
    return world.chronology(told, f"{count} events")


def hostile(payload: str) -> Iterator[world.Told]:
    place = replace(world.MINSK, id="own:x", name=payload)
    for number in range(5):
        yield world.Told(
            sentence=f"{payload} {number}", category=Category.OTHER, start=world.day(1, 5), places=world.at(place)
        )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of([world.chronology(tuple(hostile("plain")))], tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_becomes_markup(plain: FlaskClient, tmp_path: Path, payload: str) -> None:
    client = client_of([world.chronology(tuple(hostile(payload)))], tmp_path)
    for address in (MAP, BAND):
        picture = drawn(client, address)
        assert {each.tag for each in picture.iter()} <= {each.tag for each in drawn(plain, address).iter()}
        assert not [name for each in picture.iter() for name in each.attrib if name.startswith("on") or "href" in name]
    assert groups(drawn(client, BAND), payload.strip())


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert text("a\x00b\x0bc\ud800d\ufffee<") == "abcde&lt;"
    assert element("g", id='"\x01<') == '<g id="&#34;&lt;"/>'


def test_the_pictures_policy_lets_its_own_style_in_and_nothing_else(client: FlaskClient) -> None:
    policy = client.get(MAP).headers["Content-Security-Policy"]
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/]+='; frame-ancestors 'none'", policy)


# Arithmetic


def test_a_frame_holds_what_it_is_made_for() -> None:
    made = frame.fit((20.0, 50.0, 33.0, 57.0), 800, 500)
    for lon, lat in ((20.0, 50.0), (33.0, 57.0), (20.0, 57.0)):
        assert made.holds(*made.point(lon, lat), margin=39)
    west, south, east, north = made.box
    assert west < 20 < 33 < east
    assert south < 50 < 57 < north


def test_longitudes_run_on_over_the_antimeridian() -> None:
    assert frame.span([179.0, -179.0, 178.0]) == (178.0, 181.0)
    assert frame.span([-10.0, 10.0]) == (-10.0, 10.0)
    made = frame.fit((178.0, -20.0, 181.0, -15.0), 800, 500)
    assert made.holds(*made.point(-179.5, -17.0))


def test_kilometres_are_longer_near_the_poles() -> None:
    made = frame.around(0.0, 0.0, 4.0, 800, 500)
    assert made.pixels(100, 60) == pytest.approx(2 * made.pixels(100, 0), rel=1e-6)


def test_the_worlds_ground_is_cut_to_the_box_on_both_sides_of_the_antimeridian() -> None:
    fiji = ground((176.0, -20.0, 183.0, -15.0), 0.02)
    assert any(part.bounds[2] > 180 for part in fiji.land)
    assert all(part.bounds[0] >= 175.9 and part.bounds[2] <= 183.1 for part in fiji.land)
    assert ground((-30.0, -40.0, -29.0, -39.0), 0.02) == Ground()
    assert {"BY", "LT", "UA"} <= {each.iso for each in names()}


def test_marks_that_overlap_stand_in_rows() -> None:
    assert rows([(0, 10), (5, 15), (12, 20), (11, 13)]) == [0, 1, 0, 2]
