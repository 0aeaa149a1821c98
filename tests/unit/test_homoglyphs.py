"""Names that are written to deceive the eye are found and flagged, and never placed."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from timeline.cli import run
from timeline.finding import disguises, toponyms
from timeline.finding.disguises import Disguise
from timeline.finding.located import Located
from timeline.model import Briefing, Event
from timeline.pipeline import chronicle

try:
    GAZETTEER: Gazetteer | None = open_gazetteer()
except GazetteerMissing:
    GAZETTEER = None
built = pytest.mark.skipif(GAZETTEER is None, reason="the gazetteer is not built")

#: The sentence, the name as it stands there, what is odd about it.
DISGUISED = [
    ("On 3 February people marched in Mіnsk, police said.", "Mіnsk", Disguise.MIXED),  # Cyrillic і
    ("Two men were held in Hоmеl.", "Hоmеl", Disguise.MIXED),  # Cyrillic о, е
    ("A convoy came to Νairobi.", "Νairobi", Disguise.MIXED),  # Greek Ν
    ("Troops moved to Минcк.", "Минcк", Disguise.MIXED),  # Latin c in a Cyrillic name
    ("They flew to Nеw York.", "Nеw York", Disguise.MIXED),  # not the York that is left
    ("They flew to New Yоrk.", "New Yоrk", Disguise.MIXED),
    ("Shots were heard near Brеst.", "Brеst", Disguise.MIXED),
    ("People marched in Mi\u200bnsk.", "Mi\u200bnsk", Disguise.HIDDEN),  # zero-width space
    ("People marched in M\u2060insk.", "M\u2060insk", Disguise.HIDDEN),  # word joiner
    ("People marched in \u202eMinsk\u202c.", "Minsk", Disguise.HIDDEN),  # shown as "ksniM"
]

HONEST = [
    ("Troops moved to Минск.", "Минск", "Minsk"),
    ("The talks in Brest (Брест) ended.", "Brest", "Brest"),
    ("Protein NF-κB was measured in Minsk.", "Minsk", "Minsk"),
    ("People marched in Mi\u200bnsk and in Vilnius.", "Vilnius", "Vilnius"),
    ("\u202eabc\u202c was heard in Vilnius.", "Vilnius", "Vilnius"),
]


def found(text: str) -> dict[str, Located]:
    assert GAZETTEER is not None
    return {one.toponym.name: one for one in toponyms.find(text, GAZETTEER)}


def events(text: str) -> tuple[Event, ...]:
    assert GAZETTEER is not None
    briefing = Briefing(
        id="b", title="Review", publisher=None, published=date(2022, 2, 7), language="en", text=text, url=None
    )
    return chronicle(briefing, GAZETTEER).events


@built
@pytest.mark.parametrize(("text", "name", "disguise"), DISGUISED)
def test_a_disguised_name_is_found_and_not_placed(text: str, name: str, disguise: Disguise) -> None:
    one = found(text)[name]
    assert (one.place, one.candidates, one.disguise) == (None, (), disguise)
    assert text[one.toponym.span.start : one.toponym.span.end] == name
    assert len(found(text)) == 1


@built
@pytest.mark.parametrize(("text", "name", "place"), HONEST)
def test_an_honest_name_is_placed_whatever_its_script(text: str, name: str, place: str) -> None:
    one = found(text)[name]
    assert one.place is not None
    assert (one.place.name, one.disguise) == (place, None)


@built
def test_an_event_in_a_disguised_place_has_no_place_rather_than_one_from_elsewhere() -> None:
    told = "On 2 February troops arrived in Brest in Belarus. On 3 February police detained ten protesters in {}."
    honest, deceiving = events(told.format("Homel")), events(told.format("Hоmel"))
    assert [event.where[0].place.name for event in honest][:1] == ["Brest"]
    assert len(deceiving) == len(honest) == 2
    assert honest[-1].where
    assert deceiving[-1].where == ()


@built
def test_explain_says_why_a_name_is_not_placed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "review.txt"
    path.write_text("On 3 February troops entered Mіnsk, and others stood in Mi\u200bnsk.", encoding="utf-8")
    assert run(["explain", str(path), "--published", "2022-02-07"]) == 0
    told = capsys.readouterr().out
    assert "“Mіnsk” = mixed scripts: not placed" in told
    assert "“Mi\\u200bnsk” = hidden characters: not placed" in told


@built
def test_mentions_has_a_disguised_name_without_a_point() -> None:
    from timeline.streaming import FINDERS, Task

    briefing = Briefing(
        id="b", title="", publisher=None, published=date(2022, 2, 7), language="en", text=DISGUISED[0][0], url=None
    )
    assert GAZETTEER is not None
    (toponym,) = json.loads(FINDERS[Task.MENTIONS](briefing, GAZETTEER))["toponyms"]
    assert (toponym["name"], toponym["lat"], toponym["lon"]) == ("Mіnsk", None, None)


@given(st.text(alphabet="Mіinskеo \u200b\u202e\u202c.K'1́A", max_size=60))
def test_disguised_words_stand_in_the_text_in_order(text: str) -> None:
    odd = disguises.words(text)
    assert all(0 <= one.start < one.end <= len(text) for one in odd)
    assert all(a.end <= b.start for a, b in pairwise(odd))


@built
@given(st.text(alphabet="MіinskеoB \u200b\u202e\u202c.K'1́A", max_size=60))
def test_any_mixture_is_read(text: str) -> None:
    for one in found(text).values():
        assert one.disguise is None or one.place is None
