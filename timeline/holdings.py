"""What does an edition hold, in numbers? Counted in its columns, without reading an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from pyarrow import compute

from timeline.edition import Edition
from timeline.errors import NotFound
from timeline.geometry import Box
from timeline.layers.days import EVER
from timeline.layers.fields import STORED
from timeline.layers.layer import Layer
from timeline.model import Category, Modality

Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What an edition holds.

    ``features`` by layer; ``categories`` and ``statuses`` how many events each has, those that have any; ``days``
    the first and last day known of any event, ``published`` those of the briefings; ``box`` what lies around all.
    """

    edition: str
    features: Mapping[str, int]
    categories: Mapping[str, int]
    statuses: Mapping[str, int]
    days: Days | None
    published: Days | None
    publishers: tuple[str, ...]
    box: Box | None

    @property
    def events(self) -> int:
        """How many events it has."""
        return self.features["events"]

    @property
    def briefings(self) -> int:
        """How many briefings they were read from."""
        return self.features["briefings"]


def holdings(edition: Edition) -> Holdings:
    """What the edition holds; raises NotFound where it is gone, or another version of the program made it."""
    try:
        return _counted(edition)
    except (OSError, ValueError, KeyError) as error:  # a file that is not there, not in this form, without a column
        raise NotFound(
            f"edition {edition.id}: made by another version of Dateline, which can read its layers; its files stay"
        ) from error


def _counted(edition: Edition) -> Holdings:
    layers = {name: edition.layer(name) for name in STORED}
    events, briefings = layers["events"], layers["briefings"]
    return Holdings(
        edition=edition.id,
        features={name: len(layer) for name, layer in layers.items()},
        categories=_counts(events, "category", Category),
        statuses=_counts(events, "modality", Modality),
        days=_days(events.first, events.last),
        published=_days(briefings.first, briefings.last),
        publishers=tuple(sorted(compute.unique(briefings.table["publisher"]).to_pylist())),
        box=events.extent(events.positions),
    )


def _counts(layer: Layer, name: str, kind: type[Category] | type[Modality]) -> dict[str, int]:
    """How often each value stands in the column, in the order of the choice."""
    counted = compute.value_counts(layer.table[name])
    found = dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True))
    return {str(value): found[value] for value in map(str, kind) if value in found}


def _days(first: npt.NDArray[np.int32], last: npt.NDArray[np.int32]) -> Days | None:
    """The first and the last day that any of them names; None where none names one."""
    ends = np.concatenate([first, last])
    known = ends[(ends != EVER.min) & (ends != EVER.max)]
    return (date.fromordinal(int(known.min())), date.fromordinal(int(known.max()))) if len(known) else None
