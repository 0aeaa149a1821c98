"""Everybody can read and use the pages: rules that a machine can check, the keyboard, small screens, no motion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.looking import expect_selected, id_of, point
from tests.browser.world import TOLD, VILNIUS, chronology

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
PATHS = [
    "/",
    "/?sel={event}",
    "/briefings/{briefing}",
    "/events/{event}",
    "/embed",
    "/layers/",
    "/methodology",
    "/no-such-page",
]
SMALL = {"width": 375, "height": 720}


def path_of(pattern: str) -> str:
    of = chronology()
    return pattern.format(briefing=of.briefing.id, event=of.events[0].id)


def visited(watch: Watch, pattern: str) -> Page:
    watch.forgiven += ("404",)  # the page that is not there
    page = watch.page(path_of(pattern), ready=False)
    page.wait_for_load_state("load")
    if page.locator("main[data-page-json]").count():
        page.wait_for_selector('main[data-ready="1"]')
    return page


def violations(page: Page) -> list[str]:
    """What axe finds, a line a rule with the first element."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then((result) => result.violations)")
    return [f"{each['id']}: {len(each['nodes'])}, {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("pattern", PATHS)
def test_axe_finds_nothing(visit: Opener, site: str, pattern: str, width: int, scheme: str) -> None:
    page = visited(visit(site, viewport={"width": width, "height": 800}, color_scheme=scheme), pattern)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    assert violations(page) == []


@pytest.mark.parametrize("width", [375, 320])
@pytest.mark.parametrize("pattern", PATHS)
def test_a_narrow_page_does_not_scroll_sideways(visit: Opener, site: str, pattern: str, width: int) -> None:
    page = visited(visit(site, viewport=SMALL | {"width": width}), pattern)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_reachable_on_a_phone(visit: Opener, site: str) -> None:
    page = visit(site, viewport=SMALL, has_touch=True, is_mobile=True).page()
    for target in ("#map", "#band", "#filter-panel > summary", "#events li:last-child .event-select", "#snippet"):
        page.locator(target).scroll_into_view_if_needed()
        expect(page.locator(target)).to_be_in_viewport()
    page.locator("#map").scroll_into_view_if_needed()
    page.touchscreen.tap(*point(page, VILNIUS))
    expect_selected(page, TOLD[10])
    page.locator("#filter-panel > summary").tap()
    page.locator('label:has(input[value="diplomacy"])').tap()
    expect(page.locator("li.event:not([hidden])")).to_have_count(1)


def test_the_embeds_map_lets_the_page_scroll_past_it(visit: Opener, site: str) -> None:
    page = visit(site, viewport=SMALL).page("/embed")
    zoom = page.evaluate("map_main.getZoom()")
    page.locator("#map").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.mouse.move(*point(page, VILNIUS))
    page.mouse.wheel(0, 300)
    page.wait_for_function("(before) => scrollY > before", arg=before)
    assert page.evaluate("map_main.getZoom()") == zoom


def test_what_a_finger_must_hit_is_large_enough(visit: Opener, site: str) -> None:
    page = visit(site, viewport=SMALL, has_touch=True, is_mobile=True).page()
    page.locator(".band-plot").tap(position={"x": 150, "y": 8})  # its buttons come when the band is touched
    expect(page.get_by_role("button", name="Week", exact=True)).to_be_visible()
    for target in (".band-handle", ".band-tool:not([hidden])", ".map-all", ".leaflet-control-zoom a", ".event-select"):
        for box in page.locator(target).evaluate_all("all => all.map(each => each.getBoundingClientRect().toJSON())"):
            assert min(box["width"], box["height"]) >= 24, target
            assert max(box["width"], box["height"]) >= 44, target


def test_the_list_is_one_tab_stop_and_arrows_walk_it(reader: Watch) -> None:
    page = reader.page()
    assert page.locator('.event-select[tabindex="0"]').count() == 1
    page.locator('.event-select[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    third = page.locator("li.event").nth(2)
    expect(third).to_have_attribute("aria-current", "true")
    page.keyboard.press("End")
    expect(page.locator("li.event .event-select").last).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("li.event .event-select").first).to_be_focused()


def test_j_and_k_step_through_the_events_and_escape_lets_go(reader: Watch) -> None:
    page = reader.page()
    page.locator('.event-select[tabindex="0"]').focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("li.event").nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(page.locator("li.event").nth(0)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(page.locator("li.event[aria-current]")).to_have_count(0)


def test_letters_typed_into_the_search_stay_letters(reader: Watch) -> None:
    page = reader.page()
    page.locator("#filter-panel > summary").click()
    page.locator('input[name="q"]').press_sequentially("jk")
    expect(page.locator('input[name="q"]')).to_have_value("jk")
    expect(page.locator("li.event[aria-current]")).to_have_count(0)


def test_every_event_has_a_name_of_its_own_for_those_who_hear_the_page(reader: Watch) -> None:
    page = reader.page()
    names = [each.inner_text() for each in page.locator(".event-select").all()]
    assert len(set(names)) == len(TOLD)
    assert page.locator(f"#e-{id_of(TOLD[0])} button").get_attribute("aria-pressed") == "false"
    note = page.locator("#map").get_attribute("aria-describedby")
    expect(page.locator(f"#{note}")).to_contain_text("list")


def test_the_focus_can_be_seen(reader: Watch) -> None:
    page = reader.page()
    for target in ('.event-select[tabindex="0"]', ".band-handle.is-from", ".map-all", "#filter-panel > summary"):
        page.locator(target).focus()
        page.keyboard.press("Shift")  # the last input was the keyboard
        style = page.locator(target).evaluate(
            "each => [getComputedStyle(each).outlineStyle, parseFloat(getComputedStyle(each).outlineWidth)]"
        )
        assert style[0] != "none", target
        assert style[1] >= 2, target
