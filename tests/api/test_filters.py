"""The guide to filters: each of its examples is answered by the API."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.api.conftest import Api
from timeline.layers.filtering.terms import ARRAY, CALLS, SPATIAL

GUIDE = (Path(__file__).parents[2] / "docs/filters.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```cql2\n(.*?)```", GUIDE, re.DOTALL)[0].splitlines()


@pytest.mark.parametrize("expression", EXAMPLES)
def test_an_example_of_the_guide_is_answered(api: Api, expression: str) -> None:
    answer = api.items(filter=expression)
    assert answer.status == 200, answer.body
    assert api.items(filter=f"NOT ({expression})").status == 200


def test_the_guide_names_every_function(api: Api) -> None:
    named = set(re.findall(r"`([A-Z_]+)`", GUIDE))
    assert {op.upper() for op in (*SPATIAL, *ARRAY, "and", "or", "not", "like", "between", "in")} <= named
    refused = api.items(filter="nothing(title) = 1").json["detail"]
    assert all(op.upper() in refused for op in CALLS)
