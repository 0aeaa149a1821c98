"""In which formats can events leave? Ours, and those of installed packages under ``timeline.exporters``.

A format is a function ``write(records, out)`` that makes the file ``out``; its name is that of the entry point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from timeline.errors import ArgumentRefused
from timeline.exporting.record import Record

Exporter = Callable[[Sequence[Record], Path], None]

GROUP = "timeline.exporters"
BUILT_IN = tuple(
    EntryPoint(name=name, value=f"timeline.exporting.{name}:write", group=GROUP) for name in ("csv", "geojson")
)


def exporter(name: str) -> Exporter:
    """What writes the format of that name; raises ArgumentRefused, naming those there are."""
    known = {point.name: point for point in (*BUILT_IN, *entry_points(group=GROUP))}
    if name not in known:
        raise ArgumentRefused(f"no format {name!r}; have {', '.join(sorted(known))}")
    found: Exporter = known[name].load()
    return found
