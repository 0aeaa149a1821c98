"""Any filter takes of any layer what a plain reading of each record takes, in text and in JSON alike."""

from __future__ import annotations

import json
import operator
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.handmade import CATEGORIES, layer
from timeline.errors import ArgumentRefused
from timeline.layers.filtering import mask, parse

Record = dict[str, Any]
Truth = bool | None
TEXTS = ["", "a", "A", "ab", "aB%", "a_b", "ė", "Ė", "e", "ß", "SS", "Быхаў", "быхау", "x\ny", "it's", "\\"]
ACTORS = ["Poland", "Belarus", "ЛДНР", ""]
FIRST = date(2021, 11, 28)
OPEN = (date.min, date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An expression as text and as JSON, and what it says of a record."""

    text: str
    json: Any
    of: Callable[[Record], Truth]


def spans(value: str) -> tuple[date, date]:
    """The first and last day of an ISO date."""
    year, *rest = (int(part) for part in value.split("-"))
    if len(rest) == 2:
        return date(year, *rest), date(year, *rest)
    month = rest[0] if rest else 12
    behind = date(year + month // 12, month % 12 + 1, 1)
    return date(year, rest[0] if rest else 1, 1), behind - timedelta(days=1)


DAYS = st.integers(0, 120).map(lambda count: (FIRST + timedelta(days=count)).isoformat())
CUT_DAYS = st.builds(lambda day, length: day[:length], DAYS, st.sampled_from([4, 7, 10, 10, 10]))
PLACES = st.builds(lambda x, y: (x, y), st.integers(-4, 4), st.integers(-4, 4))
SHAPES = st.one_of(
    PLACES.map(shapely.Point),
    st.lists(PLACES, min_size=2, max_size=4, unique=True).map(shapely.LineString),
    st.builds(lambda p, w, h: shapely.box(*p, p[0] + w, p[1] + h), PLACES, st.integers(1, 3), st.integers(1, 3)),
    st.lists(PLACES, min_size=1, max_size=3, unique=True).map(shapely.MultiPoint),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    start, end = draw(st.none() | CUT_DAYS), draw(st.none() | CUT_DAYS)
    if start and end and spans(start)[0] > spans(end)[1]:
        start, end = end, start
    maybe = {
        "title": st.sampled_from(TEXTS),
        "phrase": st.sampled_from(TEXTS),
        "category": st.sampled_from(CATEGORIES),
        "published": DAYS,
        "count": st.integers(-3, 3),
        "score": st.sampled_from([-1.5, 0.0, 0.5, 1.0, 2.0]),
        "seat": st.booleans(),
        "geometry": SHAPES,
    }
    found: Record = {name: draw(st.none() | values) for name, values in maybe.items()}
    lists = {name: draw(st.lists(st.sampled_from(ACTORS), max_size=3)) for name in ("actors", "countries")}
    return found | lists | {"start": start, "end": end}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def unknown(relation: Callable[..., bool]) -> Callable[..., Truth]:
    """The relation, unknown where a value is."""
    return lambda *values: None if any(value is None for value in values) else relation(*values)


RELATIONS = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(TEXTS),
    "phrase": st.sampled_from(TEXTS),
    "category": st.sampled_from([*CATEGORIES, "", "nothing"]),
    "count": st.integers(-4, 4) | st.sampled_from([0.5, -1e3]),
    "score": st.integers(-4, 4) | st.sampled_from([0.5, -1.5]),
    "seat": st.booleans(),
}
ALIKE = [("title", "phrase"), ("title", "category"), ("count", "score"), ("seat", "seat")]


def literal(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else str(value)


@st.composite
def comparisons(draw: st.DrawFn) -> Asked:
    name, op = draw(st.sampled_from(sorted(VALUES))), draw(st.sampled_from(sorted(RELATIONS)))
    value, relation = draw(VALUES[name]), unknown(RELATIONS[op])
    if draw(st.booleans()):
        return Asked(
            text=f"{name} {op} {literal(value)}",
            json={"op": op, "args": [{"property": name}, value]},
            of=lambda record: relation(record[name], value),
        )
    return Asked(
        text=f"{literal(value)} {op} {name}",
        json={"op": op, "args": [value, {"property": name}]},
        of=lambda record: relation(value, record[name]),
    )


@st.composite
def between_properties(draw: st.DrawFn) -> Asked:
    one, other = draw(st.sampled_from(ALIKE))
    op = draw(st.sampled_from(sorted(RELATIONS)))
    return Asked(
        text=f"{one} {op} {other}",
        json={"op": op, "args": [{"property": one}, {"property": other}]},
        of=lambda record: unknown(RELATIONS[op])(record[one], record[other]),
    )


@st.composite
def among(draw: st.DrawFn) -> Asked:
    name = draw(st.sampled_from(sorted(VALUES)))
    values = draw(st.lists(VALUES[name], min_size=1, max_size=3))
    return Asked(
        text=f"{name} IN ({', '.join(map(literal, values))})",
        json={"op": "in", "args": [{"property": name}, values]},
        of=lambda record: unknown(lambda value: value in values)(record[name]),
    )


@st.composite
def in_between(draw: st.DrawFn) -> Asked:
    name = draw(st.sampled_from(["title", "category", "count", "score"]))
    low, high = draw(VALUES[name]), draw(VALUES[name])

    def of(record: Record) -> Truth:
        return unknown(lambda value: low <= value <= high)(record[name])

    return Asked(
        text=f"{name} BETWEEN {literal(low)} AND {literal(high)}",
        json={"op": "between", "args": [{"property": name}, low, high]},
        of=of,
    )


@st.composite
def nulls(draw: st.DrawFn) -> Asked:
    name = draw(st.sampled_from([*VALUES, "start", "end", "published", "geometry"]))
    return Asked(
        text=f'"{name}" IS NULL',
        json={"op": "isNull", "args": [{"property": name}]},
        of=lambda record: record[name] is None,
    )


def is_like(text: str, pattern: str) -> bool:
    """Whether a text is like a pattern, letter by letter."""
    if not pattern:
        return not text
    first, rest = pattern[0], pattern[1:]
    if first == "%":
        return any(is_like(text[at:], rest) for at in range(len(text) + 1))
    if first == "\\" and rest:
        first, rest = rest[0], rest[1:]
        return text[:1] == first and is_like(text[1:], rest)
    return bool(text) and first in ("_", text[0]) and is_like(text[1:], rest)


def bare(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))


FOLDED: dict[tuple[str, ...], Callable[[str], str]] = {
    (): str,
    ("casei",): str.casefold,
    ("accenti",): bare,
    ("accenti", "casei"): lambda text: bare(text.casefold()),
}
# A backslash escapes the sign behind it; what stands behind no sign, the standard leaves open.
PATTERNS = st.lists(st.sampled_from(["a", "B", "%", "_", "\\%", "\\_", "\\\\", "ė", "ў", "ß", "\n"]), max_size=5).map(
    "".join
)


@st.composite
def likes(draw: st.DrawFn) -> Asked:
    name, folds = draw(st.sampled_from(["title", "category"])), draw(st.sampled_from(sorted(FOLDED)))
    pattern, fold = draw(PATTERNS), FOLDED[folds]
    texts, jsons = [name, quoted(pattern)], [{"property": name}, pattern]
    for function in reversed(folds):
        texts = [f"{function.upper()}({text})" for text in texts]
        jsons = [{"op": function, "args": [one]} for one in jsons]
    return Asked(
        text=" LIKE ".join(texts),
        json={"op": "like", "args": jsons},
        of=lambda record: unknown(lambda text: is_like(fold(text), fold(pattern)))(record[name]),
    )


def instant(record: Record, name: str) -> date | None:
    """What `start` and `published` compare as: the first day; `end`: the last."""
    value = record[name]
    return None if value is None else spans(value)[1 if name == "end" else 0]


@st.composite
def dates(draw: st.DrawFn) -> Asked:
    name, op, value = (
        draw(st.sampled_from(["start", "end", "published"])),
        draw(st.sampled_from(sorted(RELATIONS))),
        draw(DAYS),
    )
    return Asked(
        text=f"\"{name}\" {op} DATE('{value}')",
        json={"op": op, "args": [{"property": name}, {"date": value}]},
        of=lambda record: unknown(RELATIONS[op])(instant(record, name), date.fromisoformat(value)),
    )


Days = tuple[date, date]
TIMES: dict[str, Callable[[Days, Days], bool]] = {
    "t_after": lambda one, other: one[0] > other[1],
    "t_before": lambda one, other: one[1] < other[0],
    "t_disjoint": lambda one, other: one[0] > other[1] or one[1] < other[0],
    "t_intersects": lambda one, other: not (one[0] > other[1] or one[1] < other[0]),
    "t_equals": operator.eq,
    "t_contains": lambda one, other: one[0] < other[0] and other[1] < one[1],
    "t_during": lambda one, other: other[0] < one[0] and one[1] < other[1],
    "t_starts": lambda one, other: one[0] == other[0] and one[1] < other[1],
    "t_startedby": lambda one, other: one[0] == other[0] and other[1] < one[1],
    "t_finishes": lambda one, other: one[1] == other[1] and other[0] < one[0],
    "t_finishedby": lambda one, other: one[1] == other[1] and one[0] < other[0],
    "t_meets": lambda one, other: one[1] == other[0],
    "t_metby": lambda one, other: one[0] == other[1],
    "t_overlaps": lambda one, other: one[0] < other[0] < one[1] < other[1],
    "t_overlappedby": lambda one, other: other[0] < one[0] < other[1] < one[1],
}


def lasting(record: Record) -> tuple[date, date] | None:
    """From when to when an event lasts; unknown where neither end is known."""
    if record["start"] is None and record["end"] is None:
        return None
    return instant(record, "start") or OPEN[0], instant(record, "end") or OPEN[1]


@st.composite
def times(draw: st.DrawFn) -> Asked:
    op = draw(st.sampled_from(sorted(TIMES)))
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    ends = [draw(st.sampled_from([day, day, ".."])) for day in days]
    own = (
        OPEN[0] if ends[0] == ".." else date.fromisoformat(ends[0]),
        OPEN[1] if ends[1] == ".." else date.fromisoformat(ends[1]),
    )
    event = {"interval": [{"property": "start"}, {"property": "end"}]}
    texts, jsons = ['INTERVAL(start, "end")', f"INTERVAL('{ends[0]}', '{ends[1]}')"], [event, {"interval": ends}]
    turned = draw(st.booleans())

    def of(record: Record) -> Truth:
        its = lasting(record)
        return None if its is None else TIMES[op](*((own, its) if turned else (its, own)))

    step = -1 if turned else 1
    return Asked(text=f"{op.upper()}({', '.join(texts[::step])})", json={"op": op, "args": jsons[::step]}, of=of)


SPACES: dict[str, Callable[[Any, Any], Any]] = {
    f"s_{name}": getattr(shapely, name)
    for name in ("intersects", "disjoint", "equals", "touches", "crosses", "overlaps", "within", "contains")
}


@st.composite
def spaces(draw: st.DrawFn) -> Asked:
    op, shape, turned = draw(st.sampled_from(sorted(SPACES))), draw(SHAPES), draw(st.booleans())
    texts, jsons = ["geometry", shape.wkt], [{"property": "geometry"}, json.loads(shapely.to_geojson(shape))]
    if draw(st.booleans()):
        box = [float(edge) for edge in shape.bounds]
        shape = shapely.Point(box[:2]) if box[:2] == box[2:] else shapely.box(*box)
        if shape.area == 0 and len(set(map(tuple, (box[:2], box[2:])))) == 2:
            shape = shapely.LineString([box[:2], box[2:]])
        texts[1], jsons[1] = f"BBOX({', '.join(map(str, box))})", {"bbox": box}
    relation = unknown(lambda its: bool(SPACES[op](shape, its) if turned else SPACES[op](its, shape)))
    step = -1 if turned else 1
    return Asked(
        text=f"{op.upper()}({', '.join(texts[::step])})",
        json={"op": op, "args": jsons[::step]},
        of=lambda record: relation(record["geometry"]),
    )


SETS: dict[str, Callable[[set[str], set[str]], bool]] = {
    "a_equals": operator.eq,
    "a_contains": operator.ge,
    "a_containedby": operator.le,
    "a_overlaps": lambda one, other: bool(one & other),
}


@st.composite
def sets(draw: st.DrawFn) -> Asked:
    op = draw(st.sampled_from(sorted(SETS)))
    one = draw(st.sampled_from(["actors", "countries"]))
    other = draw(st.sampled_from(["actors", "countries"]) | st.lists(st.sampled_from(ACTORS), min_size=1, max_size=3))
    text = other if isinstance(other, str) else f"({', '.join(map(quoted, other))})"
    return Asked(
        text=f"{op.upper()}({one}, {text})",
        json={"op": op, "args": [{"property": one}, {"property": other} if isinstance(other, str) else other]},
        of=lambda record: SETS[op](set(record[one]), set(record[other] if isinstance(other, str) else other)),
    )


def both(parts: list[Asked]) -> Asked:
    def of(record: Record) -> Truth:
        found = [part.of(record) for part in parts]
        return False if False in found else None if None in found else True

    return Asked(
        text=" AND ".join(f"({part.text})" for part in parts),
        json={"op": "and", "args": [one.json for one in parts]},
        of=of,
    )


def either(parts: list[Asked]) -> Asked:
    def of(record: Record) -> Truth:
        found = [part.of(record) for part in parts]
        return True if True in found else None if None in found else False

    return Asked(
        text=" OR ".join(f"({part.text})" for part in parts),
        json={"op": "or", "args": [one.json for one in parts]},
        of=of,
    )


def negated(part: Asked) -> Asked:
    return Asked(
        text=f"NOT ({part.text})",
        json={"op": "not", "args": [part.json]},
        of=lambda record: None if part.of(record) is None else not part.of(record),
    )


CONDITIONS = st.one_of(
    comparisons(), between_properties(), among(), in_between(), nulls(), likes(), dates(), times(), spaces(), sets()
)
EXPRESSIONS = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(both),
        st.lists(inner, min_size=2, max_size=3).map(either),
        inner.map(negated),
    ),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), min_size=1, max_size=8), EXPRESSIONS)
def test_a_filter_takes_what_a_plain_reading_takes(given_records: list[Record], asked: Asked) -> None:
    made = layer(given_records)
    expected = [asked.of(record) is True for record in given_records]
    assert mask(parse(asked.text, "cql2-text"), made).tolist() == expected, asked.text
    assert mask(parse(json.dumps(asked.json), "cql2-json"), made).tolist() == expected, asked.json


WORDS = [
    *"( ) ((( , ' '' \" = <> < -1 1 .5 1e9 - + * / % ^ ; -- /* \\ : .".split(),
    *"AND OR NOT LIKE IN BETWEEN IS NULL TRUE DIV NOT(".split(),
    *"title count start geometry actors CASEI( ACCENTI( S_INTERSECTS( T_AFTER( A_CONTAINS(".split(),
    *"BBOX( POINT( POLYGON((".split(),
    *"INTERVAL( DATE( 'x' '2022-01-01' '..' ё \u200b \x00 🙂 GEOMETRYCOLLECTION(".split(" "),
]
NOISE = (
    st.text(max_size=40)
    | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
)


def taken_or_refused(text: str, language: str) -> bool:
    """Whether there is an answer for each feature, or a reason why there is none."""
    try:
        return len(mask(parse(text, language), EVENTS)) == len(EVENTS)
    except ArgumentRefused as refused:
        return bool(str(refused))


@settings(max_examples=300, deadline=None)
@given(NOISE, st.sampled_from(["cql2-text", "cql2-json"]))
def test_any_text_is_answered_or_refused(text: str, language: str) -> None:
    """Nothing else: no other error, no crash."""
    assert taken_or_refused(text, language)


NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["title", ".."]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["op", "args", "property", "date", "timestamp", "interval", "bbox", "type", "coordinates"]),
            inner,
        )
        | st.builds(
            lambda op, args: {"op": op, "args": args},
            st.sampled_from(
                ["and", "not", "=", "in", "like", "between", "isNull", "casei", "s_within", "t_after", "a_equals", "+"]
            ),
            st.lists(inner | st.just({"property": "title"}), max_size=3),
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(NODES)
def test_any_json_is_answered_or_refused(node: Any) -> None:
    assert taken_or_refused(json.dumps(node), "cql2-json")


EVENTS = layer(
    [
        dict.fromkeys(chain(VALUES, ("start", "end", "published", "geometry"))),
        {"title": "a", "count": 1, "start": "2022", "geometry": shapely.Point(1, 1), "actors": ["Poland"]},
    ]
)
