"""What is at a position of a layer? Ready features in one file, columns in another, both mapped into memory.

``NAME.geojson`` is a FeatureCollection as it is downloaded, in which every feature is found by its offset;
``NAME.arrow`` (Arrow IPC) has a row a feature. Processes that read the same edition share the memory of both.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import shapely

from timeline.errors import NotFound
from timeline.geometry import geojson, of_dimension
from timeline.layers.fields import LAYERS, Description
from timeline.layers.nearness import Edges, Nearness, nearness
from timeline.layers.shaped import Shaped, shaped

Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.signedinteger]

FOLDER: Final = "layers"
OPENING: Final = b'{"type":"FeatureCollection","features":['
PROPERTIES: Final = b',"properties":'
GEOMETRY: Final = b',"geometry":'
# Columns that are not fields: where the feature and its geometry begin in the file, its days and its box, which
# dimensions its geometry has (one bit each), and the positions in order of the ids and by their nearness.
FROM, SHAPE, FIRST, LAST, DIMENSIONS, ORDER, NEAR = (
    "_from", "_shape", "_first", "_last", "_dimensions", "_order", "_near",
)  # fmt: skip
BOX: Final = ("_west", "_south", "_east", "_north")
# In the table's metadata: where the last feature ends, how many of the positions by nearness are points, and placed.
END, POINTS, PLACED = b"end", b"points", b"placed"
PIECE: Final = 1_000  # features that are sent at a time
SHAPES: Final = 10_000  # geometries that are kept
STEP: Final = 64  # ids between those that are kept


@dataclass(frozen=True, eq=False)  # without slots: what follows from the files is worked out once
class Layer:
    """A layer of an edition, or a view of one. Positions are those of the stored layer, in order of time.

    ``base`` are the positions that a view has, None where it has all. Raises NotFound where a file is gone.
    """

    description: Description
    table: pa.Table
    written: mmap.mmap
    base: Mask | None = None

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def positions(self) -> Positions:
        """The positions that the layer has, ascending."""
        return np.arange(len(self)) if self.base is None else np.flatnonzero(self.base)

    @cached_property
    def first(self) -> npt.NDArray[np.int32]:
        """The first days, as ordinals; ``days.EVER.min`` is an open start, and NEVER stands for an unknown time."""
        return self._numbers(FIRST)

    @cached_property
    def last(self) -> npt.NDArray[np.int32]:
        """The last days, included."""
        return self._numbers(LAST)

    @cached_property
    def boxes(self) -> tuple[npt.NDArray[np.float64], ...]:
        """West, south, east, north in degrees, each by position; NaN where there is no geometry."""
        return tuple(self._numbers(name) for name in BOX)

    @cached_property
    def dimensions(self) -> npt.NDArray[np.int8]:
        """Which dimensions a geometry has: 1 points, 2 lines, 4 areas, added up; 0 where there is none."""
        return self._numbers(DIMENSIONS)

    @cached_property
    def nearness(self) -> Nearness:
        """Which features are near each other."""
        return nearness(self._numbers(NEAR), self._said(POINTS), self._said(PLACED), self.boxes)

    @cached_property
    def shaped(self) -> Shaped:
        """What is more than a point, taken apart."""
        written = self._column("geometry").dictionary
        return shaped(self.nearness.shaped, self._codes, written, self.description.dimension)

    def position(self, id: str) -> int:
        """Where the feature of that id stands; raises NotFound."""
        ids, order = self._column("id"), self._order
        near = STEP * max(0, bisect_left(self._signposts, id) - 1)
        behind = min(near + STEP + 1, len(self))
        rank = bisect_left(range(behind), id, near, key=lambda at: ids[int(order[at])].as_py())
        if rank < len(self):
            found = int(order[rank])
            if ids[found].as_py() == id and (self.base is None or self.base[found]):
                return found
        raise NotFound(f"{self.description.name} has no feature of that id")

    def feature(self, position: int) -> bytes:
        """The GeoJSON feature at a position."""
        if self._is_part(position):
            return self._part(position)
        return self.written[self._from[position] : self._behind(position)]

    def features(self, positions: npt.ArrayLike) -> bytes:
        """The features at ascending positions, parted by commas."""
        return b"".join(self.pieces(positions))

    def pieces(self, positions: npt.ArrayLike) -> Sequence[bytes | memoryview]:
        """The same in pieces that are one after another, as they lie in memory; neighbours are one piece."""
        spans = self.spans(positions)
        if spans is None:
            return (b",".join(map(self.feature, np.asarray(positions).tolist())),)
        written = memoryview(self.written)
        return [written[start:end] for start, end in spans]

    def spans(self, positions: npt.ArrayLike) -> Sequence[tuple[int, int]] | None:
        """Where those pieces begin and end in the file; None where the view has other features than the file."""
        given = np.asarray(positions, dtype=np.intp)
        if not len(given):
            return ()
        if self._parted(given).any():
            return None
        breaks = np.flatnonzero(np.diff(given) != 1) + 1
        starts = self._from[given[np.r_[0, breaks]]].tolist()
        ends = self._from[given[breaks - 1] + 1].tolist()  # with the comma that stands there
        return list(zip(starts, [*ends, self._behind(int(given[-1]))], strict=True))

    def collection(self, positions: Positions | None = None) -> Iterator[bytes]:
        """A FeatureCollection of the features at these positions (None: all that the layer has), piece by piece."""
        asked = self.positions if positions is None else positions
        yield OPENING
        for start in range(0, len(asked), PIECE):
            yield (b"," if start else b"") + self.features(asked[start : start + PIECE])
        yield closing(self.extent(asked))

    def extent(self, positions: Positions) -> tuple[float, float, float, float] | None:
        """West, south, east, north of the features at these positions; None where none has a geometry."""
        return reach([edge[positions] for edge in self.boxes])

    def properties(self, position: int) -> bytes:
        """The properties of a feature, as JSON."""
        start = int(self._from[position])
        head = self.written[start : int(self._shape[position]) - len(GEOMETRY)]
        return head[head.index(PROPERTIES) + len(PROPERTIES) :]

    def record(self, position: int) -> dict[str, Any]:
        """The properties of a feature."""
        found: dict[str, Any] = orjson.loads(self.properties(position))
        return found

    def geometries(self, positions: npt.ArrayLike) -> npt.NDArray[np.object_]:
        """The geometries at these positions, of the layer's dimension; None where there is none."""
        drawn, which = self.shapes(positions)
        return drawn[which]

    def shapes(self, positions: npt.ArrayLike) -> tuple[npt.NDArray[np.object_], Positions]:
        """The different geometries at these positions, and for each position which of them: many are told again."""
        codes = self._codes[np.asarray(positions, dtype=np.intp)]
        used, which = np.unique(codes, return_inverse=True)
        return np.array([self._drawn(code) for code in used.tolist()], dtype=object), which

    def _drawn(self, code: int) -> shapely.Geometry | None:
        if code < 0:
            return None
        if code not in self._kept:
            if len(self._kept) == SHAPES:
                self._kept.clear()
            whole = shapely.from_wkb(self._column("geometry").dictionary[code].as_py())
            dimension = self.description.dimension
            self._kept[code] = whole if dimension is None else of_dimension(whole, dimension)
        return self._kept[code]

    @cached_property
    def _kept(self) -> dict[int, shapely.Geometry | None]:
        """Geometries that were asked for: a border is told again and again."""
        return {}

    @cached_property
    def _codes(self) -> npt.NDArray[np.int32]:
        """The number of each position's geometry, -1 where there is none."""
        codes: npt.NDArray[np.int32] = self._column("geometry").indices.fill_null(-1).to_numpy()
        return codes

    def _behind(self, position: int) -> int:
        """Where the feature at a position ends."""
        return int(self._from[position + 1]) - 1 if position + 1 < len(self) else self._end

    def _parted(self, positions: Positions) -> Mask:
        """Which features are not in the file as the view has them, because they have other dimensions, too."""
        dimension = self.description.dimension
        if dimension is None:
            return np.zeros(1, dtype=np.bool_)
        return np.asarray(self.dimensions[positions] != 1 << dimension)

    def _is_part(self, position: int) -> bool:
        dimension = self.description.dimension
        return dimension is not None and int(self.dimensions[position]) != 1 << dimension

    def _part(self, position: int) -> bytes:
        head = self.written[self._from[position] : self._shape[position]]
        geometry = self.geometries([position])[0]
        return head + orjson.dumps(None if geometry is None else geojson(geometry)) + b"}"

    @cached_property
    def _signposts(self) -> list[str]:
        """Every so many ids in their order: most of a search then happens in one list."""
        found: list[str] = self._column("id").take(pa.array(self._order[::STEP])).to_pylist()
        return found

    @cached_property
    def _from(self) -> npt.NDArray[np.int64]:
        return self._numbers(FROM)

    def _said(self, name: bytes) -> int:
        """A number that stands beside the columns."""
        return int((self.table.schema.metadata or {})[name])

    @cached_property
    def _end(self) -> int:
        return self._said(END)

    @cached_property
    def _shape(self) -> npt.NDArray[np.int64]:
        return self._numbers(SHAPE)

    @cached_property
    def _order(self) -> npt.NDArray[np.int32]:
        return self._numbers(ORDER)

    def _numbers(self, name: str) -> npt.NDArray[Any]:
        found: npt.NDArray[Any] = self._column(name).to_numpy(zero_copy_only=True)
        return found

    def _column(self, name: str) -> Any:
        """The one chunk of a column."""
        column = self.table.column(name)
        return column.chunk(0) if column.num_chunks else pa.array([], column.type)


