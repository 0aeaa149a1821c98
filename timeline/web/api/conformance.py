"""Which classes of which standards does the API conform to? Clients push down only what is declared here."""

from __future__ import annotations

from timeline.web import tilesets

_SPEC = "http://www.opengis.net/spec/"
_CLASSES = {
    "ogcapi-common-1/1.0": "core landing-page json html oas30",
    "ogcapi-common-2/1.0": "collections",
    "ogcapi-features-1/1.0": "core oas30 html geojson",
    "ogcapi-features-2/1.0": "crs",
    "ogcapi-features-3/1.0": "queryables queryables-query-parameters filter features-filter",
    "ogcapi-features-5/1.0": "schemas core-roles-features",
    # QGIS sends a filter only where basic-cql2 is declared, a spatial one where basic-spatial-functions is, too.
    "cql2/1.0": (
        "cql2-text cql2-json basic-cql2 advanced-comparison-operators case-insensitive-comparison "
        "accent-insensitive-comparison basic-spatial-functions basic-spatial-functions-plus spatial-functions "
        "temporal-functions array-functions property-property"
    ),
}
CONFORMS = (
    *(f"{_SPEC}{part}/conf/{name}" for part, names in _CLASSES.items() for name in names.split()),
    *tilesets.CONFORMS,
)
