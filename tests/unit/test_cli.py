from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError

import pytest

from timeline.cli import run
from timeline.config import sample_store
from timeline.printing import printable
from timeline.store import Store

SENTENCE = "On 3 February a helicopter landed at Brest in Belarus, the Ministry of Defence said."
TEXT = f"Weekly review — 7 February 2022\n\n{SENTENCE}\n"
LINE = json.dumps({"doc_id": "a", "text": TEXT, "published": "2022-02-07"})
DATELINE = [sys.executable, "-m", "timeline"]


class Said:
    """What a command answered: its exit status and what it wrote."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def dateline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]):
    monkeypatch.setenv("DATELINE_DB", str(tmp_path / "store.sqlite"))
    monkeypatch.delenv("DATELINE_TRACE", raising=False)

    def typed(*words: str | Path, given: str | bytes = "") -> Said:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        status = run([str(word) for word in words])
        captured = capfdbinary.readouterr()
        said = Said(status, captured.out.decode(), captured.err.decode())
        assert "Traceback" not in said.err
        assert all(
            line.startswith("dateline: ") or status == 0 or "Usage" in said.err for line in said.err.splitlines()
        )
        return said

    return typed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings" / "review.txt").write_text(TEXT)
    return tmp_path / "briefings"


# ingest -------------------------------------------------------------------------------------------------------------


def test_ingest_writes_a_receipt_for_each_file_and_knows_it_again(dateline, folder: Path) -> None:
    first = dateline("ingest", folder)
    assert first.status == 0
    assert first.out.split()[::2][:2] == ["ACCEPTED", "2022-02-07"]
    assert first.out.rstrip().endswith("review.txt")
    (folder / "copy.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    again = dateline("ingest", folder)
    assert [line.split()[0] for line in again.out.splitlines()] == ["DUPLICATE", "DUPLICATE"]
    assert len({line.split()[1] for line in again.out.splitlines()}) == 1


def test_ingest_says_what_was_replaced_and_what_was_lost(dateline, folder: Path) -> None:
    dateline("ingest", folder)
    later = dateline("ingest", "--published", "2022-02-08", folder)
    assert (later.status, later.out.split()[0]) == (0, "ACCEPTED")
    assert "replaces what was stored" in later.out
    (folder / "review.txt").write_bytes(TEXT.encode() * 3 + "Żółw źle śpi".encode() + b"\xff")
    assert dateline("ingest", folder).out.startswith("PARTIAL")


def test_a_refused_file_is_named_with_reason_and_remedy_and_the_others_are_read(dateline, folder: Path) -> None:
    (folder / "undated.txt").write_text("It rained on Monday.")
    said = dateline("ingest", folder, folder / "none.txt")
    assert said.status == 2
    assert [line.split()[0] for line in said.out.splitlines()] == ["ACCEPTED", "REFUSED", "REFUSED"]
    assert "no publication date; give --published" in said.out
    assert said.err == "dateline: 2 of 3 files refused\n"


@pytest.mark.parametrize(
    "words", [["ingest"], ["ingest", "none.txt"], ["ingest", "/dev/null"], ["ingest", "--published", "x", "y"]]
)
def test_ingest_of_nothing_ends_with_one(dateline, words: list[str]) -> None:
    assert dateline(*words).status == 1


@pytest.mark.parametrize(
    "words", [["ingest", ""], ["serve", ""], ["explain", ""], ["check", "--db", ""], ["export", "--format", "csv", ""]]
)
def test_an_empty_path_is_not_the_current_folder(
    dateline, folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    said = dateline(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "the path is empty" in said.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_on_which_nothing_can_be_published_is_refused(dateline, folder: Path, day: str) -> None:
    said = dateline("ingest", folder, "--published", day)
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert f"--published: the publication date {day} is not between" in said.err
    said = dateline("extract", given=json.dumps({"doc_id": "a", "text": TEXT, "published": day}))
    assert f"line 1: the publication date {day} is not between" in said.err


def test_an_empty_folder_is_nothing_read(dateline, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = dateline("ingest", tmp_path / "empty")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert said.err.startswith("dateline: nothing read: there was no file that ends in .htm, .html, .md, .txt")


def test_a_name_cannot_move_the_cursor(dateline, folder: Path) -> None:
    (folder / "a\x1b[2J\r\nACCEPTED\u202e.txt").write_text("x")
    said = dateline("ingest", folder)
    assert "\x1b" not in said.out
    assert r"a\x1b[2J\r\nACCEPTED\u202e.txt" in said.out
    assert len(said.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", r"a\nb"),
        ("\x1b[0m", r"\x1b[0m"),
        ("\udc80", r"\udc80"),
        ("Łódź — 北京", "Łódź — 北京"),
        ("\u2028", r"\u2028"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_damaged_store_is_named_with_the_remedy(dateline, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 100)
    said = dateline("ingest", folder)
    assert said.status == 1
    assert "store.sqlite: damaged or no store" in said.err
    assert said.err.count("\n") == 1


def test_a_fault_of_ours_in_one_file_does_not_cost_the_others_theirs(
    dateline, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from timeline import ingestion

    chronicle = ingestion.chronicle
    monkeypatch.setattr(
        ingestion, "chronicle", lambda one, places: 1 / 0 if "bad" in one.text else chronicle(one, places)
    )
    (folder / "a.txt").write_text(f"bad {TEXT}")
    said = dateline("ingest", folder)
    assert [line.split()[0] for line in said.out.splitlines()] == ["REFUSED", "ACCEPTED"]
    assert "a fault of ours (ZeroDivisionError" in said.out
    assert said.status == 2


# extract and mentions -------------------------------------------------------------------------------------------------


def test_extract_writes_the_events_of_each_document_in_a_line_each(dateline) -> None:
    said = dateline("extract", given=f"{LINE}\n\n{LINE}")
    events = [json.loads(line) for line in said.out.splitlines()]
    assert said.status == 0
    assert len(events) >= 2
    assert events[: len(events) // 2] == events[len(events) // 2 :]
    for event in events:
        assert event["doc_id"] == "a"
        assert TEXT[event["char_start"] : event["char_end"]] == event["quote"]
    assert events[0]["start"] == "2022-02-03"


@pytest.mark.parametrize(
    "text", ["\ufeff\r\n\t" + TEXT.replace("\n", "\r\n"), "\0" + TEXT, "e\u0301 " + TEXT, "👩‍👩‍👧 " + TEXT]
)
def test_offsets_are_into_the_text_exactly_as_given(dateline, text: str) -> None:
    given = json.dumps({"doc_id": "a", "text": text, "published": "2022-02-07"})
    for line in dateline("extract", given=given).out.splitlines():
        event = json.loads(line)
        assert text[event["char_start"] : event["char_end"]] == event["quote"]
    (mentioned,) = dateline("mentions", given=given).out.splitlines()
    found = json.loads(mentioned)
    assert "3 February" in {text[one["start"] : one["end"]] for one in found["timexes"]}
    assert "Brest" in {text[one["start"] : one["end"]] for one in found["toponyms"]}


def test_mentions_writes_a_line_for_each_document(dateline) -> None:
    (line,) = dateline("mentions", given=LINE).out.splitlines()
    found = json.loads(line)
    assert set(found) == {"doc_id", "timexes", "toponyms"}
    assert {"start", "end", "type", "value"} == set(found["timexes"][0])
    assert {"start", "end", "name", "lat", "lon", "kind"} <= set(found["toponyms"][0])


def test_a_faulty_line_is_named_and_the_others_are_answered(dateline) -> None:
    said = dateline("extract", given=f'{{"doc_id": "b"}}\n{LINE}\nno json\n')
    assert said.status == 2
    assert said.out.count('"doc_id":"a"') >= 1
    assert [line.split(":")[1] for line in said.err.splitlines()] == [" line 1", " line 3", " 2 of 3 lines refused"]


@pytest.mark.parametrize("given", ["", "\n \n", "no json", b"\xff\xfe", '{"doc_id": "a", "text": "b"}'])
def test_no_document_at_all_ends_with_one(dateline, given: str | bytes) -> None:
    said = dateline("extract", given=given)
    assert (said.status, said.out) == (1, "")
    assert said.err


def test_a_text_without_events_is_read(dateline) -> None:
    said = dateline("extract", given='{"doc_id": "a", "text": "", "published": "2022-02-07"}')
    assert (said.status, said.out, said.err) == (0, "", "")


def test_workers_answer_in_order(dateline) -> None:
    lines = "\n".join(LINE.replace('"a"', f'"d{number}"') for number in range(12))
    given = lines.replace(LINE.replace('"a"', '"d5"'), "no json")
    alone, together = dateline("extract", given=given), dateline("extract", "--workers", "2", given=given)
    assert (together.status, together.out, together.err) == (alone.status, alone.out, alone.err)
    assert alone.status == 2


def test_a_fault_of_ours_in_one_text_does_not_cost_the_others_theirs(dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline import streaming

    chronicle = streaming.chronicle
    monkeypatch.setattr(
        streaming, "chronicle", lambda briefing, places: 1 / 0 if briefing.id == "b" else chronicle(briefing, places)
    )
    said = dateline("extract", given=LINE.replace('"a"', '"b"') + "\n" + LINE)
    assert said.status == 2
    assert '"doc_id":"a"' in said.out
    assert "line 1: a fault of ours (ZeroDivisionError" in said.err


def test_a_reader_who_has_seen_enough_ends_extract_quietly() -> None:
    lines = "\n".join([LINE] * 3000)
    process = subprocess.Popen(
        [*DATELINE, "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(LINE.encode() + b"\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"{")
    process.stdout.close()
    with suppress(BrokenPipeError):
        process.stdin.write(lines.encode())
    with suppress(BrokenPipeError):
        process.stdin.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of processes on this system")
@pytest.mark.parametrize("words", [["extract"], ["mentions"], ["explain", "review.txt"], ["check"]])
def test_standard_output_that_takes_no_more_is_named(folder: Path, tmp_path: Path, words: list[str]) -> None:
    import resource

    with (tmp_path / "out").open("wb") as out:
        ended = subprocess.run(
            [*DATELINE, *words],
            input=LINE.encode(),
            stdout=out,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "DATELINE_DB": str(tmp_path / "none.sqlite"), "PYTHONPATH": str(Path.cwd())},
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        )
    said = ended.stderr.decode()
    assert (ended.returncode, said.count("\n")) == (1, 1)
    assert said.startswith("dateline: standard output: file too large;")


def test_a_caller_without_standard_output_is_served() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m timeline extract >&- 2>&-"], input=LINE.encode(), check=False
    )
    assert done.returncode == 0


# export and check -----------------------------------------------------------------------------------------------------


def test_export_writes_what_is_asked_for(dateline, folder: Path, tmp_path: Path) -> None:
    dateline("ingest", folder)
    said = dateline("export", "--format", "geojson", "--from", "2022-02", "--bbox", "-10,40,40,60", tmp_path / "out")
    assert said.status == 0
    layer = json.loads((tmp_path / "out").read_text())
    assert [one["properties"]["quote"] for one in layer["features"]] == [SENTENCE]
    assert dateline("export", "--format", "csv", "--q", "submarine", "-").out.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "shp", "out"],
        ["--format", "csv"],
        ["out"],
        ["--format", "csv", "--from", "soon", "out"],
        ["--format", "csv", "--bbox", "1,2", "out"],
        ["--format", "csv", "--category", "war", "out"],
        ["--format", "csv", "--status", "true", "out"],
        ["--format", "csv", "/nowhere/at/all"],
        ["--format", "csv", "--db", "/nowhere/store.sqlite", "out"],
        ["--nonsense"],
    ],
)
def test_an_argument_that_cannot_be_used_is_refused_in_one_line(
    dateline, folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    dateline("ingest", folder)
    said = dateline("export", *words)
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert not (folder / "out").exists()


def test_an_unknown_format_is_refused_with_those_that_exist(dateline) -> None:
    assert "have csv, flatgeobuf, geojson" in dateline("export", "--format", "shp", "out").err


def test_check_says_what_is_sound(dateline, folder: Path) -> None:
    assert "none yet" in dateline("check").out
    dateline("ingest", folder)
    said = dateline("check")
    assert said.status == 0
    assert "sound, 1 briefings" in said.out
    assert "intact" in said.out


def test_check_names_what_is_not(dateline, folder: Path, tmp_path: Path) -> None:
    dateline("ingest", folder)
    with Store.open(tmp_path / "store.sqlite") as store:
        store._connection.execute("UPDATE briefing SET sha256 = zeroblob(32)")
    said = dateline("check")
    assert said.status == 1
    assert "is not what was written" in said.err


# The whole ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["extract", "-h"], ["--version"]])
def test_help_is_no_refusal(dateline, words: list[str]) -> None:
    said = dateline(*words)
    assert said.status == 0
    assert said.out


@pytest.mark.parametrize("words", [[], ["nonsense"], ["extract", "--workers", "0"], ["serve", "--port", "http"]])
def test_what_cannot_be_understood_ends_with_one(dateline, words: list[str]) -> None:
    assert dateline(*words).status == 1


def test_extract_imports_nothing_that_only_serving_needs() -> None:
    program = (
        "import sys; from timeline.cli import run; run(['extract']);"
        "sys.exit(' '.join({'flask', 'folium', 'geopandas', 'pandas', 'granian', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=LINE.encode(), capture_output=True, check=False)
    assert done.stderr.strip() == b""


class Served:
    """A `dateline serve` at work: its address as it says it, and the process."""

    def __init__(self, words: list[str], home: Path) -> None:
        environ = {
            **os.environ,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
        }
        environ.pop("DATELINE_DB", None)
        self.process = subprocess.Popen(
            [*DATELINE, "serve", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environ,
            text=True,
        )
        assert self.process.stdout is not None
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line)
            if line.startswith("Dateline shows"):
                break
        self.address = self.lines[-1].split(" on ")[1].split()[0]

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address + path, timeout=30) as response:
            content: bytes = response.read()
            return content

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=30)
        self.after = out + err
        assert self.process.returncode == 0
        assert "Traceback" not in self.after


def test_serve_shows_the_sample_where_nothing_else_is_asked_for(tmp_path: Path) -> None:
    with Served([], tmp_path) as served:
        assert "1 briefing with" in served.lines[-1]
        assert len(json.loads(served.get("/layers/events.geojson"))["features"]) > 5
    with Served([], tmp_path) as again:  # the sample is read anew, and is the same
        assert again.lines[-1].split(" on ")[0] == served.lines[-1].split(" on ")[0]


def test_serve_shows_briefings_and_then_the_store_they_are_in(tmp_path: Path, folder: Path) -> None:
    db = ["--db", str(tmp_path / "own.sqlite")]
    (folder / "undated.txt").write_text("It rained.")
    with Served([*db, str(folder)], tmp_path) as served:
        features = json.loads(served.get("/layers/events.geojson"))["features"]
        assert [one["properties"]["quote"] for one in features] == [SENTENCE]
    assert "undated.txt: no publication date" in served.after
    with Served(db, tmp_path) as later:
        assert json.loads(later.get("/layers/events.geojson"))["features"] == features


def test_serve_answers_at_once_and_makes_the_downloads_meanwhile(tmp_path: Path, folder: Path) -> None:
    with Served(["--db", str(tmp_path / "own.sqlite"), str(folder)], tmp_path) as served:
        archive, refused = b"", set()
        for _ in range(600):
            try:
                archive = served.get("/layers/edition.zip")
                break
            except HTTPError as error:
                refused.add((error.code, error.headers["Retry-After"]))
                error.close()
                time.sleep(0.1)
    assert archive.startswith(b"PK")
    assert refused <= {(503, "30")}


def test_a_named_store_that_is_empty_shows_the_sample_and_stays_empty(tmp_path: Path) -> None:
    with Served(["--db", str(tmp_path / "own.sqlite")], tmp_path) as served:
        assert "1 briefing with" in served.lines[-1]
    assert not (tmp_path / "own.sqlite").exists()


def test_a_port_that_is_taken_is_refused_in_one_line(tmp_path: Path, dateline) -> None:
    with Served([], tmp_path) as served:
        port = served.address.rsplit(":", 1)[1]
        said = dateline("serve", "--port", port)
    assert said.status == 1
    assert "in use" in said.err
    assert "--port" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("words", [["--host", "no.such.host.invalid"], ["--port", "70000"], ["--host", "two words"]])
def test_an_address_that_cannot_be_served_on_is_refused(dateline, folder: Path, words: list[str]) -> None:
    said = dateline("serve", *words, folder)
    assert said.status == 1
    assert said.err.count("\n") == 1


def test_serve_of_nothing_that_can_be_read_ends_with_one(dateline, folder: Path) -> None:
    (folder / "review.txt").write_text("It rained.")
    said = dateline("serve", "--port", "0", folder)
    assert said.status == 1
    assert "review.txt: no publication date" in said.err


def test_the_sample_never_lies_in_the_store_of_a_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from timeline.config import settings

    monkeypatch.setenv("HOME", str(tmp_path))
    assert sample_store() != settings(environ={}).db


def test_ingest_that_is_interrupted_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"Review {number} — 7 February 2022\n\n{SENTENCE}")
    db = tmp_path / "store.sqlite"
    command = [*DATELINE, "ingest", "--db", str(db), str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) in ((130, ""), (0, ""))
    acknowledged = {line.split()[1] for line in (first + rest).splitlines()}
    with Store.open(db) as store:
        store.check()
        assert acknowledged <= {one.id for one in store.briefings()}
