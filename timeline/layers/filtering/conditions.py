"""Which features does a filter take? Conditions asked of whole columns, joined as SQL joins them: null is unknown."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timeline.errors import ArgumentRefused
from timeline.layers.fields import Kind
from timeline.layers.filtering.arrays import array_condition
from timeline.layers.filtering.asking import asked
from timeline.layers.filtering.scalars import scalar_condition
from timeline.layers.filtering.spatial import spatial_condition
from timeline.layers.filtering.temporal import temporal_condition
from timeline.layers.filtering.terms import ARRAY, SCALAR, SPATIAL, TEMPORAL, Call, Filter, Literal, Property, Term
from timeline.layers.layer import Layer, Mask

Truth: TypeAlias = Any  # pa.BooleanArray, or pa.BooleanScalar where it is the same for all; null is unknown
CONDITIONS: Final[dict[str, Callable[[Call, Layer], Truth]]] = {
    **dict.fromkeys(SCALAR, scalar_condition),
    **dict.fromkeys(SPATIAL, spatial_condition),
    **dict.fromkeys(TEMPORAL, temporal_condition),
    **dict.fromkeys(ARRAY, array_condition),
}
JOINTS: Final = {"and": pc.and_kleene, "or": pc.or_kleene}


def mask(filter: Filter, layer: Layer) -> Mask:
    """The positions of the stored layer for which the filter is true; those that a view has are not asked here.

    Raises ArgumentRefused where the filter names what the layer has not, or compares what cannot be compared.
    """
    truth = _truth(filter.root, layer)
    if isinstance(truth, pa.Scalar):
        return np.full(len(layer), bool(truth.as_py()), dtype=np.bool_)
    found: Mask = pc.fill_null(truth, False).to_numpy(zero_copy_only=False)
    return found


def _truth(term: Term, layer: Layer) -> Truth:
    if isinstance(term, Call):
        if term.op in JOINTS:
            return reduce(JOINTS[term.op], [_truth(arg, layer) for arg in term.args])
        if term.op == "not":
            return pc.invert(_truth(term.args[0], layer))
        return CONDITIONS[term.op](term, layer)
    if isinstance(term, Literal) and isinstance(term.value, bool):
        return pa.scalar(term.value)
    if isinstance(term, Property) and asked(term.name, layer.description).kind is Kind.FLAG:
        return layer.table.column(term.name).combine_chunks()
    raise ArgumentRefused("a value stands where a condition should, such as category = 'protest'")
