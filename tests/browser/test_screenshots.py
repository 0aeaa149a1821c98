"""`make screenshots`, and the pictures that README.md shows."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tools import screenshots

ROOT = Path(__file__).parents[2]
LARGEST = 250 * 1024  # bytes
SHOWN = re.findall(r"docs/pictures/([\w-]+\.png)", (ROOT / "README.md").read_text(encoding="utf-8"))


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_pictures_are_taken_of_the_sample_as_a_phone_shows_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.screenshots", "--only", "selected-375-light", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    taken = list(tmp_path.rglob("*.png"))
    assert [path.name for path in taken] == ["selected-375-light.png"]
    assert size(taken[0]) == (375, 812)
    shown = tmp_path / "shown" / "phone.png"
    screenshots.publish(taken[0], shown)
    assert size(shown) == (375, 812)
    assert shown.stat().st_size < taken[0].stat().st_size


def test_the_readme_shows_what_the_tool_takes() -> None:
    assert sorted(SHOWN) == sorted(screenshots.README.values())
    names = {f"{shot.name}-{width}-{scheme}.png" for shot in screenshots.SHOTS for width, _ in screenshots.SIZES
             for scheme in screenshots.SCHEMES}  # fmt: skip
    assert set(screenshots.README) <= names


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_of_the_readme_is_small_and_described(name: str) -> None:
    assert (ROOT / "docs" / "pictures" / name).stat().st_size <= LARGEST
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"!\[[^\]]{{40,}}\]\(docs/pictures/{name}\)|pictures/{name}\"[^>]* alt=\"[^\"]{{40,}}\"", text)
