"""The map's shell: numbers in, the same bytes out, and no text on the way."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.folium_map import WORLD, shell

ROOT = Path(__file__).parents[2]
# What folium and branca turn into HTML or JavaScript source as it is given.
EXECUTES = {
    "Popup", "Tooltip", "DivIcon", "Element", "MacroElement", "Html", "IFrame", "GeoJsonPopup", "GeoJsonTooltip",
    "Marker", "Icon", "FeatureGroup", "TileLayer", "GeoJson", "LayerControl", "JsCode",
}  # fmt: skip


def sources() -> Iterator[Path]:
    for package in ("timeline", "geodata"):
        yield from (ROOT / package).rglob("*.py")


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_only_one_module_imports_folium() -> None:
    assert [path.name for path in sources() if imported(path) & {"folium", "branca"}] == ["folium_map.py"]


def test_folium_is_asked_for_nothing_that_takes_text() -> None:
    tree = ast.parse((ROOT / "timeline" / "folium_map.py").read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not used & EXECUTES
    arguments = {key.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for key in node.keywords}
    assert not arguments & {"popup", "tooltip", "attr", "name"}


def test_the_shell_takes_numbers_only() -> None:
    with pytest.raises((TypeError, ValueError)):
        shell(("${alert(1)}", 50.0, 30.0, 60.0))  # type: ignore[arg-type]


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert shell((20.0, 50.0, 30.0, 60.0)) == shell((20.0, 50.0, 30.0, 60.0))


def test_the_first_view_fits_the_bounds_latitude_first_as_leaflet_wants() -> None:
    assert "[[50.0, 20.0], [60.0, 30.0]]" in shell((20.0, 50.0, 30.0, 60.0)).script


def test_the_map_is_called_map_main() -> None:
    made = shell()
    assert 'id="map_main"' in made.html
    assert "var map_main = L.map(" in made.script


def test_the_shell_names_no_other_host_and_has_no_inline_style_or_script() -> None:
    made = shell()
    assert not re.search(r"https?:|//|<script|<style|style=|\son\w+=", made.html + made.script)


@pytest.mark.parametrize(
    "bounds",
    [
        (30.0, 50.0, 20.0, 60.0),
        (20.0, 60.0, 30.0, 50.0),
        (20.0, 50.0, 200.0, 60.0),
        (20.0, -91.0, 30.0, 60.0),
        (float("nan"), 50.0, 30.0, 60.0),
        (20.0, 50.0, float("inf"), 60.0),
    ],
)
def test_bounds_that_are_none_are_refused(bounds: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"not (degrees|west)"):
        shell(bounds)


@given(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90)))
def test_whatever_the_bounds_only_their_numbers_differ(corners: tuple[float, float, float, float]) -> None:
    west, east = sorted(corners[::2])
    south, north = sorted(corners[1::2])
    number = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
    drawn = number.sub("0", shell((west, south, east, north)).script)
    assert drawn == number.sub("0", shell(WORLD).script)


def test_starting_the_application_does_not_wait_for_folium() -> None:
    started = (
        "import sys, pathlib, types, timeline.web as web;"
        "web.create_app(types.SimpleNamespace(editions=pathlib.Path('nowhere')));"
        "sys.exit('folium' in sys.modules or 'geopandas' in sys.modules)"
    )
    assert subprocess.run((sys.executable, "-c", started), cwd=ROOT, check=False).returncode == 0
