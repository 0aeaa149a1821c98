"""What is printed: a table of all servers, how many times better Dateline is, and the targets, reached or missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.service.asking import NGINX, OURS, PYGEOAPI
from benchmarks.service.measuring import CASES, Figures

#: how many times the requests a second of a peer, by case; the export by its seconds
TIMES = {
    PYGEOAPI: {"page": 150.0, "packed": 150.0, "box": 40.0, "one": 15.0, "export": 60.0},
    NGINX: {"page": 0.5, "packed": 0.5, "export": 0.5},
}
FIRST_BYTE_MS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What must be shown: a figure, the bound that it must keep, from above or below, and its unit."""

    words: str
    figure: float
    bound: float
    unit: str
    at_least: bool = False

    def __str__(self) -> str:
        kept = self.figure >= self.bound if self.at_least else self.figure <= self.bound
        side = "at least" if self.at_least else "at most"
        return (
            f"{'reached' if kept else 'MISSED':8} {self.words}: {self.figure:,.2f} {self.unit} ({side} {self.bound:g})"
        )


def rows(measured: Mapping[str, Figures]) -> Iterator[str]:
    """The table, a line for each case of each server."""
    heads = ("req/s", "p50 ms", "p99 ms", "CPU ms", "MB")
    yield f"{'':26}{'':14}" + "".join(f"{head:>10}" for head in heads)
    for case in (case for case in CASES if case != "export"):
        for name, figures in measured.items():
            load = figures.loads[case]
            values = (load.rate, load.p50, load.p99, load.cpu_ms, figures.memory)
            formats = (",.0f", ",.2f", ",.2f", ",.3f", ",.0f")
            numbers = "".join(f"{value:>10{form}}" for value, form in zip(values, formats, strict=True))
            yield f"{CASES[case]:26}{name:14}{numbers}"
    yield f"{'':26}{'':14}" + "".join(f"{head:>10}" for head in ("seconds", "first ms", "CPU ms", "MB sent", "events"))
    for name, figures in measured.items():
        export = figures.export
        yield (
            f"{CASES['export']:26}{name:14}{export.seconds:>10.3f}{1000 * export.first:>10.1f}{export.cpu_ms:>10,.0f}"
            f"{export.size / 1e6:>10,.0f}{export.features:>10,}"
        )
    sizes = ", ".join(f"{name} {figures.packed / 1e3:,.0f} kB" for name, figures in measured.items())
    yield f"{CASES['packed']}: {sizes}"


def ratios(measured: Mapping[str, Figures]) -> Iterator[str]:
    """How many times a peer's rate Dateline's is, and how many times its processor time the peer's is."""
    yield f"{'Dateline, times better':26}" + "".join(f"{name:>24}" for name in measured if name != OURS)
    for case, words in CASES.items():
        told = (f"{by_time(measured, name, case):,.2f} (CPU {by_cpu(measured, name, case):,.2f})"
                for name in measured if name != OURS)  # fmt: skip
        yield f"{words:26}" + "".join(f"{one:>24}" for one in told)


def targets(measured: Mapping[str, Figures]) -> Iterator[Target]:
    """What must be shown beside the peers."""
    for name, bounds in TIMES.items():
        for case, bound in bounds.items():
            yield Target(words=f"{CASES[case]}, beside {name}", figure=by_time(measured, name, case), bound=bound,
                         unit="times", at_least=True)  # fmt: skip
    first = 1000 * measured[OURS].export.first
    yield Target(words="whole export, first byte", figure=first, bound=FIRST_BYTE_MS, unit="ms")


def by_time(measured: Mapping[str, Figures], peer: str, case: str) -> float:
    """How many times as much Dateline does in the same time."""
    ours, other = measured[OURS], measured[peer]
    if case == "export":
        return other.export.seconds / ours.export.seconds
    return ours.loads[case].rate / other.loads[case].rate


def by_cpu(measured: Mapping[str, Figures], peer: str, case: str) -> float:
    """How many times as much Dateline does with the same processor time."""
    ours, other = measured[OURS], measured[peer]
    if case == "export":
        return other.export.cpu_ms / max(1.0, ours.export.cpu_ms)
    return other.loads[case].cpu_ms / ours.loads[case].cpu_ms
