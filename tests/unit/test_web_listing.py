"""A list too long for one page, rows and searches that scripts ask for, and what is said where nothing is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask.testing import FlaskClient

from tests import chronologies as hand
from timeline.edition import publish
from timeline.model import Chronology
from timeline.store import Store
from timeline.web import create_app
from timeline.web.listing import A_PAGE, ALL_ROWS

MANY = ALL_ROWS + 312


def crowd(count: int) -> Chronology:
    """One briefing of so many events on one day; every tenth is of an owl."""
    of = hand.briefing("On 3 February a helicopter landed at Luninets.")
    when = hand.day(of, "On 3 February", hand.date(2022, 2, 3))
    where = (hand.at(hand.LUNINETS, of.text, "Luninets"),)
    plain = hand.event(of, of.text, when=when, where=where)
    titles = (f"Owl {number}" if number % 10 == 0 else f"Fox {number}" for number in range(count))
    return Chronology(
        briefing=of,
        events=tuple(replace(plain, id=f"e{number:05}", title=title) for number, title in enumerate(titles)),
    )


def served(folder: Path, *chronologies: Chronology) -> FlaskClient:
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology)
        publish(store, folder / "editions", hand.HandGazetteer())
    return create_app(SimpleNamespace(editions=folder / "editions")).test_client()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(tmp_path_factory.mktemp("crowd"), crowd(MANY))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(tmp_path_factory.mktemp("few"), hand.chronology(), *hand.retold())


@pytest.fixture
def data(client: FlaskClient) -> str:
    """Where the files of the edition are."""
    return f"/editions/{client.get('/healthz').json['edition']}"


def ids(page: str) -> list[str]:
    return re.findall(r'<li class="event[^>]* data-id="([^"]+)"', page)


def pages(client: FlaskClient, address: str) -> Iterator[str]:
    """The page and those that its links lead on to."""
    while True:
        page = client.get(address).text
        yield page
        link = re.search(r'rel="next" href="([^"]+)"', page)
        if link is None:
            return
        address = "/" + link[1].replace("&amp;", "&")


# Pages of the list


def test_a_long_list_is_read_page_by_page_and_nothing_is_lost(client: FlaskClient) -> None:
    read = [ids(page) for page in pages(client, "/")]
    assert [len(rows) for rows in read[:-1]] == [A_PAGE] * (MANY // A_PAGE)
    assert [event for rows in read for event in rows] == [f"e{number:05}" for number in range(MANY)]


def test_a_page_says_which_part_it_is_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/?page=2").text
    assert "Events 51–100 of 2,312" in page
    assert 'rel="prev" href="?page=1"' in page
    assert 'rel="next" href="?page=3"' in page
    assert "Ereignisse" not in page
    assert 'rel="prev"' not in client.get("/").text
    assert 'rel="next"' not in client.get("/?page=47").text


def test_the_pages_of_a_filtered_list_keep_the_filter(client: FlaskClient) -> None:
    first = client.get("/?q=owl&lang=de").text
    assert len(ids(first)) == A_PAGE
    assert 'rel="next" href="?q=owl&amp;lang=de&amp;page=2"' in first
    assert [event for page in pages(client, "/?q=owl") for event in ids(page)] == [
        f"e{number:05}" for number in range(0, MANY, 10)
    ]


@pytest.mark.parametrize(("page", "first"), [("999", "e02300"), ("0", "e00000"), ("x", "e00000"), ("-3", "e00000")])
def test_a_page_that_is_not_there_is_the_last_or_the_first(client: FlaskClient, page: str, first: str) -> None:
    assert ids(client.get(f"/?page={page}").text)[0] == first


def test_a_link_to_an_event_opens_the_page_that_it_is_on(client: FlaskClient) -> None:
    page = client.get("/?sel=e01234").text
    assert "Events 1,201–1,250 of 2,312" in page
    assert re.search(r'data-id="e01234"[^>]* aria-current="true"', page)
    assert ids(client.get("/?sel=none").text)[0] == "e00000"


def test_a_list_of_no_more_than_two_thousand_has_every_row(tmp_path: Path) -> None:
    page = served(tmp_path, crowd(ALL_ROWS)).get("/?q=owl").text
    assert len(ids(page)) == ALL_ROWS
    assert page.count(' hidden>\n  <span class="mark') == ALL_ROWS * 9 // 10
    assert 'class="pager"' not in page


def test_the_counts_are_of_the_whole_list(client: FlaskClient) -> None:
    page = client.get("/?q=owl").text
    assert f"232 of {MANY} events" in page
    assert f'data-total="{MANY}"' in page
    assert f'<span class="count">{MANY}</span>' in page


def test_the_language_stays_in_every_link_of_a_row(client: FlaskClient, data: str) -> None:
    for page in (client.get("/?lang=de").text, client.get(f"{data}/rows?at=0&lang=de").text):
        assert 'href="/events/e00000?lang=de"' in page


# Rows


def test_a_row_that_is_asked_for_is_that_of_the_page(client: FlaskClient, data: str) -> None:
    asked = client.get(f"{data}/rows?at=2,0,1")
    assert asked.mimetype == "text/html"
    assert ids(asked.text) == ["e00002", "e00000", "e00001"]
    row = re.search(r'<li class="event[^>]*id="e-e00001".*?</details>\s*(?:</noscript>\s*)?</li>', asked.text, re.S)
    assert row is not None
    assert row[0] in client.get("/").text


@pytest.mark.parametrize(
    "at", ["", "x", "-1", "1,", ",", "1e2", "0x1", "٣", str(MANY), "9" * 40, "1,,2", ",".join(["1"] * 101), "1%002"]
)
def test_positions_that_are_none_are_refused_in_words(client: FlaskClient, data: str, at: str) -> None:
    answer = client.get(f"{data}/rows?at={at}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert "up to 100 positions" in answer.json["detail"]


def test_rows_as_of_a_day_hide_what_was_told_later(few: FlaskClient) -> None:
    data = f"/editions/{few.get('/healthz').json['edition']}"
    every = ",".join(map(str, range(9)))
    assert "stated (12 February 2022)" in few.get(f"{data}/rows?at={every}").text
    assert "stated (12 February 2022)" not in few.get(f"{data}/rows?at={every}&asof=2022-02-10").text


# Searching


@pytest.mark.parametrize(
    ("q", "count"),
    [("owl", 232), ("OW", 232), ("owl 10", 12), ("wl", 0), ("landed lunin", MANY), ("*", MANY), ("", MANY)],
)
def test_a_search_gives_positions_in_order(client: FlaskClient, data: str, q: str, count: int) -> None:
    found = client.get(f"{data}/search", query_string={"q": q})
    assert found.headers["Cache-Control"].endswith("immutable")
    positions = found.json["positions"]
    assert len(positions) == count
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    "q", ['"', "a OR", "NEAR(", "x*y", "\0", "((", "-", "folded:owl", "😀", "%", "' OR 1=1 --", "a" * 5000]
)
def test_no_search_is_an_error(client: FlaskClient, data: str, q: str) -> None:
    for address in (f"{data}/search", "/", "/embed"):
        assert client.get(address, query_string={"q": q}).status_code == 200


def test_scripts_and_the_page_find_the_same(client: FlaskClient, data: str) -> None:
    positions = client.get(f"{data}/search?q=fox 7").json["positions"]
    assert [event for page in pages(client, "/?q=fox+7") for event in ids(page)] == [f"e{at:05}" for at in positions]


# Nothing left


def said(client: FlaskClient, query: str) -> dict[str, str]:
    """What would help, and the query that does it."""
    page = html5lib.parse(client.get(f"/{query}").text, namespaceHTMLElements=False)
    return {"".join(link.itertext()): link.get("href", "") for link in page.findall(".//ul[@id='remedies']/li/a")}


@pytest.mark.parametrize(
    ("query", "remedies"),
    [
        ("?q=drone", {}),
        (
            "?q=drone&cat=military_movement&lang=en",
            {
                "Without the words “drone” there would be 1.": "?cat=military_movement&lang=en",
                "Without the choice of what happened there would be 1.": "?q=drone&lang=en",
            },
        ),
        (
            "?q=%3Czz%3E&from=2022-02-03&to=2022-02-03&page=2",
            {"Without the words “<zz>” there would be 2.": "?from=2022-02-03&to=2022-02-03"},
        ),
        (
            "?actor=Lithuania&claimant=Minsk",
            {
                "Without the actor “Lithuania” there would be 1.": "?claimant=Minsk",
                "Without the claimant “Minsk” there would be 1.": "?actor=Lithuania",
            },
        ),
        ("?asof=2022-02-01", {"Without the day of knowledge there would be 9.": "?"}),
        ("?bbox=0,0,1,1", {"Without the box on the map there would be 9.": "?"}),
        ("?bbox=0,0,1,1&q=none", {}),
    ],
)
def test_zero_results_say_which_filter_did_it(few: FlaskClient, query: str, remedies: dict[str, str]) -> None:
    assert said(few, query) == remedies


@pytest.mark.parametrize(
    ("query", "hidden"), [("?bbox=0,0,1,1&q=none", ""), ("?q=none", " hidden"), ("?q=drone&cat=protest", " hidden")]
)
def test_where_several_filters_together_leave_nothing_that_is_said(few: FlaskClient, query: str, hidden: str) -> None:
    assert f'<p id="together"{hidden}>No single filter does it' in few.get(f"/{query}").text


def test_what_would_help_does(few: FlaskClient) -> None:
    for words, query in said(few, "?q=drone&cat=military_movement").items():
        (count,) = re.findall(r"(\d+)\.$", words)
        assert f'role="status">{count} of 9 events' in few.get(f"/{query}").text


def test_an_edition_without_events_is_not_the_fault_of_a_filter(tmp_path: Path) -> None:
    page = served(tmp_path).get("/")
    assert page.status_code == 200
    assert "No event has been found in any briefing yet." in page.text
    assert "left by these filters" not in page.text


# All briefings


def test_many_briefings_have_a_page_of_their_own(tmp_path: Path) -> None:
    client = served(tmp_path, *hand.many(A_PAGE + 20))
    home = client.get("/").text
    assert home.count("<cite>") - len(ids(home)) == A_PAGE
    assert 'href="/briefings/"' in home
    first, second = client.get("/briefings/").text, client.get("/briefings/?page=2").text
    assert "Briefings 1–50 of 70" in first
    links = [re.findall(r'<cite><a href="(/briefings/[^"]+)"', page) for page in (first, second)]
    assert {len(each) for each in links} == {50, 20}
    assert len({*links[0], *links[1]}) == 70
    assert client.get(links[1][-1]).status_code == 200
