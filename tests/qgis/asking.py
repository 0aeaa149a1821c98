"""Run by the Python that has QGIS: asks a served API for features as QGIS does, and writes what it was given.

`asking.py ROOT WEST,SOUTH,EAST,NORTH` writes one JSON object: the version of QGIS, and the ids given to each question.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsDataSourceUri, QgsFeatureRequest, QgsRectangle, QgsVectorLayer


def layer(root: str, name: str, subset: str = "") -> Any:
    """The layer, with a filter as the query builder writes it."""
    uri = QgsDataSourceUri()
    uri.setParam("url", root)
    uri.setParam("typename", name)
    uri.setParam("restrictToRequestBBOX", "1")  # as the dialogue has it: only what overlaps the view
    uri.setParam("pagingEnabled", "true")
    opened = QgsVectorLayer(uri.uri(False), name, "OAPIF")
    if not opened.isValid() or (subset and not opened.setSubsetString(subset)):
        raise SystemExit(f"{name}: QGIS cannot open it with the filter {subset!r}")
    return opened


def ids(opened: Any, request: Any = None) -> list[str]:
    return sorted(feature["id"] for feature in opened.getFeatures(request or QgsFeatureRequest()))


def main(root: str, box: str) -> None:
    rectangle = QgsRectangle(*map(float, box.split(",")))
    answers = {
        "all": ids(layer(root, "events")),
        "box": ids(layer(root, "events"), QgsFeatureRequest(rectangle)),
        "value": ids(layer(root, "events", "\"category\" = 'protest'")),
        "one of": ids(layer(root, "events", "\"category\" IN ('protest', 'diplomacy')")),
        "like": ids(layer(root, "events", "\"title\" ILIKE '%BETON%'")),
        "day": ids(layer(root, "briefings", "\"published\" >= '2022-02-05'")),
    }
    sys.stdout.write(json.dumps({"version": Qgis.QGIS_VERSION_INT, "answers": answers}) + "\n")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(sys.argv[1], sys.argv[2])
    sys.stdout.flush()
    application.exitQgis()
