"""On a phone: the map stays in sight, the selected event is a sheet of three stops, the filters fill the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener
from tests.browser.looking import id_of, point
from tests.browser.world import LUNINETS, TOLD, VILNIUS, chronology

PHONE = {"width": 375, "height": 812}
SHORT_OF = 3  # pixels that borders and rounding may take


@pytest.fixture
def phone(visit: Opener, site: str) -> Page:
    return visit(site, viewport=PHONE, has_touch=True, is_mobile=True).page()


def sheet(page: Page) -> Locator:
    return page.locator(".sheet:visible")


def select(page: Page, at: int = 3) -> None:
    page.locator(f"#e-{id_of(TOLD[at])} .event-select").tap()
    expect(sheet(page)).to_be_visible()


def height(page: Page) -> float:
    box = sheet(page).bounding_box()
    assert box is not None
    return box["height"]


def pull(page: Page, by: int) -> None:
    """Draws the sheet's handle up (negative) or down."""
    box = page.locator(".sheet-handle").bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by / 2)
    page.mouse.move(x, y + by)
    page.mouse.up()


def test_map_and_band_stay_in_sight_while_the_list_is_read(phone: Page) -> None:
    phone.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    below = phone.evaluate("document.getElementById('map').getBoundingClientRect().bottom")
    assert phone.evaluate("document.getElementById('map').getBoundingClientRect().top") == 0
    assert abs(phone.evaluate("document.querySelector('.band-frame').getBoundingClientRect().top") - below) <= SHORT_OF
    assert below <= 0.46 * PHONE["height"]


def test_a_sheet_tells_of_the_selected_event_and_has_three_stops(phone: Page) -> None:
    select(phone)
    expect(sheet(phone)).to_contain_text(TOLD[3].sentence.rstrip("."))
    assert 80 <= height(phone) <= 130
    phone.locator(".sheet-handle").tap()
    expect(sheet(phone)).to_have_attribute("data-stop", "half")
    assert abs(height(phone) - PHONE["height"] / 2) <= SHORT_OF
    expect(sheet(phone).locator("blockquote")).to_contain_text(TOLD[3].sentence)
    phone.locator(".sheet-handle").tap()
    assert abs(height(phone) - PHONE["height"]) <= SHORT_OF
    phone.locator(".sheet-handle").tap()
    expect(sheet(phone)).to_have_attribute("data-stop", "peek")


@pytest.mark.parametrize(("by", "stop"), [(-300, "half"), (-660, "full"), (-30, "peek")])
def test_the_sheet_can_be_pulled_to_each_stop(phone: Page, by: int, stop: str) -> None:
    select(phone)
    pull(phone, by)
    expect(sheet(phone)).to_have_attribute("data-stop", stop)


def test_a_sheet_pulled_off_the_screen_lets_go_of_its_event(phone: Page) -> None:
    select(phone)
    pull(phone, 90)
    expect(phone.locator(".sheet:visible")).to_have_count(0)
    assert "sel=" not in phone.url


def test_the_sheet_is_a_dialog_only_where_it_fills_the_screen(phone: Page) -> None:
    select(phone)
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.get_by_role("region", name="Selected event")).to_be_visible()
    phone.locator(".sheet-handle").press("ArrowUp")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    phone.locator(".sheet-handle").press("ArrowUp")
    expect(phone.get_by_role("dialog", name="Selected event")).to_be_visible()
    for _ in range(12):
        phone.keyboard.press("Tab")
        # The browser's own controls, beyond the page, come after the last one; nothing of the page behind does.
        assert phone.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    phone.keyboard.press("Escape")
    expect(sheet(phone)).to_have_attribute("data-stop", "half")
    expect(phone.locator(".sheet-handle")).to_be_focused()
    assert f"sel={id_of(TOLD[3])}" in phone.url


def test_the_handle_says_how_much_is_shown_and_what_it_does(phone: Page) -> None:
    select(phone)
    handle = phone.locator(".sheet-handle")
    for name, expanded in (
        ("Show more (now at a glance)", "false"),
        ("Show all (now half the screen)", "true"),
        ("Show less (now the whole screen)", "true"),
    ):
        expect(handle).to_have_accessible_name(name)
        expect(handle).to_have_attribute("aria-expanded", expanded)
        handle.press("Enter")


