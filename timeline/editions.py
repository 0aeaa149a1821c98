"""How are editions listed, shown, compared and removed, as a person at a terminal sees it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from hashlib import file_digest
from pathlib import Path
from typing import Any

import orjson

from timeline import keeping
from timeline.differing import Changed, Difference, Telling, difference
from timeline.downloads import downloads
from timeline.edition import open_edition
from timeline.errors import NotFound, StoreDamaged
from timeline.holdings import Holdings, holdings
from timeline.keeping import Kept
from timeline.offers import FOLDER


def listed(directory: Path) -> Iterator[str]:
    """A line each, the newest first: id, when it was published, events, briefings, size."""
    have = keeping.kept(directory)
    for one in have:
        yield f"{one.id}  {_when(one)}  {_counted(one)}  {size(one.size)}{'  newest' if one.newest else ''}"
    if not have:
        yield f"{directory}: no editions; `dateline serve` publishes one"


def shown(directory: Path, id: str) -> Iterator[str]:
    """What an edition holds and its files with SHA-256 and bytes, each compared with what was published.

    Raises NotFound, or StoreDamaged where one is not.
    """
    one = keeping.find(directory, id)
    edition = open_edition(directory, one.id)
    held = holdings(edition)
    yield f"edition {one.id}  published {_when(one)}{'  newest' if one.newest else ''}"
    yield "  ".join(f"{count:,} {layer}" for layer, count in held.features.items())
    yield from (f"  {count:>9,}  {category}" for category, count in held.categories.items())
    yield f"{len(one.files)} files, {size(one.size)} with what was made of them; SHA-256, bytes, name:"
    for name, digest in one.files.items():
        yield f"  {digest}  {(one.directory / name).stat().st_size:>13,}  {name}"
    for name, made in downloads(one.directory).files.items():
        path = one.directory / FOLDER / name
        sound = path.is_file() and _digest(path) == made.sha256
        yield f"  {made.sha256}  {made.bytes:>13,}  {FOLDER}/{name}{'' if sound else '  damaged: remove it'}"


def compared(directory: Path, before: str, after: str) -> tuple[Kept, Kept, Difference]:
    """What changed from one edition to the other; raises NotFound or StoreDamaged."""
    old, new = keeping.find(directory, before), keeping.find(directory, after)
    for one in (old, new):
        holdings(one.edition)  # says it where they cannot be compared
    return old, new, difference(old.edition, new.edition)


def told(found: Difference) -> Iterator[str]:
    """A line for each event that came (+), went (-) or changed (~, with what it was and is), then their numbers."""
    yield from (f"+ {_event(telling)}" for telling in found.added)
    yield from (f"- {_event(telling)}" for telling in found.removed)
    for changed in found.changed:
        yield f"~ {changed.after.id}  {changed.after.title}"
        yield from (f"    {name}: {was} → {now}" for name, (was, now) in changed.parts.items())
    counts = (len(found.added), len(found.removed), len(found.changed), found.same)
    yield "{:,} added, {:,} removed, {:,} changed, {:,} the same".format(*counts)


def as_json(old: Kept, new: Kept, found: Difference) -> str:
    """The same for programs."""
    told: dict[str, Any] = {
        "before": old.id,
        "after": new.id,
        "added": [asdict(telling) for telling in found.added],
        "removed": [asdict(telling) for telling in found.removed],
        "changed": [_pair(changed) for changed in found.changed],
        "same": found.same,
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode()


def pruned(directory: Path, keep: int) -> Iterator[str]:
    """Remove all but the ``keep`` newest: a line for each that went, and how much that freed."""
    freed = count = 0
    for name, bytes_of_it in keeping.prune(directory, keep):
        freed, count = freed + bytes_of_it, count + 1
        yield f"{name}  removed, {size(bytes_of_it)}"
    yield f"{_number(count, 'edition')} removed, {size(freed)} freed" if count else f"nothing removed: {keep} or fewer"


def size(count: int) -> str:
    """A number of bytes in words: "12.3 MB"."""
    if count < 1_000:
        return f"{count} B"
    for unit in ("kB", "MB"):
        count_in_unit = count / {"kB": 1e3, "MB": 1e6}[unit]
        if count_in_unit < 999.5:
            return f"{count_in_unit:.3g} {unit}"
    return f"{count / 1e9:,.1f} GB"


def _counted(one: Kept) -> str:
    try:
        held: Holdings = holdings(one.edition)
    except (NotFound, StoreDamaged) as error:
        return str(error).removeprefix(f"edition {one.id}: ")
    return f"{_number(held.events, 'event')}  {_number(held.briefings, 'briefing')}"


def _number(count: int, of: str) -> str:
    return f"{count:,} {of}{'s' * (count != 1)}"


def _when(one: Kept) -> str:
    return f"{one.published:%Y-%m-%d %H:%M} UTC"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _event(telling: Telling) -> str:
    return f"{telling.time}  {telling.title}  [{telling.place}; {telling.status}]  {telling.id}"


def _pair(changed: Changed) -> dict[str, Any]:
    parts = {name: {"before": was, "after": now} for name, (was, now) in changed.parts.items()}
    return {"id": changed.after.id, "was": changed.before.id, "title": changed.after.title, "changes": parts}
