"""How do the layers of an edition become the columns that filters ask? Whole columns at a time, not event by event."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timeline.columns import Columns, Ints, Ragged
from timeline.exporting.record import Record
from timeline.layering import Rows
from timeline.layers import layer
from timeline.material import Keys, Material

#: What two spots differ in, as the layer of places has it and as the columns name it; and their shape.
OF_SPOT = {
    "place": "id", "name": "name", "kind": "kind", "role": "role", "lat": "lat", "lon": "lon",
    "geo_precision": "geo_precision", "radius_km": "radius_km",
}  # fmt: skip


class Counting:
    """Makes the columns of an edition: of what events say beside the layers, and of these when they are written."""

    def __init__(self, found: Material) -> None:
        self._found = found
        self._shapes = {shape["id"]: number for number, shape in enumerate(found.shapes)}
        self._drawn = array("i")  # of each place of each event
        self._countries: set[str | None] = set()
        self._tables: dict[str, Any] = {"briefings": {one["id"]: at for at, one in enumerate(found.briefings)}}
        self._columns: dict[str, Any] = {}

    def add(self, record: Record, keys: Keys) -> None:
        """The next event, in order of time; ``keys`` are those of its places' shapes."""
        self._drawn.extend([self._shapes[key] for key in keys])
        for place in record["places"]:
            for candidate in place["candidates"]:
                self._countries.add(candidate["iso_country"])

    def take(self, name: str, rows: Rows) -> None:
        """A layer of all events that came: events first, then their places and claims."""
        {"events": self._events, "places": self._places, "claims": self._claims}[name](rows)

    def columns(self) -> Columns:
        """The columns of all that came."""
        happening, undoes = self._told()
        published = [date.fromisoformat(briefing["published"]).toordinal() for briefing in self._found.briefings]
        return Columns(
            **self._columns,
            published=np.array(published, dtype=np.int32),
            happening=happening,
            undoes=undoes,
            tables={
                "actors": self._tables["actors"],
                "claimants": self._tables["claimants"],
                "spots": self._tables["spots"],
                "countries": sorted(filter(None, self._countries)),
                "shapes": self._shapes,
                "briefings": self._tables["briefings"],
            },
        )

    def _events(self, rows: Rows) -> None:
        of, briefings = rows.columns, pa.array(list(self._tables["briefings"]), pa.string())
        self._ids = of["id"]
        actors = of["actors"]
        owners = rows.owners[pc.list_parent_indices(actors).to_numpy()]
        self._columns |= {
            "ids": np.array(self._ids.cast(pa.binary()).to_pylist(), dtype=np.bytes_),
            "first": of[layer.FIRST].to_numpy(),
            "last": of[layer.LAST].to_numpy(),
            "category": of["category"].indices.to_numpy(),
            "modality": of["modality"].indices.to_numpy(),
            "briefing": pc.index_in(of["doc_id"], value_set=briefings).to_numpy(),
            "actors": self._several("actors", owners, pc.list_flatten(actors)),
        }

    def _claims(self, rows: Rows) -> None:
        self._columns["claimants"] = self._several("claimants", rows.owners, rows.columns["source"])

    def _places(self, rows: Rows) -> None:
        of, drawn = rows.columns, np.frombuffer(self._drawn, dtype=np.intc)
        self._countries.update(of["iso_country"].unique().to_pylist())
        numbers = _joined([*(of[name] for name in OF_SPOT), pa.array(drawn)])
        firsts = np.unique(numbers, return_index=True)[1]
        told = {name: of[column].take(pa.array(firsts)).to_pylist() for column, name in OF_SPOT.items()}
        told["shape"] = [self._more_than_point(number) for number in drawn[firsts].tolist()]
        self._tables["spots"] = [dict(zip(told, spot, strict=True)) for spot in zip(*told.values(), strict=True)]
        self._columns |= {
            "spots": Ragged.of_owners(rows.owners, numbers, len(self._ids)),
            "spot_lon": np.array(told["lon"], dtype=np.float64),
            "spot_lat": np.array(told["lat"], dtype=np.float64),
        }

    def _several(self, name: str, owners: npt.NDArray[np.intp], values: pa.Array) -> Ragged:
        """The numbers of these values for each event, and the table that they lead into."""
        encoded = values.dictionary_encode()
        self._tables[name] = encoded.dictionary.to_pylist()
        return Ragged.of_owners(owners, encoded.indices.to_numpy(), len(self._ids))

    def _more_than_point(self, number: int) -> str | None:
        """The id of a shape, None where it is but the point of its place."""
        key: str = self._found.shapes[number]["id"]
        return None if key in self._found.points else key

    def _told(self) -> tuple[Ints, Ragged]:
        """For each position its happening, if that is told elsewhere or its outcome is known, and those it undoes."""
        at, told = self._positions(_shared(self._found.happenings)), np.full(len(self._ids), -1, dtype=np.int32)
        undone = defaultdict[int, list[int]](list)
        for number, happening in enumerate(self._found.happenings):
            own = {at[event] for _, event in happening["tellings"]}
            told[list(own)] = number
            for position in (at[outcome["event"]] for outcome in happening["outcomes"]):
                if position not in own and number not in undone[position]:
                    undone[position].append(number)
        return told, Ragged.made(undone.get(position, ()) for position in range(len(told)))

    def _positions(self, events: Iterable[str]) -> dict[str, int]:
        """Where these events stand."""
        given = list(events)
        return dict(zip(given, pc.index_in(pa.array(given, pa.string()), value_set=self._ids).to_pylist(), strict=True))


def _joined(columns: Sequence[pa.Array]) -> Ints:
    """One number for each row, the same for rows that are alike in all columns, in the order in which they come."""
    joined = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        numbers, size = _numbered(column)
        joined = _numbered(pa.array(joined * size + numbers))[0].astype(np.int64)
    return joined.astype(np.int32)


def _numbered(column: pa.Array) -> tuple[Ints, int]:
    """A number for each value, in the order in which they come, and how many there are."""
    encoded = column if isinstance(column, pa.DictionaryArray) else column.dictionary_encode(null_encoding="encode")
    return encoded.indices.to_numpy(), len(encoded.dictionary)


def _shared(happenings: Iterable[Record]) -> set[str]:
    """The ids of the events that happenings speak of."""
    told = {event for happening in happenings for _, event in happening["tellings"]}
    return told | {outcome["event"] for happening in happenings for outcome in happening["outcomes"]}
