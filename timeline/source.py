"""Which tables of an edition are its downloads made of?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from timeline.edition import Edition
from timeline.exporting.flat import Flat, flat, of_dimension
from timeline.exporting.tables import Tables
from timeline.layers.fields import LAYERS, STORED
from timeline.offers import FOLDER


class Source:
    """The tables of an edition, each made when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._flat: dict[str, Flat] = {}

    @property
    def made(self) -> Path:
        """Where the files lie that are made of it."""
        return self.edition.directory / FOLDER

    @cached_property
    def tables(self) -> Tables:
        """The tables of its stored layers, mapped into memory."""
        return {name: self.edition.layer(name).table for name in STORED}

    def flat(self, name: str) -> Flat:
        """The flat table of a layer, which several files are made of, or of a view, which is one file."""
        of = LAYERS[name].of
        if of != name:
            return of_dimension(self.flat(of), name)
        if name not in self._flat:
            self._flat[name] = flat(self.tables, name)
        return self._flat[name]

    def features(self, name: str) -> Iterator[bytes]:
        """The features of a layer or of a view, one by one."""
        layer = self.edition.layer(name)
        return (layer.feature(position) for position in layer.positions.tolist())
