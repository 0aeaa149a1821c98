"""What the owner of a store sees of its editions, and what becomes of one that is removed."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow
import pytest

from tests import chronologies as hand
from timeline import cli, keeping
from timeline.edition import MANIFEST, NEWEST, Edition, open_newest, publish
from timeline.errors import NotFound, StoreDamaged
from timeline.model import Chronology, Modality
from timeline.store import Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def published(db: Path, *chronologies: Chronology) -> Edition:
    with Store.open(db) as store:
        for chronology in chronologies:
            store.save(chronology)
        return publish(store, folder(db), hand.HandGazetteer())


def folder(db: Path) -> Path:
    return db.with_name(f"{db.name}.editions")


@pytest.fixture
def three(db: Path) -> list[Edition]:
    """Published one after the other, the last one the newest."""
    made = [published(db, hand.chronology()), *(published(db, one) for one in hand.many(2))]
    for age, edition in enumerate(reversed(made)):
        path = edition.directory / MANIFEST
        os.utime(path, (1_700_000_000 - age * 60,) * 2)
    return made


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, list[str], str]:
    """The exit status, the lines on standard output, and what stands on standard error."""
    status = cli.run(["editions", *map(str, words)])
    told = capsys.readouterr()
    return status, told.out.splitlines(), told.err


def test_editions_are_listed_the_newest_first(
    db: Path, three: list[Edition], capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, _ = said(capsys, "list", "--db", db)
    assert status == 0
    assert [line.split()[0] for line in lines] == [edition.id for edition in reversed(three)]
    assert [line.endswith("newest") for line in lines] == [True, False, False]
    assert re.fullmatch(r"[0-9a-f]{16}  2023-11-14 22:13 UTC  6 events  3 briefings  [0-9.]+ kB  newest", lines[0])
    assert "  4 events  1 briefing  " in lines[2]


def test_the_newest_is_the_one_that_is_served_not_the_youngest(db: Path, three: list[Edition]) -> None:
    (folder(db) / NEWEST).write_text(three[0].id, encoding="ascii")
    first, *others = keeping.kept(folder(db))
    assert first.id == open_newest(folder(db)).id == three[0].id
    assert [one.newest for one in (first, *others)] == [True, False, False]


def test_an_edition_is_shown_with_its_files_sums_and_sizes(
    db: Path, three: list[Edition], capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, _ = said(capsys, "show", three[0].id[:6], "--store", db)
    assert status == 0
    assert lines[0].startswith(f"edition {three[0].id}  published 2023-11-14 22:11 UTC")
    assert "newest" not in lines[0]
    assert "          1  military_movement" in lines
    files = [line.split() for line in lines if re.match(r"  [0-9a-f]{64} ", line)]
    assert {name: digest for digest, _, name in files} == three[0].files
    for _, size, name in files:
        assert int(size.replace(",", "")) == (three[0].directory / name).stat().st_size


def test_downloads_made_of_an_edition_are_shown_with_it_and_damaged_ones_told(
    db: Path, three: list[Edition], capsys: pytest.CaptureFixture[str]
) -> None:
    downloaded = three[0].directory / "downloads"
    downloaded.mkdir()
    files = {
        name: {"sha256": sha256(b"id").hexdigest(), "bytes": 2} for name in ("events.csv", "places.csv", "gone.csv")
    }
    (downloaded / MANIFEST).write_text(json.dumps({"files": files, "refused": {}}), encoding="ascii")
    (downloaded / "events.csv").write_bytes(b"id")
    (downloaded / "places.csv").write_bytes(b"di")
    _, lines, _ = said(capsys, "show", three[0].id, "--db", db)
    told = {line.split()[2]: line.endswith("damaged: remove it") for line in lines if "  downloads/" in line}
    assert told == {"downloads/events.csv": False, "downloads/places.csv": True, "downloads/gone.csv": True}


def test_a_damaged_edition_is_not_shown_as_if_it_were_sound(
    db: Path, three: list[Edition], capsys: pytest.CaptureFixture[str]
) -> None:
    (three[0].directory / "layers" / "events.geojson").write_bytes(b"{}")
    status, _, error = said(capsys, "show", three[0].id, "--db", db)
    assert status == 1
    assert "layers/events.geojson" in error
    assert "Traceback" not in error


def test_an_edition_of_another_version_is_told_so(
    db: Path, three: list[Edition], capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are sound, and lack what this version reads."""
    path = three[0].directory / "layers" / "events.arrow"
    with pyarrow.OSFile(str(path), "wb") as file, pyarrow.ipc.new_file(file, pyarrow.schema([])) as writer:
        writer.write(pyarrow.record_batch([], schema=pyarrow.schema([])))
    manifest = json.loads((three[0].directory / MANIFEST).read_bytes())
    manifest["files"]["layers/events.arrow"] = sha256(path.read_bytes()).hexdigest()
    (three[0].directory / MANIFEST).write_text(json.dumps(manifest), encoding="ascii")
    _, lines, _ = said(capsys, "list", "--db", db)
    assert [line for line in lines if "another version of Dateline" in line and line.startswith(three[0].id)]
    for words in (("show", three[0].id), ("diff", three[0].id, three[1].id)):
        status, _, error = said(capsys, *words, "--db", db)
        assert (status, error.count("\n")) == (1, 1)
        assert "made by another version" in error


