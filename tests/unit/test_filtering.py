"""CQL2: which features an expression takes, and why another expression is refused."""

from __future__ import annotations

import json
import threading

import numpy as np
import pyarrow as pa
import pytest
import shapely

from tests.handmade import CATEGORIES, DESCRIPTION, FIELDS, layer
from timeline.errors import ArgumentRefused
from timeline.layers.fields import LAYERS, Description, Kind
from timeline.layers.filtering import mask, parse, queryables, schema
from timeline.layers.filtering.folds import SAFE, accentless, caseless

SQUARE = shapely.box(24, 52, 26, 54)
EVENTS = layer(
    [
        # 0: a day, at a point
        {"title": "Protest in Klaipėda", "phrase": "on 3 February", "category": "protest", "start": "2022-02-03",
         "end": "2022-02-03", "published": "2022-02-07", "count": 200, "score": 0.5, "seat": False,
         "actors": ["Lithuania"], "countries": ["LT"], "geometry": shapely.Point(21.1, 55.7)},
        # 1: a month, over an area
        {"title": "БЫХАЎ", "category": "diplomacy", "start": "2022-01", "end": "2022-01", "published": "2022-02-07",
         "count": 3, "score": -1.5, "seat": True, "actors": ["Belarus", "Russia"], "countries": ["BY", "RU"],
         "geometry": SQUARE},
        # 2: since a day, on and on; along a line
        {"title": "Straße 100% gesperrt", "phrase": "since 1 February", "category": "other", "start": "2022-02-01",
         "published": "2022-02-14", "actors": ["Russia", "Belarus"], "countries": ["BY"],
         "geometry": shapely.LineString([(23, 51), (27, 55)])},
        # 3: time and place unknown
        {"title": "it's all_right", "category": "other", "published": "2022-02-14", "count": 0, "score": 7.0,
         "seat": False},
        # 4: until the end of a year, across the antimeridian
        {"title": "", "category": None, "end": "2021", "published": "2022-02-14", "count": -4, "seat": True,
         "actors": ["Poland", "Poland"], "geometry": shapely.MultiPoint([(-179, 60), (179, 60)])},
    ]
)  # fmt: skip
ALL = [0, 1, 2, 3, 4]
PERIOD = 'INTERVAL(start, "end")'

