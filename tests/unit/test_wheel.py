"""The wheel is the whole program: installed alone with its run-time packages, started elsewhere, it serves the map."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).parents[2]
LARGEST = 60 * 1024 * 1024


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def run_time_packages() -> Iterator[importlib.metadata.Distribution]:
    """What constraints/run.txt pins for this interpreter."""
    text = (ROOT / "constraints" / "run.txt").read_text(encoding="utf-8")
    for name, marker in re.findall(r"^([\w.-]+)==[^\s;]+(?: ; (.+?))? \\$", text, re.MULTILINE):
        if not marker or Marker(marker).evaluate():
            yield importlib.metadata.distribution(name)


def lend(distribution: importlib.metadata.Distribution, site: Path) -> None:
    """Make a package that is installed here importable there: nothing is fetched, and nothing else comes along."""
    for top in {path.parts[0] for path in distribution.files or ()} - {"..", "__pycache__"}:
        if not (site / top).exists():
            (site / top).symlink_to(Path(str(distribution.locate_file(top))))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel and the pinned run-time packages, and no other."""
    folder = tmp_path_factory.mktemp("clean") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    for distribution in run_time_packages():
        lend(distribution, site)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--quiet"]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, env=quiet)
    subprocess.run([*pip, "check"], check=True, env=quiet)
    return folder


@pytest.fixture(scope="module")
def served(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `dateline serve`, started from an empty folder by somebody with an empty home."""
    elsewhere, home = tmp_path_factory.mktemp("elsewhere"), tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    log = home / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [str(environment / "bin" / "dateline"), "serve", "--port", port, "--db", str(home / "dateline.sqlite")],
            cwd=elsewhere,
            env={"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_served(f"{address}/healthz", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def wait_until_served(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + 80
    while time.monotonic() < give_up:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            get(url)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"nothing served in 80 s: {log.read_text(encoding='utf-8')}")


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as response:
        content: bytes = response.read()
        return content


def test_the_wheel_is_small_enough_to_hand_on(wheel: Path) -> None:
    assert wheel.stat().st_size <= LARGEST


def test_the_wheel_holds_what_set_up_made_and_no_tools(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    parts = (
        "timeline/templates/",
        "timeline/static/vendor/leaflet/leaflet.js",
        "timeline/static/built/page.js",
        "timeline/static/built/many.js",
        "timeline/docs/quality.md",
        "timeline/locale/be/LC_MESSAGES/messages.mo",
        "timeline/locale/be/scripts.json",
        "geodata/data/gazetteer.sqlite",
        "geodata/data/world.json",
    )
    assert [part for part in parts if not any(name.startswith(part) for name in names)] == []
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"timeline", "geodata"}
    assert [name for name in names if "/training/" in name or "/__pycache__/" in name] == []
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_installed_wheel_serves_the_sample_from_another_folder(served: str) -> None:
    page = get(f"{served}/").decode()
    listed = re.findall(r'<li [^>]*data-id="(\w+)"', page)
    events = json.loads(get(f"{served}/layers/events.geojson"))
    assert events["type"] == "FeatureCollection"
    assert len(events["features"]) > 5
    assert len(listed) == len(set(listed)) > 5


def test_the_installed_wheel_serves_every_file_its_page_asks_for(served: str) -> None:
    page = get(f"{served}/").decode()
    asked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert asked
    for path in asked:
        assert get(served + path)
