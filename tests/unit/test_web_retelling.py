"""What several briefings tell of one thing, on the pages, as readers without scripts see it."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import orjson
import pytest
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.browser.serving import application
from timeline.paging import Material, page

PERMIT, FAIR = hand.retold()[0].events
IN_FORCE, CANCELLED, AGAIN = (one.events[0] for one in hand.retold()[1:])
ALONE = hand.chronology().events[0]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return application([hand.chronology(), *hand.retold()], tmp_path_factory.mktemp("retold")).test_client()


def text(client: FlaskClient, address: str) -> str:
    """What a reader reads, its spaces as one."""
    return " ".join(" ".join(html5lib.parse(client.get(address).text).itertext()).split())


def links(client: FlaskClient, address: str) -> set[str]:
    """The events that a page leads to."""
    return set(re.findall(r'href="/events/([0-9a-f]+)"', client.get(address).text))


@pytest.mark.parametrize("event", [PERMIT, IN_FORCE, AGAIN])
def test_every_telling_leads_to_the_others(client: FlaskClient, event: hand.Event) -> None:
    read = text(client, f"/events/{event.id}")
    assert "Told by 3 briefings" in read
    assert "Also told by 2 other briefings" in read
    assert links(client, f"/events/{event.id}") == {PERMIT.id, IN_FORCE.id, AGAIN.id} - {event.id}


def test_what_was_known_on_which_day_is_said(client: FlaskClient) -> None:
    history = "planned (7 February 2022) → then claimed (10 February 2022) → then stated (12 February 2022)"
    assert history in text(client, f"/events/{PERMIT.id}")
    assert history in text(client, "/")


def test_the_claims_of_all_tellings_stand_side_by_side(client: FlaskClient) -> None:
    after = text(client, f"/events/{AGAIN.id}").partition("Who says what")[2].partition(" Cite ")[0]
    told = ("Announced by Hand Press", "Claimed by the mayor , 9 February 2022", "Stated by Third Press")
    assert [who for who in told if who in after] == list(told)
    for one in (hand.retold()[index] for index in (0, 1, 3)):
        assert one.briefing.quote(one.events[0].evidence) in after
        assert one.briefing.publisher in after
        assert f"{one.briefing.published.day} February 2022" in after


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (PERMIT, "The plan was fulfilled, says Second Press , 10 February 2022"),
        (FAIR, "The plan was cancelled, says Third Press , 11 February 2022"),
    ],
)
def test_a_plan_says_what_became_of_it(client: FlaskClient, plan: hand.Event, said: str) -> None:
    assert said in text(client, f"/events/{plan.id}")
    assert said in text(client, "/")


def test_what_fulfils_a_plan_says_so_itself(client: FlaskClient) -> None:
    assert "The plan was fulfilled, says this telling" in text(client, f"/events/{IN_FORCE.id}")


def test_a_cancellation_leads_to_the_plan(client: FlaskClient) -> None:
    assert "Tells that a plan was cancelled: A fair of wooden boats" in text(client, f"/events/{CANCELLED.id}")
    assert links(client, f"/events/{CANCELLED.id}") == {FAIR.id}
    assert links(client, f"/events/{FAIR.id}") == {CANCELLED.id}


def test_an_event_told_once_says_nothing_of_others(client: FlaskClient) -> None:
    alone = client.get(f"/events/{ALONE.id}").text
    assert 'class="retold"' not in alone
    assert "Told by" not in alone


def test_every_telling_stays_in_the_list(client: FlaskClient) -> None:
    home = client.get("/").text
    assert home.count('<li class="event ') == len(hand.chronology().events) + 5
    assert home.count("Also told by 2 other briefings") == 3


def test_an_edition_from_before_there_were_happenings_is_still_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(found: Material, edition: str | None) -> bytes:
        return orjson.dumps({k: v for k, v in orjson.loads(page(found, edition)).items() if k != "happenings"})

    monkeypatch.setattr("timeline.edition.page", without)
    client = application(hand.retold(), tmp_path).test_client()
    assert client.get("/").status_code == 200
    assert "Also told by" not in client.get("/").text