TAKEN = {
    # comparisons
    "category = 'protest'": [0],
    "category <> 'protest'": [1, 2, 3],  # of 4 it is not known
    "NOT category = 'protest'": [1, 2, 3],
    "'protest' = category": [0],
    "category < 'other'": [1],
    "category >= 'other'": [0, 2, 3],
    "category = 'nothing that there is'": [],
    "title = 'it''s all_right'": [3],
    "title > 'it'": [1, 3],  # by code points
    "title = ''": [4],
    "count = 3": [1],
    "count > -1 AND count <= 200.0": [0, 1, 3],
    "score < 0.5": [1],
    "score <> 7": [0, 1],
    "seat = true": [1, 4],
    "seat <> TRUE": [0, 3],
    "seat > false": [1, 4],
    "seat": [1, 4],
    "NOT seat": [0, 3],
    "\"count\" >= 3": [0, 1],
    # null
    "phrase IS NULL": [1, 3, 4],
    "phrase IS NOT NULL": [0, 2],
    "category IS NULL": [4],
    "start IS NULL": [3, 4],
    '"end" IS NULL': [2, 3],
    "geometry IS NULL": [3],
    "actors IS NULL": [],
    "'a' IS NULL": [],
    # and, or, not: null is neither true nor false
    "category = 'protest' OR count = 3": [0, 1],
    "category = 'protest' OR count = 3 AND score > 0": [0],
    "(category = 'protest' OR count = 3) AND score > 0": [0],
    "NOT (count = 3)": [0, 3, 4],
    "NOT (count = 3 AND category = 'other')": [0, 1, 3, 4],  # of 2: unknown and true; of 4: false and unknown
    "NOT (count = 3 OR category = 'other')": [0],
    "NOT NOT count = 3": [1],
    "count = 3 OR NOT count = 3": [0, 1, 3, 4],
    "true": ALL,
    "false": [],
    "NOT false AND category = 'other'": [2, 3],
    "count = 3 OR true": ALL,
    "category = 'other' AND false": [],
    # LIKE
    "category LIKE 'pro%'": [0],
    "category NOT LIKE 'pro%'": [1, 2, 3],
    "title LIKE '%Klaip_da'": [0],
    "title LIKE '_____'": [1],  # five letters, not ten bytes
    "title LIKE '%100\\%%'": [2],
    "title LIKE '%all\\_right'": [3],
    "title LIKE '%all\\%right'": [],
    "title LIKE ''": [4],
    "title LIKE '%'": ALL,
    "title LIKE '%(.*'": [],
    "'abc' LIKE '_b%'": ALL,
    # BETWEEN, IN
    "count BETWEEN 0 AND 3": [1, 3],
    "count NOT BETWEEN 0 AND 3": [0, 4],
    "2 BETWEEN 0 AND count": [0, 1],
    "category IN ('protest', 'diplomacy')": [0, 1],
    "category NOT IN ('protest', 'diplomacy')": [2, 3],
    "count IN (200, 3, 5)": [0, 1],
    "count IN (0.5, 3)": [1],
    "NOT count IN (200, 3, 5)": [3, 4],
    "published IN (DATE('2022-02-07'))": [0, 1],
    "3 IN (count, score)": [1],
    # without case, without accents
    "CASEI(title) = CASEI('быхаў')": [1],
    "CASEI(title) LIKE CASEI('STRASSE%')": [2],
    "CASEI(title) LIKE '%PROTEST%'": [],
    "CASEI(category) IN (CASEI('PROTEST'))": [0],
    "ACCENTI(title) LIKE '%Klaipeda'": [0],
    "ACCENTI(title) LIKE ACCENTI('%Kląipėda')": [0],
    "ACCENTI(CASEI(title)) = ACCENTI(CASEI('Быхау'))": [1],
    "CASEI(ACCENTI(title)) = CASEI(ACCENTI('БЫХАЎ'))": [1],
    # days: `start` is its first day, `end` its last
    "start = DATE('2022-01-01')": [1],
    "\"end\" = DATE('2022-01-31')": [1],
    "\"end\" = DATE('2021-12-31')": [4],
    "start < DATE('2022-02-01')": [1],
    "start <= DATE('2022-02-01')": [1, 2],
    "start > TIMESTAMP('2022-02-01T12:00:00Z')": [0],
    "start = TIMESTAMP('2022-02-01T23:00:00-02:00')": [],
    "start = TIMESTAMP('2022-01-31T23:00:00-02:00')": [2],
    "start >= '2022-02-01'": [0, 2],
    "'2022-02-01' <= start": [0, 2],
    "start >= '2022-02-01T'": [0, 2],  # as GDAL writes a date
    "start = '2022-02'": [0, 2],
    "start <> '2022-02'": [1],
    "start < '2022-02'": [1],
    "start <= '2022-02'": [0, 1, 2],
    "start > '2022-01'": [0, 2],
    "start >= '2022'": [0, 1, 2],
    "start BETWEEN DATE('2022-01-01') AND DATE('2022-02-01')": [1, 2],
    "start BETWEEN '2022-01' AND '2022-01'": [1],
    "published = '2022-02-07'": [0, 1],
    "NOT start >= DATE('2022-02-01')": [1],
    # times
    f"T_INTERSECTS({PERIOD}, INTERVAL('2022-02-02', '2022-02-28'))": [0, 2],
    f"T_INTERSECTS({PERIOD}, INTERVAL('2022-02-02T10:00:00Z', '..'))": [0, 2],
    f"T_INTERSECTS({PERIOD}, INTERVAL('..', '2022-01'))": [1, 4],
    f"T_INTERSECTS({PERIOD}, INTERVAL('2022', '2022'))": [0, 1, 2],
    f"T_INTERSECTS({PERIOD}, DATE('2022-01-15'))": [1],
    f"T_INTERSECTS({PERIOD}, INTERVAL('..', '..'))": [0, 1, 2, 4],
    f"T_DISJOINT({PERIOD}, INTERVAL('2022-02-02', '..'))": [1, 4],
    f"NOT T_DISJOINT({PERIOD}, INTERVAL('2022-02-02', '..'))": [0, 2],
    f"T_AFTER({PERIOD}, DATE('2022-01-31'))": [0, 2],
    f"T_BEFORE({PERIOD}, DATE('2022-02-01'))": [1, 4],
    f"T_BEFORE(DATE('2022-02-01'), {PERIOD})": [0],
    f"T_DURING({PERIOD}, INTERVAL('2021-12-01', '2022-02-28'))": [0, 1],
    f"T_CONTAINS(INTERVAL('2021-12-01', '2022-02-28'), {PERIOD})": [0, 1],
    f"T_CONTAINS({PERIOD}, INTERVAL('2022-02-05', '2022-02-06'))": [2],
    f"T_EQUALS({PERIOD}, INTERVAL('2022-01-01', '2022-01-31'))": [1],
    f"T_STARTS({PERIOD}, INTERVAL('2022-01-01', '2022-12-31'))": [1],
    f"T_STARTEDBY({PERIOD}, INTERVAL('2022-01-01', '2022-01-02'))": [1],
    f"T_FINISHES({PERIOD}, INTERVAL('2021-01-01', '2022-01-31'))": [1],
    f"T_FINISHEDBY({PERIOD}, INTERVAL('2021-06-01', '2021-12-31'))": [4],
    f"T_MEETS({PERIOD}, INTERVAL('2022-01-31', '..'))": [1],
    f"T_METBY({PERIOD}, INTERVAL('..', '2022-02-01'))": [2],
    f"T_OVERLAPS({PERIOD}, INTERVAL('2022-01-15', '2022-06-30'))": [1],
    f"T_OVERLAPPEDBY({PERIOD}, INTERVAL('2022-01-15', '2022-06-30'))": [2],
    "T_AFTER(start, DATE('2022-02-01'))": [0],
    "T_EQUALS(published, TIMESTAMP('2022-02-07T08:00:00Z'))": [0, 1],
    "T_INTERSECTS(published, INTERVAL('2022-02-10', '..'))": [2, 3, 4],
    "T_BEFORE(start, published)": [0, 1, 2],
    "T_INTERSECTS(INTERVAL(start, published), DATE('2022-02-04'))": [0, 1, 2, 4],
    "T_INTERSECTS(INTERVAL(published, '..'), INTERVAL(start, \"end\"))": [2],
    "T_BEFORE(DATE('2020-01-01'), DATE('2021-01-01'))": ALL,
    # places
    "S_INTERSECTS(geometry, BBOX(21, 55, 22, 56))": [0],
    "S_INTERSECTS(geometry, BBOX(25, 53, 25.5, 53.5))": [1, 2],
    "S_INTERSECTS(geometry, BBOX(23, 54.5, 24, 55))": [],  # in the line's box, not on the line
    "S_INTERSECTS(BBOX(25, 53, 0, 25.5, 53.5, 9), geometry)": [1, 2],
    "S_INTERSECTS(geometry, BBOX(170, 50, -170, 70))": [4],
    "S_INTERSECTS(geometry, BBOX(21.1, 55.7, 21.1, 55.7))": [0],
    "S_INTERSECTS(geometry, BBOX(-180, -90, 180, 90))": [0, 1, 2, 4],
    "NOT S_INTERSECTS(geometry, BBOX(21, 55, 22, 56))": [1, 2, 4],
    "S_INTERSECTS(geometry, POINT(25 53))": [1, 2],
    "S_INTERSECTS(geometry, POLYGON((20 55, 22 55, 22 56, 20 56, 20 55)))": [0],
    "S_INTERSECTS(geometry, POLYGON((20 55, 22 55, 22 56, 20 55)))": [],  # not in the triangle
    "S_INTERSECTS(geometry, POLYGON((23 51, 27 51, 27 56, 23 51), (24 52, 26.8 52, 26.5 54, 24 52)))": [1, 2],
    "S_INTERSECTS(geometry, LINESTRING(23 52, 24 51))": [2],
    "S_INTERSECTS(geometry, MULTIPOINT((21.1 55.7), (179 60)))": [0, 4],
    "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(21.1 55.7), LINESTRING(23 52, 24 51)))": [0, 2],
    "S_DISJOINT(geometry, BBOX(20, 50, 30, 60))": [4],
    "S_EQUALS(geometry, POLYGON((26 52, 26 54, 24 54, 24 52, 26 52)))": [1],
    "S_EQUALS(geometry, BBOX(24, 52, 26, 54))": [1],
    "S_WITHIN(geometry, BBOX(20, 50, 26.5, 56))": [0, 1],
    "S_CONTAINS(BBOX(20, 50, 26.5, 56), geometry)": [0, 1],
    "S_CONTAINS(geometry, POINT(25 52.5))": [1],
    "S_WITHIN(POINT(25 52.5), geometry)": [1],
    "S_TOUCHES(geometry, BBOX(26, 50, 28, 52))": [1],
    "S_CROSSES(geometry, BBOX(24, 52, 25, 53))": [2],
    "S_OVERLAPS(geometry, BBOX(25, 53, 28, 56))": [1],
    "S_EQUALS(geometry, geometry)": [0, 1, 2, 4],
    "S_DISJOINT(geometry, geometry)": [],
    "S_WITHIN(POINT(1 1), BBOX(0, 0, 2, 2))": ALL,
    "S_CONTAINS(POINT(1 1), BBOX(0, 0, 2, 2))": [],
    "S_DISJOINT(POINT(1 1), BBOX(0, 0, 2, 2))": [],
    # lists are sets
    "A_CONTAINS(actors, ('Belarus'))": [1, 2],
    "A_CONTAINS(actors, ('Belarus', 'Russia'))": [1, 2],
    "A_CONTAINS(actors, ('Poland', 'Poland'))": [4],
    "A_CONTAINEDBY(actors, ('Lithuania', 'Poland'))": [0, 3, 4],
    "A_EQUALS(actors, ('Russia', 'Belarus'))": [1, 2],
    "A_EQUALS(actors, ('Poland'))": [4],
    "A_OVERLAPS(actors, ('Russia', 'Poland'))": [1, 2, 4],
    "NOT A_OVERLAPS(actors, ('Russia', 'Poland'))": [0, 3],
    "A_CONTAINS(('LT', 'LV'), countries)": [0, 3, 4],
    "A_EQUALS(actors, actors)": ALL,
    "A_OVERLAPS(actors, countries)": [],
    "A_CONTAINS(('a', 'b'), ('a'))": ALL,
    # properties beside properties
    "title = title": ALL,
    "title <> phrase": [0, 2],
    "start = \"end\"": [0],
    "start < \"end\"": [1],
    "category <= category": [0, 1, 2, 3],
    "count > score": [0, 1],
    "title > category": [1],
    "'foo' = 'foo'": ALL,
    "3.14 < 3.14": [],
    "TIMESTAMP('2022-04-14T14:48:46Z') = TIMESTAMP('2022-04-14T14:48:46Z')": ALL,
}  # fmt: skip


