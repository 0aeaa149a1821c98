"""A list of any length: whole where the browser can hold it, else those rows that are near the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.serving import application
from tests.browser.world import crowd
from tools.serving import serving

MANY = 2_400  # more than a page holds whole
ROWS = "**/rows?*"
IN_VIEW = """
() => [...document.querySelectorAll("#events > li.event")].filter((row) => {
  const [box, frame] = [row.getBoundingClientRect(), document.querySelector(".list-column").getBoundingClientRect()];
  return box.bottom > frame.top && box.top < frame.bottom;
}).map((row) => Number(row.ariaPosInSet)).sort((a, b) => a - b)
"""

# Some rows are in view, and each says all that the server tells of it.
TOLD = f"""
() => {{
  const seen = ({IN_VIEW})();
  return seen.length > 1 && seen.every((at) => document.querySelector(`li[aria-posinset="${{at}}"] .event-kind`));
}}
"""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application([crowd(MANY)], tmp_path_factory.mktemp("long"))) as address:
        yield address


@pytest.fixture
def long(visit: Opener, long_site: str) -> Watch:
    """A reader of more events than a page holds whole."""
    return visit(long_site)


def scroll(page: Page, y: int) -> None:
    page.evaluate("y => { document.querySelector('.list-column').scrollTop = y; }", y)


def at(page: Page, number: int) -> str:
    """The id of the event that stands at that place of the list."""
    index = page.locator("main").get_attribute("data-index") or ""
    return str(page.request.get(f"{page.url.split('/?')[0].rstrip('/')}{index}").json()["events"]["id"][number - 1])


def row(number: int) -> str:
    return f'#events > li[aria-posinset="{number}"]'


def test_a_list_of_two_thousand_events_is_whole_and_is_found_in(
    visit: Opener, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(application([crowd(2_000)], tmp_path_factory.mktemp("whole"))) as address:
        page = visit(address).page()
        expect(page.locator("#events > li.event")).to_have_count(2_000)
        assert page.evaluate("window.find('Event number 1234 was reported')")
        last = page.locator("#events > li.event").last
        page.locator(".event-select").first.press("End")
        expect(last.locator(".event-select")).to_be_focused()
        expect(last).to_be_in_viewport()


def test_of_a_longer_list_the_rows_near_the_screen_are_in_the_page(long: Watch) -> None:
    page = long.page()
    expect(page.locator("#counts")).to_have_text(f"{MANY} events")
    rows = page.locator("#events > li.event")
    expect(rows.first.locator(".event-kind")).to_be_visible()
    assert 3 < rows.count() < 100
    expect(page.get_by_role("navigation", name="Pages of the list")).to_be_hidden()


def test_each_row_says_where_it_stands_in_the_whole_list(long: Watch) -> None:
    page = long.page()
    scroll(page, 100_000)
    page.wait_for_function(f"() => ({IN_VIEW})().at(-1) > 300")
    assert page.locator("#events").evaluate("list => [list.tagName, list.role]") == ["OL", "list"]
    places = page.locator("#events > li.event").evaluate_all(
        "all => all.map(each => [each.ariaPosInSet, each.ariaSetSize])"
    )
    numbers = [int(number) for number, _ in places]
    assert numbers == sorted(numbers)
    assert {size for _, size in places} == {str(MANY)}
    seen = page.evaluate(IN_VIEW)
    assert seen == list(range(seen[0], seen[-1] + 1))
    assert page.locator(row(seen[0])).get_attribute("data-id") == at(page, seen[0])


def test_what_rows_say_comes_as_they_are_scrolled_to(long: Watch) -> None:
    page = long.page()
    for y in (40_000, 200_000):
        scroll(page, y)
        page.wait_for_function(TOLD)
    page.wait_for_function(
        f"() => {{ document.querySelector('.list-column').scrollTop = 1e8; return ({IN_VIEW})().at(-1) === {MANY}; }}"
    )


def test_rows_never_lie_over_each_other_nor_apart(long: Watch) -> None:
    page = long.page()
    for y in (0, 60_000, 150_000):
        scroll(page, y)
        page.wait_for_function(TOLD)
        page.wait_for_function(
            """() => {
              const rows = [...document.querySelectorAll("#events > li.event")];
              const boxes = rows.map((row) => row.getBoundingClientRect());
              return boxes.every((box, at) => at === 0 || Math.abs(box.top - boxes[at - 1].bottom) < 1);
            }"""
        )


def test_the_keyboard_walks_the_whole_list(long: Watch) -> None:
    page = long.page()
    page.locator(f"{row(1)} .event-select").focus()
    page.keyboard.press("End")
    expect(page.locator(f"{row(MANY)} .event-select")).to_be_focused()
    expect(page.locator(row(MANY))).to_be_in_viewport()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{row(MANY - 1)} .event-select")).to_be_focused()
    expect(page.locator('.event-select[tabindex="0"]')).to_have_count(1)
    page.keyboard.press("Home")
    for _ in range(30):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"{row(31)} .event-select")).to_be_focused()
    expect(page.locator(row(31))).to_be_in_viewport()
    page.keyboard.press("j")
    expect(page.locator("li[aria-current]")).to_have_attribute("aria-posinset", "1")
    page.keyboard.press("j")
    expect(page.locator(row(2))).to_have_attribute("aria-current", "true")
    expect(page.locator(f"{row(2)} .event-select")).to_be_focused()


def test_the_focus_stays_on_a_row_that_is_scrolled_away(long: Watch) -> None:
    page = long.page()
    page.locator(f"{row(2)} .event-select").focus()
    scroll(page, 100_000)
    page.wait_for_function(f"() => ({IN_VIEW})().at(-1) > 300")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{row(3)} .event-select")).to_be_focused()
    expect(page.locator(row(3))).to_be_in_viewport()


def test_an_event_that_is_selected_elsewhere_is_scrolled_to(long: Watch) -> None:
    page = long.page()
    page = long.page(f"/?sel={at(page, 1_500)}")
    chosen = page.locator(row(1_500))
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(chosen.locator("blockquote")).to_be_in_viewport()
    expect(page.locator("li[aria-current]")).to_have_count(1)
    chosen.locator(".event-select").click()
    expect(page.locator("li[aria-current]")).to_have_count(0)


def test_filters_leave_their_rows_in_a_long_list_too(long: Watch) -> None:
    page = long.page("/?cat=diplomacy")
    counts = page.locator("#counts")
    expect(counts).to_contain_text(f" of {MANY} events")
    expect(page.locator(row(1))).to_have_attribute("data-cat", "diplomacy")
    shown = int(counts.inner_text().split()[0])
    expect(page.locator(row(1))).to_have_attribute("aria-setsize", str(shown))
    page.locator("#filter-panel > summary").click()
    page.locator("#filter-panel input[name=q]").fill("number 7")
    page.wait_for_function("shown => Number(document.querySelector('#events > li').ariaSetSize) < shown", arg=shown)
    page.locator("#filter-panel a.reset").click()
    expect(counts).to_have_text(f"{MANY} events")


def test_rows_that_do_not_come_show_what_is_known_and_can_be_asked_for_again(long: Watch) -> None:
    long.forgiven += ("503",)
    page = long.page()
    long.context.route(ROWS, lambda route: route.fulfill(status=503, body=""))
    scroll(page, 150_000)
    expect(page.locator("#message")).to_contain_text("could not be loaded")
    number = page.evaluate(IN_VIEW)[1]
    bare = page.locator(row(number))
    expect(bare.locator(".event-title")).to_contain_text("Event number")
    expect(bare.locator(".event-when")).to_contain_text("2022")
    bare.locator(".event-select").click()
    expect(bare).to_have_attribute("aria-current", "true")
    long.context.unroute(ROWS)
    page.locator("#message button").click()
    expect(bare.locator("blockquote")).to_be_visible()
    expect(page.locator("#message")).to_be_hidden()


def test_rows_that_are_slow_to_come_keep_the_focus_when_they_do(long: Watch) -> None:
    page = long.page()
    held: list[Route] = []
    asked = threading.Event()

    def hold(route: Route) -> None:
        held.append(route)
        asked.set()

    long.context.route(ROWS, hold)
    page.locator(f"{row(1)} .event-select").focus()
    page.keyboard.press("End")
    last = page.locator(row(MANY))
    expect(last.locator(".event-select")).to_be_focused()
    expect(last.locator(".event-kind")).to_have_count(0)
    page.wait_for_timeout(200)
    assert asked.is_set()
    held[0].continue_()
    expect(last.locator(".event-kind")).to_be_visible()
    expect(last.locator(".event-select")).to_be_focused()
    long.context.unroute(ROWS)


def test_rows_of_something_else_are_not_taken_for_rows(long: Watch) -> None:
    page = long.page()
    long.context.route(ROWS, lambda route: route.fulfill(status=200, content_type="text/plain", body="<li>"))
    scroll(page, 150_000)
    expect(page.locator("#message")).to_contain_text("could not be loaded")
    long.context.unroute(ROWS)
