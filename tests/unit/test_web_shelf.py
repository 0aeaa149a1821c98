"""Which edition readers see while another is published, opened, damaged or cleared away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from tests import chronologies as hand
from timeline import keeping
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
    ("address", "says"),
    [
        ("/", "no longer kept"),
        ("/layers/events.csv", "no longer kept"),
        ("/editions/{id}/rows?at=0", "There is no edition of this name"),
        ("/editions/{id}/index.json", "There is no edition of this name"),
    ],
)
def test_an_edition_that_is_gone_is_told_in_words(tmp_path: Path, address: str, says: str) -> None:
    made = published(tmp_path, hand.chronology())
    client = create_app(SimpleNamespace(editions=tmp_path / "editions")).test_client()  # type: ignore[arg-type]
    assert client.get("/healthz").status_code == 200
    shutil.rmtree(made.directory)
    answer = client.get(address.format(id=made.id))
    assert answer.status_code == 404
    assert says in answer.text
    assert client.get("/healthz").json == {"status": "ok", "edition": made.id}


@pytest.fixture
def many(tmp_path: Path) -> list[str]:
    """Editions of more and more briefings, more than stay open: their ids, the newest last."""
    return [published(tmp_path, *hand.many(count)).id for count in range(1, shelf.KEPT + shelf.OLDER + 3)]


PARTS = (
    "index.json",
    "search?q=helicopter",
    "rows?at=0",
    "map.js",
    "tiles/0/0/0.mvt",
    "briefings/{briefing}/index.json",
)


def test_whatever_is_at_an_editions_address_stays_there_as_long_as_it_is_kept(tmp_path: Path, many: list[str]) -> None:
    client = create_app(SimpleNamespace(editions=tmp_path / "editions")).test_client()  # type: ignore[arg-type]
    briefing = hand.many(1)[0].briefing.id
    first = {}
    for name in (*many, *many):
        for part in PARTS:
            answer = client.get(f"/editions/{name}/{part.format(briefing=briefing)}", buffered=True)
            assert answer.status_code == 200, (name, part)
            assert "immutable" in answer.headers["Cache-Control"]
            assert first.setdefault((name, part), answer.data) == answer.data
    assert len({data for (_, part), data in first.items() if part == "index.json"}) == len(many)


def test_an_edition_that_its_owner_removed_is_said_to_be_gone_at_each_of_its_addresses(
    tmp_path: Path, many: list[str]
) -> None:
    editions = tmp_path / "editions"
    client = create_app(SimpleNamespace(editions=editions)).test_client()  # type: ignore[arg-type]
    assert client.get(f"/editions/{many[0]}/rows?at=0").status_code == 200
    assert many[0] in [name for name, _ in keeping.prune(editions, 1)]
    for name, status, says in ((many[0], 410, "Its owner has removed it"), ("0" * 16, 404, "there was none")):
        for part in PARTS:
            answer = client.get(f"/editions/{name}/{part}")
            assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
            assert says in answer.json["detail"]


def test_an_older_edition_that_is_damaged_is_not_shown(tmp_path: Path, many: list[str]) -> None:
    editions = tmp_path / "editions"
    (editions / many[0] / "briefings.json").write_text("[]")
    client = create_app(SimpleNamespace(editions=editions)).test_client()  # type: ignore[arg-type]
    assert client.get(f"/editions/{many[0]}/rows?at=0").status_code == 503
    assert client.get(f"/editions/{many[1]}/rows?at=0").status_code == 200
