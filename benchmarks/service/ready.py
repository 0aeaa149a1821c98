"""How long does an edition take to be written when its events lie ready? ``python -m benchmarks.service.ready FOLDER``.

Reading many events from a store and finding which are told again takes longer than writing all that is served of them.
So that is timed apart: records in order of time, a line of JSON each, become an edition in one pass.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from shapely.geometry.base import BaseGeometry

from benchmarks import synthetic
from benchmarks.service.ours import EDITIONS
from geodata.gazetteer import Gazetteer, open_gazetteer
from timeline.edition import write_edition
from timeline.exporting.record import described
from timeline.geometry import geojson, together
from timeline.material import Keys, Material, place_in_time

RECORDS, KEYS, BRIEFINGS = "records.jsonl", "keys.jsonl", "briefings.json"


@dataclass(frozen=True, slots=True)
class Lines(Sequence[Any]):
    """The values of the lines of a file, read anew by whoever goes through them."""

    path: Path
    lines: int
    made: Callable[[Any], Any]

    def __len__(self) -> int:
        return self.lines

    def __iter__(self) -> Iterator[Any]:
        with self.path.open("rb") as file:
            for line in file:
                yield self.made(orjson.loads(line))

    def __getitem__(self, _: object) -> Any:
        raise TypeError("the lines are read from the first to the last")


class Geometries(dict[Keys, BaseGeometry | None]):
    """The geometries of places that events have together, put together when they are asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, keys: Keys) -> BaseGeometry | None:
        found = self[keys] = together(self._gazetteer.shape(self._gazetteer.place(key)) for key in keys)
        return found


def prepare(count: int, folder: Path, gazetteer: Gazetteer) -> None:
    """Lay so many events ready in the folder, if they are not there."""
    if (folder / BRIEFINGS).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    told: list[tuple[tuple[Any, ...], bytes, bytes]] = []
    briefings: list[dict[str, str | None]] = []
    for chronology in synthetic.chronologies(count, synthetic.ground(gazetteer)):
        of = chronology.briefing
        briefings.append({"id": of.id, "title": of.title, "publisher": of.publisher, "language": of.language})
        briefings[-1] |= {"published": of.published.isoformat(), "url": of.url, "text": of.text}
        for event in chronology.events:
            record = described(event, of, event.id)
            keys = orjson.dumps([where.place.id for where in event.where])
            told.append((place_in_time(record), orjson.dumps(record), keys))
    told.sort()
    (folder / RECORDS).write_bytes(b"\n".join(record for _, record, _ in told))
    (folder / KEYS).write_bytes(b"\n".join(keys for _, _, keys in told))
    (folder / BRIEFINGS).write_bytes(orjson.dumps(briefings))


def ready(folder: Path, gazetteer: Gazetteer) -> Material:
    """What lies ready in the folder, as an edition is made of it."""
    with (folder / KEYS).open("rb") as file:
        places = list(dict.fromkeys(key for line in file for key in orjson.loads(line)))
    with (folder / KEYS).open("rb") as file:
        count = sum(1 for _ in file)
    drawn = {key: gazetteer.shape(gazetteer.place(key)) for key in places}
    return Material(
        records=Lines(folder / RECORDS, count, dict),
        keys=Lines(folder / KEYS, count, tuple),
        geometries=Geometries(gazetteer),
        shapes=tuple(
            {"type": "Feature", "id": key, "geometry": geojson(shape), "properties": {}} for key, shape in drawn.items()
        ),
        points=frozenset(key for key, shape in drawn.items() if shape.geom_type == "Point"),
        briefings=tuple(orjson.loads((folder / BRIEFINGS).read_bytes())),
        happenings=(),
    )


def main(argv: Sequence[str]) -> None:
    """Write the edition of what lies ready in a folder; print seconds, seconds of processor time, megabytes, its id."""
    folder = Path(argv[0])
    found = ready(folder, open_gazetteer())
    began, used = time.monotonic(), time.process_time()
    edition = write_edition(found, folder / EDITIONS)
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": memory, "edition": edition.id}))


if __name__ == "__main__":
    main(sys.argv[1:])
