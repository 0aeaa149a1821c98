"""Filters and the band's window act on list, band and map alike, stand in the URL, and come back from it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.looking import banded, id_of, listed, painted, state_of, wait_painted
from tests.browser.world import LUNINETS, TOLD, VILNIUS, Told
from timeline.model import Category, Modality


def ids(*told: Told) -> list[str]:
    return [id_of(each) for each in told]


LISTED = """
(wanted) => {
  const items = [...document.querySelectorAll("li.event:not([hidden])")];
  return items.map((item) => item.dataset.id).sort().join() === wanted;
}
"""
# The window of the screen in which days lie, from the marks of two single days.
DAY_X = """
async (iso) => {
  const { daysOf } = await import("/static/dates.js");
  const edge = (id) => document.querySelector(`.band-mark[data-id="${id}"] .band-edge`).getBoundingClientRect();
  const single = [...document.querySelectorAll("li.event")].map((item) => item.dataset)
    .filter(({ start, end }) => start.length === 10 && start === end);
  const days = single.map(({ id, start }) => [daysOf(start)[0], edge(id).left - 0.75]).sort((a, b) => a[0] - b[0]);
  const [first, last] = [days[0], days[days.length - 1]];
  const perDay = (last[1] - first[1]) / (last[0] - first[0]);
  const plot = document.querySelector(".band-plot").getBoundingClientRect();
  return [first[1] + (daysOf(iso)[0] - first[0]) * perDay, plot.bottom - 24];
}
"""


def wait_listed(page: Page, told: list[Told]) -> None:
    """Waits until exactly these events are to be seen in the list."""
    page.wait_for_function(LISTED, arg=",".join(sorted(ids(*told))))


def handle(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def press(page: Page, locator: Locator, *keys: str) -> None:
    locator.focus()
    for key in keys:
        page.keyboard.press(key)


def day_x(page: Page, iso: str) -> tuple[float, float]:
    """Where a day begins in the band, in pixels of the screen."""
    x, y = page.evaluate(DAY_X, iso)
    return x, y


def open_filters(page: Page) -> None:
    panel = page.locator("#filter-panel")
    if panel.get_attribute("open") is None:
        panel.locator("> summary").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_with_filters_shows_the_list_and_says_how_many_filters_there_are(
    visit: Opener, site: str, *, scripts: bool
) -> None:
    watch = visit(site, java_script_enabled=scripts)
    page = watch.page("/?from=2022-01-20&to=2022-02-20&cat=military_movement&asof=2022-02-07", ready=scripts)
    expect(page.locator("li.event:visible").first).to_be_in_viewport()
    expect(page.locator("#filter-panel > summary")).to_have_attribute("data-active", "3")


def test_the_number_of_filters_follows_what_is_chosen(reader: Watch) -> None:
    page = reader.page("/?cat=diplomacy&q=Minsk")
    summary = page.locator("#filter-panel > summary")
    expect(summary).to_have_attribute("data-active", "2")
    open_filters(page)
    page.locator("#filters a.reset").click()
    expect(summary).not_to_have_attribute("data-active", re.compile(".*"))
    page.locator("#filters input[name=status]").first.check()
    expect(summary).to_have_attribute("data-active", "1")


def test_a_category_leaves_only_its_events_in_list_band_and_map(reader: Watch) -> None:
    page = reader.page()
    wait_painted(page, VILNIUS, "--life")
    open_filters(page)
    page.locator('input[name="cat"][value="military_movement"]').check()
    movements = [each for each in TOLD if each.category is Category.MILITARY_MOVEMENT]
    wait_listed(page, movements)
    assert banded(page) == sorted(ids(*movements))
    wait_painted(page, VILNIUS, "--life", shown=False)
    wait_painted(page, LUNINETS, "--force")
    assert state_of(page) == {"cat": "military_movement"}
    expect(page.locator("#counts")).to_have_text("4 of 13 events")


def test_a_status_leaves_only_what_is_told_so(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator('input[name="status"][value="claimed"]').check()
    page.locator('input[name="status"][value="denied"]').check()
    wait_listed(page, [each for each in TOLD if each.modality in (Modality.CLAIMED, Modality.DENIED)])
    assert state_of(page) == {"status": "claimed,denied"}


def test_words_are_found_in_titles_and_places_without_their_accents(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator('input[name="q"]').fill("BREST border")
    wait_listed(page, [TOLD[3]])


def test_where_nothing_is_left_the_page_says_so_and_shows_the_way_back(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator('input[name="q"]').fill("there is no such event")
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#counts")).to_have_text("0 of 13 events")
    page.locator("#empty a.reset").click()
    wait_listed(page, list(TOLD))
    expect(page.locator('input[name="q"]')).to_have_value("")


def test_the_window_set_with_the_keyboard_filters_list_and_map(reader: Watch) -> None:
    page = reader.page()
    begins, ends = handle(page, "Window begins"), handle(page, "Window ends")
    expect(begins).to_have_attribute("aria-valuetext", "No beginning set: all earlier events are shown")
    press(page, ends, "End", "PageDown", "Shift+ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight")
    expect(ends).to_have_attribute("aria-valuetext", "To 23 January 2022")
    expect(page.locator('input[name="to"]')).to_have_value("2022-01-23")
    before_24_january = [TOLD[5], TOLD[11]]
    wait_listed(page, before_24_january)
    assert banded(page) == sorted(ids(*before_24_january))
    wait_painted(page, VILNIUS, "--life", shown=False)
    expect(page.locator("#counts")).to_have_text("2 of 13 events; 11 outside the window, 1 without a place")


def test_home_and_end_take_the_window_away_again(reader: Watch) -> None:
    page = reader.page("/?from=2022-02-01&to=2022-02-07")
    press(page, handle(page, "Window begins"), "Home")
    press(page, handle(page, "Window ends"), "End")
    wait_listed(page, list(TOLD))
    page.wait_for_function("() => location.search === ''")


def test_a_handle_is_dragged_to_a_day(reader: Watch) -> None:
    page = reader.page()
    begins = handle(page, "Window begins")
    box = begins.bounding_box()
    assert box is not None
    assert box["width"] >= 44
    page.mouse.move(box["x"] + box["width"] / 2 - 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    x, y = day_x(page, "2022-02-01")
    page.mouse.move(x - 50, y, steps=3)
    page.mouse.move(x, y)
    page.mouse.up()
    expect(begins).to_have_attribute("aria-valuetext", "From 1 February 2022")
    assert state_of(page) == {"from": "2022-02-01"}


def test_a_window_is_drawn_on_the_band_and_moved_as_a_whole(reader: Watch) -> None:
    page = reader.page()
    start, end = day_x(page, "2022-01-24"), day_x(page, "2022-01-27")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()
    page.wait_for_function("() => location.search === '?from=2022-01-24&to=2022-01-26'")
    wait_listed(page, [TOLD[0], TOLD[1], TOLD[5], TOLD[11]])
    middle, later = day_x(page, "2022-01-25"), day_x(page, "2022-01-28")
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(*later, steps=4)
    page.mouse.up()
    page.wait_for_function("() => location.search === '?from=2022-01-27&to=2022-01-29'")


def test_dates_typed_into_the_form_move_the_handles(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator('input[name="from"]').fill("2022-02-01")
    expect(handle(page, "Window begins")).to_have_attribute("aria-valuetext", "From 1 February 2022")
    page.get_by_role("button", name="Clear window").click()
    expect(page.locator('input[name="from"]')).to_have_value("")


def test_the_url_brings_everything_back(reader: Watch) -> None:
    flight = id_of(TOLD[2])
    query = (
        f"?from=2022-01-20&to=2022-02-05&cat=military_movement&status=claimed&q=gomel&sel={flight}&z=7&c=52.500,29.000"
    )
    page = reader.page("/" + query)
    assert listed(page) == [flight]
    expect(page.locator(f"#e-{flight}")).to_have_attribute("aria-current", "true")
    expect(page.locator('input[name="q"]')).to_have_value("gomel")
    expect(page.locator('input[name="cat"][value="military_movement"]')).to_be_checked()
    expect(handle(page, "Window ends")).to_have_attribute("aria-valuetext", "To 5 February 2022")
    assert page.evaluate("map_main.getZoom()") == 7
    lat, lon = page.evaluate("[map_main.getCenter().lat, map_main.getCenter().lng]")
    assert (lat, lon) == (pytest.approx(52.5, abs=0.05), pytest.approx(29, abs=0.05))


def test_a_link_to_an_event_outside_its_window_shows_the_event(reader: Watch) -> None:
    page = reader.page(f"/?from=2022-02-01&sel={id_of(TOLD[0])}")
    expect(page.locator(f"#e-{id_of(TOLD[0])}")).to_be_visible()
    assert state_of(page)["from"] == "2022-01-24"


def test_the_first_view_shows_every_event(reader: Watch) -> None:
    page = reader.page()
    points = [[place.lat, place.lon] for told in TOLD for place, _ in told.places]
    assert page.evaluate("points => points.every(point => map_main.getBounds().contains(point))", points)
    assert "z" not in state_of(page)
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_function("points => points.every(point => map_main.getBounds().contains(point))", arg=points)


def test_beside_the_open_filters_stands_how_many_events_are_left(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator('input[name="status"][value="planned"]').check()  # far down, as the list itself is
    summary = page.locator("#filter-panel > summary")
    expect(summary).to_have_attribute("data-left", "3 of 13 events; 1 without a place")
    expect(summary).to_be_in_viewport()
    told = summary.evaluate("summary => getComputedStyle(summary, '::after').content")
    assert "3 of 13 events" in told


def test_the_map_keeps_what_it_shows_while_the_band_changes_its_height(reader: Watch) -> None:
    page = reader.page()
    corner = (
        "(() => { const p = map_main.containerPointToLatLng([0, 0]); return [map_main.getZoom(), p.lat, p.lng]; })()"
    )
    view, frame = page.evaluate(corner), page.locator(".band-frame").bounding_box()
    open_filters(page)
    page.locator('input[name="q"]').fill("Prices")
    wait_listed(page, [TOLD[10]])
    assert page.locator(".band-frame").bounding_box() == frame  # though one lane of seven has anything
    height = page.evaluate("map_main.getSize().y")
    page.get_by_role("separator", name="Height of the time band").press("ArrowUp")
    page.wait_for_function("height => map_main.getSize().y < height", arg=height)
    assert page.evaluate(corner) == pytest.approx(view, abs=0.01)


def test_where_no_event_is_left_the_map_looks_at_where_they_were(reader: Watch) -> None:
    page = reader.page("/?cat=protest")
    expect(page.locator("#empty")).to_be_visible()
    assert page.evaluate("p => map_main.getBounds().contains(p)", [VILNIUS.lat, VILNIUS.lon])
    assert page.evaluate("map_main.getZoom()") >= 5


def test_filtering_never_moves_the_map(reader: Watch) -> None:
    page = reader.page()
    view = page.evaluate("[map_main.getZoom(), map_main.getCenter().lat, map_main.getCenter().lng]")
    open_filters(page)
    page.locator('input[name="q"]').fill("Prices")
    wait_listed(page, [TOLD[10]])
    assert page.evaluate("[map_main.getZoom(), map_main.getCenter().lat, map_main.getCenter().lng]") == view
    assert painted(page, VILNIUS, "--life")


def test_without_scripts_the_form_filters_the_same_way(visit: Opener, site: str) -> None:
    page = visit(site, java_script_enabled=False).page(ready=False)
    assert len(page.locator("li.event:not([hidden])").all()) == len(TOLD)
    expect(page.locator("blockquote").first).to_be_attached()
    page.locator("#filter-panel > summary").click()
    page.locator('input[name="cat"][value="military_movement"]').check()
    page.locator('input[name="status"][value="claimed"]').check()
    page.locator("#filters button[type=submit]").click()
    page.wait_for_url("**cat=military_movement**")
    shown = [each.get_attribute("data-id") for each in page.locator("li.event:not([hidden])").all()]
    assert shown == ids(TOLD[2])


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?from=2022-02-01",
        "?to=2022-01-26",
        "?from=2022-02-07&to=2022-02-07",
        "?from=2022-02-07&to=2022-01-26",
        "?from=2022-02&to=2022",
        "?cat=military_movement&cat=diplomacy",
        "?cat=military_movement,diplomacy&status=planned",
        "?q=minsk",
        "?q=ministry of",
        "?actor=ministry of defence",
        "?from=nonsense&cat=nonsense",
    ],
)
def test_server_and_scripts_agree_on_what_a_url_shows(visit: Opener, site: str, query: str) -> None:
    scripted = visit(site).page("/" + query)
    plain = visit(site, java_script_enabled=False).page("/" + query, ready=False)
    shown = [each.get_attribute("data-id") for each in plain.locator("li.event:not([hidden])").all()]
    assert shown == listed(scripted)


def test_a_window_that_ends_before_it_begins_stays_in_the_form_and_is_named(visit: Opener, site: str) -> None:
    for reader in (visit(site), visit(site, java_script_enabled=False)):
        page = reader.page("/?from=2022-02-07&to=2022-01-26", ready=False)
        expect(page.locator("#backwards")).to_have_text("From lies after To: there is no day in this window.")
        expect(page.locator("#backwards")).to_be_visible()
        expect(page.locator('input[name="from"]')).to_have_value("2022-02-07")
        expect(page.locator('input[name="to"]')).to_have_value("2022-01-26")
