"""Where do the store and the editions lie, and on which address are they served? Arguments before the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import ArgumentRefused

HOST, PORT = "127.0.0.1", 8000
LAST_PORT = 65_535
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What serving needs to know. ``editions`` is a folder; port 0 lets the system choose a free one.

    ``url`` is the address that readers see, ``https://maps.example.org``, where it is not that of the socket.
    """

    db: Path
    editions: Path
    host: str = HOST
    port: int = PORT
    url: str = ""

    def __post_init__(self) -> None:
        if not self.host or any(character.isspace() for character in self.host):
            raise ValueError(f"no such host: {self.host!r}")
        if not 0 <= self.port <= LAST_PORT:
            raise ValueError(f"no such port: {self.port}")
        if self.url and not ORIGIN.fullmatch(self.url):
            raise ValueError(f"no such address: {self.url!r}")


def settings(
    db: Path | None = None,
    host: str | None = None,
    port: int | None = None,
    environ: Mapping[str, str] = os.environ,
    *,
    url: str | None = None,
) -> Settings:
    """The settings that the arguments and ``DATELINE_DB``, ``DATELINE_HOST``, ``DATELINE_PORT``, ``DATELINE_URL`` make.

    The editions of a store lie beside it. Raises ArgumentRefused.
    """
    store = db or named_store(environ) or _data_folder() / "dateline.sqlite"
    number = _port(environ.get("DATELINE_PORT")) if port is None else port
    try:
        return Settings(
            db=store,
            editions=store.with_name(f"{store.name}.editions"),
            host=host or environ.get("DATELINE_HOST") or HOST,
            port=PORT if number is None else number,
            url=(url or environ.get("DATELINE_URL") or "").rstrip("/").lower(),
        )
    except ValueError as error:
        right = f"--host ADDRESS, --port 0 to {LAST_PORT}, --url https://maps.example.org"
        raise ArgumentRefused(f"{error}; give {right}") from error


def named_store(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The store that the environment names."""
    return Path(environ["DATELINE_DB"]) if environ.get("DATELINE_DB") else None


def sample_store() -> Path:
    """Where the store of the bundled sample lies: apart, so that it never mixes with a user's briefings."""
    from platformdirs import user_cache_path

    return user_cache_path("dateline", appauthor=False) / "sample.sqlite"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False)


def _port(written: str | None) -> int | None:
    if not written:
        return None
    if not written.isdecimal():
        raise ArgumentRefused(f"DATELINE_PORT is no port: {written!r}; set it to a number from 0 to {LAST_PORT}")
    return int(written)
