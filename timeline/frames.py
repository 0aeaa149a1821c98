"""What is an edition to who works with data frames? Its layers with pandas and geopandas, asked by place and time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import orjson

from timeline import folding
from timeline.citation import Form, cited
from timeline.edition import Edition
from timeline.errors import ArgumentRefused
from timeline.exporting import selection
from timeline.holdings import holdings
from timeline.layers.days import EVER
from timeline.layers.fields import LAYERS, Kind
from timeline.layers.layer import Layer, Mask
from timeline.layers.selecting import during, within

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

Day = str | date
When = Day | tuple[Day | None, Day | None]
EPOCH = date(1970, 1, 1).toordinal()
CRS = "EPSG:4326"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """An edition, as data frames that are made when they are asked for."""

    edition: Edition

    @property
    def id(self) -> str:
        """What to cite: the hash of all that the edition holds."""
        return self.edition.id

    def events(
        self,
        *,
        bbox: Sequence[float] | None = None,
        when: When | None = None,
        category: str | Iterable[str] | None = None,
        status: str | Iterable[str] | None = None,
        q: str | None = None,
        filter: str | dict[str, Any] | None = None,
    ) -> GeoDataFrame:
        """The events that meet all that is asked, in order of time, as a GeoDataFrame (longitude, latitude; EPSG:4326).

        Columns are those of the layer (docs/layers.md) but claims and places, which ``claims`` and ``places`` have a
        row each. ``start`` and ``end`` are ISO 8601 text as finely as known; ``first_day`` and ``last_day`` are days,
        both included, NaT where that end is open or the time unknown.

        ``bbox`` is west, south, east, north in degrees (west beyond east crosses the antimeridian): events whose
        geometry meets it. ``when`` is a day, month or year ("2022-02"), an interval ("2022-01/2022-02-15",
        "2022-02/.."), a date, or a pair of those: events that may fall into it; one of unknown time is in none.
        ``category`` and ``status`` are one or several; ``q`` are words, each the beginning of one of the event's;
        ``filter`` is CQL2, as text or as JSON. Raises ArgumentRefused.
        """
        layer = self.edition.layer("events")
        taken = (
            _taken(layer, bbox, when, filter) & _among(layer, "category", category) & _among(layer, "modality", status)
        )
        return _drawn(layer, taken if q is None else taken & self.edition.search(folding.words(q)))

    def places(
        self,
        *,
        bbox: Sequence[float] | None = None,
        when: When | None = None,
        filter: str | dict[str, Any] | None = None,
    ) -> GeoDataFrame:
        """A row for each place of each event (``event`` is its id), asked as ``events`` are."""
        layer = self.edition.layer("places")
        return _drawn(layer, _taken(layer, bbox, when, filter))

    def claims(
        self,
        *,
        bbox: Sequence[float] | None = None,
        when: When | None = None,
        filter: str | dict[str, Any] | None = None,
    ) -> GeoDataFrame:
        """A row for each claim of each event, where and when that event is; asked as ``events`` are."""
        layer = self.edition.layer("claims")
        return _drawn(layer, _taken(layer, bbox, when, filter))

    def briefings(self) -> DataFrame:
        """A row for each briefing, by day of publication."""
        layer = self.edition.layer("briefings")
        return _frame(layer, _every(layer))

    def cite(self, form: Form = "text", address: str | None = None) -> str:
        """How to cite the edition: as a line of text, or as "bibtex" or "csl" (CSL-JSON).

        ``address`` is where it is served, ``https://…/editions/<id>/``, so that others find the same.
        """
        return cited(holdings(self.edition), form, address)


def _taken(layer: Layer, bbox: Sequence[float] | None, when: When | None, filter: str | dict[str, Any] | None) -> Mask:
    """Which of the layer's features meet a box, a time and a filter; each of them may not be asked."""
    taken = _every(layer)
    if bbox is not None:
        taken &= within(layer, selection.box(",".join(map(str, bbox))), placeless=False)
    if when is not None:
        taken &= during(layer, *_days(when), timeless=False)
    if filter is not None:
        taken &= _filtered(layer, filter)
    return taken


