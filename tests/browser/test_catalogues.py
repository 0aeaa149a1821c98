"""No word that scripts say is left out of the catalogues, read in a language where every message has brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.serving import application
from tests.browser.world import chronology, crowd
from tests.pseudo import left_out, speak
from timeline.model import Chronology
from tools.serving import serving

WORLD: tuple[Chronology, ...] = (chronology(), crowd(30))
# What stands among our own words where there is no <bdi>: titles, publishers, names on the map and in the band.
GIVEN = sorted(
    {
        text
        for told in WORLD
        for text in (
            told.briefing.publisher,
            told.briefing.title,
            *(event.title for event in told.events),
            *(where.place.name for event in told.events for where in event.where),
            *(claim.source for event in told.events for claim in event.claims),
        )
    },
    key=len,
    reverse=True,
)
STATES = (
    "q=nothing-has-this", "from=2022-01-30&to=2022-02-02", "from=2022-02-07&to=2022-01-01", "asof=2022-02-07",
    "lane=place", "lane=claimant", "actor=nobody&cat=other", "bbox=20,50,30,56",
)  # fmt: skip


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose French stands in brackets."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        speak(monkeypatch)
        with serving(application(WORLD, tmp_path_factory.mktemp("bracketed"))) as address:
            yield address


def bare(page: Page) -> list[str]:
    """What the page now says outside of the catalogues."""
    return left_out(page.content(), GIVEN)


def test_nothing_that_scripts_say_is_left_out_of_the_catalogues(visit: Opener, bracketed: str) -> None:
    page = visit(bracketed).page("/?lang=fr")
    assert bare(page) == []
    for details in page.locator("details").all():
        details.evaluate("each => each.open = true")
    assert bare(page) == []


@pytest.mark.parametrize("query", STATES)
def test_no_state_of_the_page_says_a_word_outside_the_catalogues(query: str, visit: Opener, bracketed: str) -> None:
    assert bare(visit(bracketed).page(f"/?lang=fr&{query}")) == []


def test_no_step_of_a_reader_meets_a_word_outside_the_catalogues(visit: Opener, bracketed: str) -> None:
    page = visit(bracketed).page("/?lang=fr")
    page.locator("#events .event-select").first.click()
    page.locator("#map").hover()
    assert bare(page) == []
    for button in page.locator("#band button:visible, .leaflet-control button:visible, .chronology > button").all():
        if button.is_visible() and button.is_enabled():
            button.click()
            assert bare(page) == []
            page.keyboard.press("Escape")


@pytest.mark.parametrize("of", ["briefings", "embed"])
def test_a_briefing_and_its_embed_say_no_word_outside_the_catalogues(of: str, visit: Opener, bracketed: str) -> None:
    page = visit(bracketed).page(f"/{of}/{WORLD[0].briefing.id}?lang=fr&sel={WORLD[0].events[0].id}")
    assert bare(page) == []


def test_a_telephone_shows_no_word_outside_the_catalogues(visit: Opener, bracketed: str) -> None:
    phone = visit(bracketed, viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)
    page = phone.page(f"/?lang=fr&sel={WORLD[0].events[0].id}")
    assert bare(page) == []


def test_data_that_does_not_come_is_told_in_the_language(visit: Opener, bracketed: str) -> None:
    watch = visit(bracketed)
    watch.forgiven += ("404", "Failed to load resource", "net::")
    watch.context.route(re.compile(r"/index\.json"), lambda route: route.abort())
    page = watch.page("/?lang=fr", ready=False)
    expect(page.locator("#message")).to_be_visible()
    assert bare(page) == []
