"""Where two countries touch on land: one line for each pair, from polygons whose edges mostly, not always, agree."""

from __future__ import annotations

from collections.abc import Iterator

from shapely import STRtree, get_num_coordinates, line_merge, set_precision
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build.countries import Country
from geodata.build.entry import Entry
from geodata.place import Place, PlaceKind

_NEAR = 0.003  # degrees, some 300 m: how far two drawings of the same edge may lie apart
_MOST = 300  # vertices
_TOLERANCES = (0.0005, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)  # degrees
_TOUCH = 0.0005  # degrees: less than 50 m of common edge is no border one can draw


def _lines(shape: BaseGeometry) -> list[LineString]:
    if isinstance(shape, LineString):
        return [] if shape.is_empty else [shape]
    return [line for part in getattr(shape, "geoms", ()) for line in _lines(part)]


def common_line(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry | None:
    """The land border of ``a`` and ``b`` as one (multi-)line, None where they do not touch."""
    exact = _lines(a.boundary.intersection(b.boundary))
    if sum(line.length for line in exact) < _TOUCH:
        exact = _lines(a.boundary.intersection(b.boundary.buffer(_NEAR)))
    if sum(line.length for line in exact) < _TOUCH:
        return None
    merged = line_merge(unary_union(MultiLineString(exact)))
    tried = (set_precision(merged.simplify(tolerance), 0.0001) for tolerance in _TOLERANCES)
    drawn = next((line for line in tried if get_num_coordinates(line) <= _MOST), merged.simplify(_TOLERANCES[-1]))
    return line_merge(drawn) if isinstance(drawn, MultiLineString) else drawn


def read_borders(countries: tuple[Country, ...]) -> Iterator[tuple[tuple[str, str], Entry]]:
    """Each pair of neighbours (ISO codes in order) with its border."""
    drawn = [country for country in countries if country.ground is not None]
    tree = STRtree([country.ground.envelope.buffer(_NEAR) for country in drawn if country.ground is not None])
    pairs = {
        (min(a, b), max(a, b))
        for n, c in enumerate(drawn)
        for a, b in [(n, int(m)) for m in tree.query(_box(c))]
        if a != b
    }
    for a, b in sorted(pairs):
        line = (
            common_line(_ground(drawn[a]), _ground(drawn[b]))
            if _ground(drawn[a]).distance(_ground(drawn[b])) < _NEAR
            else None
        )
        if line is not None and not line.is_empty:
            yield (drawn[a].iso, drawn[b].iso), _entry(drawn[a], drawn[b], line)


def _ground(country: Country) -> BaseGeometry:
    assert country.ground is not None
    return country.ground


def _box(country: Country) -> BaseGeometry:
    return _ground(country).envelope


def _entry(a: Country, b: Country, line: BaseGeometry) -> Entry:
    from pyproj import Geod

    longest = max(_lines(line), key=lambda part: part.length)
    middle = longest.interpolate(0.5, normalized=True)
    place = Place(
        id=f"border:{a.iso}-{b.iso}",
        name=f"{a.name}–{b.name} border",
        kind=PlaceKind.BORDER,
        feature_code="BDRY",
        lon=round(middle.x, 4),
        lat=round(middle.y, 4),
        radius_km=round(Geod(ellps="WGS84").geometry_length(line) / 2000, 1),
    )
    return Entry(place=place, names=(), outline=line, parent=None)
