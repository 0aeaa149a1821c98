"""Names are found in the gazetteer and in running text, and mean the right places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from geodata.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from geodata.place import NameGrade, PlaceKind
from geodata.sphere import km_between

GRADES = tuple(NameGrade)


# Position as published (GeoNames, Who's On First), at most 15 km off.
TOWNS = [
    ("Klaipėda", 21.1391, 55.7068),
    ("Klaipeda", 21.1391, 55.7068),
    ("Mažeikiai", 22.3333, 56.3167),
    ("Mazeikiai", 22.3333, 56.3167),
    ("Brest", 23.7175, 52.1089),
    ("Hrodna", 23.8289, 53.6758),
    ("Grodno", 23.8289, 53.6758),
    ("Homel", 30.9754, 52.4345),
    ("Gomel", 30.9754, 52.4345),
    ("Homieĺ", 30.9754, 52.4345),
    ("Mogilev", 30.3404, 53.9088),
    ("Mahilyow", 30.3404, 53.9088),
    ("Vitebsk", 30.2049, 55.1904),
    ("Vitsebsk", 30.2049, 55.1904),
    ("Luninets", 26.8006, 52.2486),
    ("Baranavichy", 26.0078, 53.1326),
    ("Baranovichi", 26.0078, 53.1326),
    ("Rechytsa", 30.3916, 52.3617),
    ("Yelsk", 29.1544, 51.8136),
    ("Osipovichi", 28.6287, 53.3059),
    ("Machulishchy", 27.5948, 53.7788),
    ("Salihorsk", 27.5358, 52.7898),
    ("Soligorsk", 27.5358, 52.7898),
    ("Astravets", 25.9554, 54.6138),
    ("Ostrovets", 25.9554, 54.6138),
    ("Luhansk", 39.3171, 48.5671),
    ("Donetsk", 37.8022, 48.023),
    ("Kuźnica", 23.6495, 53.5109),
    ("Chernobyl", 30.2197, 51.2701),
    ("Chornobyl", 30.2197, 51.2701),
    ("Kyiv", 30.5238, 50.4547),
    ("Kiev", 30.5238, 50.4547),
    ("Ust-Luga", 28.2871, 59.6676),
    ("Yelnya", 33.1847, 54.5774),
    ("Tartus", 35.8866, 34.8890),
    ("Mazyr", 29.2456, 52.0495),
    ("Medininkai", 25.6487, 54.538),
    ("Pripyat", 30.0556, 51.4056),
    ("Zyabrovka", 31.157, 52.306),
    ("Bruzgi", 23.68, 53.56),
    ("Минск", 27.5667, 53.9),
    ("Київ", 30.5238, 50.4547),
    ("Bogotá", -74.0818, 4.6097),
    ("Raqqa", 39.0088, 35.9528),
    ("Port-au-Prince", -72.335, 18.5392),
    ("Mekelle", 39.4753, 13.4967),
    ("Goma", 29.2228, -1.6741),
    ("Sittwe", 92.8979, 20.1462),
    ("Saint Petersburg", 30.3141, 59.9386),
    ("St. Petersburg", 30.3141, 59.9386),
    ("New York", -74.006, 40.7143),
    ("Cologne", 6.96, 50.9375),
    ("Sana'a", 44.2064, 15.3531),
    ("Zürich", 8.55, 47.3667),
    ("Hmeimim", 35.9487, 35.4009),
    ("Sloviansk", 37.6053, 48.8532),
    ("Zaporizhzhia", 35.139, 47.8388),
    ("Bogota", -74.0818, 4.6097),
    ("Kupiansk", 37.6148, 49.7106),
]


@pytest.mark.parametrize(("name", "lon", "lat"), TOWNS, ids=[row[0] for row in TOWNS])
def test_the_first_town_of_this_name_is_where_it_should_be(
    gazetteer: Gazetteer, name: str, lon: float, lat: float
) -> None:
    towns = [c for c in gazetteer.candidates(name) if c.place.kind in (PlaceKind.CITY, PlaceKind.FACILITY)]
    assert towns, f"no town called {name}"
    assert km_between((towns[0].place.lon, towns[0].place.lat), (lon, lat)) < 15, towns[:4]


AREAS = [
    ("Brest region", "iso:BY-BR"),
    ("Brest Oblast", "iso:BY-BR"),
    ("Donetsk region", "iso:UA-14"),
    ("Donetsk oblast", "iso:UA-14"),
    ("Amhara Regional State", "iso:ET-AM"),
    ("Amhara region", "iso:ET-AM"),
    ("Tigray", "iso:ET-TI"),
    ("Rakhine State", "iso:MM-16"),
    ("Artibonite", "iso:HT-AR"),
    ("Artibonite department", "iso:HT-AR"),
    ("California", "iso:US-CA"),
    ("Idlib governorate", "iso:SY-ID"),
    ("Bavaria", "iso:DE-BY"),
    ("Scotland", "iso:GB-SCT"),
    ("Crimea", "iso:UA-43"),
    ("Cabo Delgado", "iso:MZ-P"),
    ("North Kivu", "iso:CD-NK"),
    ("US", "iso:US"),
    ("U.S.", "iso:US"),
    ("USA", "iso:US"),
    ("UK", "iso:GB"),
    ("UAE", "iso:AE"),
    ("DRC", "iso:CD"),
    ("DPRK", "iso:KP"),
    ("Burma", "iso:MM"),
    ("Ivory Coast", "iso:CI"),
    ("Türkiye", "iso:TR"),
    ("Czech Republic", "iso:CZ"),
    ("the Philippines", "iso:PH"),
    ("Bosnia", "iso:BA"),
    ("Russian Federation", "iso:RU"),
    ("Donbas", "own:donbas"),
    ("Donbass", "own:donbas"),
    ("Polesie", "own:polesia"),
    ("Polissia", "own:polesia"),
    ("Suwalki gap", "own:suwalki-gap"),
    ("Baltic states", "own:baltic-states"),
    ("LNR", "own:lnr"),
    ("DNR", "own:dnr"),
    ("Sahel", "own:sahel"),
    ("Horn of Africa", "own:horn-of-africa"),
    ("Gaza", "own:gaza-strip"),
    ("West Bank", "own:west-bank"),
    ("Golan Heights", "own:golan"),
    ("Eastern Ghouta", "own:eastern-ghouta"),
    ("Soviet Union", "own:soviet-union"),
    ("Himalayas", "own:himalayas"),
    ("Mindanao", "own:mindanao"),
    ("Northamptonshire", "own:northamptonshire"),
    ("Rhône River", "own:rhone"),
    ("Qamishli", "gn:173377"),
    ("Hodeidah", "gn:79415"),
    ("Kashmir", "own:kashmir"),
    ("Black Sea", "sea:black-sea"),
    ("Gulf of Guinea", "sea:gulf-of-guinea"),
    ("Strait of Hormuz", "sea:strait-of-hormuz"),
    ("Brest training ground", "own:brest-training-ground"),
    ("Machulishchy airfield", "icao:UMLI"),
    ("Ukraine", "iso:UA"),
    ("Georgia", "iso:GE"),
    ("Almaty region", "iso:KZ-19"),  # and not that of the city, which is a region of its own
    ("Kyiv region", "iso:UA-32"),
    ("Minsk oblast", "iso:BY-MI"),
    ("Almaty city", "iso:KZ-75"),
    ("Ras al-Ayn", "gn:165509"),  # by its own name, which is an old one of Rosh HaAyin
    ("Paktia", "iso:AF-PIA"),
    ("Desnianskyi district", "gn:13608465"),
    ("Salvador", "gn:3450554"),
    ("Cape of Good Hope", "own:cape-of-good-hope"),
    ("Cox's Bazar", "gn:1336134"),
    ("Palk Strait", "own:palk-strait"),
    ("Maungdaw", "own:maungdaw"),
    ("Tal Rifaat", "gn:163476"),
    ("Incirlik", "icao:LTAG"),
    ("Gatwick", "icao:EGKK"),
    ("Schiphol", "icao:EHAM"),
    ("Sikkim", "iso:IN-SK"),  # and no old name of Slovakia
    ("Ajara", "iso:GE-AJ"),
    ("South Pacific", "sea:pacific-ocean"),
    ("Londonderry", "gn:2643736"),
    ("Quang Nam", "iso:VN-27"),  # a province that was merged
    ("Región de Murcia", "iso:ES-MC"),  # ISO 3166-2 has "Murcia, Región de"
]


@pytest.mark.parametrize(("name", "id"), AREAS, ids=[row[0] for row in AREAS])
def test_the_first_candidate_of_this_name_is(gazetteer: Gazetteer, name: str, id: str) -> None:
    assert gazetteer.candidates(name)[0].place.id == id


SEATS = [
    ("Kremlin", "Moscow"),
    ("White House", "Washington"),
    ("Pentagon", "Arlington"),
    ("Downing Street", "London"),
    ("Élysée", "Paris"),
    ("EU", "Brussels"),
    ("NATO", "Brussels"),
    ("UN Security Council", "New York City"),
    ("African Union", "Addis Ababa"),
]


@pytest.mark.parametrize(("name", "town"), SEATS)
def test_an_institution_stands_for_the_town_it_sits_in(gazetteer: Gazetteer, name: str, town: str) -> None:
    best = gazetteer.candidates(name)[0]
    assert (best.grade, best.place.name) == (NameGrade.SEAT, town)


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Belarusian", "BY"),
        ("Belarusians", "BY"),
        ("Dutch", "NL"),
        ("Congolese", "CD"),
        ("Filipino", "PH"),
        ("Swiss", "CH"),
    ],
)
def test_a_demonym_means_its_country(gazetteer: Gazetteer, name: str, iso: str) -> None:
    found = {c.place.country for c in gazetteer.candidates(name) if c.grade is NameGrade.DEMONYM}
    assert iso in found


# Aliases in the sources that would claim other words.
FALSE = [
    ("LNR", "Lone Rock"),
    ("DNR", "Saint-Malo"),
    ("EU", "Eu"),
    ("Eu", "Eu"),
    ("BQT", "Brest"),
]


@pytest.mark.parametrize(("name", "wrong"), FALSE)
def test_codes_are_not_names_of_towns(gazetteer: Gazetteer, name: str, wrong: str) -> None:
    assert wrong not in {candidate.place.name for candidate in gazetteer.candidates(name)}


@pytest.mark.parametrize("name", ["Medininkai", "Pripyat", "Chornobyl", "Brest"])
def test_a_place_whose_own_name_it_is_comes_before_those_once_called_so(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name)[0].grade is NameGrade.PREFERRED
    assert gazetteer.candidates(name)[0].place.name == name


def test_a_name_without_its_accents_is_a_lower_grade(gazetteer: Gazetteer) -> None:
    def grade(name: str) -> NameGrade:
        return next(c.grade for c in gazetteer.candidates(name) if c.place.name == "Joniškis")

    assert (grade("Joniškis"), grade("Joniskis")) == (NameGrade.PREFERRED, NameGrade.ALTERNATE)


def test_candidates_come_by_grade(gazetteer: Gazetteer) -> None:
    grades = [GRADES.index(candidate.grade) for candidate in gazetteer.candidates("Brest")]
    assert grades == sorted(grades)


def test_the_most_populous_springfield_comes_first_and_illinois_has_one(gazetteer: Gazetteer) -> None:
    towns = [c.place for c in gazetteer.candidates("Springfield") if c.grade is NameGrade.PREFERRED]
    assert [town.population for town in towns] == sorted((town.population for town in towns), reverse=True)
    illinois = next(town for town in towns if town.admin1 == "US-IL")
    assert [place.id for place in gazetteer.parents(illinois)][-2:] == ["iso:US-IL", "iso:US"]


MENTIONS = [
    ("The Northern Territory burned.", ["Northern Territory"]),  # "The Northern" is a name, too
    ("Troops left Brest for the Brest training ground.", ["Brest", "Brest training ground"]),
    ("In Brest region and in Minsk’s suburbs", ["Brest region", "Minsk"]),
    ("US-led talks; the U.S. said so. Us too.", ["US", "U.S."]),
    ("KYIV, Ukraine (AP) — The Kremlin denied it.", ["KYIV", "Ukraine", "The Kremlin"]),
    ("Shelling hit al-Hasakah and Deir ez-Zor.", ["al-Hasakah", "Deir ez-Zor"]),
    ("It went to Rostov-on-Don", ["Rostov-on-Don"]),
    ("in Fresno, Calif., on Monday", ["Fresno", "Calif."]),
    ("HORRY COUNTY, SC (AP)", ["HORRY COUNTY", "SC"]),
    ("in Fresno, CA. After the raid, CA said", ["Fresno", "CA"]),
    ("New\nYork is far", ["New\nYork"]),
    ("nice and reading are words in small letters", []),
    ("the Belarusian–Lithuanian border", ["Belarusian", "Lithuanian"]),
    ("Belarusian-Lithuanian talks", ["Belarusian", "Lithuanian"]),
    ("Взрывы в Киеве? Нет, Харьков и Минск.", ["Харьков", "Минск"]),
    ("Amhara Regional State and Rakhine State", ["Amhara Regional State", "Rakhine State"]),
    ("Bosnia-Herzegovina and Papua New Guinea", ["Bosnia-Herzegovina", "Papua New Guinea"]),
]


@pytest.mark.parametrize(("text", "names"), MENTIONS, ids=[row[0][:30] for row in MENTIONS])
def test_names_in_running_text(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    matches = gazetteer.matches(text)
    assert [match.name for match in matches if match.name not in ("Troops", "Shelling", "Нет")] == names
    assert all(text[match.start : match.end] == match.name for match in matches)


@given(st.text(max_size=300) | st.from_regex(r"([A-Z][a-zé'’.-]{0,9}[ \n-]?){0,30}"))
@settings(max_examples=150, deadline=None)
def test_matches_lie_in_order_inside_any_text(gazetteer: Gazetteer, text: str) -> None:
    before = 0
    for match in gazetteer.matches(text):
        assert before <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.name
        assert match.candidates
        before = match.end


def test_looking_up_grows_with_the_text_alone(gazetteer: Gazetteer) -> None:
    asked: list[str] = []
    real = gazetteer._rows

    def counting(key: str) -> tuple[object, ...]:
        asked.append(key)
        return real(key)

    gazetteer._rows = counting  # type: ignore[assignment]
    try:
        gazetteer.matches("Aa " * 5000)
    finally:
        gazetteer._rows = real
    assert len(asked) <= 6 * 5000


def test_every_inhabited_country_has_a_shape_a_capital_and_a_demonym(gazetteer: Gazetteer) -> None:
    empty = {"AQ", "BV", "HM", "TF", "GS", "UM", "IO"}  # nobody lives there for good
    rows = gazetteer._connection.execute("SELECT country FROM place WHERE kind = 'country'").fetchall()
    codes = {code for (code,) in rows}
    assert len(codes) == 250
    demonyms = {
        code
        for (code,) in gazetteer._connection.execute(
            "SELECT country FROM name JOIN place USING (n) WHERE kind = 'country' AND grade = ?",
            (GRADES.index(NameGrade.DEMONYM),),
        )
    }
    assert codes - empty - demonyms <= {"SJ", "VA"}
    assert {code for code in codes if gazetteer.shape(gazetteer.country(code)).geom_type == "Point"} == set()
    assert {code for code in codes - empty if gazetteer.capital(code) is None} <= {"BQ", "TK"}


@pytest.mark.parametrize(
    ("lon", "lat", "iso"),
    [
        (27.56, 53.9, "BY"),
        (34.1, 44.95, "UA"),
        (44.06, 9.56, "SO"),
        (33.36, 35.3, "CY"),
        (-52.3, 4.9, "GF"),
        (-30, 30, None),
    ],
)
def test_the_country_at_a_point(gazetteer: Gazetteer, lon: float, lat: float, iso: str | None) -> None:
    assert gazetteer.containing(lon, lat) == iso


def test_a_continent_lies_where_geonames_puts_it(gazetteer: Gazetteer) -> None:
    europe = gazetteer.place("own:europe")
    assert (round(europe.lon, 1), round(europe.lat, 1)) == (9.1, 48.7)
    assert gazetteer.shape(europe).contains(Point(europe.lon, europe.lat))


def test_unknown_ids_are_key_errors(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.place("gn:0")
    with pytest.raises(KeyError):
        gazetteer.country("QQ")


def test_a_missing_gazetteer_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match=r"python -m geodata\.build"):
        open_gazetteer(tmp_path / "none.sqlite")
    (tmp_path / "junk.sqlite").write_bytes(b"not a database, but long enough to be read as one" * 20)
    with pytest.raises(GazetteerMissing, match=r"python -m geodata\.build"):
        open_gazetteer(tmp_path / "junk.sqlite")
