"""`make test-qgis`: QGIS without a window opens the API's layers, and its filters reach the server."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from tests.api import world
from tests.api.conftest import published
from tests.api.watched import Watched, watching

ASKING = Path(__file__).with_name("asking.py")
PYTHON = os.environ.get("QGIS_PYTHON", "/usr/bin/python3")
BOX = (25.0, 51.5, 27.0, 53.0)
TRUTHS = world.truths()
PUSHING = 33_200  # since 3.32 QGIS sends filters in CQL2; before, boxes and times alone


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Watched]:
    """What QGIS was given, and what the server was asked meanwhile."""
    folder = tmp_path_factory.mktemp("qgis")
    published(folder, world.chronologies())
    own = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with watching(folder) as api:
        command = [PYTHON, str(ASKING), api.root, ",".join(map(str, BOX))]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | own
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), api


def test_qgis_reads_every_event(asked: tuple[Any, Watched]) -> None:
    assert asked[0]["answers"]["all"] == sorted(truth.id for truth in TRUTHS)


def test_qgis_has_the_server_look_for_a_box(asked: tuple[Any, Watched]) -> None:
    told, api = asked
    area = shapely.box(*BOX)
    assert told["answers"]["box"] == sorted(t.id for t in TRUTHS if t.shape is not None and t.shape.intersects(area))
    # It asks for the box itself, or for one around it that it may keep.
    assert any(shapely.box(*box).covers(area) and box[2] - box[0] < 60 for box in api.boxes)


def test_qgis_has_the_server_look_for_a_day(asked: tuple[Any, Watched]) -> None:
    told, api = asked
    days = {chronology.briefing.id: chronology.briefing.published for chronology in world.chronologies()}
    assert told["answers"]["day"] == sorted(id for id, day in days.items() if day >= date(2022, 2, 5)) != []
    wanted = api.asked("datetime") if told["version"] < PUSHING else api.asked("filter")
    assert any("2022-02-05" in query for query in wanted)


@pytest.mark.parametrize(
    ("question", "sent", "taken"),
    [
        ("value", "category", lambda truth: truth.category == "protest"),
        ("one of", " IN (", lambda truth: truth.category in ("protest", "diplomacy")),
        ("like", "CASEI", lambda truth: "beton" in truth.title.lower()),
    ],
)
def test_qgis_is_given_what_its_filter_means(asked: tuple[Any, Watched], question: str, sent: str, taken: Any) -> None:
    told, api = asked
    assert told["answers"][question] == sorted(truth.id for truth in TRUTHS if taken(truth)) != []
    if told["version"] >= PUSHING:
        assert any(sent in text for text in api.asked("filter"))