def _filtered(layer: Layer, filter: str | dict[str, Any]) -> Mask:
    from timeline.layers.filtering import mask, parse

    if isinstance(filter, str):
        return mask(parse(filter, "cql2-text"), layer)
    return mask(parse(orjson.dumps(filter).decode(), "cql2-json"), layer)


def _among(layer: Layer, name: str, asked: str | Iterable[str] | None) -> Mask:
    """Which features have one of the values asked for; raises ArgumentRefused for a value that none can have."""
    import pyarrow
    from pyarrow import compute

    if asked is None:
        return _every(layer)
    wanted = [asked] if isinstance(asked, str) else list(asked)
    field = LAYERS["events"].field(name)
    assert field is not None
    if strange := [value for value in wanted if value not in field.values]:
        raise ArgumentRefused(f"no {name} {strange[0]!r:.60}; have {', '.join(field.values)}")
    found = compute.is_in(layer.table[name].cast(pyarrow.string()), pyarrow.array(wanted, pyarrow.string()))
    mask: Mask = found.to_numpy(zero_copy_only=False)
    return mask


def _days(when: When) -> tuple[int | None, int | None]:
    """The ordinals of the first and the last day that are asked for; None where that end is open."""
    if isinstance(when, str) and "/" in when:
        first, _, last = when.partition("/")
        return _days((_open(first), _open(last)))
    begin, end = when if isinstance(when, tuple) else (when, when)
    first_day = None if begin is None else selection.first_day(_iso(begin)).toordinal()
    last_day = None if end is None else selection.last_day(_iso(end)).toordinal()
    if first_day is not None and last_day is not None and first_day > last_day:
        raise ArgumentRefused(f"when: {begin} comes after {end}; exchange them")
    return first_day, last_day


def _open(end: str) -> str | None:
    """An end of an interval, None where it is open: "2022-02/.." as in ISO 8601."""
    return None if end in ("", "..") else end


def _iso(day: Day) -> str:
    return day if isinstance(day, str) else day.isoformat()[:10]  # a datetime is a date too


def _drawn(layer: Layer, taken: Mask) -> GeoDataFrame:
    from geopandas import GeoDataFrame

    return GeoDataFrame(_frame(layer, taken), geometry=layer.geometries(np.flatnonzero(taken)), crs=CRS)


def _frame(layer: Layer, taken: Mask) -> DataFrame:
    """The columns of those features, with their days, less their geometry."""
    import pandas

    positions = np.flatnonzero(taken)
    fields = [field for field in layer.description.fields if field.kind is not Kind.PARTS]
    table = layer.table.select([field.name for field in fields]).take(positions)
    frame: DataFrame = table.to_pandas()
    for field in fields:
        if field.kind is Kind.TEXTS:  # pyarrow makes arrays of them, which neither compare nor print as lists do
            frame[field.name] = pandas.Series(table[field.name].to_pylist(), dtype=object)
        if field.kind is Kind.INTEGER and not field.required:  # not 630336.0, because some have none
            frame[field.name] = frame[field.name].astype("Int64")
    at = frame.columns.get_loc("end") + 1 if "end" in frame.columns else len(frame.columns)
    frame.insert(at, "first_day", _dates(layer.first[positions]))
    frame.insert(at + 1, "last_day", _dates(layer.last[positions]))
    return frame


def _dates(ordinals: npt.NDArray[np.int32]) -> npt.NDArray[np.datetime64]:
    days = (ordinals.astype(np.int64) - EPOCH).astype("datetime64[D]").astype("datetime64[s]")
    days[(ordinals == EVER.min) | (ordinals == EVER.max)] = np.datetime64("NaT")
    return days


def _every(layer: Layer) -> Mask:
    return np.ones(len(layer), dtype=np.bool_)
