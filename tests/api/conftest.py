"""The API on a port of this machine, with the events of world.py, and a client that reads whole answers."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.api import world
from timeline.edition import publish
from timeline.model import Chronology
from timeline.store import Store
from timeline.web import create_app
from tools.serving import serving

DASHED = {"bbox_crs": "bbox-crs", "filter_lang": "filter-lang", "filter_crs": "filter-crs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers["Content-Type"].partition(";")[0]

    @property
    def ids(self) -> list[str]:
        """The ids of the features."""
        return [feature["id"] for feature in self.json["features"]]

    def link(self, rel: str) -> str | None:
        """Where the link of that relation leads."""
        return next((link["href"] for link in self.json["links"] if link["rel"] == rel), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The API at an address."""

    root: str

    def get(self, path: str, accept: str | None = None, method: str = "GET", **given: Any) -> Answer:
        """What is answered: ``path`` below the root, or a whole address as links have it; ``bbox_crs`` is bbox-crs."""
        address = path if path.startswith("http") else self.root + path
        query = urlencode({DASHED.get(name, name): value for name, value in given.items()})
        return self.raw(address + (f"?{query}" if query else ""), {"Accept": accept} if accept else {}, method)

    def raw(self, address: str, headers: dict[str, str], method: str = "GET") -> Answer:
        """What is answered to exactly this."""
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            connection.request(method, parts._replace(scheme="", netloc="").geturl(), headers=headers)
            response = connection.getresponse()
            return Answer(status=response.status, headers=response.headers, body=response.read())
        finally:
            connection.close()

    def items(self, layer: str = "events", **given: Any) -> Answer:
        """A page of features."""
        return self.get(f"/collections/{layer}/items", **given)

    def walk(self, layer: str = "events", **given: Any) -> Iterator[Answer]:
        """The pages, from the first along the links to the last."""
        answer = self.items(layer, **given)
        yield answer
        while (behind := answer.link("next")) is not None:
            answer = self.get(behind)
            yield answer


def published(folder: Path, chronologies: Iterable[Chronology]) -> str:
    """The id of an edition of the store in the folder, in which these are saved first."""
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology, world.Ground())
        return publish(store, folder / "editions", world.Ground()).id


@contextmanager
def answering(folder: Path) -> Iterator[Api]:
    """The API of what is published in the folder."""
    app = create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
    with serving(app) as address:
        yield Api(root=f"{address}/api")


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("api")
    published(folder, world.chronologies())
    with answering(folder) as found:
        yield found
