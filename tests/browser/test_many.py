"""A page of very many events: the map comes in tiles, the list in pages, the band in counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.looking import state_of
from tests.browser.serving import application
from tests.browser.test_access import violations
from tests.browser.world import crowd
from tools.serving import serving

MANY = 630
TOWN = (52.0, 24.0)  # latitude, longitude of numbers 0, 140, 280, 420 and 560
ZOOM = "() => map_main.getZoom()"
MIDDLE = """
() => {
  const box = map_main.getContainer().getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}
"""
INKED = """
() => {
  const canvas = document.querySelector("#map .leaflet-overlay-pane canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] > 200) painted += 1;
  return painted;
}
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = application([crowd(MANY)], tmp_path_factory.mktemp("many"))
    app.config["WHOLE"] = 500
    with serving(app) as address:
        yield address


@pytest.fixture
def many(visit: Opener, archive: str) -> Watch:
    """A reader of more events than a browser is given at once."""
    return visit(archive)


def press_middle(page: Page) -> None:
    page.mouse.click(*page.evaluate(MIDDLE))


def titles(page: Page) -> list[str]:
    return page.locator("#events .event-title").all_text_contents()


def settled(page: Page, zoom: int) -> None:
    """Waits until the tiles of that zoom are drawn."""
    expect(page.locator(f'#map[data-drawn="{zoom}"]')).to_be_visible()


def test_not_all_events_are_ever_asked_for(many: Watch) -> None:
    asked: list[str] = []
    many.context.on("request", lambda request: asked.append(request.url))
    page = many.page()
    expect(page.locator("#counts")).to_have_text(f"{MANY} events")
    expect(page.locator("#events > li.event")).to_have_count(50)
    assert not [url for url in asked if "index.json" in url]
    assert page.evaluate(INKED) > 1_000


def test_the_first_view_is_drawn_of_what_the_page_came_with_and_others_are_asked_for(many: Watch) -> None:
    asked: list[str] = []
    many.context.on("request", lambda request: asked.append(request.url))
    page = many.page()
    expect(page.locator("#band .band-chart")).to_be_visible()
    assert page.evaluate(INKED) > 1_000
    assert not [url for url in asked if ".mvt" in url or "/days?" in url]
    zoom = int(page.locator("#map").get_attribute("data-drawn") or 0)
    page.get_by_role("button", name="Zoom in").click()
    settled(page, zoom + 1)
    assert [url for url in asked if ".mvt" in url]


def test_without_scripts_the_page_is_as_any_other(visit: Opener, archive: str) -> None:
    page = visit(archive, java_script_enabled=False).page("/?cat=protest", ready=False)
    expect(page.locator("#events > li.event:visible")).to_have_count(48)
    expect(page.locator("#counts")).to_have_text(f"48 of {MANY} events")


def test_a_filter_changes_list_counts_map_and_address(many: Watch) -> None:
    page = many.page("/?z=8&c=53,25")
    before = page.evaluate(INKED)
    page.locator("#filter-panel summary").click()
    page.get_by_label("To", exact=True).fill("2022-01-01")
    expect(page.locator("#counts")).to_have_text(f"11 of {MANY} events; {MANY - 11} outside the window")
    expect(page.locator("#events > li.event")).to_have_count(11)
    assert state_of(page)["to"] == "2022-01-01"
    page.wait_for_function(f"before => ({INKED})() < before", arg=before)


def test_words_are_looked_for_by_the_server(many: Watch) -> None:
    page = many.page()
    page.locator("#filter-panel summary").click()
    page.get_by_label("Words").fill("number 61")
    expect(page.locator("#counts")).to_have_text(f"11 of {MANY} events")
    expect(page.locator("#events .event-title")).to_have_text([re.compile("Event number 61")] * 11)


def test_where_nothing_is_left_the_page_says_what_would_help(many: Watch) -> None:
    page = many.page("/?cat=protest&to=1999")
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#events > li.event")).to_have_count(0)
    page.get_by_role("button", name="Without the time window").click()
    expect(page.locator("#empty")).to_be_hidden()
    assert "to" not in state_of(page)
    expect(page.locator("#events > li.event")).to_have_count(48)


def test_pages_are_turned_by_button_and_by_arrow_key(many: Watch) -> None:
    page = many.page()
    rows = page.locator("#events > li.event")
    first = titles(page)
    page.get_by_role("button", name="Later events").click()
    expect(rows.first).to_have_attribute("aria-posinset", "51")
    expect(page.locator("nav.pager")).to_contain_text(f"Events 51–100 of {MANY}")
    expect(rows.first.locator(".event-select")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows.last).to_have_attribute("aria-posinset", "50")
    expect(rows.last.locator(".event-select")).to_be_focused()
    assert titles(page) == first
    page.keyboard.press("Home")
    expect(rows.first.locator(".event-select")).to_be_focused()


def test_a_link_to_an_event_lists_the_page_that_it_stands_on(many: Watch) -> None:
    page = many.page()
    page.get_by_role("button", name="Later events").click()
    row = page.locator('#events > li.event[aria-posinset="70"]')
    expect(row).to_be_attached()
    id = row.get_attribute("data-id")
    linked = many.page(f"/?sel={id}")
    expect(linked.locator(f"#e-{id}")).to_have_attribute("aria-current", "true")
    expect(linked.locator(f"#e-{id}")).to_be_in_viewport()
    gone = many.page("/?sel=none")
    expect(gone.locator("#events > li.event")).to_have_count(50)
    assert "sel" not in state_of(gone)


def test_a_press_on_a_badge_leads_nearer(many: Watch) -> None:
    page = many.page(f"/?z=6&c={TOWN[0]},{TOWN[1]}")
    settled(page, 6)
    press_middle(page)
    page.wait_for_function("() => map_main.getZoom() > 6")


def test_a_press_on_what_cannot_be_parted_offers_each_event(many: Watch) -> None:
    page = many.page(f"/?z=12&c={TOWN[0]},{TOWN[1]}")
    settled(page, 12)
    press_middle(page)
    panel = page.get_by_role("region", name="Events at this spot")
    expect(panel.get_by_role("heading")).to_have_text("5 events here")
    expect(panel.get_by_role("button", name="Event number")).to_have_count(5)
    panel.get_by_role("button", name="Event number 280").click()
    chosen = page.locator("#events > li[aria-current]")
    expect(chosen.locator(".event-title")).to_have_text("Event number 280 was reported")
    assert state_of(page)["sel"] == chosen.get_attribute("data-id")


def test_the_events_of_a_spot_stand_around_it(many: Watch) -> None:
    page = many.page(f"/?z=12&c={TOWN[0]},{TOWN[1]}")
    settled(page, 12)
    before = page.evaluate(INKED)
    press_middle(page)
    page.wait_for_function(f"before => ({INKED})() > before + 2000", arg=before)  # more marks than the badge was
    page.keyboard.press("Escape")
    page.wait_for_function(f"before => ({INKED})() === before", arg=before)


def test_the_map_says_how_many_lie_beyond_its_view(many: Watch) -> None:
    page = many.page(f"/?z=12&c={TOWN[0]},{TOWN[1]}")
    expect(page.get_by_role("button", name=f"All events ({MANY - 5} beyond this view)")).to_be_visible()
    page.get_by_role("button", name="Only this view").click()
    expect(page.locator("#counts")).to_have_text(f"5 of {MANY} events")
    expect(page.get_by_role("button", name="All events", exact=True)).to_be_visible()


def test_a_row_that_is_pointed_at_is_ringed_on_the_map(many: Watch) -> None:
    page = many.page(f"/?z=12&c={TOWN[0]},{TOWN[1]}")
    settled(page, 12)
    before = page.evaluate(INKED)
    page.locator("#events > li.event", has_text="Event number 0 was").hover()
    page.wait_for_function(f"before => ({INKED})() > before", arg=before)


def test_the_band_counts_what_the_filters_take(many: Watch) -> None:
    page = many.page()
    expect(page.locator(".band-canvas")).to_be_visible()
    plot = page.locator(".band-plot").bounding_box()
    assert plot
    page.mouse.move(plot["x"] + plot["width"] / 2, plot["y"] + plot["height"] / 2)
    expect(page.locator(".band-says")).to_contain_text("event")
    page.mouse.click(plot["x"] + plot["width"] / 2, plot["y"] + plot["height"] / 2)
    expect(page.locator("#counts")).to_contain_text("outside the window")
    state = state_of(page)
    assert state["from"] == state["to"]  # the column of one day


@pytest.mark.parametrize(("lanes", "named"), [("claimant", "publisher itself"), ("place", "others")])
def test_lanes_are_told_by_claimant_and_place(many: Watch, lanes: str, named: str) -> None:
    page = many.page()
    page.get_by_label("Lanes").select_option(lanes)
    expect(page.locator(".band-name", has_text=named)).to_be_visible()
    assert state_of(page)["lane"] == lanes


def test_the_window_is_drawn_over_the_counts(many: Watch) -> None:
    page = many.page()
    plot = page.locator(".band-plot").bounding_box()
    assert plot
    y = plot["y"] + plot["height"] / 2
    page.mouse.move(plot["x"] + 0.3 * plot["width"], y)
    page.mouse.down()
    page.mouse.move(plot["x"] + 0.6 * plot["width"], y, steps=8)
    page.mouse.up()
    expect(page.locator("#counts")).to_contain_text("outside the window")
    assert state_of(page)["from"] < state_of(page)["to"]


def test_tiles_that_do_not_come_are_asked_for_again(many: Watch) -> None:
    many.forgiven += ("Failed to load resource",)

    def fail(route: Route) -> None:
        route.abort()

    page = many.context.new_page()
    page.route("**/*.mvt?*", fail)
    page.goto(f"{many.home}/?to=2100-01-01")  # what a page without filters comes with is not asked for
    expect(page.locator("#message")).to_contain_text("The events on the map could not be loaded.")
    expect(page.locator("#events > li.event")).to_have_count(50)
    page.wait_for_selector('main[data-ready="1"]')  # until all has its place the map asks by itself, too
    page.unroute("**/*.mvt?*", fail)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#message")).to_be_hidden()
    page.wait_for_function(f"() => ({INKED})() > 1000")


def test_on_a_phone_a_selected_event_opens_its_sheet(visit: Opener, archive: str) -> None:
    page = visit(archive, viewport={"width": 375, "height": 812}).page()
    row = page.locator("#events > li.event").first
    row.locator(".event-select").click()
    expect(page.get_by_role("region", name="Selected event")).to_be_visible()


def test_an_embed_of_many_events_is_drawn_the_same_way(many: Watch) -> None:
    page = many.page("/embed")
    expect(page.locator("#events > li.event")).to_have_count(50)
    page.wait_for_function(f"() => ({INKED})() > 1000")


def test_it_is_played_event_by_event_and_day_by_day(many: Watch) -> None:
    page = many.page()
    page.get_by_role("button", name="Next step").click()
    chosen = page.locator("#events > li[aria-current]")
    expect(chosen).to_have_attribute("aria-posinset", "1")
    page.get_by_role("button", name="Next step").click()
    expect(chosen).to_have_attribute("aria-posinset", "2")
    page.get_by_role("combobox", name="Step").select_option(label="day by day, adding up")
    page.get_by_role("button", name="Next step").click()
    expect(page.locator("#counts")).to_have_text(f"11 of {MANY} events; {MANY - 11} outside the window")
    assert state_of(page)["to"] == "2022-01-01"


@pytest.mark.parametrize("wide", [True, False])
def test_no_rule_of_access_is_broken(visit: Opener, archive: str, wide: bool) -> None:
    size = {"width": 1280, "height": 800} if wide else {"width": 375, "height": 812}
    page = visit(archive, viewport=size).page(f"/?z=12&c={TOWN[0]},{TOWN[1]}")
    settled(page, 12)
    press_middle(page)
    assert violations(page) == []
