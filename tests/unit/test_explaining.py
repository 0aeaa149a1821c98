"""The finder's decisions, told to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import run

TEXT = """Weekly review

On 3 February troops entered Gomel, the governor said. The country is a landlocked state with a long history.
"""


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = tmp_path / "review.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run(["explain", str(path), "--published", "2022-02-07"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "“3 February” = 2022-02-03 DATE, [2022-02-03, 2022-02-04)",
        "claim  governor claims: “said”",
        "+1.6 dated",
        "heading: no event",
        "no event",
        "claimed; 2022-02-03 (day, stated)",
    ],
)
def test_each_sentence_is_told_with_what_was_found_and_weighed(told: str, line: str) -> None:
    assert line in told


def test_candidates_of_a_place_are_told_with_their_scores(told: str) -> None:
    (place,) = [line for line in told.splitlines() if "“Gomel”" in line]
    assert "Homyel' BY" in place


def test_a_file_without_a_day_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Troops entered Gomel.", encoding="utf-8")
    assert run(["explain", str(path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "undated.txt" in line