def test_closing_the_sheet_gives_the_focus_back_to_what_opened_it(phone: Page) -> None:
    opener = phone.locator(f"#e-{id_of(TOLD[3])} .event-select")
    opener.focus()
    phone.keyboard.press("Enter")
    phone.locator(".sheet-close").focus()
    phone.keyboard.press("Enter")
    expect(opener).to_be_focused()
    expect(phone.locator(".sheet:visible")).to_have_count(0)


def test_an_event_chosen_on_the_map_is_told_in_the_sheet(phone: Page) -> None:
    phone.locator("#map").scroll_into_view_if_needed()
    phone.touchscreen.tap(*point(phone, VILNIUS))
    expect(sheet(phone)).to_contain_text(TOLD[10].sentence.rstrip("."))
    phone.touchscreen.tap(*point(phone, LUNINETS))
    expect(sheet(phone)).to_contain_text(TOLD[2].sentence.rstrip("."))


def test_nothing_has_the_same_id_as_its_copy_in_the_sheet(phone: Page) -> None:
    select(phone)
    twice = phone.evaluate(
        "[...document.querySelectorAll('[id]')].map(each => each.id).filter((id, at, all) => all.indexOf(id) !== at)"
    )
    assert twice == []


@pytest.mark.parametrize("size", [{"width": 812, "height": 375}, {"width": 320, "height": 256}])
def test_where_the_window_is_low_nothing_sticks_and_the_event_opens_in_the_list(
    visit: Opener, site: str, size: dict[str, int]
) -> None:
    page = visit(site, viewport=size, has_touch=True, is_mobile=True).page()
    item = page.locator(f"#e-{id_of(TOLD[3])}")
    item.locator(".event-select").tap()
    expect(page.locator(".sheet:visible")).to_have_count(0)
    expect(item.locator("blockquote").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.map-column')).position") != "sticky"


def test_a_window_made_wider_tells_the_event_in_the_list_again(phone: Page) -> None:
    select(phone)
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(phone.locator(".sheet:visible")).to_have_count(0)
    expect(phone.locator(f"#e-{id_of(TOLD[3])} blockquote").first).to_be_visible()


def test_the_filters_fill_the_screen_and_count_what_is_left(phone: Page) -> None:
    phone.locator("#filter-panel > summary").tap()
    dialog = phone.get_by_role("dialog", name="Filter and legend")
    box = dialog.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    dialog.locator('label:has(input[value="diplomacy"])').tap()
    expect(dialog.get_by_role("status")).to_contain_text("1 of 13 events")
    dialog.get_by_role("button", name="Show the events").tap()
    expect(dialog).to_be_hidden()
    expect(phone.locator("#filter-panel > summary")).to_be_focused()
    expect(phone.locator("li.event:not([hidden])")).to_have_count(1)


def test_escape_closes_the_filters_and_lets_no_event_go(phone: Page) -> None:
    select(phone)
    phone.locator("#filter-panel > summary").press("Enter")
    expect(phone.get_by_role("dialog", name="Filter and legend")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("dialog", name="Filter and legend")).to_be_hidden()
    assert f"sel={id_of(TOLD[3])}" in phone.url


def test_on_a_wide_screen_the_filters_stay_beside_the_map(visit: Opener, site: str) -> None:
    page = visit(site).page()
    page.locator("#filter-panel > summary").click()
    expect(page.locator("#filters")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_press_leaves_list_and_text_where_they_are_read(visit: Opener, site: str) -> None:
    watch = visit(site, viewport=PHONE, has_touch=True, is_mobile=True)
    page = watch.page(f"/briefings/{chronology().briefing.id}")
    at_list = page.locator("li.event .event-select").first
    for pressed in (at_list, page.locator("mark a").nth(2)):
        pressed.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        pressed.tap()
        expect(sheet(page)).to_be_visible()
        page.wait_for_timeout(200)
        assert abs(page.evaluate("scrollY") - before) < PHONE["height"] / 3
