"""Whatever the API's own description permits is answered as it says; whatever it does not permit is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.api.conftest import Api

ROOT = Path(__file__).parents[2]
CASES = 6  # for each operation and phase, at most, besides those that cover every parameter


def test_whatever_the_definition_permits_is_answered_as_it_says(api: Api, tmp_path: Path) -> None:
    """Schemathesis: valid and invalid requests, made of the description; every check that it has."""
    command = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run"),
        *(f"{api.root}/openapi.json", "--checks", "all", "--max-examples", str(CASES), "--no-color"),
        *("--phases", "examples,coverage,fuzzing", "--generation-deterministic"),
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.describing", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1_200, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    cases = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert cases is not None, done.stdout[-2000:]
    assert int(cases[1]) > 1_000
