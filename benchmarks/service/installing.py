"""Where do the peers come from? Debian's packages, and environments of their own in ``build/bench-service``."""

from __future__ import annotations

import os
import shutil
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.load import ToolMissing
from tools import debian

MADE = Path(__file__).parents[2] / "build" / "bench-service"
POSTGRES = Path("/usr/lib/postgresql")
#: what Debian calls what we need, and how to see that it is there
PACKAGES = {"wrk": "wrk", "nginx-light": "nginx", "postgresql": "psql", "postgresql-postgis": None}
PYGEOAPI = ("pygeoapi", "sqlalchemy", "geoalchemy2", "psycopg2-binary", "gunicorn", "setuptools<81")
TIPG = ("tipg", "uvicorn[standard]")


def install() -> None:
    """Whatever is not there yet; raises ToolMissing where that takes rights that we have not."""
    MADE.mkdir(parents=True, exist_ok=True)
    missing = [package for package, program in PACKAGES.items() if not _there(program)]
    if missing:
        _apt(missing)
    environment("pygeoapi", PYGEOAPI)
    environment("tipg", TIPG)


def environment(name: str, packages: Sequence[str]) -> Path:
    """The folder of the programs of a virtual environment with these packages, made when it is not there."""
    folder = MADE / f"venv-{name}"
    if not (folder / "done").exists():
        print(f"installing {name} ...", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip = (str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
        subprocess.run((*pip, *packages), check=True, stderr=subprocess.DEVNULL)
        (folder / "done").touch()
    return folder / "bin"


def version(name: str, package: str) -> str:
    """The version of a package in an environment."""
    asked = f"import importlib.metadata as m; print(m.version({package!r}))"
    command = (MADE / f"venv-{name}" / "bin" / "python", "-c", asked)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def postgres() -> Path:
    """The folder of the programs of the newest PostgreSQL that has PostGIS; raises ToolMissing."""
    for folder in sorted(POSTGRES.glob("*/bin"), key=lambda each: -float(each.parent.name)):
        if Path("/usr/share/postgresql", folder.parent.name, "extension", "postgis.control").exists():
            return folder
    raise ToolMissing("PostgreSQL with PostGIS is not installed: apt-get install postgresql-postgis")


def _there(program: str | None) -> bool:
    if program is not None:
        return shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is not None
    try:
        return bool(postgres())
    except ToolMissing:
        return False


def _apt(packages: Sequence[str]) -> None:
    words = " ".join(packages)
    if not debian.may_install():
        raise ToolMissing(f"not installed: {words}; as root: apt-get install {words}")
    print(f"installing {words} ...", flush=True)
    if not debian.install(*packages):
        raise ToolMissing(f"apt could not install: {words}")
