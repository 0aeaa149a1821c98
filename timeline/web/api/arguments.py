"""What does a request for features ask? Its parameters, each read once into a value, or refused by name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from timeline.errors import ArgumentRefused
from timeline.folding import words as words_of
from timeline.geometry import Box
from timeline.layers.fields import Description, Field, Kind
from timeline.layers.filtering import queryables
from timeline.web.api import cursors
from timeline.web.api.cursors import Cursor
from timeline.web.api.instants import Span, days
from timeline.web.api.systems import CRS84, System, system
from timeline.web.tongues import LANGUAGES

DEFAULT_LIMIT = 1_000  # as many as GDAL and QGIS want of a page; whole editions are files of their own
MOST = 10_000  # features on a page: more asked for is taken as this many (OGC 17-069r4, /req/core/fc-limit-response-1)
FILTER_LANGUAGES = ("cql2-text", "cql2-json", "cql-text")  # GDAL asks only a server that has the draft's name, too
FORMS = ("json", "html")
OF_ALL = frozenset({"f", "lang"})
OF_ITEMS = OF_ALL | {
    "limit", "cursor", "bbox", "bbox-crs", "datetime", "crs", "properties", "sortby", "filter", "filter-lang",
    "filter-crs",
}  # fmt: skip
OF_ITEM = OF_ALL | {"crs", "properties"}
MOST_SORTED = 4  # fields: sorting a million features by one takes a second
RELEVANCE = "relevance"  # what events are sorted by of which words are asked for
UNSORTED = frozenset({Kind.TEXTS, Kind.PARTS})
_WHOLE = re.compile(r"[0-9]{1,60}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A box as it was given, and the system in which it was."""

    box: Box
    given: System


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """A field that features are ordered by."""

    field: str
    descending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A filter in CQL2: the text, its language, the system that its coordinates are in."""

    text: str
    language: str
    system: System


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request for features asks; what is None or empty asks nothing.

    ``properties`` are the fields to be told, None all of them; ``equal`` the values that fields must have.
    """

    limit: int
    cursor: Cursor | None
    question: str
    area: Area | None
    days: Span | None
    words: tuple[str, ...]
    equal: tuple[tuple[Field, str], ...]
    condition: Condition | None
    order: tuple[Sorting, ...]
    properties: frozenset[str] | None
    system: System


def asked(layer: Description, given: MultiDict[str, str]) -> Asked:
    """What the parameters ask of the layer; raises ArgumentRefused, naming the one that cannot be taken."""
    fields = {field.name: field for field in queryables(layer)}
    known(given, OF_ITEMS | fields.keys() | ({"q"} if searched(layer) else set()))
    question = cursors.question(layer.name, given.items(multi=True))
    token = given.get("cursor")
    return Asked(
        limit=_limit(given.get("limit")),
        cursor=None if token is None else cursors.read(token, question),
        question=question,
        area=_area(given),
        days=days(given["datetime"]) if "datetime" in given else None,
        words=_words(given.get("q")),
        equal=tuple((fields[name], value) for name, value in given.items() if name in fields),
        condition=_condition(given),
        order=_order(layer, given.get("sortby")),
        properties=_properties(layer, given.get("properties")),
        system=system("crs", given.get("crs", CRS84)),
    )


def asked_of_one(layer: Description, given: MultiDict[str, str]) -> tuple[System, frozenset[str] | None]:
    """In which system one feature is asked for, and which of its properties; raises ArgumentRefused."""
    known(given, OF_ITEM)
    return system("crs", given.get("crs", CRS84)), _properties(layer, given.get("properties"))


def sortable(layer: Description) -> tuple[str, ...]:
    """What ``sortby`` takes of the layer: each field in both directions, what is most relevant first."""
    fields = (field.name for field in layer.fields if field.kind not in UNSORTED)
    named = tuple(sign + name for name in fields for sign in ("", "-"))
    return (*named, f"-{RELEVANCE}") if searched(layer) else named


