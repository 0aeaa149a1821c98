"""The API's own description: a valid document that needs no other, and whatever it permits is answered so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.api.conftest import Api

ROOT = Path(__file__).parents[2]
CASES = 6  # for each operation and phase, at most


def references(node: Any) -> Iterator[str]:
    """Every `$ref` in a document."""
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "$ref")
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from references(inner)


@pytest.fixture(scope="module")
def document(api: Api) -> Any:
    return api.get("/openapi.json").json


def test_the_definition_is_valid_without_a_network(document: Any) -> None:
    assert list(OpenAPIV30SpecValidator(document).iter_errors()) == []


def test_the_definition_refers_to_nothing_outside_itself(document: Any) -> None:
    found = set(references(document))
    assert found
    assert {reference for reference in found if not reference.startswith("#/")} == set()


def test_the_definition_describes_every_collection(api: Api, document: Any) -> None:
    for collection in api.get("/collections").json["collections"]:
        here = f"/collections/{collection['id']}"
        assert {here, f"{here}/items", f"{here}/items/{{featureId}}", f"{here}/queryables", f"{here}/schema"} <= set(
            document["paths"]
        )


def test_whatever_the_definition_permits_is_answered_as_it_says(api: Api, tmp_path: Path) -> None:
    """Schemathesis: valid and invalid requests, made of the description; every check that it has."""
    command = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run"),
        *(f"{api.root}/openapi.json", "--checks", "all", "--max-examples", str(CASES), "--seed", "20220207"),
        *("--phases", "examples,coverage,fuzzing", "--generation-deterministic", "--no-color"),
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.describing", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    cases = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert cases is not None, done.stdout[-2000:]
    assert int(cases[1]) > 1_000