@pytest.mark.parametrize("damage", ["no manifest", "no JSON", "a file less", "another name"])
def test_a_list_tells_which_edition_is_damaged(
    db: Path, three: list[Edition], damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hurt = three[0].directory
    manifest = json.loads((hurt / MANIFEST).read_bytes())
    if damage == "no manifest":
        (hurt / MANIFEST).unlink()
    elif damage == "no JSON":
        (hurt / MANIFEST).write_text("[", encoding="ascii")
    elif damage == "a file less":
        (hurt / "layers" / "events.geojson").unlink()
    else:
        (hurt / MANIFEST).write_text(json.dumps(manifest | {"edition": "0" * 16}), encoding="ascii")
    status, lines, _ = said(capsys, "list", "--db", db)
    (line,) = [line for line in lines if line.startswith(three[0].id)]
    assert status == 0
    assert "damaged" in line
    with pytest.raises(StoreDamaged, match="publish again"):
        _ = keeping.exactly(folder(db), three[0].id).edition


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "0123456789abcdef"), "no such edition"),
        (("show", "abc"), "no such edition"),  # too short to be a beginning
        (("diff", "0123456789abcdef", "fedcba9876543210"), "no such edition"),
        (("show", "../.."), "no such edition"),
        (("prune", "--keep", "0"), "--keep"),
    ],
)
@pytest.mark.usefixtures("three")
def test_what_cannot_be_done_is_told_in_one_line(
    db: Path, words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, error = said(capsys, *words, "--db", db)
    assert (status, lines) == (1, [])
    assert says in error
    assert error.count("\n") == 1
    assert len(keeping.kept(folder(db))) == 3


@pytest.mark.parametrize("words", [("list",), ("show", "0123456789abcdef"), ("prune", "--keep", "1")])
def test_where_nothing_was_published_it_says_how(
    tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, error = said(capsys, *words, "--db", tmp_path / "none.sqlite")
    assert status == 1
    assert "no editions there; `dateline serve` publishes" in error


@pytest.mark.usefixtures("three")
def test_a_check_tells_how_much_the_editions_take(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--db", str(db)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(rf"editions {folder(db)}: 3 kept, [0-9.]+ kB; make room with: .* prune --keep N", last)


def test_prune_removes_the_oldest_and_says_so(
    db: Path, three: list[Edition], capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, _ = said(capsys, "prune", "--keep", "2", "--db", db)
    assert status == 0
    assert re.fullmatch(rf"{three[0].id}  removed, [0-9.]+ kB", lines[0])
    assert re.fullmatch(r"1 edition removed, [0-9.]+ kB freed", lines[1])
    assert [one.id for one in keeping.kept(folder(db))] == [three[2].id, three[1].id]
    assert sorted(path.name for path in folder(db).iterdir()) == sorted(
        [three[2].id, three[1].id, NEWEST, keeping.PRUNED]
    )
    assert keeping.was_pruned(folder(db), three[0].id)
    assert not keeping.was_pruned(folder(db), three[1].id)
    with pytest.raises(NotFound, match="removed by its owner"):
        keeping.find(folder(db), three[0].id)


def test_prune_never_removes_the_newest_even_if_it_is_the_oldest(db: Path, three: list[Edition]) -> None:
    (folder(db) / NEWEST).write_text(three[0].id, encoding="ascii")
    assert {name for name, _ in keeping.prune(folder(db), 1)} == {three[1].id, three[2].id}
    assert open_newest(folder(db)).id == three[0].id


def test_an_edition_that_is_published_again_is_no_longer_removed(
    db: Path, three: list[Edition], tmp_path: Path
) -> None:
    list(keeping.prune(folder(db), 1))
    with Store.open(tmp_path / "same.sqlite") as same:
        same.save(hand.chronology())
        again = publish(same, folder(db), hand.HandGazetteer())
    assert again.id == three[0].id
    assert keeping.find(folder(db), again.id).newest


@pytest.mark.usefixtures("three")
def test_what_is_no_edition_is_left_alone(db: Path) -> None:
    (folder(db) / "my notes").mkdir()
    list(keeping.prune(folder(db), 1))
    assert (folder(db) / "my notes").is_dir()
    assert len(keeping.kept(folder(db))) == 1


# What changed from one edition to another ----------------------------------------------------------------------------


def corrected() -> Chronology:
    """The same briefing read by better rules: one event otherwise, one on another day, one gone, one new."""
    told = hand.chronology()
    closed, landed, drone, vote = told.events
    later = hand.day(told.briefing, "On 3 February", date(2022, 2, 4))
    return replace(
        told,
        events=(
            replace(closed, modality=Modality.PLANNED, title="Lithuania will close the border"),
            replace(landed, id="0123456789ab", when=later),  # its id is made of its day, too
            replace(vote, id="ba9876543210", title="Something else", evidence=closed.evidence),
            replace(drone, where=drone.where[:1]),
        ),
    )


def test_a_difference_tells_what_came_went_and_changed(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = published(db, hand.chronology()), published(db, corrected())
    status, lines, _ = said(capsys, "diff", before.id, after.id, "--db", db)
    told = hand.chronology().events
    assert status == 0
    assert lines == [
        "+ time unknown  Something else  [no place known; planned]  ba9876543210",
        f"- time unknown  {told[3].title}  [no place known; planned]  {told[3].id}",
        f"~ {told[0].id}  Lithuania will close the border",
        "    title: Lithuania closes the border with Belarus in January → Lithuania will close the border",
        "    status: asserted → planned",
        f"~ {told[2].id}  {told[2].title}",
        "    place: Brest (52.1, 23.7), Belarus (53.5, 28) as area → Brest (52.1, 23.7)",
        f"~ 0123456789ab  {told[1].title}",
        "    time: 2022-02-03 → 2022-02-04",
        "1 added, 1 removed, 3 changed, 0 the same",
    ]


def test_a_difference_is_there_for_programs_too(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = published(db, hand.chronology()), published(db, corrected())
    _, lines, _ = said(capsys, "diff", before.id, after.id, "--json", "--db", db)
    told = json.loads("\n".join(lines))
    assert (told["before"], told["after"], told["same"]) == (before.id, after.id, 0)
    assert [one["id"] for one in told["added"]] == ["ba9876543210"]
    assert [one["title"] for one in told["removed"]] == ["A referendum will be held on 27 February"]
    (moved,) = [one for one in told["changed"] if one["id"] != one["was"]]
    assert moved["changes"] == {"time": {"before": "2022-02-03", "after": "2022-02-04"}}


def test_an_edition_does_not_differ_from_itself_and_backwards_is_the_reverse(db: Path) -> None:
    from timeline.differing import difference

    before, after = published(db, hand.chronology()), published(db, corrected())
    same = difference(before, before)
    assert (same.added, same.removed, same.changed, same.same) == ((), (), (), 4)
    there, back = difference(before, after), difference(after, before)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert [one.parts.keys() for one in there.changed] == [{"title", "status"}, {"place"}, {"time"}]
    assert len(there.changed) == len(back.changed)
