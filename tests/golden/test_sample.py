"""The bundled sample, from its prose to its events: a change in finding shows here as a difference to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import timeline
from geodata.gazetteer import open_gazetteer
from timeline.exporting.record import drawn
from timeline.geometry import geojson, parsed
from timeline.model import Chronology, Event
from timeline.pipeline import chronicle
from timeline.reading import read

SAMPLE = Path(timeline.__file__).parent / "sample" / "belarus-2022-02-07.md"


def test_the_sample_s_events_are_those_last_read_and_approved(golden: Callable[[str, str], None]) -> None:
    chronology = chronicle(read(SAMPLE), open_gazetteer())
    golden("sample.txt", "\n".join(_card(chronology, event) for event in chronology.events))


def test_every_geometry_of_the_sample_is_valid_as_it_is_written() -> None:
    gazetteer = open_gazetteer()
    shapes = [drawn(event, gazetteer) for event in chronicle(read(SAMPLE), gazetteer).events]
    written = [parsed(geojson(shape)) for shape in shapes if shape is not None]
    assert written
    assert all(shape.is_valid for shape in written)


def _card(chronology: Chronology, event: Event) -> str:
    """An event without its id: ids follow from the text, and would only repeat its changes."""
    when = event.when
    assert when is not None
    places = "; ".join(f"{w.place.name} [{w.place.id}] {w.role} {w.precision}" for w in event.where)
    claims = "; ".join(f"{c.source} {c.stance}" for c in event.claims)
    return "\n".join(
        (
            f"{when.interval.start} .. {when.interval.end} {when.precision} {when.anchor}",
            f"  {event.category}, {event.modality}: {event.title}",
            f"  where:  {places or '-'}",
            f"  claims: {claims or '-'}",
            f"  actors: {'; '.join(event.actors) or '-'}",
            f"  quote:  {chronology.briefing.quote(event.evidence)}",
            "",
        )
    )
