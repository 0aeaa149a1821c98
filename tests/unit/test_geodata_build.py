"""The build takes only what is pinned, survives interruptions, and says what is wrong with its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from shapely import get_num_coordinates, get_parts, hausdorff_distance
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geodata import manifest
from geodata.build import __main__ as command
from geodata.build import packages
from geodata.build.basemap import inner_lines
from geodata.build.borders import common_line
from geodata.build.outlines import faithful, outline
from geodata.build.packages import BuildFailed, Pin, archive

GOOD = b"the package"
PIN = Pin("pypi", "thing", "1.0", (hashlib.sha256(GOOD).hexdigest(),))


def _sends(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[str]:
    asked: list[str] = []

    def fetch(pin: Pin, folder: Path) -> None:
        asked.append(pin.name)
        (folder / "thing.whl").write_bytes(content)

    monkeypatch.setitem(packages._FETCH, "pypi", fetch)
    return asked


def test_a_package_is_downloaded_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = _sends(monkeypatch, GOOD)
    assert archive(PIN, tmp_path).read_bytes() == GOOD
    assert archive(PIN, tmp_path).read_bytes() == GOOD
    assert asked == ["thing"]


def test_a_package_with_another_hash_is_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _sends(monkeypatch, b"something else")
    with pytest.raises(BuildFailed, match="sha256"):
        archive(PIN, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_is_downloaded_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = _sends(monkeypatch, GOOD)
    archive(PIN, tmp_path).write_bytes(b"half")
    assert archive(PIN, tmp_path).read_bytes() == GOOD
    assert len(asked) == 2


def test_an_interrupted_download_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fetch(pin: Pin, folder: Path) -> None:
        (folder / f"{pin.name}.whl").write_bytes(b"the pac")
        raise KeyboardInterrupt

    monkeypatch.setitem(packages._FETCH, "pypi", fetch)
    with pytest.raises(KeyboardInterrupt):
        archive(PIN, tmp_path)
    assert list(tmp_path.iterdir()) == []


def _built(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    def write(path: Path) -> None:
        path.write_bytes(path.name.encode())

    monkeypatch.setattr(command, "_WRITERS", dict.fromkeys(manifest.FILES, write))
    return command.build(folder)


def test_a_second_build_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert _built(monkeypatch, tmp_path) == list(manifest.FILES)
    assert _built(monkeypatch, tmp_path) == []
    assert manifest.problems(tmp_path) == ()


def test_a_changed_or_missing_file_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "manifest.json" in manifest.problems(tmp_path)[0]
    _built(monkeypatch, tmp_path)
    (tmp_path / "base.pmtiles").write_bytes(b"junk")
    (tmp_path / "gazetteer.sqlite").unlink()
    found = manifest.problems(tmp_path)
    assert ["gazetteer.sqlite: missing" in found[0], "base.pmtiles: not as it was built" in found[1]] == [True, True]
    assert all("python -m geodata.build" in problem for problem in found)
    assert _built(monkeypatch, tmp_path) == ["gazetteer.sqlite", "base.pmtiles"]


def test_the_built_data_is_whole() -> None:
    assert manifest.problems() == ()


def test_countries_that_share_an_edge_have_one_line() -> None:
    line = common_line(box(0, 0, 1, 1), box(1, 0, 2, 1))
    assert line is not None
    assert line.equals(box(1, 0, 1, 1).boundary) or line.length == pytest.approx(1)


def test_edges_that_nearly_agree_are_a_border_too() -> None:
    line = common_line(box(0, 0, 1, 1), box(1.001, 0, 2, 1))
    assert line is not None
    assert line.length == pytest.approx(1, abs=0.01)


def test_countries_that_touch_in_a_point_have_no_border() -> None:
    assert common_line(box(0, 0, 1, 1), box(1.01, 1.01, 2, 2)) is None


def test_lines_between_regions_leave_out_the_coast() -> None:
    assert inner_lines([box(0, 0, 1, 1), box(1, 0, 2, 1)]).length == pytest.approx(1)


def test_an_outline_keeps_large_parts_and_few_vertices() -> None:
    coast = MultiPolygon([Point(0, 0).buffer(5, quad_segs=500), *(Point(20 + n, 0).buffer(0.01) for n in range(50))])
    drawn = outline(coast, vertices=100)
    assert drawn.is_valid
    assert get_num_coordinates(drawn) <= 100
    assert drawn.area == pytest.approx(coast.area, rel=0.02)


def test_a_country_of_long_edges_keeps_them_and_its_exclave() -> None:
    """A jagged edge of 100 degrees, with an exclave the size of Kaliningrad's: 300 vertices would cut both."""
    jagged = [(n / 10, 30 + (n % 2) / 8) for n in range(1001)]
    country = MultiPolygon([Polygon([(0, 0), *jagged, (100, 0)]), Point(-3, 10).buffer(0.7, quad_segs=50)])
    drawn = faithful(country, vertices=300)
    assert drawn.is_valid
    assert len(get_parts(drawn)) == 2
    assert hausdorff_distance(drawn, country) <= 0.03
    assert 300 < get_num_coordinates(drawn) <= 1100


def test_a_small_country_is_drawn_with_few_vertices() -> None:
    country = Point(0, 0).buffer(2, quad_segs=500)
    assert get_num_coordinates(faithful(country, vertices=300)) <= 300