def reach(edges: Edges) -> tuple[float, float, float, float] | None:
    """The box around boxes (west, south, east, north of each, NaN of what is nowhere); None where all are nowhere."""
    placed = ~np.isnan(edges[0])
    if not placed.any():
        return None
    west, south, east, north = (edge[placed] for edge in edges)
    return float(west.min()), float(south.min()), float(east.max()), float(north.max())


def closing(extent: Sequence[float] | None) -> bytes:
    """What stands behind the features of a collection that reaches so far (RFC 7946, section 5)."""
    return b"]}\n" if extent is None else b'],"bbox":' + orjson.dumps(extent) + b"}\n"


def open_layer(directory: Path, name: str) -> Layer:
    """The layer of that name in an edition's folder; raises NotFound."""
    if name not in LAYERS:
        raise NotFound(f"{name}: no such layer; have {', '.join(LAYERS)}")
    description = LAYERS[name]
    stem = directory / FOLDER / description.of
    try:
        with pa.memory_map(str(stem.with_suffix(".arrow"))) as columns:
            table = pa.ipc.open_file(columns).read_all()
        with stem.with_suffix(".geojson").open("rb") as file:
            written = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise NotFound(f"{directory.name}: the edition is no longer kept") from error
    whole = Layer(description=description, table=table, written=written)
    if description.dimension is None:
        return whole
    base = (whole.dimensions & (1 << description.dimension)) > 0
    return Layer(description=description, table=table, written=written, base=base)
