from __future__ import annotations

from pathlib import Path

import pytest

from timeline.config import Settings, settings
from timeline.errors import ArgumentRefused


def test_the_argument_comes_before_the_environment_before_the_default() -> None:
    environ = {"DATELINE_DB": "/e/a.sqlite", "DATELINE_HOST": "::1", "DATELINE_PORT": "9000"}
    given = settings(Path("/g/b.sqlite"), "0.0.0.0", 0, environ)
    assert (given.db, given.host, given.port) == (Path("/g/b.sqlite"), "0.0.0.0", 0)
    from_environment = settings(environ=environ)
    assert (from_environment.db, from_environment.host, from_environment.port) == (Path("/e/a.sqlite"), "::1", 9000)
    default = settings(environ={})
    assert (default.host, default.port, default.db.name) == ("127.0.0.1", 8000, "dateline.sqlite")


def test_the_editions_of_a_store_lie_beside_it() -> None:
    assert settings(Path("/g/b.sqlite"), environ={}).editions == Path("/g/b.sqlite.editions")


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("127.0.0.1", -1), ("two words", 1), ("", 1)])
def test_an_address_that_is_none_is_refused(host: str, port: int) -> None:
    with pytest.raises(ValueError, match="no such"):
        Settings(db=Path("a"), editions=Path("b"), host=host, port=port)


@pytest.mark.parametrize("port", ["http", "-1", "99999", "8000.5"])
def test_a_port_of_the_environment_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(ArgumentRefused, match="port"):
        settings(environ={"DATELINE_PORT": port})


def test_the_address_that_readers_see_is_an_origin() -> None:
    environ = {"DATELINE_URL": "https://Maps.example.org/"}
    assert settings(environ=environ).url == "https://maps.example.org"
    assert settings(environ=environ, url="http://[::1]:8080").url == "http://[::1]:8080"
    assert settings(environ={}).url == ""


@pytest.mark.parametrize(
    "url", ["maps.example.org", "ftp://a", "https://", "https://a/b", "https://a\r\nb", "https://a@b"]
)
def test_an_address_that_readers_cannot_see_is_refused(url: str) -> None:
    with pytest.raises(ArgumentRefused, match="--url https://"):
        settings(environ={}, url=url)