@pytest.mark.parametrize("expression", TAKEN)
def test_an_expression_takes_these(expression: str) -> None:
    assert np.flatnonzero(mask(parse(expression, "cql2-text"), EVENTS)).tolist() == TAKEN[expression]


IN_JSON = [
    ({"op": "=", "args": [{"property": "category"}, "protest"]}, [0]),
    ({"op": "not", "args": [{"op": "isNull", "args": [{"property": "phrase"}]}]}, [0, 2]),
    ({"op": "in", "args": [{"op": "casei", "args": [{"property": "category"}]},
                           [{"op": "casei", "args": ["OTHER"]}]]}, [2, 3]),
    ({"op": "between", "args": [{"property": "start"}, {"date": "2022-01-01"}, {"date": "2022-02-01"}]}, [1, 2]),
    ({"op": "t_intersects", "args": [{"interval": [{"property": "start"}, {"property": "end"}]},
                                     {"interval": ["2022-02-02", ".."]}]}, [0, 2]),
    ({"op": "t_intersects", "args": [{"property": "published"},
                                     {"interval": [{"date": "2022-02-10"}, ".."]}]}, [2, 3, 4]),
    ({"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [21, 55, 22, 56]}]}, [0]),
    ({"op": "s_within", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": [[[20, 50], [26.5, 50],
                                 [26.5, 56], [20, 56], [20, 50]]]}]}, [0, 1]),
    ({"op": "a_overlaps", "args": [{"property": "actors"}, ["Poland"]]}, [4]),
    ({"op": "a_contains", "args": [{"property": "actors"}, []]}, ALL),
    ({"op": "and", "args": [{"op": ">", "args": [{"property": "count"}, -5]}, True]}, [0, 1, 3, 4]),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "taken"), IN_JSON)
