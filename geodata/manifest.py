"""Is the built data whole? The manifest has the size and sha256 of each file, and a hash of what it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

FILES = ("gazetteer.sqlite", "base.pmtiles", "world.json")
REMEDY = "make it with: python -m geodata.build"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltFile:
    """One built file: ``inputs`` is a hash of the code and pins that it was made from."""

    name: str
    sha256: str
    size: int
    inputs: str


def data_folder() -> Path:
    """Where the built data lies."""
    return Path(str(files("geodata"))) / "data"


def sha256(path: Path) -> str:
    """The file's sha256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(folder: Path) -> dict[str, BuiltFile]:
    """What the manifest says, by file name; empty where there is none or it cannot be read."""
    try:
        rows = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
        return {row["name"]: BuiltFile(**row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write(folder: Path, built: dict[str, BuiltFile]) -> None:
    """Write the manifest beside and swap it in."""
    rows = [
        {"name": file.name, "sha256": file.sha256, "size": file.size, "inputs": file.inputs}
        for _, file in sorted(built.items())
    ]
    beside = folder / "manifest.json.new"
    beside.write_text(json.dumps({"files": rows}, indent=1) + "\n", "utf-8")
    beside.replace(folder / "manifest.json")


def problems(folder: Path | None = None) -> tuple[str, ...]:
    """What is wrong with the built data, each in a sentence; empty where every file is there and unchanged."""
    folder = folder or data_folder()
    known = read(folder)
    if not known:
        return (f"{folder / 'manifest.json'}: missing or unreadable; {REMEDY}",)
    return tuple(problem for name in FILES if (problem := _problem(folder / name, known.get(name))))


def _problem(path: Path, wanted: BuiltFile | None) -> str | None:
    if wanted is None or not path.is_file():
        return f"{path}: missing; {REMEDY}"
    if path.stat().st_size != wanted.size or sha256(path) != wanted.sha256:
        return f"{path}: not as it was built; {REMEDY}"
    return None
