"""``python -m geodata.build``: make what is missing or out of date; ``--check`` only says whether all is whole."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

from geodata.build.packages import BuildFailed
from geodata.manifest import BuiltFile, data_folder, problems, read, sha256, write

_PACKAGE = Path(__file__).parents[1]
# Beside geodata/build: what the index is made with, so that a change of it makes a new index.
_SHARED = ("names.py", "place.py", "shapes.py", "sphere.py")
# What a file is surely not made from.
_NOT_FOR: dict[str, tuple[str, ...]] = {
    "gazetteer.sqlite": ("basemap.py", "world.py"),
    "base.pmtiles": ("world.py",),
    "world.json": (),
}


def _inputs(output: str) -> str:
    """A hash of all that ``output`` is made from: pins, curated tables, code."""
    code = [path for path in _PACKAGE.glob("build/*.py") if path.name != "__main__.py"]
    code = [path for path in code if path.name not in _NOT_FOR[output]]
    paths = [
        *code,
        *(_PACKAGE / name for name in _SHARED),
        *_PACKAGE.glob("curated/*.csv"),
        _PACKAGE / "build" / "pins.txt",
    ]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _write_gazetteer(path: Path) -> None:
    from geodata.build.assemble import write_gazetteer

    write_gazetteer(path)


def _write_basemap(path: Path) -> None:
    from geodata.build.basemap import write_basemap

    write_basemap(path, path.with_name("gazetteer.sqlite"))


def _write_world(path: Path) -> None:
    from geodata.build.world import write_world

    write_world(path)


_WRITERS: dict[str, Callable[[Path], None]] = {
    "gazetteer.sqlite": _write_gazetteer,
    "base.pmtiles": _write_basemap,
    "world.json": _write_world,
}


def _is_current(known: BuiltFile | None, path: Path, inputs: str) -> bool:
    return known is not None and known.inputs == inputs and path.is_file() and path.stat().st_size == known.size


def build(folder: Path) -> list[str]:
    """Make every file that is not current; the names of those made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, write_file in _WRITERS.items():
        known, inputs, path = read(folder), _inputs(name), folder / name
        if _is_current(known.get(name), path, inputs):
            continue
        started = time.monotonic()
        sys.stderr.write(f"geodata: making {name} ...\n")
        beside = folder / f"{path.stem}.new{path.suffix}"
        beside.unlink(missing_ok=True)
        write_file(beside)
        beside.replace(path)
        built = BuiltFile(name=name, sha256=sha256(path), size=path.stat().st_size, inputs=inputs)
        write(folder, {**read(folder), name: built})
        sys.stderr.write(f"geodata: {name} {built.size / 1e6:.1f} MB in {time.monotonic() - started:.0f} s\n")
        made.append(name)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 where the data is whole, 1 with a line on standard error where it is not."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare the built files with the manifest")
    parser.add_argument("--to", type=Path, default=data_folder(), help="folder for the files (default: geodata/data)")
    options = parser.parse_args(arguments)
    try:
        if not options.check:
            build(options.to)
    except BuildFailed as error:
        sys.stderr.write(f"geodata: {error}\n")
        return 1
    found = problems(options.to)
    sys.stderr.writelines(f"geodata: {problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