def known(given: MultiDict[str, str], names: Set[str] = OF_ALL, forms: tuple[str, ...] = FORMS) -> None:
    """Raises ArgumentRefused where a parameter is none of these or given twice, a form or a language not offered."""
    for name, values in given.lists():
        if name not in names:
            raise ArgumentRefused(f"{name[:80]}: no such parameter here; have {', '.join(sorted(names))}")
        if len(values) > 1:
            raise ArgumentRefused(f"{name}: given {len(values)} times; give it once")
    for name, offered in (("f", forms), ("lang", tuple(LANGUAGES))):
        if name in given:
            _one_of(name, given[name], offered)


def searched(layer: Description) -> bool:
    """Whether ``q`` looks for words in the layer."""
    return layer.of == "events"


def _one_of(name: str, value: str, offered: tuple[str, ...]) -> str:
    if value not in offered:
        raise ArgumentRefused(f"{name}: {value[:80]!r} is not offered; have {', '.join(offered)}")
    return value


def _limit(written: str | None) -> int:
    if written is None:
        return DEFAULT_LIMIT
    if not _WHOLE.fullmatch(written) or int(written) < 1:
        raise ArgumentRefused(f"limit: {written[:80]!r} is no number from 1; a page has at most {MOST}")
    return min(int(written), MOST)


def _area(given: Mapping[str, str]) -> Area | None:
    of = system("bbox-crs", given.get("bbox-crs", CRS84))
    if "bbox" not in given:
        return None
    written = given["bbox"]
    numbers = [_number(number.strip()) for number in written[:400].split(",")]
    edges = [number for number in numbers if number is not None]
    if len(edges) != len(numbers) or len(edges) not in (4, 6):
        raise ArgumentRefused(f"bbox: {written[:80]!r} is not four numbers (or six, with heights) parted by commas")
    low, left, high, right = edges if len(edges) == 4 else (*edges[:2], *edges[3:5])
    # Only a longitude may run backwards, across the antimeridian.
    up = (low, high) if of.swapped else (left, right)
    across = (left, right) if of.swapped else (low, high)
    if up[0] > up[1] or (across[0] > across[1] and not of.degrees):
        raise ArgumentRefused(f"bbox: {written[:80]!r} ends before it begins; give the lower corner first")
    return Area(box=(low, left, high, right), given=of)


def _number(written: str) -> float | None:
    if len(written) > 60 or not _NUMBER.fullmatch(written):
        return None
    number = float(written)
    return number if math.isfinite(number) else None


def _words(written: str | None) -> tuple[str, ...]:
    if written is None:
        return ()
    found = tuple(words_of(written[:200]))
    if not found:
        raise ArgumentRefused(f"q: no word in {written[:80]!r}")
    return found


def _condition(given: Mapping[str, str]) -> Condition | None:
    language = _one_of("filter-lang", given.get("filter-lang", FILTER_LANGUAGES[0]), FILTER_LANGUAGES)
    of = system("filter-crs", given.get("filter-crs", CRS84))
    if "filter" not in given:
        return None
    return Condition(text=given["filter"], language=language.replace("cql-", "cql2-"), system=of)


def _order(layer: Description, written: str | None) -> tuple[Sorting, ...]:
    """The fields in ``sortby``: ``-start,title``. A plus sign that nobody escaped has become a space."""
    if written is None:
        return ()
    offered = sortable(layer)
    order = tuple(Sorting(field=one.lstrip("+ -"), descending=one.startswith("-")) for one in written.split(","))
    for one, sorting in zip(written.split(","), order, strict=True):
        if one.lstrip("+ ") not in offered or len(one) > len(sorting.field) + 1:
            raise ArgumentRefused(f"sortby: no field {one[:80]!r} to sort by; have {', '.join(offered)}")
    if len(order) > MOST_SORTED:
        raise ArgumentRefused(f"sortby: {len(order)} fields; give at most {MOST_SORTED}")
    return order


def _properties(layer: Description, written: str | None) -> frozenset[str] | None:
    if written is None:
        return None
    names, have = frozenset(written.split(",")), [field.name for field in layer.fields]
    for name in sorted(names - set(have)):
        raise ArgumentRefused(f"properties: no field {name[:80]!r}; have {', '.join(have)}")
    return names
