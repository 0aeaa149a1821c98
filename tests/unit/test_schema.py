"""The JSON Schema of features, and that it, the tables of the guide and the layers themselves agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from tests import chronologies as hand
from timeline.edition import Edition, publish
from timeline.layers.fields import LAYERS, STORED, Field, Kind
from timeline.layers.schema import feature_schema
from timeline.pipeline import chronicle
from timeline.places import open_places
from timeline.reading import read
from timeline.store import Store

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/schemas/event.json"
SAMPLE = ROOT / "timeline" / "sample" / "belarus-2022-02-07.md"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The sample and briefings made by hand: every sort of place, claim, time and geometry."""
    folder, gazetteer = tmp_path_factory.mktemp("schema"), open_places()
    with Store.open(folder / "store.sqlite") as store:
        for one in (chronicle(read(SAMPLE), gazetteer), hand.chronology(), *hand.retold()):
            store.save(one, gazetteer)
        return publish(store, folder / "editions", gazetteer)


def validator(layer: str) -> Draft202012Validator:
    schema = feature_schema(LAYERS[layer], ADDRESS)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", LAYERS)
def test_every_feature_of_an_edition_is_as_its_schema_says(edition: Edition, name: str) -> None:
    layer, sound = edition.layer(name), validator(name)
    features = [orjson.loads(layer.feature(position)) for position in layer.positions]
    assert features
    assert [(one["id"], error.message) for one in features for error in sound.iter_errors(one)] == []


@pytest.mark.parametrize("name", LAYERS)
def test_every_field_of_a_layer_is_in_some_feature_and_in_the_schema(edition: Edition, name: str) -> None:
    layer = edition.layer(name)
    found = {key for position in layer.positions for key in layer.record(position)}
    schema = feature_schema(LAYERS[name], ADDRESS)["$defs"]["properties"]["properties"]
    assert found == set(schema) == {field.name for field in LAYERS[name].fields}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"category": "picnic"}, "is not one of"),
        ({"start": "3 February"}, "does not match"),
        ({"start": "2022-13"}, "does not match"),
        ({"title": None}, "is not of type 'string'"),
        ({"actors": "Minsk"}, "is not of type 'array'"),
        ({"char_start": 1.5}, "is not of type 'integer'"),
        ({"mood": "bad"}, "Additional properties"),
        ({"places": [{"name": "Brest"}]}, "is a required property"),
        ({"claims": [{"source": 1}]}, "is not of type 'string'"),
    ],
)
def test_what_is_no_event_is_refused(edition: Edition, change: dict[str, Any], says: str) -> None:
    feature = orjson.loads(edition.layer("events").feature(0))
    feature["properties"].update(change)
    assert any(says in error.message for error in validator("events").iter_errors(feature))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [200, 50]},
        {"type": "Point", "coordinates": [50]},
        {"type": "LineString", "coordinates": [[1, 2]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
        {"type": "Circle", "coordinates": [0, 0]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point"}]},
    ],
)
def test_what_is_no_geometry_is_refused(edition: Edition, geometry: dict[str, Any]) -> None:
    feature = orjson.loads(edition.layer("events").feature(0)) | {"geometry": geometry}
    assert not validator("events").is_valid(feature)


def test_properties_alone_have_a_schema_of_their_own(edition: Edition) -> None:
    """A record without its geometry, as a line of JSON has it."""
    whole = feature_schema(LAYERS["events"], ADDRESS)
    alone = Draft202012Validator({"$defs": {"whole": whole}, "$ref": f"{ADDRESS}#properties"})
    assert alone.is_valid(edition.layer("events").record(0))
    assert not alone.is_valid({"id": 7})


# The guide -----------------------------------------------------------------------------------------------------------

GUIDE = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")


def tables() -> Iterator[dict[str, str]]:
    """The tables of the guide: what stands in each row after the name, by name; a row may have several."""
    for table in re.findall(r"(?:^\|.*\n)+", GUIDE, flags=re.MULTILINE):
        rows = (line.strip().strip("|").split("|", 1) for line in table.splitlines()[2:])
        yield {name: rest for names, rest in rows for name in re.findall(r"`(\w+)`", names)}


def objects() -> Iterator[tuple[str, tuple[Field, ...]]]:
    """The fields of each stored layer, and those of each sort of object in an event."""
    yield from ((name, LAYERS[name].fields) for name in STORED)
    todo = list(LAYERS["events"].fields)
    while todo:
        field = todo.pop()
        if field.kind is Kind.PARTS:
            yield f"{field.name} of an event", field.parts
            todo += field.parts


@pytest.mark.parametrize(("name", "fields"), list(objects()))
def test_a_table_of_the_guide_has_these_fields_and_no_others(name: str, fields: tuple[Field, ...]) -> None:
    names = {field.name for field in fields}
    nearest = max(tables(), key=lambda table: len(table.keys() & names) - len(table.keys() - names))
    assert (names - nearest.keys(), nearest.keys() - names) == (set(), set()), name


@pytest.mark.parametrize("field", [field for _, fields in objects() for field in fields if field.values])
def test_the_guide_names_every_value_of_a_choice(field: Field) -> None:
    told = [table[field.name] for table in tables() if field.name in table]
    thirteen = len(field.values) == 13 and any("thirteen" in row for row in told)
    assert thirteen or any(all(f"`{value}`" in row for value in field.values) for row in told)
