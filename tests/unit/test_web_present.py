"""Events as the pages show them: links that may be followed, places in words, days that a date covers."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.web import present

COUNTRIES = {"BY": "Belarus", "FR": "France"}
BRIEFING = present.briefing_line(
    {"id": "b", "title": "Review", "publisher": "Press", "published": "2022-02-07", "language": "en", "url": None}
)


def place(**more: Any) -> dict[str, Any]:
    plain = {
        "id": "gn:2", "name": "Brest", "role": "location", "kind": "city", "lat": 52.1, "lon": 23.7,
        "iso_country": "BY", "geo_precision": 1, "radius_km": 0.0, "phrase": "Brest", "seat": False, "candidates": [],
    }  # fmt: skip
    return plain | more


def event(**more: Any) -> present.EventLine:
    plain = {
        "doc_id": "b", "id": "e", "title": "A drone fell", "start": "2022-01", "end": "2022-01",
        "time_precision": "month", "time_phrase": "in January", "category": "other", "modality": "asserted",
        "actors": [], "source_of_claim": None, "claims": [], "places": [place()], "char_start": 0, "char_end": 5,
        "quote": "A drone fell.",
    }  # fmt: skip
    return present.event_line(plain | more, BRIEFING, COUNTRIES)


def said(**more: Any) -> str:
    """The place as the page puts it."""
    (line,) = event(places=[place(**more)]).places
    return " ".join(filter(None, (line.lead, line.name, line.tail)))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Brest"),
        ({"geo_precision": 2, "radius_km": 25.0}, "near Brest (within 25 km)"),
        ({"geo_precision": 2, "radius_km": 0.0}, "near Brest"),
        ({"role": "origin"}, "from Brest"),
        ({"role": "destination", "geo_precision": 2, "radius_km": 10.0}, "to near Brest (within 10 km)"),
        ({"role": "target"}, "against Brest"),
        ({"kind": "region", "name": "Homel Region", "geo_precision": 2, "radius_km": 110.0}, "Homel Region"),
        ({"kind": "country", "name": "Belarus", "radius_km": 257.0}, "Belarus"),
    ],
)
def test_a_place_is_said_as_precisely_as_it_is_known(more: dict[str, Any], words: str) -> None:
    assert said(**more) == words


@pytest.mark.parametrize(
    ("more", "country"),
    [
        ({}, "Belarus"),
        ({"iso_country": "QQ"}, "QQ"),
        ({"iso_country": None}, ""),
        ({"kind": "country", "name": "Belarus"}, ""),
    ],
)
def test_a_place_is_told_with_its_country(more: dict[str, Any], country: str) -> None:
    assert event(places=[place(**more)]).places[0].country == country


def test_what_else_a_name_could_mean_is_said() -> None:
    here = {"name": "Brest", "iso_country": "BY", "lat": 52.1, "lon": 23.7, "score": 0.75}
    there = {"name": "Brest", "iso_country": "FR", "lat": 48.39, "lon": -4.49, "score": 0.25}
    twin = {"name": "Brest", "iso_country": "BY", "lat": 53.0, "lon": 27.0, "score": 0.1}
    bank = {"name": "Brest Bank", "iso_country": None, "lat": 48.0, "lon": -6.0, "score": 0.1}
    (line,) = event(places=[place(candidates=[here, there, there, twin, bank])]).places
    assert line.others == ("Brest (France)", "another of that name in Belarus", "Brest Bank (no country)")


def test_what_a_name_hardly_means_is_not_said() -> None:
    hamlet = {"name": "Brest", "iso_country": "FR", "lat": 48.39, "lon": -4.49, "score": 0.001}
    assert event(places=[place(candidates=[hamlet])]).places[0].others == ()


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:msgbox(1)", False),
        ("//example.org/", False),
        ("/briefings/1", False),
        ("https:", False),
        ("https://[", False),
        ("https:\\\\example.org", False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(url: str | None, may: bool) -> None:
    assert present.followable(url) == (url if may else None)


def claim(source: str, stance: str, said: str | None = None) -> dict[str, Any]:
    return {"source": source, "stance": stance, "quote": "So.", "char_start": 0, "char_end": 3, "said": said}


@pytest.mark.parametrize(
    ("status", "claims", "told"),
    [
        ("claimed", [claim("Minsk", "claims"), claim("Kyiv", "denies")], [("by", ["Minsk"]), ("denied by", ["Kyiv"])]),
        ("denied", [claim("Minsk", "claims"), claim("Kyiv", "denies")], [("by", ["Kyiv"]), ("claimed by", ["Minsk"])]),
        ("claimed", [claim("Minsk", "claims"), claim("Minsk", "claims")], [("by", ["Minsk"])]),
        ("claimed", [claim("A", "claims"), claim("B", "claims")], [("by", ["A", "B"])]),
        ("hypothetical", [claim("Minsk", "threatens")], [("threatened by", ["Minsk"])]),
        ("asserted", [], []),
    ],
)
def test_each_side_is_named_with_what_it_says(
    status: str, claims: list[dict[str, Any]], told: list[tuple[str, list[str]]]
) -> None:
    sayings = event(modality=status, claims=claims).sayings
    assert [(saying.verb, list(saying.sources)) for saying in sayings] == told


def test_the_day_of_saying_is_told_in_words() -> None:
    (line,) = event(claims=[claim("Minsk", "denies", "2022-02-04")]).claims
    assert (line.verb, line.said) == ("denied by", "4 February 2022")
