from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.place import Place, PlaceKind
from timeline.finding.contents import concept, content
from timeline.finding.corroborating import Happening, corroborate
from timeline.finding.outcomes import Fate
from timeline.model import (
    Anchor,
    Briefing,
    Category,
    Chronology,
    Claim,
    Event,
    Interval,
    Modality,
    Provenance,
    Role,
    Span,
    Stance,
    TimePrecision,
    Toponym,
    When,
    Where,
)

RETELLINGS = Path(__file__).parents[2] / "benchmarks" / "data" / "retellings.json"
TOWNS = {
    "Gao": Place(id="gn:1", name="Gao", kind=PlaceKind.CITY, feature_code="PPL", lon=-0.04, lat=16.27, country="ML"),
    "Kidal": Place(id="gn:2", name="Kidal", kind=PlaceKind.CITY, feature_code="PPL", lon=1.41, lat=18.44, country="ML"),
    "Oslo": Place(id="gn:3", name="Oslo", kind=PlaceKind.CITY, feature_code="PPLC", lon=10.75, lat=59.91, country="NO"),
}
BLAST = "A car bomb exploded at the bus station in Gao, killing seven people."


def _event(at: int, words: str, day: date | None, published: date, **changes: object) -> Event:
    names = [name for name in TOWNS if name in words]
    undated = day is None
    when = When(
        interval=Interval.day(day or published),
        precision=TimePrecision.APPROX if undated else TimePrecision.DAY,
        anchor=Anchor.PUBLICATION if undated else Anchor.STATED,
    )
    event = Event(
        id=f"e{at}",
        briefing="",
        title=words[:30],
        category=Category.OTHER,
        modality=Modality.ASSERTED,
        when=when,
        where=tuple(
            Where(
                place=TOWNS[name],
                role=Role.LOCATION,
                precision=1,
                radius_km=0.0,
                toponym=Toponym(
                    span=Span(start=at + words.index(name), end=at + words.index(name) + len(name)), name=name
                ),
            )
            for name in names
        ),
        actors=(),
        claims=(),
        evidence=Span(start=at, end=at + len(words)),
        provenance=Provenance(rule="test", version="1"),
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def _told(publisher: str, published: date, *tellings: tuple[str, date | None], **changes: object) -> Chronology:
    name = f"{publisher}-{published}"
    events, text = [], ""
    for words, day in tellings:
        events.append(replace(_event(len(text), words, day, published, **changes), briefing=name))
        text += words + "\n"
    briefing = Briefing(id=name, title="", publisher=publisher, published=published, language="en", text=text or "-")
    return Chronology(briefing=briefing, events=tuple(events))


def _two(one: str, other: str, day: date | None, later: date | None, **changes: object) -> tuple[Happening, ...]:
    return corroborate(
        [_told("A", date(2031, 5, 4), (one, day)), _told("B", date(2031, 5, 6), (other, later), **changes)]
    )


DAY = date(2031, 5, 3)
NEXT = date(2031, 5, 4)

ONE = [
    # other words
    (BLAST, "Seven people died when a car bomb went off at Gao bus station.", DAY, DAY),
    # a count revised
    (BLAST, "The death toll of the car bomb explosion at the bus station in Gao rose to nine.", DAY, DAY),
    # undated in the later briefing
    (BLAST, "A car bomb at Gao's bus station killed seven.", DAY, None),
    # no place in one
    (BLAST, "The car bomb at the bus station killed seven people.", DAY, DAY),
]
TWO = [
    # the next day
    (BLAST, BLAST, DAY, NEXT),
    # another town
    (BLAST, BLAST.replace("Gao", "Kidal"), DAY, DAY),
    # other words on the same day in the same town
    (BLAST, "Teachers in Gao began a strike over unpaid wages.", DAY, DAY),
    # opposite words
    ("The crossing at Gao was closed to lorries.", "The crossing at Gao reopened to lorries.", DAY, DAY),
    ("Gao was put on orange alert for floods.", "Gao was put on red alert for floods.", DAY, DAY),
    # another magnitude
    ("A magnitude 6.1 quake shook Gao.", "A magnitude 5.2 quake shook Gao.", DAY, DAY),
]


@pytest.mark.parametrize(("one", "other", "day", "later"), ONE)
def test_one_happening_told_by_two_publishers_is_one(one: str, other: str, day: date, later: date | None) -> None:
    assert len(_two(one, other, day, later)) == 1


@pytest.mark.parametrize(("one", "other", "day", "later"), TWO)
def test_what_only_looks_alike_stays_apart(one: str, other: str, day: date, later: date) -> None:
    assert len(_two(one, other, day, later)) == 2


def test_one_name_taken_for_two_places_does_not_part_a_happening() -> None:
    (event,) = (there := _told("B", date(2031, 5, 6), (BLAST, DAY))).events
    elsewhere = replace(event.where[0], place=replace(TOWNS["Oslo"], name="Gao"))
    again = replace(there, events=(replace(event, where=(elsewhere,)),))
    assert len(corroborate([_told("A", date(2031, 5, 4), (BLAST, DAY)), again])) == 1


def test_undated_news_of_one_publisher_on_two_days_is_two() -> None:
    words = "Shelling continued around Gao airport and its fuel depot."
    first, second = date(2031, 5, 3), date(2031, 5, 4)
    assert len(corroborate([_told("A", first, (words, None)), _told("A", second, (words, None))])) == 2
    assert len(corroborate([_told("A", first, (words, None)), _told("B", second, (words, None))])) == 1


def test_two_events_of_one_briefing_are_never_one_happening() -> None:
    assert len(corroborate([_told("A", DAY, (BLAST, DAY), (BLAST, DAY))])) == 2


def test_a_happening_has_every_claim_with_who_published_it() -> None:
    minister = Claim(source="the minister", stance=Stance.CLAIMS, evidence=Span(start=0, end=len(BLAST)))
    (happening,) = corroborate(
        [
            _told("B", date(2031, 5, 6), (BLAST, DAY), claims=(minister,), modality=Modality.CLAIMED),
            _told("A", date(2031, 5, 4), (BLAST, DAY)),
            _told("C", date(2031, 5, 5), (BLAST, DAY), modality=Modality.DENIED),
        ]
    )
    assert [(c.publisher, c.source, c.stance) for c in happening.claims] == [
        ("A", "A", Stance.ASSERTS),
        ("C", "C", Stance.DENIES),
        ("B", "the minister", Stance.CLAIMS),
    ]
    assert [(s.published.day, s.modality) for s in happening.history] == [
        (4, Modality.ASSERTED),
        (5, Modality.DENIED),
        (6, Modality.CLAIMED),
    ]


RULE = "Lorries from Gao will need a transit permit when the decree comes into effect."
IN_FORCE = "The decree on a transit permit for lorries from Gao came into effect."


def test_a_plan_and_its_fulfilment_are_one_happening_and_the_outcome_is_known() -> None:
    due = date(2031, 5, 7)
    plan = _told("A", date(2031, 5, 1), (RULE, due), modality=Modality.PLANNED)
    real = _told("A", date(2031, 5, 8), (IN_FORCE, due))
    (happening,) = corroborate([real, plan])
    assert [s.modality for s in happening.history] == [Modality.PLANNED, Modality.ASSERTED]
    assert [(o.fate, o.telling) for o in happening.outcomes] == [(Fate.FULFILLED, (real.briefing.id, "e0"))]
    (before,) = corroborate([plan])
    assert before.id == happening.id
    assert not before.outcomes


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("The summit of fishing ministers in Oslo was called off.", Fate.CANCELLED),
        ("The summit of fishing ministers in Oslo has been cancelled.", Fate.CANCELLED),
        ("The summit of fishing ministers in Oslo was postponed.", Fate.POSTPONED),
    ],
)
def test_a_plan_called_off_or_put_off_has_that_outcome_and_the_calling_off_is_its_own(words: str, fate: Fate) -> None:
    plan = _told(
        "A", date(2031, 5, 1), ("A summit of fishing ministers will be held in Oslo.", NEXT), modality=Modality.PLANNED
    )
    undone = _told("B", date(2031, 5, 4), (words, DAY))
    planned, other = corroborate([plan, undone])
    assert [(o.fate, o.telling) for o in planned.outcomes] == [(fate, other.tellings[0])]
    assert not other.outcomes


