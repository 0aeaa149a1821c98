"""What are the points of a tile where nothing is packed? Names and numbers as JSON has them, read at once.

Unpacking a tile is slow where the script that does it has only just been loaded; a page's own first tiles come so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from timeline.tiles.encoding import Kind, Layer, Numbers, Runs


def plain(layers: Sequence[Layer]) -> Mapping[str, Mapping[str, list[Any]]]:
    """By the layer's name its points, in ``rows``: id, x and y in units of the tile, then what each of the ``keys`` is.

    0 stands where a point has not that key. Layers of other things than points are left out.
    """
    return {layer.name: _table(layer) for layer in layers if len(layer.ids) and np.all(layer.kinds == Kind.POINT)}


def _table(layer: Layer) -> dict[str, list[Any]]:
    x, y = (_unfolded(layer.geometry.numbers[at::3]) for at in (1, 2))  # after the command
    values = layer.values.tolist() if isinstance(layer.values, np.ndarray) else layer.values
    told = [{key: values[value] for key, value in zip(run[::2], run[1::2], strict=True)} for run in _rows(layer.tags)]
    keys = range(len(layer.keys))
    columns = zip(layer.ids.tolist(), x, y, told, strict=True)
    rows = [[number, across, down, *(tags.get(key, 0) for key in keys)] for number, across, down, tags in columns]
    return {"keys": list(layer.keys), "rows": rows}


def _unfolded(numbers: Numbers) -> list[int]:
    """Signs are folded into them (``encoding.zigzag``)."""
    halves, below = (numbers >> np.uint64(1)).astype(np.int64), (numbers & np.uint64(1)).astype(np.int64)
    return [int(number) for number in halves ^ -below]


def _rows(runs: Runs) -> list[list[int]]:
    return [row.tolist() for row in np.split(runs.numbers, np.cumsum(runs.counts)[:-1])]