def test_json_says_the_same_as_text(expression: object, taken: list[int]) -> None:
    assert np.flatnonzero(mask(parse(json.dumps(expression), "cql2-json"), EVENTS)).tolist() == taken


REFUSED = {
    "": "not cql2-text",
    "category =": "not cql2-text",
    "category = 'protest": "not cql2-text",
    "category = 'protest'; DROP TABLE events": "not cql2-text",
    "category ILIKE 'x'": "not cql2-text",
    "count = \ud800": "not cql2-text",
    "nothing = 1": "no property of events to filter by; have title",
    "Category = 'protest'": "no property of events",
    "\"_first\" = 5": "no property of events",
    "geometry = 'POINT(1 2)'": "no property of events",
    "claims IS NULL": "list of objects",
    "category": "a value stands where a condition should",
    "'protest'": "a value stands where a condition should",
    "5": "a value stands where a condition should",
    "category AND title": "a value stands where a condition should",
    "title = 5": "text cannot be compared with a number",
    "count = 'three'": "a number cannot be compared with text",
    "count = true": "a number cannot be compared with true or false",
    "title = DATE('2022-01-01')": "text cannot be compared with a day",
    "title = start": "text cannot be compared with a day",
    "start > 5": "a day cannot be compared with a number",
    "start > 'soon'": "'soon': no day; write DATE('2022-01-31')",
    "start > DATE('2022-02-30')": "no day",
    "start > DATE('20220201')": "no day",
    "start > TIMESTAMP('2022-02-01T25:00:00Z')": "no day",
    "start > TIMESTAMP('9999-12-31T23:59:59-20:00')": "no day",
    "start > DATE('0000-01-01')": "no day",
    "count = NULL": "write IS NULL",
    "count = 1e400": "too large",
    "actors = 'Poland'": "write A_CONTAINS(actors",
    "actors LIKE 'P%'": "write A_CONTAINS(actors",
    "CASEI(count) = 5": "CASEI and ACCENTI are of text, not of a number",
    "CASEI(title) = 5": "cannot be compared",
    "title LIKE phrase": "LIKE compares a text with a pattern",
    "count LIKE '5%'": "LIKE compares a text with a pattern",
    f"title LIKE '{'%a' * 9}'": "at most 256 characters and 8",
    f"title LIKE '{'a' * 257}'": "at most 256 characters",
    "count + 1 = 2": "arithmetic is not supported",
    "count * 2 = 2": "arithmetic is not supported",
    "count = -score": "arithmetic is not supported",
    "count = 1 -1 -1 -1 -1": "arithmetic is not supported",
    "upper(title) = 'A'": "UPPER: no such function; have CASEI",
    "S_DWITHIN(geometry, POINT(1 2), 5)": "S_DWITHIN: no such function",
    "CASEI(title, 'x') = 'y'": "CASEI has 2 arguments; it takes 1",
    "A_CONTAINS(actors)": "takes 2",
    "A_CONTAINS(actors, (1, 2))": "compares a list with texts",
    "A_CONTAINS(title, ('a'))": "compares a list with texts",
    "T_DURING(start, INTERVAL('2022-01-01', '..'))": "T_DURING is of two intervals",
    "T_AFTER(title, DATE('2022-01-01'))": "title is text, not a day",
    "T_AFTER(start, 5)": "compares days and intervals",
    "T_INTERSECTS(start, INTERVAL('2022-02-01', '2022-01-01'))": "ends before it begins",
    "T_INTERSECTS(start, INTERVAL('now', '..'))": "no day",
    "INTERVAL(start, \"end\") = DATE('2022-01-01')": "an interval, a geometry, a list or a condition stands where",
    "S_INTERSECTS(title, POINT(1 2))": "compares its geometry with a literal",
    "S_INTERSECTS(geometry, 'POINT(1 2)')": "compares its geometry with a literal",
    "S_INTERSECTS(geometry, POINT(200 53))": "outside the world",
    "S_INTERSECTS(geometry, POINT(53 91))": "outside the world",
    "S_INTERSECTS(geometry, BBOX(1, 2, 3))": "BBOX has four numbers",
    "S_INTERSECTS(geometry, BBOX(1, 3, 2, 2))": "ends before it begins",
    "S_INTERSECTS(geometry, BBOX(-1000, 0, 1000, 10))": "outside the world",
    "S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))": "not a geometry",
    "S_INTERSECTS(geometry, POLYGON((0 0, 0 2, 2 2, 2 0)))": "not a geometry",
    "S_INTERSECTS(geometry, POLYGON((0 0, 2 2, 0 2, 2 0, 0 0)))": "not valid: Self-intersection",
    "S_INTERSECTS(geometry, POLYGON EMPTY)": "empty",
    # bounds
    " OR ".join(["ACCENTI(title) = 'a'"] * 6): "more work to do than 30",
    "(" * 33 + "true" + ")" * 33: "more than 32 parentheses inside each other",
    "(" * 8_000: "more than 32 parentheses inside each other",
    "NOT " * 4_000 + "true": "more than 100 times NOT",
    "count" + "=1" * 4_000: "more than 100 comparisons",
    " OR ".join(["count=1"] * 101): "more than 100 comparisons",
    "count = " + "-" * 5_000 + "1": "arithmetic is not supported",
    "count IN (" + "1," * 2_000 + "1)": "more than 1300 properties and values",
    "title = '" + "x" * 17_000 + "'": "17010 characters; at most 16384",
    "S_INTERSECTS(geometry, LINESTRING(" + ",".join(["1 1", "1 2"] * 2_001) + "))": "vertices; at most 4000",
    " OR ".join(["title LIKE '%a'"] * 31): "more work to do than 30",
    " OR ".join(["CASEI(title) = 'a'"] * 16): "more work to do than 30",
    " OR ".join(["S_INTERSECTS(geometry, POINT(1 2))"] * 16): "more work to do than 30",
}  # fmt: skip