def test_a_cancellation_elsewhere_does_not_undo_a_plan() -> None:
    plan = _told(
        "A", date(2031, 5, 1), ("A summit of fishing ministers will be held in Oslo.", NEXT), modality=Modality.PLANNED
    )
    other = _told("B", date(2031, 5, 4), ("The rock concert in Gao was called off.", DAY))
    assert [h.outcomes for h in corroborate([plan, other])] == [(), ()]


def test_a_briefing_given_twice_is_refused() -> None:
    told = _told("A", DAY, (BLAST, DAY))
    with pytest.raises(ValueError, match="given twice: A-2031-05-03"):
        corroborate([told, told])


# --- properties ------------------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        "bomb market seven 7 closed reopened red alert lorries died convoy will cancelled Gao Oslo".split()
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
DAYS = st.dates(date(2031, 5, 1), date(2031, 5, 9))
TELLINGS = st.lists(st.tuples(WORDS, st.none() | DAYS), max_size=3)
ALL = st.lists(
    st.tuples(st.sampled_from("ABC"), DAYS, TELLINGS, st.sampled_from(Modality)),
    max_size=5,
    unique_by=lambda told: (told[0], told[1]),
).map(lambda rows: [_told(who, day, *told, modality=modality) for who, day, told, modality in rows])


