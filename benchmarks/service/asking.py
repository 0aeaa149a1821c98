"""What is every server asked, in its own words? The same questions, the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPConnection
from types import MappingProxyType

from benchmarks.load import ServerFailed
from benchmarks.synthetic import DAYS, FIRST, Dice
from timeline.layers.layer import Layer

QUESTIONS, PAGE, LIMIT = 200, 1_000, 100
PACKED = {"Accept-Encoding": "gzip"}  # what GDAL, QGIS, browsers and Python's requests ask for
ALL = 10_000  # of one question, where its hits are compared
OURS, PYGEOAPI, TIPG, NGINX = "Dateline", "pygeoapi", "TiPg", "nginx, files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A box in degrees and a span of days, both included."""

    west: float
    south: float
    east: float
    north: float
    first: date
    last: date

    @property
    def words(self) -> str:
        """The same as parameters of OGC API - Features."""
        box = f"{self.west},{self.south},{self.east},{self.north}"
        return f"bbox={box}&datetime={self.first}T00:00:00Z/{self.last}T23:59:59Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Where a server has the events, and what makes it answer with GeoJSON."""

    items: str
    form: str
    export: str

    def page(self) -> str:
        return f"{self.items}?limit={PAGE}{self.form}"

    def some(self, question: Question, limit: int = LIMIT) -> str:
        return f"{self.items}?{question.words}&limit={limit}{self.form}"

    def one(self, id: str) -> str:
        return f"{self.items}/{id}" + (f"?{self.form[1:]}" if self.form else "")


def dialects(count: int) -> Mapping[str, Dialect]:
    """The ways of those servers that are asked; ``count`` is how many events there are."""
    pygeoapi, tipg = "/collections/events/items", "/collections/public.events/items"
    return {
        OURS: Dialect(items="/api/collections/events/items", form="", export="/layers/events.geojson"),
        PYGEOAPI: Dialect(items=pygeoapi, form="&f=json", export=f"{pygeoapi}?limit={count}&f=json"),
        TIPG: Dialect(items=tipg, form="&f=geojson", export=f"{tipg}?limit={count}&f=geojson"),
    }


def questions(layer: Layer) -> tuple[Question, ...]:
    """Boxes around events, of 1 to 20 degrees, and spans of 5 to 90 days."""
    dice, found = Dice("questions"), list[Question]()
    west, south, _, _ = layer.boxes
    while len(found) < QUESTIONS:
        at = dice.below(len(layer))
        if not layer.dimensions[at]:
            continue
        across, up = 0.5 + dice.below(95) / 10, 0.5 + dice.below(60) / 10
        lon, lat = round(float(west[at]), 3), round(float(south[at]), 3)
        first = FIRST + timedelta(days=dice.below(DAYS))
        found.append(
            Question(
                west=round(max(-180.0, lon - across), 3),
                south=round(max(-90.0, lat - up), 3),
                east=round(min(180.0, lon + across), 3),
                north=round(min(90.0, lat + up), 3),
                first=first,
                last=first + timedelta(days=5 + dice.below(85)),
            )
        )
    return tuple(found)


def ids(layer: Layer) -> tuple[str, ...]:
    """Those of single events that are asked for."""
    dice, column = Dice("ids"), layer.table.column("id")
    return tuple(column[dice.below(len(layer))].as_py() for _ in range(QUESTIONS))


def fetch(port: int, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The body of an answer; raises ServerFailed."""
    way = HTTPConnection("127.0.0.1", port, timeout=300)
    with closing(way):
        way.request("GET", path, headers=headers)
        answer = way.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise ServerFailed(f"{path}: {answer.status} {body[:300]!r}")
        return body


def hits(port: int, path: str) -> tuple[int, frozenset[str]]:
    """How many the server says there are, and the ids of those that it gives."""
    answered = json.loads(fetch(port, path))
    return int(answered["numberMatched"]), frozenset(str(one["id"]) for one in answered["features"])


def paths(dialect: Dialect, asked: Sequence[Question], ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What is asked of a server in each case, by the name of the case."""
    return {
        "page": (dialect.page(),),
        "packed": (dialect.page(),),
        "box": tuple(dialect.some(question) for question in asked),
        "one": tuple(dialect.one(id) for id in ids),
    }
