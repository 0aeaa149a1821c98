"""The web application with an edition of what a test tells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from flask import Flask

from tests.browser.world import Ground
from timeline.edition import publish
from timeline.model import Chronology
from timeline.store import Store
from timeline.web import create_app


def application(chronologies: Iterable[Chronology], folder: Path) -> Flask:
    """The web application with an edition of these chronologies."""
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology, Ground())
        publish(store, folder / "editions", Ground())
    return create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
