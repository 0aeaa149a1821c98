"""Which events does a search for words find? Those in which each word begins some word that is searched.

The export asks record by record; the web asks an index of the same words (``timeline/concordance.py``).
"""

from __future__ import annotations

from collections.abc import Collection

from timeline.exporting.record import Record
from timeline.folding import words


def searched(record: Record) -> tuple[str, ...]:
    """The words of an event in which a search looks: of title, sentence, actors, places and claims' sources."""
    parts = [record["title"], record["quote"], *record["actors"]]
    parts += [text for place in record["places"] for text in (place["name"], place["phrase"] or "")]
    parts += [claim["source"] for claim in record["claims"]]
    return words("\n".join(parts))


def found(asked: Collection[str], record: Record) -> bool:
    """Whether each of the words asked for, folded, is the beginning of a word of the event."""
    has = searched(record) if asked else ()
    return all(any(word.startswith(one) for word in has) for one in asked)
