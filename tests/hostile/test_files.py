"""Files that would break, stall or deceive a reader: each is read wholly, in part and said so, or refused by name."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from timeline.errors import BriefingRefused
from timeline.reading import read, read_noted
from timeline.reading.files import LARGEST

DAY = date(2022, 2, 7)


def file(folder: Path, content: str | bytes, name: str = "review.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


REFUSED = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\t\r\n ", "empty"),
    "only a byte-order mark": (b"\xef\xbb\xbf", "empty"),
    "only marks": ("— … ‘ ’ \u200b \ufeff".encode(), "empty"),
    "UTF-16 without its mark": ("The ministry said so on Monday. " * 20).encode("utf-16-le"),
    "Cyrillic UTF-16 without its mark": ("Министерство сообщило в понедельник. " * 20).encode("utf-16-le"),
    "damaged UTF-16": (b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8\x00", "damaged UTF-16"),
    "a PDF": (b"%PDF-1.7\n" + b"x" * 99, "a PDF"),
    "an office document": (b"PK\x03\x04" + b"x" * 99, "office document"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00" * 30, "not text"),
    "another program": (b"\x7fELF\x02\x01\x01" + bytes(90), "a program"),
    "an image": (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "an image"),
    "a web page by another name": (b"\n<!DOCTYPE html><html><p>x", "name it .html"),
    "more characters than a briefing has": (b"word " * 250_000, "split it"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, what: str) -> None:
    given = REFUSED[what]
    data, reason = given if isinstance(given, tuple) else (given, "UTF-16 without a byte-order mark")
    with pytest.raises(BriefingRefused, match=rf"review\.txt: .*{reason}"):
        read(file(tmp_path, data), DAY)


def test_zero_bytes_and_escapes_in_a_text_are_replaced_one_for_one(tmp_path: Path) -> None:
    text = read(file(tmp_path, "On Monday\0 it rained\x1b[2J. " + "It was a long rain. " * 20), DAY).text
    assert text.startswith("On Monday\ufffd it rained\ufffd[2J.")


def test_direction_marks_and_piled_accents_are_kept_as_text(tmp_path: Path) -> None:
    given = "In \u202eksniM\u202c it rained z" + "\u0301" * 1000 + "."
    assert "\u202eksniM\u202c" in read(file(tmp_path, given), DAY).text


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as sparse:
        sparse.truncate(50_000_000)
    with pytest.raises(BriefingRefused, match=f"larger than {LARGEST // 1_000_000} MB"):
        read(path, DAY)


def test_one_line_of_nearly_a_million_characters_is_read(tmp_path: Path) -> None:
    assert len(read(file(tmp_path, "it rained and " * 70_000), DAY).text) == 979_999


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(BriefingRefused, match="not a file"):
        read(tmp_path / "pipe.txt", DAY)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_by_the_name_of_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    with pytest.raises(BriefingRefused, match="not a file"):
        read(tmp_path / "endless.txt", DAY)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder.txt", "is a directory|not a file"),
        ("loop.txt", "symbolic links"),
        ("dangling.txt", "no such file"),
        ("none.txt", "no such file"),
        ("n" * 300 + ".txt", "name too long"),
        ("zero\0byte.txt", "no such name"),
        ("none", "no such file"),
    ],
)
def test_a_path_that_is_no_file_is_refused_by_name(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BriefingRefused, match=reason):
        read(tmp_path / name, DAY)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("review", "no reader"),
        ("review.xyz", r"no reader for \.xyz; have \.htm, \.html, \.md, \.txt"),
        (".txt", "no reader"),
    ],
)
def test_a_file_that_nothing_reads_is_refused_by_its_suffix(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_text("Troops entered Gomel.", encoding="utf-8")
    with pytest.raises(BriefingRefused, match=reason):
        read(tmp_path / name, DAY)


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(file(tmp_path, "It rained."))
    assert read(tmp_path / "link.txt", DAY).text == "It rained."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, "It rained.")
    path.chmod(0)
    with pytest.raises(BriefingRefused, match="permission denied"):
        read(path, DAY)


@pytest.mark.parametrize("depth", [300, 20_000, 200_000])
def test_no_depth_of_a_web_page_loses_text(tmp_path: Path, depth: int) -> None:
    deep = "<p>before</p>" + "<div>" * depth + "in" + "</div>" * depth + "<p>after</p>"
    got = read_noted(file(tmp_path, deep, "a.html"), DAY)
    assert got.briefing.text == "before\n\nin\n\nafter"
    assert got.losses == ()


# Each made minutes of work for a parser that looks ahead again and again; a scanner in one pass is done in a second.
TANGLED = {
    "tags that never end": "w <a " * 150_000,
    "tags in tags to one end": "w <a " * 150_000 + ">",
    "comments that never end": "w <!--" * 150_000,
    "declarations that never end": "w <![ " * 150_000,
    "quotation marks that never end": 'w <a b="' * 100_000,
    "quotation marks of two kinds": "w <a b='\" c=\"'" * 60_000 + ">",
    "signs": "w " + "<" * 900_000,
    "ends": "w " + "</" * 400_000,
    "scripts that never end": "w <script>" * 90_000,
    "a script full of ends": "w <script>" + "</" * 900_000,
    "references": "w " + "&#x" * 300_000,
    "attributes": "w <html " + "b=1 " * 900_000 + ">",
    "blanks in a tag": "w <p a" + " " * 900_000 + "=x>",
    "cells": "<td>w" * 150_000,
    "navigation in navigation": "<nav>" * 200_000 + "w",
    "navigation and drawings": "<nav><svg>" * 100_000 + "</button>" * 100_000 + "w",
    "headings": "<h1>w" * 150_000,
    "statements": "<meta name=a content=b>" * 200_000 + "w",
    "linked data in linked data": '<script type="application/ld+json">' + "[" * 100_000 + "</script>w",
}


@pytest.mark.parametrize("how", TANGLED)
def test_a_tangled_web_page_is_read_in_one_pass(tmp_path: Path, how: str) -> None:
    assert "w" in read(file(tmp_path, TANGLED[how], "a.html"), DAY).text


def test_markup_that_never_ends_is_named(tmp_path: Path) -> None:
    got = read_noted(file(tmp_path, "<p>before</p><!-- after", "a.html"), DAY)
    assert got.losses == ("markup that never ends from character 13",)
    assert got.briefing.text == "before\n\n<!-- after"


def test_quotations_in_quotations_keep_their_text(tmp_path: Path) -> None:
    assert read(file(tmp_path, ">" * 5000 + " It rained.", "a.md"), DAY).text == "It rained."


def test_lists_deeper_than_markdown_is_parsed_are_refused_not_lost(tmp_path: Path) -> None:
    deep = "".join("  " * level + "- item\n" for level in range(300))
    with pytest.raises(BriefingRefused, match="nested"):
        read(file(tmp_path, deep, "a.md"), DAY)


@pytest.mark.parametrize(
    "source",
    ["[" * 50_000, "*a " * 50_000, "_*" * 30_000 + "w", "![" * 30_000 + "w", "`" * 50_000 + "w", "[a](" * 20_000],
)
def test_tangled_markdown_is_read(tmp_path: Path, source: str) -> None:
    assert "w" in read(file(tmp_path, f"w {source}", "a.md"), DAY).text


def test_nothing_that_a_page_names_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_: pytest.fail("an address was asked for"))
    head = "<base href='http://203.0.113.1/'><meta http-equiv=refresh content='0;url=http://203.0.113.1/'>"
    body = f"{head}<iframe src='http://203.0.113.1/'>no</iframe><img src='http://203.0.113.1/x'><p>It rained."
    assert read(file(tmp_path, body, "a.html"), DAY).text == "It rained."
