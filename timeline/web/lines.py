"""Which events are ready to be shown? Those that were asked for lately; others are read when they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from timeline.entries import Entries
from timeline.web.present import EventLine

KEPT = 4_096  # events: a page of all rows, and some more


class Lines:
    """Events by position, made of their records by ``make``."""

    def __init__(self, records: Entries, make: Callable[[int, bytes], EventLine]) -> None:
        self._records, self._make = records, make
        self._kept: OrderedDict[int, EventLine] = OrderedDict()
        self._lock = Lock()

    def read(self, positions: Sequence[int]) -> list[EventLine]:
        """The events at these positions, in the order asked for; raises NotFound where the edition is cleared away."""
        with self._lock:
            found = {position: self._kept[position] for position in positions if position in self._kept}
        missing = [position for position in dict.fromkeys(positions) if position not in found]
        for position, record in zip(missing, self._records.read(missing) if missing else (), strict=True):
            found[position] = self._make(position, record)
        with self._lock:
            for position in dict.fromkeys(positions):
                self._kept[position] = found[position]
                self._kept.move_to_end(position)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return [found[position] for position in positions]