@pytest.mark.parametrize("expression", REFUSED, ids=lambda one: ascii(one[:60]))
def test_what_cannot_be_asked_is_refused_with_the_reason(expression: str) -> None:
    with pytest.raises(ArgumentRefused) as refused:
        mask(parse(expression, "cql2-text"), EVENTS)
    assert REFUSED[expression] in str(refused.value)
    assert refused.value.status == 400
    assert len(str(refused.value)) < 800


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "[",
        "5",
        "null",
        "{}",
        '{"op": "=", "args": [{"property": "count"}]}',
        '{"op": "=", "args": {"property": "count"}}',
        '{"op": "=", "args": [{"property": ["count"]}, 1]}',
        '{"op": "eval", "args": ["__import__(\'os\')"]}',
        '{"op": "+", "args": [1, 2]}',
        '{"op": "not", "args": []}',
        '{"op": "and", "args": [true]}',
        '{"op": "in", "args": [{"property": "count"}, []]}',
        '{"op": "=", "args": [{"property": "count"}, NaN]}',
        '{"op": "t_after", "args": [{"property": "start"}, {"date": 5}]}',
        '{"op": "t_intersects", "args": [{"property": "start"}, {"interval": ["2022-01-01"]}]}',
        '{"op": "t_intersects", "args": [{"property": "start"}, {"interval": [5, ".."]}]}',
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": ["1", 2, 3, 4]}]}',
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": 5}]}',
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Circle", "coordinates": [1, 2]}]}',
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": [1]}]}',
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": "x"}]}',
        '{"op": "not", "args": [' * 100 + "true" + "]}" * 100,
        "[" * 8_000,
        '{"op": "=", "args": [{"property": "title"}, "\\ud800"]}',
    ],
    ids=lambda one: one[:60],
)
def test_json_that_cannot_be_asked_is_refused(expression: str) -> None:
    with pytest.raises(ArgumentRefused):
        mask(parse(expression, "cql2-json"), EVENTS)


