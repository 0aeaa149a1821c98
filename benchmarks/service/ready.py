"""How long does an edition take to be written when its events lie ready? ``python -m benchmarks.service.ready FOLDER``.

Reading many events from a store and finding which are told again takes longer than writing all that is served of them.
So that is timed apart: records in order of time, a line of JSON each, become an edition in one pass.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import orjson

from benchmarks import synthetic
from benchmarks.service.ours import EDITIONS
from geodata.gazetteer import Gazetteer, open_gazetteer
from timeline.edition import write_edition
from timeline.exporting.record import described
from timeline.geometry import geojson
from timeline.material import Keys, Material, place_in_time
from timeline.spool import Spool

RECORDS, KEYS, BRIEFINGS = "records.jsonl", "keys.jsonl", "briefings.json"


def prepare(count: int, folder: Path, gazetteer: Gazetteer) -> None:
    """Lay so many events ready in the folder, if they are not there."""
    if (folder / BRIEFINGS).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    told: list[tuple[str, bytes, bytes]] = []
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


def ready(folder: Path, gazetteer: Gazetteer, told: Spool[Keys]) -> Material:
    """What lies ready in the folder, as an edition is made of it."""
    with (folder / RECORDS).open("rb") as records, (folder / KEYS).open("rb") as keys:
        for number, (record, key) in enumerate(zip(records, keys, strict=True)):
            told.add(f"{number:09}", record.rstrip(), tuple(orjson.loads(key)))
    places = dict.fromkeys(key for _, keys in told for key in keys)
    drawn = {key: gazetteer.shape(gazetteer.place(key)) for key in places}
    return Material(
        told=told,
        drawn=drawn,
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
    with Spool[Keys](folder) as told:
        found = ready(folder, open_gazetteer(), told)
        began, used = time.monotonic(), time.process_time()
        edition = write_edition(found, folder / EDITIONS)
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": memory, "edition": edition.id}))


if __name__ == "__main__":
    main(sys.argv[1:])
