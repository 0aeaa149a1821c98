"""Which events does a search for words find? Those in which each word begins some word that is searched.

The export asks record by record; the web asks an index of the same words (``timeline/concordance.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from timeline.exporting.record import Record
from timeline.folding import words

#: The fields in which a search looks: those of an event, and of its places and claims.
SEARCHED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"events": ("title", "quote", "actors"), "places": ("name", "phrase"), "claims": ("source",)}
)


def searched(record: Record) -> tuple[str, ...]:
    """The words of an event in which a search looks."""
    of = {"events": (record,), "places": record["places"], "claims": record["claims"]}
    told = (one[name] for layer, names in SEARCHED.items() for one in of[layer] for name in names)
    return words("\n".join(text for value in told if value for text in ((value,) if isinstance(value, str) else value)))


def found(asked: Collection[str], record: Record) -> bool:
    """Whether each of the words asked for, folded, is the beginning of a word of the event."""
    has = searched(record) if asked else ()
    return all(any(word.startswith(one) for word in has) for one in asked)
