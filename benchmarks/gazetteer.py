"""What the gazetteer costs: opening, memory, look-ups, a text: ``python benchmarks/gazetteer.py [TEXT]``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

SAMPLE = (
    "On Monday, troops moved from Brest to the Brest training ground near Luninets in Brest region, Minsk said. "
    "The U.S. and the EU criticised the Kremlin. In Amhara region, fighting near Bahir Dar went on; Geneva "
    "spoke of Deir ez-Zor, Port-au-Prince, Rostov-on-Don and Saint Petersburg. Springfield, Illinois, disagreed. "
)


def resident_mb() -> float:
    """Resident memory of this process in MB (Linux), else nan."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Measure and print."""
    text = Path(sys.argv[1]).read_text("utf-8") if len(sys.argv) > 1 else SAMPLE * 100
    text = text[:14000]
    before = resident_mb()
    started = time.perf_counter()
    from geodata.gazetteer import open_gazetteer

    imported = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    gazetteer = open_gazetteer()
    gazetteer.candidates("Minsk")
    opened = (time.perf_counter() - started) * 1000
    rows = [
        ("import", imported, "ms"),
        ("open and first look-up", opened, "ms"),
        ("memory for both", resident_mb() - before, "MB"),
        (f"text of {len(text):,} characters, cold", milliseconds(lambda: gazetteer.matches(text)), "ms"),
        ("the same, warm", milliseconds(lambda: gazetteer.matches(text)), "ms"),
        ("hostile text (4,667 capitals), cold", milliseconds(lambda: gazetteer.matches("Ab " * 4667)), "ms"),
        ("1,000 look-ups", milliseconds(lambda: [gazetteer.candidates(f"Novo{n}") for n in range(1000)]), "ms"),
        ("memory then", resident_mb() - before, "MB"),
    ]
    russia = gazetteer.country("RU")
    rows.append(("shape of Russia, with shapely's import", milliseconds(lambda: gazetteer.shape(russia)), "ms"))
    located = milliseconds(lambda: [gazetteer.containing(27.5, 53.9) for _ in range(100)])
    rows.append(("100 times the country at a point", located, "ms"))
    for what, figure, unit in rows:
        sys.stdout.write(f"{what:40} {figure:8.1f} {unit}\n")


if __name__ == "__main__":
    main()
