"""What several briefings tell of one thing, on the pages, as readers without scripts see it."""

from __future__ import annotations

import re

import html5lib
import pytest
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.browser.serving import application

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
    assert "Also told by other briefings" in read
    assert links(client, f"/events/{event.id}") >= {PERMIT.id, IN_FORCE.id, AGAIN.id} - {event.id}


def test_what_was_known_on_which_day_is_said(client: FlaskClient) -> None:
    history = "planned (7 February 2022) → then claimed (10 February 2022) → then stated (12 February 2022)"
    assert history in text(client, f"/events/{PERMIT.id}")
    assert history in text(client, "/")


def test_the_claims_of_all_tellings_stand_side_by_side(client: FlaskClient) -> None:
    after = text(client, f"/events/{AGAIN.id}").partition("Who says what")[2].partition("Where it is")[0]
    told = (
        "Announced, as the publisher tells Hand Press",
        "Claimed by the mayor",
        "Found by the publisher Third Press",
    )
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
    assert FAIR.id in links(client, f"/events/{CANCELLED.id}")
    assert CANCELLED.id in links(client, f"/events/{FAIR.id}")


def test_an_event_told_once_says_nothing_of_others(client: FlaskClient) -> None:
    alone = client.get(f"/events/{ALONE.id}").text
    assert 'class="retold"' not in alone
    assert "told by other briefings" not in alone


def test_every_telling_stays_in_the_list(client: FlaskClient) -> None:
    home = client.get("/").text
    assert home.count('<li class="event ') == len(hand.chronology().events) + 5
    assert home.count("Also told by other briefings") == 3


# What was known on a day


KNOWN_LATER = r'<(?:p|li|span)[^>]* data-known="(2022-02-\d\d)"'


def row(client: FlaskClient, event: hand.Event, query: str = "") -> str:
    """The event's row in the list, as HTML."""
    found = re.search(
        rf'<li class="event [^>]*id="e-{event.id}".*?</details>\s*(?:</noscript>\s*)?</li>',
        client.get(f"/{query}").text,
        re.S,
    )
    assert found is not None
    return found[0]


def test_what_later_briefings_tell_carries_the_day_of_their_publication(client: FlaskClient) -> None:
    days = re.findall(KNOWN_LATER, row(client, PERMIT))
    assert {"2022-02-10", "2022-02-12"} <= set(days)
    assert 'data-known="2022-02-10">The plan was fulfilled' in row(client, PERMIT)


def test_as_of_a_day_only_what_had_been_published_is_in_the_list(client: FlaskClient) -> None:
    page = client.get("/?asof=2022-02-10").text
    assert "Showing what was published by 10 February 2022." in page
    hidden = set(re.findall(r'<li class="event[^>]* data-id="([^"]+)"[^>]* hidden>', page))
    assert hidden == {CANCELLED.id, AGAIN.id}


def test_as_of_a_day_the_status_is_that_of_the_day(client: FlaskClient) -> None:
    before, between, now = (row(client, PERMIT, query) for query in ("?asof=2022-02-09", "?asof=2022-02-10", ""))
    assert "Also told by" not in before
    assert "The plan was fulfilled" not in before
    assert "claimed (10 February 2022)" in between
    assert "stated (12 February 2022)" not in between
    assert "stated (12 February 2022)" in now
    assert "The plan was cancelled" not in row(client, FAIR, "?asof=2022-02-10")
    assert "The plan was cancelled" in row(client, FAIR, "?asof=2022-02-11")


def test_no_row_as_of_a_day_has_anything_of_a_later_one(client: FlaskClient) -> None:
    known = re.findall(KNOWN_LATER, client.get("/?asof=2022-02-10").text)
    assert max(known) == "2022-02-10"


def test_the_way_back_from_a_day_keeps_the_other_filters(client: FlaskClient) -> None:
    page = client.get("/?status=planned&asof=2022-02-10&lang=de").text
    assert '<a data-drop="asof" href="?status=planned&amp;lang=de">' in page
