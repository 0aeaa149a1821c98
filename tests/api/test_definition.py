"""Whatever the API's own description permits is answered as it says; whatever it does not permit is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import Api

ROOT = Path(__file__).parents[2]
CASES = 6  # for each operation and phase, at most, besides those that cover every parameter


# Schemathesis makes requests of the description, valid ones and others, and has every check that it knows of.
WAYS = {
    "good filters, boxes and intervals": ((), {"SCHEMATHESIS_HOOKS": "tests.api.describing", "PYTHONPATH": str(ROOT)}),
    "any": (("--config-file", str(Path(__file__).with_name("schemathesis.toml"))), {}),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_the_definition_permits_is_answered_as_it_says(api: Api, tmp_path: Path, way: str) -> None:
    options, environment = WAYS[way]
    command = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", *options, "run"),
        *(f"{api.root}/openapi.json", "--checks", "all", "--max-examples", str(CASES), "--no-color"),
        "--generation-deterministic",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | environment, capture_output=True, text=True, timeout=1_200, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    cases = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert cases is not None, done.stdout[-2000:]
    assert int(cases[1]) > 1_000
