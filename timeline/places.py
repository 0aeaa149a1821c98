"""Which gazetteer is at work? The one that set-up has built."""

from __future__ import annotations

from geodata.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from timeline.errors import DataMissing


def open_places() -> Gazetteer:
    """The gazetteer; raises DataMissing, with the remedy, where it is not built or not whole."""
    try:
        return open_gazetteer()
    except GazetteerMissing as error:
        raise DataMissing(str(error)) from error
