"""Which features does a CQL2 expression take (OGC 21-065r2)? Parsed, checked against the layer's fields, compared.

``parse`` makes of text or JSON a tree of terms, ``mask`` asks it of whole columns. Nothing of an expression is ever
executed as code or as SQL. What can be asked: comparisons of properties and literals in any order, LIKE, BETWEEN, IN,
IS NULL, CASEI, ACCENTI, all spatial, temporal and array functions of the standard; no arithmetic, no functions beside
these. Whatever else is asked is refused with its reason.

Days are compared at the precision known: ``start`` is its first day, ``end`` its last, a TIMESTAMP the day that it has
in UTC, and a literal that is cut ('2022-01') all the days that it means. ``INTERVAL(start, end)`` is the time of an
event; open ends are open, and an unknown time is null. So is the geometry of a feature that has none.
"""

from timeline.layers.filtering.asking import queryables, schema
from timeline.layers.filtering.conditions import mask
from timeline.layers.filtering.parsing import parse
from timeline.layers.filtering.terms import Filter

__all__ = ["Filter", "mask", "parse", "queryables", "schema"]
