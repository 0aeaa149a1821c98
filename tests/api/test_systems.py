"""Coordinate reference systems. After OGC 18-058r1, annex A; the numbers are computed by PROJ beside the product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
import shapely.geometry

from tests.api.conftest import Api

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
SYSTEMS = {CRS84: "OGC:CRS84", f"{EPSG}4326": "EPSG:4326", f"{EPSG}3857": "EPSG:3857", f"{EPSG}3035": "EPSG:3035"}
DRAWN = ("events", "events-points", "events-lines", "events-areas", "places", "claims")
EUROPE = (10.0, 45.0, 35.0, 60.0)


def vertices(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """All coordinates of a geometry, in the order in which they are told."""
    yield from shapely.get_coordinates(shapely.geometry.shape(geometry)).tolist()


@pytest.mark.parametrize("layer", DRAWN)
def test_a_collection_says_in_which_systems_it_is_told(api: Api, layer: str) -> None:
    told = api.get(f"/collections/{layer}").json
    assert set(told["crs"]) == set(SYSTEMS)
    assert told["crs"][0] == CRS84
    assert told["storageCrs"] in told["crs"]
    assert set(api.get("/collections").json["crs"]) == set(SYSTEMS)


@pytest.mark.parametrize("layer", DRAWN)
def test_without_crs_it_is_longitude_and_latitude_and_says_so(api: Api, layer: str) -> None:
    answer = api.items(layer)
    assert answer.headers["Content-Crs"] == f"<{CRS84}>"
    assert api.items(layer, crs=CRS84).json["features"] == answer.json["features"]
    alone = api.get(f"/collections/{layer}/items/{answer.ids[0]}")
    assert alone.headers["Content-Crs"] == f"<{CRS84}>"


@pytest.mark.parametrize("layer", DRAWN)
@pytest.mark.parametrize("uri", SYSTEMS)
def test_geometries_are_told_in_the_system_asked_for(api: Api, layer: str, uri: str) -> None:
    move = pyproj.Transformer.from_crs("OGC:CRS84", SYSTEMS[uri]).transform
    plain = {feature["id"]: feature for feature in api.items(layer).json["features"]}
    answer = api.items(layer, crs=uri)
    assert answer.headers["Content-Crs"] == f"<{uri}>"
    for feature in answer.json["features"]:
        before = plain[feature["id"]]
        assert feature["properties"] == before["properties"]
        if before["geometry"] is None:
            assert feature["geometry"] is None
            continue
        wanted = {tuple(round(each, 2) for each in move(*at)) for at in vertices(before["geometry"])}
        assert {tuple(round(each, 2) for each in at) for at in vertices(feature["geometry"])} == wanted


@pytest.mark.parametrize("uri", SYSTEMS)
def test_one_feature_is_told_as_among_the_others(api: Api, uri: str) -> None:
    for feature in api.items("events", crs=uri, limit=9).json["features"]:
        answer = api.get(f"/collections/events/items/{feature['id']}", crs=uri)
        assert answer.headers["Content-Crs"] == f"<{uri}>"
        assert answer.json["geometry"] == feature["geometry"]


def test_4326_is_latitude_first(api: Api) -> None:
    feature = next(f for f in api.items("places", name="Aville", crs=f"{EPSG}4326").json["features"])
    assert feature["geometry"]["coordinates"] == [52.25, 26.0]


@pytest.mark.parametrize("path", ["/collections/events/items", "/collections/events/items/{id}"])
@pytest.mark.parametrize("uri", ["http://www.opengis.net/def/crs/OGC/0/unknown", f"{EPSG}0", "CRS84", " "])
def test_a_system_that_is_not_offered_is_refused(api: Api, path: str, uri: str) -> None:
    answer = api.get(path.format(id=api.items(limit=1).ids[0]), crs=uri)
    assert (answer.status, answer.media) == (400, "application/problem+json")
    assert CRS84 in answer.json["detail"]


@pytest.mark.parametrize("uri", SYSTEMS)
def test_a_box_takes_the_same_features_in_every_system(api: Api, uri: str) -> None:
    wanted = api.items(bbox=",".join(map(str, EUROPE))).ids
    around = pyproj.Transformer.from_crs("OGC:CRS84", SYSTEMS[uri]).transform_bounds(*EUROPE, densify_pts=64)
    if SYSTEMS[uri] == "EPSG:3035":  # a box there is none in degrees: what meets it is asked of PROJ, below
        return
    assert api.items(bbox=",".join(map(repr, around)), bbox_crs=uri).ids == wanted


def test_a_box_in_metres_takes_what_meets_it_there(api: Api) -> None:
    move = pyproj.Transformer.from_crs("OGC:CRS84", "EPSG:3035")
    box = (3_000_000.0, 5_200_000.0, 3_600_000.0, 5_500_000.0)
    answer = api.items(bbox=",".join(map(str, box)), bbox_crs=f"{EPSG}3035")
    wanted = []
    for feature in api.items().json["features"]:
        shape = feature["geometry"] and shapely.geometry.shape(feature["geometry"])
        moved = shape and shapely.transform(shape, lambda at: np.column_stack(move.transform(at[:, 0], at[:, 1])))
        if not moved or moved.intersects(shapely.box(*box)):
            wanted.append(feature["id"])
    assert answer.ids == wanted
    assert 0 < len(wanted) < api.items().json["numberMatched"]


def test_boxes_default_to_crs84(api: Api) -> None:
    assert api.items(bbox="20,50,30,57", bbox_crs=CRS84).ids == api.items(bbox="20,50,30,57").ids
    answer = api.items(bbox="20,50,30,57", bbox_crs=f"{EPSG}0")
    assert (answer.status, answer.media) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("uri", "box"),
    [
        (f"{EPSG}3857", "-1e300,-1e300,1e300,1e300"),
        (f"{EPSG}3857", "-30000000,-30000000,30000000,30000000"),
        (f"{EPSG}3035", "-1e30,-1e30,1e30,1e30"),
        (f"{EPSG}3035", "-1e8,-1e8,1e8,1e8"),
        (f"{EPSG}3035", "-8e6,-8e6,1.7e7,1.7e7"),
        (f"{EPSG}3035", "-5e6,-8e6,1.6e7,1.3e7"),
        (f"{EPSG}4326", "-90,-180,90,180"),
    ],
)
def test_a_box_larger_than_the_world_takes_all(api: Api, uri: str, box: str) -> None:
    answer = api.items("events-points", bbox=box, bbox_crs=uri)
    assert answer.json["numberMatched"] == api.items("events-points").json["numberMatched"]


def test_a_box_in_4326_may_cross_the_antimeridian(api: Api) -> None:
    wanted = api.items(bbox="170,-30,-170,0").ids
    assert api.items(bbox="-30,170,0,-170", bbox_crs=f"{EPSG}4326").ids == wanted
    assert api.items(bbox="20000000,0,-20000000,100", bbox_crs=f"{EPSG}3857").status == 400


def test_the_box_of_a_filter_is_in_the_system_that_filter_crs_says(api: Api) -> None:
    inside = "S_INTERSECTS(geometry,BBOX({}))"
    around = pyproj.Transformer.from_crs("OGC:CRS84", "EPSG:3857").transform_bounds(*EUROPE)
    for uri, box in (
        (f"{EPSG}3857", around), (f"{EPSG}4326", (EUROPE[1], EUROPE[0], EUROPE[3], EUROPE[2])), (CRS84, EUROPE),
    ):  # fmt: skip
        told = api.items(filter=inside.format(",".join(map(repr, map(float, box)))), filter_crs=uri)
        assert told.status == 200, told.json
        assert told.ids == api.items(filter=inside.format(",".join(map(repr, EUROPE)))).ids
    assert 0 < len(told.ids) < api.items().json["numberMatched"]
