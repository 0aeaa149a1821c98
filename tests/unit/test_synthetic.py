"""The synthetic archive, and how its measures are judged."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from benchmarks import synthetic
from benchmarks.hosting import application, pages, points_of
from benchmarks.page import Measured, Target, Weight, targets
from benchmarks.peers import PEERS, asset
from geodata.gazetteer import Gazetteer
from timeline.model import Modality


def test_there_are_as_many_events_as_asked_for_and_always_the_same(gazetteer: Gazetteer) -> None:
    over = synthetic.ground(gazetteer)
    made = list(synthetic.chronologies(120, over))
    assert [len(each.events) for each in made] == [50, 50, 20]
    assert made == list(synthetic.chronologies(120, over))
    assert len({event.id for each in made for event in each.events}) == 120


def test_what_is_told_stands_in_the_text(gazetteer: Gazetteer) -> None:
    for each in synthetic.chronologies(100, synthetic.ground(gazetteer)):
        for event in each.events:
            for where in event.where:
                assert where.toponym is not None
                assert each.briefing.quote(where.toponym.span) == where.place.name
                assert event.evidence.holds(where.toponym.span)
            assert bool(event.claims) is (event.modality is not Modality.ASSERTED)


def test_a_peer_gets_the_points_of_the_edition(gazetteer: Gazetteer, tmp_path: Path) -> None:
    edition = synthetic.edition(60, tmp_path, gazetteer)
    points = points_of(edition)
    assert 50 < len(points) <= 60
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 and title for lon, lat, title in points)


@pytest.mark.parametrize("peer", PEERS, ids=[peer.name for peer in PEERS])
def test_a_peers_page_asks_for_nothing_that_is_not_answered(peer: object) -> None:
    page = next(each for each in PEERS if each is peer).page([(27.57, 53.9, "Diplomats meet in Minsk")])
    assert b"Diplomats meet in Minsk" in page
    assert asset("https://host/leaflet@1.9.3/dist/leaflet.js").startswith(b"/* @preserve")
    assert asset("https://host/bootstrap-glyphicons.css") == b""


def test_what_a_peers_page_asks_for_comes_from_where_the_page_does() -> None:
    made = pages([(27.57, 53.9, "Diplomats meet in Minsk")])
    with application(made).test_client() as client:
        for name, page in made.items():
            assert gzip.decompress(client.get(f"/{name}").data) == page
            asked = re.findall(rb'(?:src|href)="([^"]+)"', page)
            assert any(each.endswith(b"/leaflet.js") for each in asked)
            assert all(each.startswith(b"/assets/") for each in asked)
            assert all(client.get(each.decode()).status_code == 200 for each in asked)


def test_a_target_says_whether_it_is_reached() -> None:
    assert str(Target(words="ready", figure=0.4, most=0.5, unit="s")).startswith("reached")
    assert str(Target(words="ready", figure=0.6, most=0.5, unit="s")).startswith("MISSED")


def test_the_targets_are_those_of_ten_and_of_fifty_thousand_events() -> None:
    found = {
        "Dateline": Measured(ready=[400, 900, 500], filtered=[90, 120, 80]),
        "FastMarkerCluster": Measured(ready=[1000, 1500, 1250]),
    }
    weight = Weight(page=5 * 1024, styles=10 * 1024, scripts=35 * 1024, others=0, data=0)
    assert [round(each.figure, 2) for each in targets(10_000, found, weight)] == [0.4, 90, 50]
    assert [each.most for each in targets(50_000, found, weight)] == [2, 300]
    assert list(targets(1_000, found, weight)) == []
