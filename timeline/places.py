"""Which gazetteers are at work? The one that set-up has built, and those that the user has added."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from geodata import added
from geodata.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from timeline.errors import DataMissing


def open_places() -> Gazetteer:
    """The gazetteers as one; raises DataMissing, with the remedy, where one is not built or not whole."""
    try:
        return open_gazetteer(added=added.files(added_folder()))
    except GazetteerMissing as error:
        raise DataMissing(str(error)) from error


def open_built_places() -> Gazetteer:
    """The built gazetteer alone; raises DataMissing."""
    try:
        return open_gazetteer()
    except GazetteerMissing as error:
        raise DataMissing(str(error)) from error


def added_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where added gazetteers lie: ``DATELINE_GAZETTEERS``, or a folder beside the user's store."""
    if environ.get("DATELINE_GAZETTEERS"):
        return Path(environ["DATELINE_GAZETTEERS"])
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False) / "gazetteers"
