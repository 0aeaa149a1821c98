"""Selecting an event anywhere selects it everywhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.looking import expect_selected, id_of, painted, point, state_of, wait_painted
from tests.browser.world import BELARUS, BORDER, BREST, LUNINETS, MINSK, POLESIE, TOLD, VILNIUS, chronology

FLIGHT, DRONE, BORDER_SHUT, REFERENDUM, TALKS, EXERCISE, PRICES, SERVERS = (
    TOLD[at] for at in (2, 3, 4, 6, 7, 9, 10, 11)
)


def select(page: Page, at: int) -> None:
    page.locator(f"#e-{id_of(TOLD[at])} .event-select").click()


def test_several_events_are_in_sight_at_once_beside_map_and_band(reader: Watch) -> None:
    page = reader.page()
    floor = page.eval_on_selector(".list-column", "column => column.getBoundingClientRect().bottom")
    bottoms = page.eval_on_selector_all(
        "li.event:not([hidden])", "rows => rows.map((row) => row.getBoundingClientRect().bottom)"
    )
    assert len([bottom for bottom in bottoms if bottom <= floor]) >= 3


def test_selecting_in_the_list_marks_band_and_map(reader: Watch) -> None:
    page = reader.page()
    assert not painted(page, VILNIUS, "--select")
    select(page, TOLD.index(PRICES))
    expect_selected(page, PRICES)
    wait_painted(page, VILNIUS, "--select")


def test_selecting_opens_the_sentence_with_its_briefing_and_date(reader: Watch) -> None:
    page = reader.page()
    select(page, TOLD.index(PRICES))
    item = page.locator(f"#e-{id_of(PRICES)}")
    expect(item.locator("blockquote")).to_be_visible()
    expect(item.locator("blockquote")).to_have_text(PRICES.sentence)
    expect(item).to_contain_text("Hand Press")
    expect(item).to_contain_text("7 February 2022")


def test_what_opens_with_an_event_is_one_piece_of_text_until_then(reader: Watch) -> None:
    page = reader.page()
    item = page.locator(f"#e-{id_of(PRICES)}")
    expect(page.locator("li.event blockquote")).to_have_count(0)
    assert PRICES.sentence in str(item.evaluate("row => row.querySelector('noscript').textContent"))
    assert item.evaluate("row => row.querySelectorAll('*').length") <= 15  # a page has thousands of rows
    select(page, TOLD.index(PRICES))
    expect(page.locator("li.event blockquote")).to_have_count(1)
    select(page, TOLD.index(PRICES))
    expect(item.locator("blockquote")).to_be_hidden()


def test_clicking_a_point_on_the_map_selects_its_event(reader: Watch) -> None:
    page = reader.page()
    page.mouse.click(*point(page, VILNIUS))
    expect_selected(page, PRICES)


def test_a_facility_is_hit_at_the_head_of_its_pin(reader: Watch) -> None:
    page = reader.page()
    x, y = point(page, LUNINETS)
    page.mouse.click(x, y - 12)
    expect_selected(page, FLIGHT)


def test_clicking_a_border_selects_its_event(reader: Watch) -> None:
    page = reader.page()
    x, y = point(page, BORDER)
    page.mouse.click(x - 1, y)
    panel = page.locator(".map-panel")
    panel.get_by_role("button", name="Lithuania stopped transit").click()
    expect_selected(page, BORDER_SHUT)


def test_the_ground_of_a_country_selects_what_is_said_of_the_country(reader: Watch) -> None:
    page = reader.page()
    x, y = point(page, BELARUS)
    page.mouse.click(x + 60, y - 20)
    expect_selected(page, REFERENDUM)


def test_several_events_at_one_place_are_offered_one_by_one(reader: Watch) -> None:
    page = reader.page()
    page.mouse.click(*point(page, BREST))
    choices = page.locator(".map-panel .map-choice")
    expect(choices).to_have_count(2)
    choices.nth(1).click()
    expect_selected(page, TOLD[1])
    expect(choices.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".map-panel")).to_be_hidden()


def test_one_area_over_another_offers_both(reader: Watch) -> None:
    page = reader.page()
    page.mouse.click(*point(page, replace(POLESIE, lon=28.6, lat=51.8)))
    choices = page.locator(".map-panel .map-choice")
    expect(choices).to_have_count(2)  # Polesie, and the country that it lies in
    choices.filter(has_text="Exercises").click()
    expect_selected(page, EXERCISE)


def test_selecting_in_the_band_selects_in_list_and_map(reader: Watch) -> None:
    page = reader.page()
    page.locator(f'.band-mark[data-id="{id_of(PRICES)}"]').click()
    expect_selected(page, PRICES)
    wait_painted(page, VILNIUS, "--select")


def test_an_event_without_a_place_is_selected_in_list_and_band(reader: Watch) -> None:
    page = reader.page()
    select(page, TOLD.index(SERVERS))
    expect_selected(page, SERVERS)


def test_selecting_again_lets_go(reader: Watch) -> None:
    page = reader.page()
    select(page, 0)
    expect_selected(page, TOLD[0])
    select(page, 0)
    expect(page.locator("li.event[aria-current]")).to_have_count(0)
    expect(page.locator(".band-mark.is-selected")).to_have_count(0)


def test_selecting_pans_only_to_what_cannot_be_seen_and_never_zooms(reader: Watch) -> None:
    page = reader.page()
    view = "() => [map_main.getZoom(), map_main.getCenter().lat, map_main.getCenter().lng]"
    before = page.evaluate(view)
    select(page, TOLD.index(TALKS))
    expect_selected(page, TALKS)
    assert page.evaluate(view) == before
    page.evaluate("map_main.setView([40, 60], 8, {animate: false})")
    select(page, TOLD.index(PRICES))
    page.wait_for_function("([lat, lon]) => map_main.getBounds().contains([lat, lon])", arg=[VILNIUS.lat, VILNIUS.lon])
    assert page.evaluate("map_main.getZoom()") == 8


def test_hovering_in_the_list_shows_up_in_the_band(reader: Watch) -> None:
    page = reader.page()
    page.locator(f"#e-{id_of(TOLD[0])}").hover()
    expect(page.locator(".band-mark.is-hovered")).to_have_attribute("data-id", id_of(TOLD[0]))


def test_what_lies_under_the_pointer_on_the_map_is_named(reader: Watch) -> None:
    page = reader.page()
    page.mouse.move(*point(page, VILNIUS))
    expect(page.locator(".map-tip")).to_have_text("Prices rose, officials in Vilnius said")
    expect(page.locator(f"#e-{id_of(PRICES)}")).to_have_class("event status-claimed is-hovered")
    page.mouse.move(*point(page, MINSK))
    expect(page.locator(".map-tip")).to_contain_text("(and 1 more)")


def test_the_sentence_in_the_briefing_and_its_event_are_linked_both_ways(reader: Watch) -> None:
    home = reader.page()
    page = reader.page(home.locator(".briefings a, .cite a").first.get_attribute("href") or "")
    page.locator(f"mark#s-{id_of(DRONE)}").click()
    expect_selected(page, DRONE)
    select(page, TOLD.index(PRICES))
    expect(page.locator("mark.is-selected")).to_have_attribute("id", f"s-{id_of(PRICES)}")
    expect(page.locator("mark.is-selected")).to_be_in_viewport()


def test_a_link_to_a_sentence_selects_its_event_and_scrolls_only_the_text(reader: Watch) -> None:
    home = reader.page()
    select(home, TOLD.index(PRICES))
    link = home.locator(f"#e-{id_of(PRICES)} .cite a").first.get_attribute("href") or ""
    assert "#s-" in link
    page = reader.page(link)
    expect_selected(page, PRICES)
    expect(page.locator(f"#s-{id_of(PRICES)}")).to_be_in_viewport()
    expect(page.locator(".masthead .name")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [1024, 1179, 1440])
def test_list_map_text_and_band_share_a_desk_without_covering_each_other(visit: Opener, site: str, width: int) -> None:
    watch = visit(site, viewport={"width": width, "height": 768})
    page = watch.page(f"/briefings/{chronology().briefing.id}")
    boxes = [
        box
        for part in ("list-column", "map-column", "text-column", "band-frame")
        if (box := page.locator(f".{part}").bounding_box()) is not None
    ]
    assert all(box["width"] >= 290 and box["height"] >= 200 for box in boxes)
    columns, band = boxes[:3], boxes[3]
    assert all(one["x"] + one["width"] <= other["x"] + 1 for one, other in pairwise(columns))
    assert all(one["y"] + one["height"] <= band["y"] + 1 for one in columns)


def test_back_undoes_a_selection(reader: Watch) -> None:
    page = reader.page()
    select(page, TOLD.index(TALKS))
    select(page, TOLD.index(PRICES))
    expect_selected(page, PRICES)
    page.go_back()
    expect_selected(page, TALKS)
    page.go_back()
    expect(page.locator("li.event[aria-current]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mark_has_the_colour_of_its_family_in_light_and_dark(reader: Watch, scheme: str) -> None:
    page = reader.page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    wait_painted(page, VILNIUS, "--life")
    assert not painted(page, VILNIUS, "--force")


VIEW = "() => [map_main.getZoom(), map_main.getCenter().lat, map_main.getCenter().lng]"
MOTION = pytest.mark.parametrize("motion", ["reduce", "no-preference"])
ANIMATED_MS = 600  # longer than any zoom of Leaflet's, which would end and undo a view


@MOTION
def test_the_first_view_is_the_same_from_a_full_cache_and_not_in_the_url(visit: Opener, site: str, motion: str) -> None:
    reader = visit(site, viewport={"width": 1280, "height": 900}, reduced_motion=motion)
    views = []
    for _ in range(3):
        page = reader.page()
        page.wait_for_timeout(ANIMATED_MS)
        views.append(page.evaluate(VIEW))
        assert "z" not in state_of(page)
    assert views == [views[0]] * 3
    assert page.evaluate("map_main.getZoom()") >= 5


@MOTION
def test_the_view_in_the_url_is_kept_from_a_full_cache(visit: Opener, site: str, motion: str) -> None:
    reader = visit(site, reduced_motion=motion)
    for _ in range(2):
        page = reader.page("/?z=6&c=53,27")
        page.wait_for_timeout(ANIMATED_MS)
        assert page.evaluate(VIEW) == pytest.approx([6, 53, 27], abs=0.01)
        assert page.url.endswith("/?z=6&c=53,27")


def test_a_link_to_an_event_shows_its_place_from_near(reader: Watch) -> None:
    for _ in range(2):
        page = reader.page(f"/?sel={id_of(PRICES)}")
        page.wait_for_timeout(ANIMATED_MS)
        zoom, lat, lon = page.evaluate(VIEW)
        assert zoom == 7
        assert (lat, lon) == pytest.approx((VILNIUS.lat, VILNIUS.lon), abs=0.5)
        assert "z" not in state_of(page)


def test_escape_on_an_open_sentence_leads_back_to_the_title(reader: Watch) -> None:
    page = reader.page()
    select(page, TOLD.index(PRICES))
    item = page.locator(f"#e-{id_of(PRICES)}")
    item.locator("summary").focus()
    page.keyboard.press("Escape")
    expect(page.locator("li.event[aria-current]")).to_have_count(0)
    expect(item.locator(".event-select")).to_be_focused()


def test_a_press_selects_the_row_it_began_on_though_the_list_moves_meanwhile(reader: Watch) -> None:
    page = reader.page()
    row = page.locator(f"#e-{id_of(TALKS)} .event-select")
    row.hover()
    page.mouse.down()
    page.locator("#counts").evaluate("counts => { counts.style.height = '260px'; }")
    page.mouse.up()
    expect_selected(page, TALKS)