@given(ALL, st.randoms(use_true_random=False))
def test_every_event_is_in_one_happening_in_whatever_order_briefings_come(
    chronologies: list[Chronology], luck: random.Random
) -> None:
    happenings = corroborate(chronologies)
    told = Counter(telling for happening in happenings for telling in happening.tellings)
    assert told == Counter((c.briefing.id, e.id) for c in chronologies for e in c.events)
    shuffled = list(chronologies)
    luck.shuffle(shuffled)
    assert corroborate(shuffled) == happenings
    assert len({happening.id for happening in happenings}) == len(happenings)


@given(ALL, DAYS)
def test_later_briefings_never_change_what_was_known_before(chronologies: list[Chronology], day: date) -> None:
    now = {happening.id: happening for happening in corroborate(chronologies)}
    known = {c.briefing.id for c in chronologies if c.briefing.published <= day}
    for before in corroborate([c for c in chronologies if c.briefing.published <= day]):
        after = now[before.id]
        assert before.tellings == tuple(telling for telling in after.tellings if telling[0] in known)
        assert before.outcomes == tuple(outcome for outcome in after.outcomes if outcome.published <= day)


@given(st.text(max_size=300))
def test_any_words_have_content(words: str) -> None:
    found = content(words)
    assert all(found.terms)
    assert not found.opposes(found)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Twenty-two people drowned", [22]),
        ("about 1,200 residents", [1200]),
        ("a magnitude 6.1 earthquake", [6.1]),
        ("2.4 million euros", [2_400_000]),
        ("on 3 June 2031", []),
        ("three hundred lorries", [300]),
    ],
)
def test_counts_are_read_and_dates_are_none(words: str, values: list[float]) -> None:
    assert [count.value for count in content(words).counts] == values


@pytest.mark.parametrize(("one", "other"), [("evacuated", "evacuation"), ("lorry", "trucks"), ("killed", "deaths")])
def test_words_of_one_meaning_are_one(one: str, other: str) -> None:
    assert concept(one) == concept(other)


def test_the_shipped_retellings_name_only_happenings_that_they_tell() -> None:
    told = json.loads(RETELLINGS.read_text(encoding="utf-8"))
    names = {s["happening"] for b in told["briefings"] for s in b["sentences"] if "happening" in s}
    assert {name for pair in told["apart"] for name in pair} <= names
    assert {each[end] for each in told["outcomes"] for end in ("plan", "outcome")} <= names
    assert len({b["id"] for b in told["briefings"]}) == len(told["briefings"])
    days = [date.fromisoformat(b["published"]) for b in told["briefings"]]
    assert max(days) - min(days) < timedelta(days=366)
