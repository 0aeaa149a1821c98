"""On paper: every event with its sentence and source, the map as a drawing, nothing that has to be pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.world import TOLD, chronology
from timeline.model import Category


def paper(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_every_event_is_printed_with_its_sentence_and_where_it_stands(
    visit: Opener, site: str, *, scripts: bool
) -> None:
    page = paper(visit(site, java_script_enabled=scripts).page(ready=scripts))
    for item in page.locator("li.event").all():
        expect(item.locator("blockquote").first).to_be_visible()
        expect(item.locator(".cite").first).to_contain_text("Hand Press, 7 February 2022")


@pytest.mark.parametrize(
    "path", ["/", "/briefings/{briefing}", "/events/{event}", "/embed", "/layers/", "/methodology"]
)
def test_nothing_that_is_pressed_is_printed(reader: Watch, path: str) -> None:
    one = chronology()
    page = paper(reader.page(path.format(briefing=one.briefing.id, event=one.events[3].id), ready=False))
    page.wait_for_load_state("load")
    # A title that opens its event on a screen is a title on paper.
    for control in page.locator("button:not(.event-select), input, select, textarea, nav").all():
        expect(control).to_be_hidden()


def test_a_filtered_list_is_printed_as_filtered(reader: Watch) -> None:
    page = paper(reader.page("/?cat=diplomacy"))
    expect(page.locator("li.event:visible")).to_have_count(1)


def test_no_page_ends_between_an_event_and_its_sentences(reader: Watch) -> None:
    page = paper(reader.page())
    kept = page.locator("li.event").evaluate_all("all => all.map((each) => getComputedStyle(each).breakInside)")
    assert set(kept) == {"avoid"}


def test_events_are_counted_on_paper_as_the_map_numbers_them(visit: Opener, site: str) -> None:
    page = paper(visit(site).page("/?cat=military_movement"))
    assert "/picture/paper.svg?cat=military_movement" in (page.locator("#paper-map").get_attribute("src") or "")
    expect(page.get_by_text("The numbers on the map are those of the events in the list.")).to_be_visible()
    # A list item is counted; one that is not shown is not.
    assert page.locator("li.event:visible").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).display)"
    ) == ["list-item"] * sum(told.category is Category.MILITARY_MOVEMENT for told in TOLD)
    numbered = page.locator("li.event:visible .event-when").first
    assert "list-item" in numbered.evaluate("each => getComputedStyle(each, '::before').content")


def test_the_map_is_drawn_for_paper_and_fetched_for_nothing_else(reader: Watch) -> None:
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    page = reader.page()
    assert [url for url in asked if "/picture/" in url] == []
    page.evaluate("window.print = () => { window.printed = document.getElementById('paper-map').naturalWidth; }")
    page.locator(".event-select").first.click()
    page.get_by_role("button", name="Print", exact=True).click()
    page.wait_for_function("() => window.printed > 0")
    assert [url for url in asked if "/picture/" in url and "sel=" in url]
    expect(page.locator("#paper-map")).to_be_hidden()
    expect(paper(page).locator("#paper-map")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()


def test_a_pdf_is_black_on_white_whatever_the_screen_was(visit: Opener, site: str) -> None:
    page = paper(visit(site, color_scheme="dark").page())
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.event-title')).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert len(TOLD) == page.locator("li.event:visible").count()
