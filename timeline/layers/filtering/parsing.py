"""Which terms does CQL2 text or JSON have? Bounded before it is parsed: the parser has no bounds of its own.

cql2 0.6.0 recurses on the machine's stack: 2,000 parentheses, or 4,000 comparisons in a row, end the whole process.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import cql2
import orjson

from timeline.errors import ArgumentRefused
from timeline.layers.filtering.literals import Project, day, interval, shape
from timeline.layers.filtering.terms import (
    CALLS,
    SPATIAL,
    Array,
    Call,
    Filter,
    Folded,
    Interval,
    Literal,
    Property,
    Term,
)

LANGUAGES: Final = ("cql2-text", "cql2-json")
LENGTH, DEPTH, CONDITIONS, WORK, VALUES, VERTICES = 16_384, 32, 100, 30, 1_000, 4_000
COORDINATES = 4  # numbers in a row without a comma: X Y Z M
TOKEN = re.compile(
    r"""  (?P<text> '(?:[^']|'')*' | "(?:[^"]|"")*" )
        | (?P<number> [+-]? (?:\d+\.?\d* | \.\d+) (?:[eE][+-]?\d+)? )
        | (?P<condition> <> | <= | >= | [=<>] | \b(?:LIKE|BETWEEN|IN|IS)\b )
        | (?P<not> \bNOT\b )
        | (?P<open> \( ) | (?P<close> \) )
        | (?P<arithmetic> [-+*/%^] | \bDIV\b )
        | (?P<word> [^\W\d][\w:.]* )
        | (?P<comma> , )
        | \S """,
    re.VERBOSE | re.IGNORECASE,
)
# What looks at each text or shape of a layer: about so many times 100 ms on a million of them.
COST_OF_CALLING = dict.fromkeys(SPATIAL, 2) | {"like": 1}
COST_OF_FOLDING = {False: 2, True: 6}
COSTS = ("LIKE counts 1", "a spatial function 2", "CASEI 2", "ACCENTI 6")
FOLDS = {"casei": False, "accenti": True}
# `cql2` writes these as operators, too.
ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "^", "div"})


def parse(text: str, language: str, project: Project | None = None) -> Filter:
    """The filter that an expression is; ``language`` is one of LANGUAGES.

    ``project`` makes coordinates, (n, 2), of another reference system longitudes and latitudes; None where they are.
    Raises ArgumentRefused, which names what is wrong and what would be right.
    """
    if language not in LANGUAGES:
        raise ArgumentRefused(f"{language!r}: no filter language; have {', '.join(LANGUAGES)}")
    if len(text) > LENGTH:
        raise ArgumentRefused(f"the filter has {len(text)} characters; at most {LENGTH}")
    root = _term(_parsed(text, language), project)
    _bound(root)
    return Filter(root=root)


def _parsed(text: str, language: str) -> Any:
    """The expression as CQL2 JSON."""
    try:
        if language == "cql2-text":
            _bound_text(text)
            return cql2.parse_text(text).to_json()
        _bound_depth(orjson.loads(text))
        return cql2.parse_json(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError) as error:  # of orjson and of lone surrogates, too
        raise ArgumentRefused(f"the filter is not {language}: {' '.join(str(error).split())[:300]}") from error


def _bound_text(text: str) -> None:
    """Refuse what the parser's recursion could not hold, and arithmetic, of which long chains are made."""
    depth = row = 0
    counts: Counter[str | None] = Counter()
    for token in TOKEN.finditer(text):
        kind = token.lastgroup
        counts[kind] += 1
        depth += (kind == "open") - (kind == "close")
        row = row + 1 if kind == "number" else 0
        if kind == "arithmetic" or row > COORDINATES:
            raise ArgumentRefused(f"{token[0]!r} at {token.start() + 1}: arithmetic is not supported; write the result")
        _at_most(depth, DEPTH, "parentheses inside each other")
    _at_most(counts["condition"], CONDITIONS, "comparisons")
    _at_most(counts["not"], CONDITIONS, "times NOT")


