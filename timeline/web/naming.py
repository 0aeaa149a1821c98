"""What do the page's scripts call places in the language of the page? What its index says, and the ground's names."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import orjson
from babel import Locale

from geodata.place import Place
from timeline.web import atlas
from timeline.web.tongues import SOURCE, language
from timeline.web.whereabouts import called


def translated(index: bytes) -> bytes:
    """An index (``timeline/indexing.py``) whose places are called as in the language now spoken."""
    if language() == SOURCE:
        return index
    given = orjson.loads(index)
    for spot in given["spots"]:
        spot["name"] = called(spot["id"], spot["kind"], spot["name"])
    return orjson.dumps(given)


@lru_cache(maxsize=8)
def ground_names(tongue: str) -> bytes:
    """JSON: what places of the basemap are called in a language, by what its tiles say of them.

    A country by "country BY", all others by kind, country and main name: "city BY Minsk". What two places share is left
    out where they are not called alike, for the tiles do not say which is meant.
    """
    territories = Locale.parse(tongue).territories
    countries = {f"country {code}": name for code, name in territories.items() if len(code) == 2}
    named = {(_key(place), name) for place, name in atlas.spoken(tongue)}
    times = Counter(key for key, _ in named)
    return orjson.dumps(countries | {key: name for key, name in sorted(named) if times[key] == 1})


def _key(place: Place) -> str:
    return f"{place.kind} {place.country or ''} {place.name}"
