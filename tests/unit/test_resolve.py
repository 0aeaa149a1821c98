"""Which place a name means, given the other names; on hand-made candidates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.place import Candidate, NameGrade, Place, PlaceKind
from geodata.resolve import Mention, contains, resolve
from geodata.sphere import km_between


def town(
    name: str, country: str, lon: float, lat: float, people: int, admin1: str | None = None, code: str = "PPL"
) -> Candidate:
    place = Place(
        id=f"gn:{name}-{country}-{admin1}",
        name=name,
        kind=PlaceKind.CITY,
        feature_code=code,
        lon=lon,
        lat=lat,
        country=country,
        admin1=admin1,
        population=people,
    )
    return Candidate(place=place, grade=NameGrade.PREFERRED)


def country(
    name: str, code: str, lon: float, lat: float, people: int, grade: NameGrade = NameGrade.PREFERRED
) -> Candidate:
    place = Place(
        id=f"iso:{code}",
        name=name,
        kind=PlaceKind.COUNTRY,
        feature_code="PCLI",
        lon=lon,
        lat=lat,
        country=code,
        population=people,
        radius_km=300,
    )
    return Candidate(place=place, grade=grade)


def state(name: str, code: str, admin1: str, lon: float, lat: float, people: int) -> Candidate:
    place = Place(
        id=f"iso:{admin1}",
        name=name,
        kind=PlaceKind.REGION,
        feature_code="ADM1",
        lon=lon,
        lat=lat,
        country=code,
        admin1=admin1,
        population=people,
        radius_km=200,
    )
    return Candidate(place=place, grade=NameGrade.PREFERRED)


BREST = (town("Brest", "BY", 23.7, 52.1, 300_000), town("Brest", "FR", -4.5, 48.4, 140_000))
BELARUS = (country("Belarus", "BY", 28, 53.5, 9_400_000),)
FRANCE = (country("France", "FR", 2, 46, 67_000_000),)
PARIS = (
    town("Paris", "FR", 2.35, 48.85, 2_100_000, "FR-75C", "PPLC"),
    town("Paris", "US", -95.5, 33.6, 25_000, "US-TX"),
    town("Paris", "US", -84.25, 38.2, 9_000, "US-KY"),
)
TEXAS = (state("Texas", "US", "US-TX", -99, 31, 29_000_000),)
GEORGIA = (country("Georgia", "GE", 43.5, 42, 3_700_000), state("Georgia", "US", "US-GA", -83.5, 32.7, 10_700_000))
TBILISI = (town("Tbilisi", "GE", 44.8, 41.7, 1_100_000, "GE-TB", "PPLC"),)
GORI = (town("Gori", "GE", 44.1, 42.0, 48_000, "GE-SK"),)
ATLANTA = (town("Atlanta", "US", -84.4, 33.7, 498_000, "US-GA"),)
MACON = (town("Macon", "US", -83.6, 32.8, 157_000, "US-GA"), town("Mâcon", "FR", 4.8, 46.3, 34_000))


def chosen(*mentions: Mention) -> list[str]:
    return [found[0].place.id for found in resolve(mentions)]


def name(text: str, candidates: tuple[Candidate, ...], *within: int) -> Mention:
    return Mention(name=text, candidates=candidates, within=within)


@pytest.mark.parametrize(
    ("mentions", "first"),
    [
        pytest.param([name("Brest", BREST)], "gn:Brest-BY-None", id="the most populous, if nothing else is named"),
        pytest.param([name("Brest", BREST, 1), name("France", FRANCE)], "gn:Brest-FR-None", id="Brest, France"),
        pytest.param([name("Paris", PARIS, 1), name("Texas", TEXAS)], "gn:Paris-US-US-TX", id="Paris, Texas"),
        pytest.param(
            [name("Paris", PARIS), name("Texas", TEXAS)],
            "gn:Paris-FR-FR-75C",
            id="Texas is named elsewhere",
        ),
        pytest.param(
            [name("Georgia", GEORGIA), name("Tbilisi", TBILISI), name("Gori", GORI)], "iso:GE", id="Georgia with Gori"
        ),
        pytest.param(
            [name("Georgia", GEORGIA), name("Atlanta", ATLANTA), name("Macon", MACON)],
            "iso:US-GA",
            id="Georgia with Atlanta",
        ),
        pytest.param([name("Macon", MACON), name("Atlanta", ATLANTA)], "gn:Macon-US-US-GA", id="Macon near Atlanta"),
    ],
)
def test_the_other_names_say_which_place_is_meant(mentions: list[Mention], first: str) -> None:
    assert chosen(*mentions)[0] == first


def test_the_names_of_the_same_sentence_count_twice() -> None:
    brest = Mention(name="Brest", candidates=BREST, beside=(1,))
    minsk, paris = town("Minsk", "BY", 27.6, 53.9, 1_700_000), town("Paris", "FR", 2.35, 48.85, 2_100_000)
    assert chosen(brest, name("Paris", (paris,)), name("Minsk", (minsk,)))[0] == "gn:Brest-FR-None"
    assert chosen(name("Brest", BREST), name("Paris", (paris,)), name("Minsk", (minsk,)))[0] == "gn:Brest-BY-None"


def test_a_name_means_the_same_throughout_once_its_container_was_named() -> None:
    found = chosen(name("Paris", PARIS, 1), name("Texas", TEXAS), name("Paris", PARIS))
    assert found[0] == found[2] == "gn:Paris-US-US-TX"


def test_two_containers_tell_two_places_of_one_name_apart() -> None:
    found = chosen(name("Paris", PARIS, 1), name("Texas", TEXAS), name("Paris", PARIS, 3), name("France", FRANCE))
    assert found[0] == "gn:Paris-US-US-TX"
    assert found[2] == "gn:Paris-FR-FR-75C"


def test_a_name_without_candidates_stays_unknown() -> None:
    assert resolve([name("Zyabrovka", ())]) == ((),)


def test_scores_are_shares_of_belief_and_come_best_first() -> None:
    (found,) = resolve([name("Paris", PARIS)])
    assert sum(c.score for c in found) == pytest.approx(1, abs=0.01)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_country_contains_its_towns_and_no_others() -> None:
    assert contains(FRANCE[0].place, PARIS[0].place)
    assert not contains(FRANCE[0].place, PARIS[1].place)
    assert contains(TEXAS[0].place, PARIS[1].place)
    assert not contains(TEXAS[0].place, PARIS[2].place)
    assert not contains(TEXAS[0].place, TEXAS[0].place)


def test_a_hundred_miles_are_161_kilometres() -> None:
    assert km_between((0, 0), (1, 0)) == pytest.approx(111.19, abs=0.01)
    assert km_between((23.7, 52.1), (27.56, 53.9)) == pytest.approx(327, abs=2)


pools = st.sampled_from([BREST, BELARUS, FRANCE, PARIS, TEXAS, GEORGIA, TBILISI, GORI, ATLANTA, MACON, ()])


@given(st.lists(st.tuples(pools, st.booleans()), max_size=12))
def test_any_mentions_keep_their_candidates(drawn: list[tuple[tuple[Candidate, ...], bool]]) -> None:
    mentions = [
        name(str(pool and pool[0].place.name), pool, *([index + 1] if held and index + 1 < len(drawn) else []))
        for index, (pool, held) in enumerate(drawn)
    ]
    for mention, found in zip(mentions, resolve(mentions), strict=True):
        assert {c.place.id for c in found} == {c.place.id for c in mention.candidates}
    assert resolve(mentions) == resolve(mentions)