def _bound_depth(value: Any, depth: int = 0) -> None:
    _at_most(depth, DEPTH * 2, "lists and objects inside each other")  # an operator is an object with a list
    inner: Iterable[Any] = ()
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
    for item in inner:
        _bound_depth(item, depth + 1)


def _term(node: Any, project: Project | None) -> Term:
    """The term that a node of CQL2 JSON is."""
    if isinstance(node, bool | str):
        return Literal(value=node)
    if isinstance(node, int | float):
        if not math.isfinite(node):
            raise ArgumentRefused("a number of the filter is too large")
        return Literal(value=float(node))
    if isinstance(node, list):
        return Array(items=tuple(_term(item, project) for item in node))
    if node is None:
        raise ArgumentRefused("NULL is no value to compare with; write IS NULL or IS NOT NULL")
    return _object(node, project)


def _object(node: dict[str, Any], project: Project | None) -> Term:
    if "op" in node:
        return _call(str(node["op"]).lower(), node.get("args", []), project)
    if "property" in node:
        return Property(name=str(node["property"]))
    if "date" in node or "timestamp" in node:
        return day(node)
    if "interval" in node:
        return interval(node["interval"])
    if "bbox" in node or "type" in node:
        return shape(node, VERTICES, project)
    raise ArgumentRefused(f"{_cut(node)}: neither an operator, a property nor a literal of CQL2")


def _call(op: str, args: list[Any], project: Project | None) -> Term:
    if op in ARITHMETIC:
        raise ArgumentRefused(f"{op!r}: arithmetic is not supported; write the result")
    if op not in CALLS and op not in FOLDS:
        raise ArgumentRefused(f"{op.upper()[:60]}: no such function; have {', '.join([*FOLDS, *CALLS]).upper()}")
    fewest, most = CALLS.get(op, (1, 1))
    if not fewest <= len(args) <= most:
        raise ArgumentRefused(f"{op.upper()} has {len(args)} arguments; it takes {_counted(fewest, most)}")
    terms = tuple(_term(arg, project) for arg in args)
    return Folded(of=terms[0], accents=FOLDS[op]) if op in FOLDS else Call(op=op, args=terms)


def _bound(root: Term) -> None:
    """Refuse what would keep the server busy for long: every condition is asked of each feature."""
    found = list(_inside(root))
    calls = [term.op for term in found if isinstance(term, Call)]
    _at_most(len(calls), 2 * CONDITIONS, "operators")
    _at_most(len(found), VALUES + 3 * CONDITIONS, "properties and values")
    if sum(map(_work, found)) > WORK:
        raise ArgumentRefused(f"the filter has more work to do than {WORK}: {', '.join(COSTS)}")


def _work(term: Term) -> int:
    """What a term costs by itself. A literal is folded but once."""
    if isinstance(term, Folded):
        inner: Term = term
        while isinstance(inner, Folded):
            inner = inner.of
        return 0 if isinstance(inner, Literal) else COST_OF_FOLDING[term.accents]
    return COST_OF_CALLING.get(term.op, 0) if isinstance(term, Call) else 0


def _inside(term: Term) -> Iterator[Term]:
    """The term and all inside it."""
    yield term
    inner: tuple[Any, ...] = ()
    if isinstance(term, Call):
        inner = term.args
    elif isinstance(term, Array):
        inner = term.items
    elif isinstance(term, Folded):
        inner = (term.of,)
    elif isinstance(term, Interval):
        inner = tuple(end for end in (term.start, term.end) if end)
    for one in inner:
        yield from _inside(one)


def _at_most(count: int, most: int, what: str) -> None:
    if count > most:
        raise ArgumentRefused(f"the filter has more than {most} {what}")


def _counted(fewest: int, most: int) -> str:
    return f"{fewest}" if fewest == most else f"{fewest} or more"


def _cut(node: Any) -> str:
    return repr(node)[:60]
