"""Which edition readers see while another is published, opened, damaged or cleared away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from tests import chronologies as hand
from timeline.edition import Edition, open_newest, publish
from timeline.store import Store
from timeline.web import create_app, shelf
from timeline.web.shelf import Shelf


def published(folder: Path, *chronologies: hand.Chronology) -> Edition:
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology)
        return publish(store, folder / "editions", hand.HandGazetteer())


def test_readers_see_the_last_edition_while_a_newer_one_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "LOOK_AGAIN", 0.0)
    first = published(tmp_path, hand.chronology())
    kept = Shelf(tmp_path / "editions")
    assert kept.shown().id == first.id
    second = published(tmp_path, *hand.many(1))
    opening, go_on = Event(), Event()
    monkeypatch.setattr(shelf, "open_newest", slowly(opening, go_on))
    seen: list[str] = []
    reader = Thread(target=lambda: seen.append(kept.shown().id))
    reader.start()
    assert opening.wait(timeout=30)
    assert kept.shown().id == first.id  # at once: nobody waits for the other reader
    go_on.set()
    reader.join(timeout=30)
    assert seen == [second.id]
    assert kept.shown().id == second.id
    assert kept.edition(first.id).id == first.id


def slowly(opening: Event, go_on: Event) -> Callable[[Path], Edition]:
    def open_slowly(directory: Path) -> Edition:
        opening.set()
        assert go_on.wait(timeout=30)
        return open_newest(directory)

    return open_slowly


@pytest.mark.parametrize(
    "address", ["/", "/editions/{id}/rows?at=0", "/editions/{id}/index.json", "/layers/events.csv"]
)
def test_an_edition_that_is_gone_is_told_in_words(tmp_path: Path, address: str) -> None:
    made = published(tmp_path, hand.chronology())
    client = create_app(SimpleNamespace(editions=tmp_path / "editions")).test_client()  # type: ignore[arg-type]
    assert client.get("/healthz").status_code == 200
    shutil.rmtree(made.directory)
    answer = client.get(address.format(id=made.id))
    assert answer.status_code == 404
    assert "no longer kept" in answer.text
    assert client.get("/healthz").json == {"status": "ok", "edition": made.id}
