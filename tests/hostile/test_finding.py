"""Texts that no one writes to be read: a named outcome, never an exception, never a guess."""

from __future__ import annotations

import io
import json
import sys
from datetime import date

import pytest

from geodata.gazetteer import open_gazetteer
from timeline.cli import run
from timeline.finding.language import is_english
from timeline.model import Briefing, Event
from timeline.pipeline import chronicle

RUSSIAN = "Правительство объявило во вторник о закрытии границы с Польшей. Войска вошли в Гомель 3 февраля. " * 8
FRENCH = "Le gouvernement a annoncé mardi la fermeture de la frontière avec la Pologne après un incident à Brest. " * 8
TABLE = "Region\tKilled\tWounded\nGomel\t12\t30\nBrest\t3\t7\nMinsk\t0\t1\n" * 40


def found(text: str) -> tuple[Event, ...]:
    briefing = Briefing(id="b", title="t", publisher="p", published=date(2022, 2, 7), language="en", text=text)
    return chronicle(briefing, open_gazetteer()).events


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "?" * 20_000 + "x",
        "1 " * 20_000,
        "3 February 2022 " * 2_000,
        "Brest " * 4_000,
        "He said that troops said “no” and " * 600,
        "the army shelled Kyiv on 3 February and " * 1_000,
        "(" * 20_000,
        "“" * 20_000,
        "\n" * 20_000,
        "Yes. " * 4_000,
        "a\u0301" * 10_000,
        "\u202eTroops entered Gomel on 3 February.\u202c",
        "Troops\u200b entered\u200b Gomel on 3 February.",
        "\ud800 Troops entered Gomel on 3 February.",
        TABLE,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_any_text_has_an_outcome_and_its_events_lie_inside_it(text: str) -> None:
    for event in found(text):
        assert 0 <= event.evidence.start < event.evidence.end <= len(text)


@pytest.mark.parametrize("text", [RUSSIAN, FRENCH])
def test_a_text_in_another_language_gives_no_events(text: str) -> None:
    assert not is_english(text)
    assert found(text) == ()


def test_another_language_is_said_and_costs_no_other_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"doc_id": "ru", "text": RUSSIAN}, {"doc_id": "en", "text": "On 3 February troops entered Gomel."}]
    lines = "".join(json.dumps(row | {"published": "2022-02-07"}) + "\n" for row in rows)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run(["extract"]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["doc_id"] for line in out.splitlines()] == ["en"]
    assert "line 1: not English" in err


@pytest.mark.parametrize("text", ["Troops entered Gomel.", "Gomel, Brest, Minsk: 12", "Two killed"])
def test_a_text_too_short_to_tell_counts_as_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u0085"])
def test_line_ends_change_no_event(end: str) -> None:
    lines = ("Weekly review", "", "On 3 February troops entered Gomel.", "On 4 February they left Brest for Minsk.")
    assert [(e.title, e.when and e.when.interval) for e in found(end.join(lines))] == [
        (e.title, e.when and e.when.interval) for e in found("\n".join(lines))
    ]
