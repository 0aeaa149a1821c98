"""The notebook in the guides: a valid one, without outputs, and every cell of it runs, each time alike."""

from __future__ import annotations

import ast
import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def run(notebook: nbformat.NotebookNode) -> list[str]:
    """What each cell of code shows: what it prints, and the value of its last line, as a notebook would."""
    names: dict[str, Any] = {"__name__": "__main__"}
    return [_shown(cell.source, names) for cell in notebook.cells if cell.cell_type == "code"]


def _shown(source: str, names: dict[str, Any]) -> str:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, str(NOTEBOOK), "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)
    return printed.getvalue() + ("" if value is None else repr(value))


def test_the_notebook_is_valid_and_its_outputs_are_cleared(notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(notebook)
    assert notebook.nbformat == 4
    assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_every_cell_of_the_notebook_runs_and_shows_the_same_each_time(notebook: nbformat.NotebookNode) -> None:
    first = run(notebook)
    assert first == run(notebook)
    told = "\n".join(first)
    for words in (
        "Belarus and its neighbours: the week to 7 February 2022",
        "datetime.date(2022, 2, 7)",
        "military_movement",
        "near the Brest training ground",
        "(21, True)",
        "Dateline sample. 30 events told in 1 briefing",
    ):
        assert words in told
    assert not [shown for shown in first if shown.startswith("Empty ")]
