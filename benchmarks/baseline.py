"""The crude peer: every sentence that names a place is an event, dated by the day it writes out or by the publication.

It knows no rule about events, so what Dateline is worth is what stands between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.corpus import Document
from geodata.gazetteer import Gazetteer

MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = "|".join(MONTHS)
_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?](?=\s)|(?=\n|\Z))")
# "3 February 2022", "February 3"
_DAY = re.compile(rf"\b(?:(\d{{1,2}})\s+({_MONTH})|({_MONTH})\s+(\d{{1,2}}))\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE)


def _day(sentence: str, published: date) -> date:
    said = _DAY.search(sentence)
    if said is None:
        return published
    day, month = int(said[1] or said[4]), MONTHS.index((said[2] or said[3]).lower()) + 1
    try:
        return date(int(said[5] or published.year), month, day)
    except ValueError:  # "31 June", or a score of 40 May ...
        return published


def extract(document: Document, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Records like those of ``dateline extract``."""
    published = date.fromisoformat(document.meta["published"])
    for sentence in _SENTENCE.finditer(document.text):
        places = [match.candidates[0].place for match in gazetteer.matches(sentence[0]) if match.candidates]
        if not places:
            continue
        day = _day(sentence[0], published).isoformat()
        yield {
            "char_start": sentence.start(),
            "char_end": sentence.end(),
            "quote": sentence[0],
            "start": day,
            "end": day,
            "geometry": {"type": "MultiPoint", "coordinates": [[place.lon, place.lat] for place in places]},
            "category": "other",
            "modality": "asserted",
        }
