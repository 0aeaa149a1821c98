"""Filters, fields as parameters, words, order and chosen properties, over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api import world
from tests.api.conftest import Api

TRUTHS = {truth.id: truth for truth in world.truths()}
A_CATEGORY = next(iter(TRUTHS.values())).category
FILTERS = (
    ("cql2-text", f"category = '{A_CATEGORY}'"),
    ("cql-text", f"category = '{A_CATEGORY}'"),
    ("cql2-json", json.dumps({"op": "=", "args": [{"property": "category"}, A_CATEGORY]})),
)


def properties(api: Api, **given: Any) -> list[dict[str, Any]]:
    """What is told of the features that are found."""
    return [feature["properties"] for feature in api.items(limit=10_000, **given).json["features"]]


@pytest.mark.parametrize(("language", "text"), FILTERS)
def test_a_filter_takes_what_meets_it(api: Api, language: str, text: str) -> None:
    answer = api.items(filter=text, filter_lang=language)
    assert sorted(answer.ids) == sorted(id for id, truth in TRUTHS.items() if truth.category == A_CATEGORY)
    assert answer.json["numberMatched"] == len(answer.ids)


def test_a_filter_is_text_where_no_language_is_given(api: Api) -> None:
    assert api.items(filter=FILTERS[0][1]).ids == api.items(filter=FILTERS[0][1], filter_lang="cql2-text").ids


def test_a_filter_takes_nothing_that_is_nowhere(api: Api) -> None:
    """Unlike ``bbox``, which takes features without a geometry."""
    world_wide = api.items(filter="S_INTERSECTS(geometry, BBOX(-180,-90,180,90))").ids
    assert sorted(world_wide) == sorted(id for id, truth in TRUTHS.items() if truth.shape is not None)


def test_fields_are_parameters(api: Api) -> None:
    answer = api.items(category=A_CATEGORY)
    assert answer.ids == api.items(filter=FILTERS[0][1]).ids


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("title", next(iter(TRUTHS.values())).title, lambda told, value: told["title"] == value),
        ("modality", "denied", lambda told, value: told["modality"] == value),
        ("actors", "Ångström", lambda told, value: value in told["actors"]),
        ("countries", "FJ", lambda told, value: value in told["countries"]),
        ("published", "2022-02-03", lambda told, value: told["published"] == value),
        ("start", "2022-02", lambda told, value: told["start"] == value),
        ("char_start", "0", lambda told, value: told["char_start"] == int(value)),
        ("time_precision", "month", lambda told, value: told["time_precision"] == value),
        ("doc_id", "no such", lambda told, value: told["doc_id"] == value),
    ],
)
def test_a_field_takes_what_has_its_value(api: Api, name: str, value: str, holds: Any) -> None:
    every = properties(api)
    wanted = [told["id"] for told in every if holds(told, value)]
    assert [told["id"] for told in properties(api, **{name: value})] == wanted
    assert len(wanted) < len(every)


@pytest.mark.parametrize(("value", "count"), [("true", 0), ("false", 56)])
def test_a_flag_is_asked_with_true_and_false(api: Api, value: str, count: int) -> None:
    assert api.items("places", seat=value).json["numberMatched"] == count


@pytest.mark.parametrize(
    ("layer", "name", "value"),
    [
        ("places", "seat", "yes"),
        ("places", "lat", "north"),
        ("events", "char_start", "1.5"),
        ("events", "modality", "x"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused(api: Api, layer: str, name: str, value: str) -> None:
    answer = api.items(layer, **{name: value})
    assert answer.status == 400
    assert name in answer.json["detail"]


def test_numbers_are_compared_as_numbers(api: Api) -> None:
    assert api.items("places", lat="52.250").ids == api.items("places", lat="5.225e1").ids != []


@pytest.mark.parametrize("words", ["crowd gathered", "CROWD", "beton", "angstrom"])
def test_words_are_looked_for(api: Api, words: str) -> None:
    found = api.items(q=words)
    assert 0 < found.json["numberMatched"] <= len(TRUTHS)
    assert api.items(q=words + " nowheretobefound").json["numberMatched"] == 0


def test_words_are_looked_for_in_events_alone(api: Api) -> None:
    assert api.items("places", q="crowd").status == 400


@pytest.mark.parametrize("name", ["title", "start", "char_start", "category", "source_of_claim"])
@pytest.mark.parametrize("sign", ["", "+", "-"])
def test_features_are_sorted_with_what_is_unknown_last(api: Api, name: str, sign: str) -> None:
    values = [told[name] for told in properties(api, sortby=sign + name)]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=sign == "-")
    assert values == known + [None] * (len(values) - len(known))


def test_an_unescaped_plus_is_no_obstacle(api: Api) -> None:
    assert api.raw(f"{api.root}/collections/events/items?sortby=+title", {}).ids == api.items(sortby="title").ids


def test_a_second_field_sorts_what_the_first_leaves_alike(api: Api) -> None:
    pairs = [(told["modality"], told["title"]) for told in properties(api, sortby="modality,-title")]
    assert pairs == sorted(sorted(pairs, key=lambda pair: pair[1], reverse=True), key=lambda pair: pair[0])


@pytest.mark.parametrize("crs", [{}, {"crs": "http://www.opengis.net/def/crs/EPSG/0/3857"}])
def test_only_the_properties_asked_for_are_told(api: Api, crs: dict[str, str]) -> None:
    whole = {feature["id"]: feature for feature in api.items(**crs).json["features"]}
    for feature in api.items(properties="title,start", **crs).json["features"]:
        told = whole[feature["id"]]
        assert feature["properties"] == {name: told["properties"][name] for name in ("title", "start")}
        assert feature["geometry"] == told["geometry"]
        alone = api.get(f"/collections/events/items/{feature['id']}", properties="title,start", **crs).json
        assert {name: value for name, value in alone.items() if name != "links"} == feature


def test_many_features_in_another_form_come_piece_by_piece(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.api.writing.PIECE", 7)
    assert api.items(properties="id").ids == api.items().ids
