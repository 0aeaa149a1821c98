"""How do Folium's own ways put many events on a map? The pages that it makes, and the scripts that they ask for.

Each peer gets the points of the events with their titles to open, and nothing else: no list, no band, no filters, no
tiles. What its page asks for at other hosts is answered from the same packages here; style sheets of icons that are not
drawn (Font Awesome, old glyphs, their rotation) are answered with nothing, which only makes it faster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import folium
from folium.plugins import FastMarkerCluster, MarkerCluster

Points = Sequence[tuple[float, float, str]]  # longitude and latitude in degrees, and a title

NODE_MODULES = Path(__file__).parents[1] / "node_modules"
#: by the end of the address in Folium's page
ASSETS = {
    "/leaflet.js": "leaflet/dist/leaflet.js",
    "/leaflet.css": "leaflet/dist/leaflet.css",
    "/leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "/MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "/MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "/leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.min.js",
    "/leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "/jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
}


class AssetMissing(Exception):
    """A script that Folium's pages need is not installed; the message names the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One way of Folium's, and with how many events at most it is tried: its page may grow by 500 bytes for each."""

    name: str
    add: Callable[[folium.Map, Points], None]
    most: int = 1_000_000

    def page(self, points: Points) -> bytes:
        """The page as Folium writes it."""
        shell = folium.Map(location=[30, 10], zoom_start=2, tiles=None, prefer_canvas=True, maxZoom=18)
        self.add(shell, points)
        return str(shell.get_root().render()).encode()


def asset(url: str) -> bytes:
    """What the address in Folium's page is answered with; raises AssetMissing."""
    known = next((path for end, path in ASSETS.items() if url.endswith(end)), None)
    if known is None:
        return b""
    path = NODE_MODULES / known
    if not path.is_file():
        raise AssetMissing(f"{path}: not there; get it with: npm ci")
    return path.read_bytes()


def _fast_cluster(shell: folium.Map, points: Points) -> None:
    # Folium's own callback, and the title.
    made = """function (row) {
        var marker = L.marker(new L.LatLng(row[0], row[1]));
        marker.setIcon(L.AwesomeMarkers.icon());
        return marker.bindPopup(row[2]);
    }"""
    rows = [[lat, lon, title] for lon, lat, title in points]
    FastMarkerCluster(rows, callback=made).add_to(shell)  # type: ignore[no-untyped-call]


def _canvas(shell: folium.Map, points: Points) -> None:
    features = [
        {"type": "Feature", "properties": {"title": title}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for lon, lat, title in points
    ]
    collection = {"type": "FeatureCollection", "features": features}
    popup = folium.GeoJsonPopup(fields=["title"], labels=False)
    folium.GeoJson(collection, marker=folium.CircleMarker(radius=5), popup=popup).add_to(shell)


def _cluster(shell: folium.Map, points: Points) -> None:
    where, titles = [[lat, lon] for lon, lat, _ in points], [title for _, _, title in points]
    MarkerCluster(locations=where, popups=titles).add_to(shell)  # type: ignore[no-untyped-call]


PEERS = (
    Peer(name="FastMarkerCluster", add=_fast_cluster),
    Peer(name="GeoJson on canvas", add=_canvas),
    Peer(name="MarkerCluster", add=_cluster, most=10_000),
)
