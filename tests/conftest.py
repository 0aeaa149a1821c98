"""What every test runs under: repeatable examples, no network but loopback, golden files rewritten only on request."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from geodata.gazetteer import Gazetteer, open_gazetteer

GOLDEN = Path(__file__).parent / "golden"

# Nobody's own gazetteers change what a test sees; a test that brings some names their folder.
os.environ["DATELINE_GAZETTEERS"] = str(Path(__file__).parent / "no-gazetteers")

# The same examples each time: a red run is red again when repeated. `--hypothesis-profile explore` looks further.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=2000)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what comes out now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden, or rewrites it under --update-golden."""

    def compare(name: str, got: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(got, encoding="utf-8")
        assert got == path.read_text(encoding="utf-8"), f"{name} differs; look at it, then --update-golden"

    return compare


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The gazetteer that set-up builds: whoever asks it, asks what users ask."""
    with closing(open_gazetteer()) as opened:
        yield opened


def _is_loopback(address: Any) -> bool:
    host = address[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Refuses connections to other hosts: a test that needs one would fail on somebody else's machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address):
            raise AssertionError(f"a test connects to {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
