"""In which country and which first-level region does a point of a user's gazetteer lie? The built one knows."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from shapely import STRtree, from_wkb
from shapely.geometry import Point

from geodata.gazetteer import Gazetteer, connect


class BuiltGround:
    """The countries and regions of the built gazetteer at ``path``."""

    def __init__(self, gazetteer: Gazetteer, path: Path) -> None:
        self._gazetteer = gazetteer
        query = "SELECT country, admin1, wkb FROM place JOIN shape USING (n) WHERE feature = 'ADM1' AND admin1 NOT NULL"
        with closing(connect(path)) as connection:
            rows = connection.execute(query).fetchall()
        self._regions = [(country, admin1) for country, admin1, _ in rows]
        self._tree = STRtree([from_wkb(wkb) for *_, wkb in rows])

    def country(self, lon: float, lat: float) -> str | None:
        """ISO code of the country at a point; None at sea."""
        return self._gazetteer.containing(lon, lat)

    def region(self, lon: float, lat: float, country: str | None) -> str | None:
        """Code of the region of ``country`` at a point, as near as outlines for drawing tell it."""
        for index in sorted(self._tree.query(Point(lon, lat), predicate="intersects")):
            if self._regions[index][0] == country:
                return str(self._regions[index][1])
        return None