def test_only_the_two_languages_are_read() -> None:
    with pytest.raises(ArgumentRefused, match="cql2-text, cql2-json"):
        parse("category = 'protest'", "ecql")


def test_the_deepest_filter_fits_a_small_stack() -> None:
    """A worker's threads have less than the first one has."""
    deep = "NOT (" * 32 + " OR ".join(["-1 = -1"] * 100) + ")" * 32
    chain = "count" + "=1" * 100
    failed: list[BaseException] = []

    def ask() -> None:
        for expression in (deep, chain):
            try:
                mask(parse(expression, "cql2-text"), EVENTS)
            except ArgumentRefused:
                pass
            except RecursionError as error:
                failed.append(error)

    before = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert failed == []


def test_coordinates_of_another_system_are_brought_to_degrees() -> None:
    def swapped(coordinates: np.ndarray) -> np.ndarray:
        return coordinates[:, ::-1]

    for expression in (
        "S_INTERSECTS(geometry, POINT(53 25))",
        "S_INTERSECTS(geometry, BBOX(52.9, 24.9, 53.1, 25.1))",
    ):
        assert np.flatnonzero(mask(parse(expression, "cql2-text", swapped), EVENTS)).tolist() == [1, 2]
    with pytest.raises(ArgumentRefused, match="outside the world"):
        parse("S_INTERSECTS(geometry, POINT(125 53))", "cql2-text", swapped)


