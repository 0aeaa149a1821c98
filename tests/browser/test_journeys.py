"""What a reader without a pointer does from beginning to end, with the keys that a keyboard has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import chronologies as hand
from tests.browser.conftest import Opener, Watch
from tests.browser.looking import id_of, point
from tests.browser.serving import application
from tests.browser.world import MINSK, TOLD, chronology
from tools.serving import serving

DENIED = TOLD[3]  # the drone: claimed and denied
FURTHEST = 60  # presses of Tab


def focused(page: Page) -> str:
    """What the focus is on, as tag, id, classes and words."""
    found: str = page.evaluate(
        "(({ localName, id, className, textContent }) =>"
        " `${localName} #${id} .${className} ${textContent.trim().slice(0, 80)}`)(document.activeElement)"
    )
    return found


def tab_to(page: Page, words: str, *, back: bool = False) -> None:
    """Presses Tab until the focus is on what is described by those words."""
    passed = []
    for _ in range(FURTHEST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        passed.append(focused(page))
        if words in passed[-1]:
            return
    raise AssertionError(f"no {words!r} among {passed}")


def test_find_the_incident_read_the_denial_reach_its_sentence_and_return(reader: Watch) -> None:
    page = reader.page()
    title = DENIED.sentence.rstrip(".")
    tab_to(page, "Skip to the events")
    page.keyboard.press("Enter")
    tab_to(page, "event-select")
    for _ in range(len(TOLD)):
        if title in focused(page):
            break
        page.keyboard.press("ArrowDown")
    assert title in focused(page)
    page.keyboard.press("Enter")
    item = page.locator(f"#e-{id_of(DENIED)}")
    expect(item).to_have_attribute("aria-current", "true")
    expect(item.locator(".claims")).to_contain_text("Minsk")
    tab_to(page, "Weekly review")  # the way into the text
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/briefings/{chronology().briefing.id}**#s-{id_of(DENIED)}")
    sentence = page.locator(f"#s-{id_of(DENIED)}")
    expect(sentence).to_have_text(DENIED.sentence)
    expect(sentence).to_be_in_viewport()
    page.go_back()
    expect(page.locator(f"#e-{id_of(DENIED)}")).to_have_attribute("aria-current", "true")


def test_search_by_keys_leaves_the_incident(reader: Watch) -> None:
    page = reader.page()
    tab_to(page, "Filter and legend")
    page.keyboard.press("Enter")
    tab_to(page, "input")
    for _ in range(FURTHEST):
        if page.evaluate("document.activeElement.name") == "q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("drone")
    expect(page.locator("li.event:not([hidden])")).to_have_count(1)
    tab_to(page, "event-select")
    assert DENIED.sentence.rstrip(".") in focused(page)


@pytest.fixture(scope="module")
def retold_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application(hand.retold(), tmp_path_factory.mktemp("retold"))) as address:
        yield address


def test_read_claim_and_denial_of_two_publishers_side_by_side(visit: Opener, retold_site: str) -> None:
    page = visit(retold_site).page()
    tab_to(page, "Skip to the events")
    page.keyboard.press("Enter")
    tab_to(page, "event-select")
    page.keyboard.press("Enter")
    tab_to(page, "All about this event")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")
    expect(page.locator(".statement")).not_to_have_count(0)
    tab_to(page, "a #")
    page.go_back()
    expect(page.locator("li.event[aria-current]")).to_have_count(1)


def test_canvas_marks_are_no_tab_stops_and_the_list_is_one(reader: Watch) -> None:
    page = reader.page()
    stops = []
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        stops.append(focused(page))
        if "#snippet" in stops[-1]:
            break
    assert "#snippet" in stops[-1]
    assert sum("event-select" in each for each in stops) == 1, stops
    inside = [each for each in stops if each.startswith(("canvas", "path", "svg"))]
    assert inside == []


def test_on_a_phone_the_sheet_is_the_next_stop_after_the_list(visit: Opener, site: str) -> None:
    page = visit(site, viewport={"width": 375, "height": 812}).page()
    page.locator('.event-select[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".sheet-handle")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Selected event")).to_be_visible()
    tab_to(page, "All about this event")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("li.event .event-select").nth(1)).to_be_focused()


def test_the_keys_are_explained_where_they_work(reader: Watch) -> None:
    page = reader.page()
    page.locator('.event-select[tabindex="0"]').focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("the next and the previous event")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator('.event-select[tabindex="0"]')).to_be_focused()


def test_single_keys_do_nothing_where_neither_list_nor_map_nor_band_has_the_focus(reader: Watch) -> None:
    page = reader.page()
    page.locator(".masthead .name").focus()
    for key in ("j", "k", "?"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("li.event[aria-current]")).to_have_count(0)


def test_the_panel_of_a_spot_is_left_by_escape_and_the_map_has_the_focus_again(reader: Watch) -> None:
    page = reader.page()
    page.mouse.click(*point(page, MINSK))
    panel = page.locator(".map-panel")
    expect(panel).to_be_visible()
    tab_to(page, "map-choice")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#map .leaflet-container")).to_be_focused()


def test_the_ends_of_the_window_are_sliders_that_say_their_day(reader: Watch) -> None:
    page = reader.page()
    tab_to(page, "band-handle is-from")
    handle = page.get_by_role("slider", name="Window begins")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowRight")
    before = handle.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert handle.get_attribute("aria-valuetext") != before
    assert str(before).startswith("From ")
    expect(page.locator("#counts")).to_have_attribute("role", "status")
