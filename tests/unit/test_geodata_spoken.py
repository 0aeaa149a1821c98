"""What places are called in the languages of the page: only what a source says, whole, and in its own letters."""

from __future__ import annotations

import re

import pytest

from geodata.build.curated import read_table
from geodata.build.spoken import LANGUAGES, _is_whole
from geodata.gazetteer import Gazetteer

LATIN = re.compile(r"[A-Za-zÀ-ɏ’„“ .-]+")
CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґЎў’«» -]+")


@pytest.mark.parametrize(
    ("id", "language", "name"),
    [
        ("gn:625144", "be", "Мінск"),  # CLDR, by its time zone
        ("gn:625144", "lt", "Minskas"),
        ("gn:703448", "uk", "Київ"),
        ("gn:703448", "pl", "Kijów"),
        ("iso:UA-46", "uk", "Львівська область"),  # Natural Earth
        ("iso:PL-12", "de", "Woiwodschaft Kleinpolen"),
        ("gn:629634", "be", "Брэст"),  # our own table
        ("sea:baltic-sea", "de", "Ostsee"),
        ("iso:BY-HO", "pl", "obwód homelski"),  # Natural Earth has but "homelski"
        ("gn:625144", "xx", None),
        ("own:nowhere", "be", None),
    ],
)
def test_a_place_is_called_as_a_source_calls_it(id: str, language: str, name: str | None, gazetteer: Gazetteer) -> None:
    assert {place.id: said for place, said in gazetteer.spoken(language)}.get(id) == name


@pytest.mark.parametrize(
    ("said", "main", "whole"),
    [
        ("Гомельская область", "Gomel Oblast", True),
        ("homelski", "Gomel Oblast", False),
        ("Дамаск", "Damascus Governorate", False),
        ("de Homs", "Homs Governorate", False),
        ("voblast de Homiel", "Gomel Oblast", True),
        ("Баварія", "Bavaria", True),
        ("Rheinland-Pfalz", "Rhineland-Palatinate", True),
        ("olicki", "Alytus", False),
        ("", "Bavaria", False),
    ],
)
def test_a_region_is_not_called_by_half_a_name(said: str, main: str, whole: bool) -> None:
    assert _is_whole(said, main) is whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_names_are_in_the_letters_of_their_language(language: str) -> None:
    letters = CYRILLIC if language in {"be", "uk", "ru"} else LATIN
    names = [row[language] for row in read_table("spoken")]
    assert [name for name in names if name and not letters.fullmatch(name)] == []
