"""What may be drawn of a place that has no outline of its own: circles, parts by compass, routes, and safe bounds.

Longitudes and latitudes in degrees (WGS 84), lengths in km on the sphere. Results are valid, lie within -180..180,
and are cut in two where they cross the antimeridian, as GeoJSON (RFC 7946, 3.1.9) asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, radians, sin

from shapely import get_dimensions, get_num_coordinates, get_parts, line_merge, make_valid, union_all
from shapely.affinity import scale, translate
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geodata.sphere import EARTH_KM

_CORNERS = 48
_WORLD = box(-180, -90, 180, 90)

# Which part of the bounds a compass word keeps: west, south, east, north, as shares of width and height.
_PARTS: dict[str, tuple[float, float, float, float]] = {
    "north": (0.0, 0.5, 1.0, 1.0),  # "northern Mali"
    "south": (0.0, 0.0, 1.0, 0.5),  # "southern Belarus"
    "east": (0.5, 0.0, 1.0, 1.0),  # "eastern Ukraine"
    "west": (0.0, 0.0, 0.5, 1.0),  # "western Iraq"
    "northeast": (0.5, 0.5, 1.0, 1.0),  # "north-eastern Syria"
    "northwest": (0.0, 0.5, 0.5, 1.0),
    "southeast": (0.5, 0.0, 1.0, 0.5),
    "southwest": (0.0, 0.0, 0.5, 0.5),
    "central": (0.25, 0.25, 0.75, 0.75),  # "central Somalia"
    "far north": (0.0, 0.67, 1.0, 1.0),  # "the far north of Cameroon"
    "far south": (0.0, 0.0, 1.0, 0.33),
    "far east": (0.67, 0.0, 1.0, 1.0),
    "far west": (0.0, 0.0, 0.33, 1.0),
}
_SAME = {"centre": "central", "center": "central", "middle": "central", "mid": "central"}


def compass(word: str) -> str | None:
    """The part that a word names ("Southern", "south-eastern", "the far north"), or None: it is no compass word."""
    plain = word.casefold().replace("the ", "").replace("-", "").strip()
    plain = _SAME.get(plain, plain.removesuffix("ern").removesuffix("ernmost"))
    if not plain.startswith("far "):
        plain = plain.replace(" ", "")
    return plain if plain in _PARTS else None


def part_of(shape: BaseGeometry, word: str) -> BaseGeometry:
    """The part of an area that ``word`` names, by halves of its bounds; the whole where the part would be empty.

    Bounds are those of the mainland: islands far off (Svalbard, Alaska) do not move the middle of a country.
    Raises ValueError where ``word`` is no compass word.
    """
    part = compass(word)
    if part is None:
        raise ValueError(f"not a part of an area: {word!r} (have {', '.join(_PARTS)})")
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return shape
    joined = _unwrap(shape)
    left, bottom, right, top = mainland(joined).bounds
    west, south, east, north = _PARTS[part]
    width, height = right - left, top - bottom
    # Beyond the mainland the part goes on: eastern Russia has Sakhalin.
    window = box(
        left + west * width if west else -540,
        bottom + south * height if south else -90,
        left + east * width if east < 1 else 540,
        bottom + north * height if north < 1 else 90,
    )
    kept = _areas(joined.intersection(window))
    return shape if kept.is_empty else wrap(kept)


def mainland(shape: BaseGeometry) -> BaseGeometry:
    """The largest part of an area, and what lies within 3 degrees of it and is not tiny."""
    parts = sorted(get_parts(shape), key=lambda part: part.area, reverse=True)
    near = [part for part in parts if part.area * 50 >= parts[0].area and part.distance(parts[0]) <= 3]
    return union_all(near)


def stretch(shore: BaseGeometry, outline: BaseGeometry, word: str) -> BaseGeometry:
    """What of a coast lies at the part of its mainland that ``word`` names, by halves of the bounds; may be empty.

    Raises ValueError where ``word`` is no compass word.
    """
    part = compass(word)
    if part is None:
        raise ValueError(f"not a part of a coast: {word!r} (have {', '.join(_PARTS)})")
    left, bottom, right, top = mainland(_unwrap(outline)).bounds
    west, south, east, north = _PARTS[part]
    width, height = right - left, top - bottom
    window = box(left + west * width, bottom + south * height, left + east * width, bottom + north * height)
    return shore.intersection(window)


def offshore(shore: BaseGeometry, km: float) -> BaseGeometry:
    """The ground and sea within ``km`` of a coast, good to a few per cent a few degrees from its middle latitude."""
    wide = max(0.05, cos(radians(shore.centroid.y)))
    round_ = scale(shore, xfact=wide, origin=(0, 0)).buffer(degrees(km / EARTH_KM), quad_segs=3)
    return wrap(_areas(scale(round_, xfact=1 / wide, origin=(0, 0))))


def thinned(shape: BaseGeometry, most: int = 300) -> BaseGeometry:
    """Lines or areas with at most ``most`` vertices: small bends are cut off, and what is smaller is left out."""
    light = merged = line_merge(shape) if get_dimensions(shape) == 1 else shape
    bend = 0.005
    while get_num_coordinates(light) > most:
        parts = sorted(get_parts(merged), key=lambda part: part.length, reverse=True)
        kept = [parts[0], *(part for part in parts[1:] if part.length > 10 * bend)]
        light = union_all([_less_holes(part, 10 * bend).simplify(bend) for part in kept])
        bend *= 1.7
    return light


def _less_holes(shape: BaseGeometry, length: float) -> BaseGeometry:
    """An area without its holes whose edge is shorter than ``length``; simplifying would keep each."""
    if not isinstance(shape, Polygon):
        return shape
    return Polygon(shape.exterior, [hole for hole in shape.interiors if hole.length > length])


def circle(lon: float, lat: float, km: float) -> BaseGeometry:
    """The points within ``km`` of a point, as a polygon of 48 corners."""
    if km <= 0:
        raise ValueError(f"not a radius: {km} km")
    centre, reach = radians(lat), km / EARTH_KM
    corners = []
    for step in range(_CORNERS):
        bearing = radians(360 * step / _CORNERS)
        north = asin(sin(centre) * cos(reach) + cos(centre) * sin(reach) * cos(bearing))
        across = atan2(sin(bearing) * sin(reach) * cos(centre), cos(reach) - sin(centre) * sin(north))
        corners.append((round(lon + degrees(across), 5), round(degrees(north), 5)))
    return wrap(_areas(make_valid(Polygon(corners))))


def route(points: Sequence[tuple[float, float]]) -> BaseGeometry:
    """A line through two or more points (lon, lat), the short way round the world."""
    if len(points) < 2:
        raise ValueError(f"a route needs two points, not {len(points)}")
    through = [points[0]]
    for lon, lat in points[1:]:
        before = through[-1][0]
        through.append((lon + 360 * round((before - lon) / 360), lat))
    line = LineString(through)
    if _WORLD.covers(line):
        return line
    pieces = [translate(line, turn).intersection(_WORLD) for turn in (-360, 0, 360)]
    return MultiLineString([part for piece in pieces for part in get_parts(piece) if not part.is_empty])


def bounds(shape: BaseGeometry) -> tuple[float, float, float, float]:
    """West, south, east, north to fit a map to. East is above 180 where the shape crosses the antimeridian (Russia)."""
    west, south, east, north = _unwrap(shape).bounds
    return west, south, east, north


def inner_point(shape: BaseGeometry) -> Point:
    """A point inside the shape's largest part (on it, for a line)."""
    parts = get_parts(shape)
    main = max(parts, key=lambda part: (part.area, part.length))
    found = main.interpolate(0.5, normalized=True) if isinstance(main, LineString) else main.representative_point()
    return Point(found.x, found.y)


def _unwrap(shape: BaseGeometry) -> BaseGeometry:
    """A shape on both sides of the antimeridian, joined by moving its western half beyond 180."""
    west, _, east, _ = shape.bounds
    if west > -179.9 or east < 179.9:
        return shape
    moved = [translate(part, 360) if part.bounds[2] < 0 else part for part in get_parts(shape)]
    return union_all(moved)


def wrap(shape: BaseGeometry) -> BaseGeometry:
    """A shape that runs over the antimeridian, back within -180..180, cut at the antimeridian."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    return _areas(union_all([translate(shape, turn).intersection(_WORLD) for turn in (-360, 0, 360)]))


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons in a shape, without the lines and points that cutting leaves."""
    flat = [piece for part in get_parts(shape) for piece in get_parts(part)]
    areas = [piece for piece in flat if isinstance(piece, Polygon) and not piece.is_empty]
    return areas[0] if len(areas) == 1 else MultiPolygon(areas)