def test_an_empty_layer_is_filtered_to_nothing() -> None:
    empty = layer([])
    for expression in TAKEN:
        assert mask(parse(expression, "cql2-text"), empty).tolist() == []


@pytest.mark.parametrize("description", LAYERS.values(), ids=LAYERS)
def test_the_schema_names_all_that_can_be_asked(description: Description) -> None:
    made = schema(description)
    names = [field.name for field in queryables(description)]
    assert [name for name in made["properties"] if name != "geometry"] == names
    assert ("geometry" in made["properties"]) == description.drawn
    assert all(one["description"] and one["title"] for one in made["properties"].values())


def test_the_schema_says_of_what_sort_a_queryable_is() -> None:
    made = schema(DESCRIPTION)["properties"]
    assert made["category"]["enum"] == list(CATEGORIES)
    assert made["start"] | {"title": "", "description": ""} == {
        "type": "string",
        "format": "date",
        "title": "",
        "description": "",
    }
    assert made["count"]["type"] == "integer"
    assert made["count"]["description"] == "How many. Unit: people."
    assert made["actors"]["items"] == {"type": "string"}
    assert made["geometry"]["format"] == "geometry-any"
    assert "claims" not in made
    assert {field.kind for field in FIELDS} == set(Kind)


def test_letters_that_arrow_makes_small_are_folded_by_it() -> None:
    """Those that it is trusted with fold as Unicode says; of the others Python does it."""
    letters = [chr(code) for first, last in SAFE for code in range(first, last + 1)]
    assert caseless(pa.array(letters)).to_pylist() == [letter.casefold() for letter in letters]
    assert caseless(pa.array(["Straße", "ΟΔΟΣ", None, "ŉ", "ﬁn"])).to_pylist() == ["strasse", "οδοσ", None, "ʼn", "fin"]
    assert accentless(pa.array(["Klaipėda", None, "Łódź", "Быхаў", "plain"])).to_pylist() == [
        "Klaipeda",
        None,
        "Łodz",
        "Быхау",
        "plain",
    ]
