"""How events are cited: no title can break the entry, and reference managers find all fields that they need."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from timeline.web.citing import Citation, bibtex, csl, plain

CITED = Citation(
    key="dateline-0123456789ab",
    publisher="Hand Press",
    title="Weekly review",
    published=date(2022, 2, 7),
    language="en",
    url="https://example.org/review",
    event="Troops arrived at Brest",
    span=(120, 180),
    edition="0011223344556677",
    address="https://dateline.example/events/0123456789ab",
)
# Properties of an item in csl-data.json 1.0.2 that are used here; its schema allows no others than those it lists.
TEXT = {
    "id", "type", "title", "publisher", "language", "URL", "archive", "archive_location", "version", "note",
}  # fmt: skip
HOSTILE = {
    "brace": "a } b { c",
    "only closing": "}}}",
    "backslash": "C:\\temp\\end \\input{/etc/passwd}",
    "percent": "100 % sure",
    "hash": "No. #1",
    "money": "$x^2$ & more_of ~it",
    "line ends": "a\nb\r\nc\u2028d",
    "at sign": "} @misc{evil, title = {x}",
    "quotes": 'He said "no"',
    "unicode": "Баранавічы — Łódź 日本",
    "control": "a\x00b\x1bc",
}


def fields(entry: str) -> dict[str, str]:
    """The fields of a BibTeX entry, read as BibTeX does: braces are counted, whatever stands before them."""
    head, rest = entry.split(",\n", 1)
    assert re.fullmatch(r"@misc\{[A-Za-z0-9:_-]+", head)
    found, at = {}, 0
    for match in re.finditer(r"  (\w+) = (\{?)", rest):
        if match.start() < at:
            continue
        at = end_of(rest, match.end()) if match[2] else rest.index(",", match.end())
        found[match[1]] = rest[match.end() : at]
    assert rest[at:].lstrip("}").strip(",\n ") in {"", "}"}
    return found


def end_of(text: str, at: int) -> int:
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at - 1


def test_a_citation_names_publisher_title_day_address_and_edition() -> None:
    line = plain(CITED, "7 February 2022")
    for part in ("Hand Press", "Weekly review", "7 February 2022", "https://example.org/review", "0011223344556677"):
        assert part in line
    assert "characters 120 to 180" in line
    assert "\n" not in line


def test_bibtex_has_the_publisher_as_author_and_the_day() -> None:
    found = fields(bibtex(CITED))
    assert found["author"] == "{Hand Press}"
    assert "Weekly review" in found["title"]
    assert (found["year"], found["month"], found["day"]) == ("2022", "feb", "7")
    assert found["url"] == "https://example.org/review"
    assert "edition 0011223344556677" in found["note"]


def test_a_briefing_without_an_address_is_cited_by_the_events_page() -> None:
    cited = replace(CITED, url=None)
    assert fields(bibtex(cited))["url"] == CITED.address
    assert json.loads(csl(cited))[0]["URL"] == CITED.address


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_ends_its_field_or_is_taken_for_a_command(text: str) -> None:
    cited = replace(CITED, title=text, publisher=text, event=text, key=f"dateline-{text}")
    entry = bibtex(cited)
    found = fields(entry)
    assert set(found) == set(fields(bibtex(CITED)))
    for value in (found["title"], found["author"], found["note"]):
        assert "\n" not in value
        assert "\x00" not in value
        # What is left when our own commands are taken away has nothing that TeX reads as one.
        rest = re.sub(r"\\(textbackslash|textbraceleft|textbraceright|textasciitilde|textasciicircum)\{\}", "", value)
        assert not re.search(r"(?<!\\)[#%&$_]|\\(?![#%&$_])|[~^]", rest)
        assert re.fullmatch(r"\{*[^{}]*\}*", rest)


@pytest.mark.parametrize("url", ["https://example.org/a}b{c", "https://example.org/a\\b", "https://example.org/ü%20x"])
def test_an_address_stays_inside_its_field(url: str) -> None:
    address = fields(bibtex(replace(CITED, url=url)))["url"]
    assert not set(address) & set("{}\\ ")
    assert "%2520" not in address


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_csl_json_is_an_item_as_its_schema_asks(text: str) -> None:
    (item,) = json.loads(csl(replace(CITED, title=text, publisher=text, event=text)))
    assert {"id", "type"} <= set(item)  # what the schema requires
    assert item["type"] == "report"  # one of the types that it lists
    assert set(item) <= TEXT | {"author", "issued"}
    assert all(isinstance(item[name], str) for name in TEXT & set(item))
    assert item["author"] == [{"literal": item["publisher"]}]
    assert item["issued"] == {"date-parts": [[2022, 2, 7]]}
