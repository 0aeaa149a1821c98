"""Everybody can read and use the pages: rules that a machine can check, the keyboard, small screens, no motion."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SETTLED, Opener, Watch
from tests.browser.looking import expect_selected, id_of, point
from tests.browser.world import MINSK, TOLD, VILNIUS, chronology

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
PATHS = [
    "/",
    "/?sel={event}",
    "/briefings/{briefing}",
    "/events/{event}",
    "/embed",
    "/layers/",
    "/editions/",
    "/methodology",
    "/no-such-page",
]
SMALL = {"width": 375, "height": 720}
LANGUAGES = ("be", "uk", "ru", "pl", "lt", "de", "fr")


# The focused element, where nothing of it is to be seen: all of it lies outside the window or under something else.
COVERED = """
() => {
  const focused = document.activeElement;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
    const found = document.elementFromPoint(left + x * width, top + y * height);
    return found && (focused.contains(found) || found.contains(focused));
  }));
  return seen ? "" : focused.outerHTML.slice(0, 120);
}
"""


def path_of(pattern: str) -> str:
    of = chronology()
    return pattern.format(briefing=of.briefing.id, event=of.events[0].id)


def visited(watch: Watch, pattern: str) -> Page:
    watch.forgiven += ("404",)  # the page that is not there
    page = watch.page(path_of(pattern), ready=False)
    page.wait_for_load_state("load")
    if page.locator("main[data-edition]").count():
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_an_edition_and_none_of_it_is_cut(
    visit: Opener, site: str, width: int, scheme: str
) -> None:
    watch = visit(site, viewport={"width": width, "height": 800}, color_scheme=scheme)
    edition = watch.context.request.get(f"{site}/healthz").json()["edition"]
    page = visited(watch, f"/editions/{edition}/")
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def in_sheet(stop: int) -> Callable[[Page], None]:
    """Selects an event on a phone and opens its sheet to that stop."""

    def act(page: Page) -> None:
        page.set_viewport_size(SMALL)
        page.locator(".event-select").nth(3).click()
        for _ in range(stop):
            page.locator(".sheet-handle").press("ArrowUp")
        expect(page.locator(".sheet:visible")).to_have_attribute("data-stop", ("peek", "half", "full")[stop])

    return act


def filters_open(page: Page) -> None:
    page.set_viewport_size(SMALL)
    page.locator("#filter-panel > summary").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def keys_open(page: Page) -> None:
    page.locator(".keys-offer").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def panel_open(page: Page) -> None:
    page.mouse.click(*point(page, MINSK))  # two events
    expect(page.locator(".map-panel")).to_be_visible()


def playing(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")  # else nothing plays
    page.reload()
    page.locator("#band").get_by_role("button", name="Play").first.click()


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")


def data_lost(page: Page) -> None:
    page.context.route("**/index.json", lambda route: route.fulfill(status=503, body=""))
    page.reload()
    expect(page.locator("#message")).to_be_visible()


# What the reader did, and where: every state that has parts of its own.
STATES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "filtered": ("/?cat=diplomacy,protest&from=2022-01-30&status=asserted", None),
    "nothing left": ("/?q=nothing-has-these-words", None),
    "no such language": ("/?lang=xx", None),
    "as of a day": ("/?asof=2022-02-08", None),
    "before anything was published": ("/?asof=2022-02-01", None),
    "glance": ("/", in_sheet(0)),
    "half a sheet": ("/", in_sheet(1)),
    "full sheet": ("/", in_sheet(2)),
    "filters on a phone": ("/", filters_open),
    "keys": ("/", keys_open),
    "several at one spot": ("/", panel_open),
    "playing": ("/", playing),
    "data lost": ("/", data_lost),
    "paper": ("/?sel={event}", on_paper),
    "paper with text": ("/briefings/{briefing}", on_paper),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(visit: Opener, site: str, state: str, scheme: str) -> None:
    pattern, act = STATES[state]
    watch = visit(site, color_scheme=scheme)
    watch.forgiven += ("503",)
    page = visited(watch, pattern)
    if act:
        act(page)
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_any_language_has_nothing_for_axe_and_fits_a_narrow_window(
    visit: Opener, site: str, language: str
) -> None:
    page = visited(visit(site), f"/?sel={{event}}&lang={language}")
    assert page.locator("html").get_attribute("lang") == language
    assert violations(page) == []
    page.set_viewport_size(SMALL | {"width": 320})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("pattern", ["/", "/briefings/{briefing}", "/events/{event}", "/embed"])
def test_axe_finds_nothing_without_scripts(visit: Opener, site: str, pattern: str, browser: Browser) -> None:
    answer = visit(site, java_script_enabled=False).page(path_of(pattern), ready=False)
    # What scripts would remove is gone; what stands in noscript stands in the page, as it does for these readers.
    bare = re.sub(r"<script\b.*?</script>|</?noscript>", "", answer.content(), flags=re.DOTALL)
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(bare.replace("<head>", f'<head><base href="{site}">'))
        assert violations(page) == []


@pytest.mark.parametrize("width", [375, 320])
@pytest.mark.parametrize("pattern", PATHS)
def test_a_narrow_page_does_not_scroll_sideways(visit: Opener, site: str, pattern: str, width: int) -> None:
    page = visited(visit(site, viewport=SMALL | {"width": width}), pattern)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Words that are cut off or lie on others, of those that are there to be read.
LOST = """
() => [...document.querySelectorAll("h1, h2, h3, p, li, dd, dt, button, summary, label, a")].filter((each) => {
  if (each.closest("#map, #band, .visually-hidden, .skip, [hidden]") || !each.checkVisibility()) return false;
  const { overflowX, overflowY } = getComputedStyle(each);
  const cut = overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1;
  return cut || (overflowY === "hidden" && each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("pattern", PATHS)
def test_text_of_twice_the_size_is_all_there(visit: Opener, site: str, pattern: str, width: int) -> None:
    page = visited(visit(site, viewport={"width": width, "height": 812}), pattern)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate(SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LOST) == []


LARGE = """
document.addEventListener("readystatechange", () => { document.documentElement.style.fontSize = "200%"; });
"""
MEETING = """
() => {
  const words = [...document.querySelectorAll(".band-words")].map((each) => each.getBoundingClientRect());
  return words.slice(1).filter(({ top }, at) => top < words[at].bottom - 2).length;
}
"""
UNSEEN = """
() => {
  const { top, bottom, right } = document.querySelector(".band-chart").getBoundingClientRect();
  return [...document.querySelectorAll(".band-chart text")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.top < top - 2 || box.bottom > bottom + 2 || box.right > right + 2;
  }).map((each) => each.textContent);
}
"""


@pytest.mark.parametrize("width", [1280, 375])
def test_lanes_and_days_of_the_band_have_room_for_letters_of_twice_the_size(
    visit: Opener, site: str, width: int
) -> None:
    watch = visit(site, viewport={"width": width, "height": 812})
    watch.context.add_init_script(LARGE)
    page = watch.page()
    assert page.evaluate(MEETING) == 0
    assert page.evaluate(UNSEEN) == []


def test_at_twice_the_size_an_event_is_whole_beside_the_map_and_no_line_lies_on_another(
    visit: Opener, site: str
) -> None:
    watch = visit(site, viewport={"width": 1280, "height": 800})
    watch.context.add_init_script(LARGE)
    page = watch.page()
    row, column = page.locator("li.event").first.bounding_box(), page.locator(".list-column").bounding_box()
    assert row is not None
    assert column is not None
    assert row["y"] + row["height"] <= column["y"] + column["height"]
    heights = page.locator("summary:visible").evaluate_all(
        "all => all.map((one) => getComputedStyle(one))"
        ".map((style) => parseFloat(style.lineHeight) / parseFloat(style.fontSize))"
    )
    assert min(heights) >= 1.2


def test_at_twice_the_size_the_list_still_has_room_on_a_phone(visit: Opener, site: str) -> None:
    page = visit(site, viewport={"width": 375, "height": 812}).page()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelector('#events').scrollIntoView()")
    page.evaluate(SETTLED)
    above = page.evaluate("document.querySelector('.band-frame').getBoundingClientRect().bottom")
    assert above <= 0.6 * 812


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_every_mark_and_edge(visit: Opener, site: str, scheme: str, width: int) -> None:
    """Windows' high contrast: what only a background said must be said by an edge or in the colours that are left."""
    watch = visit(site, forced_colors="active", color_scheme=scheme, viewport={"width": width, "height": 812})
    page = watch.page("/?status=claimed")
    page.locator("#filter-panel > summary").click()
    box = page.locator('input[value="claimed"]')
    expect(box).to_be_checked()
    assert box.evaluate("each => getComputedStyle(each).appearance") != "none"  # the browser's own
    for target in (".mark", ".status-claimed .status", ".band-handle", ".map-all, .map-tool"):
        edge = page.locator(target).first.evaluate(
            "each => [getComputedStyle(each), getComputedStyle(each, '::before')]"
            ".some(style => parseFloat(style.borderTopWidth) > 0 || parseFloat(style.inlineSize) > 0)"
        )
        assert edge, target
    seen = page.locator(".band-fill, .band-edge").first.evaluate(
        "each => [getComputedStyle(each).fill, getComputedStyle(each).stroke]"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert any(colour not in ("none", ground) for colour in seen)


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
    page.locator(".band-open").tap()
    expect(page.get_by_role("button", name="Week", exact=True)).to_be_visible()
    for target in (".band-handle", ".band-tool:not([hidden])", ".map-all", ".leaflet-control-zoom a", ".event-select"):
        for box in page.locator(target).evaluate_all("all => all.map(each => each.getBoundingClientRect().toJSON())"):
            assert min(box["width"], box["height"]) >= 24, target
            assert max(box["width"], box["height"]) >= 44, target


SMALL_TARGETS = """
() => [...document.querySelectorAll("button, summary, select, input, nav a, .links a, .downloads a, .actions a")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".visually-hidden"))
  .map((each) => [each, (each.type === "checkbox" ? each.closest("label") : each).getBoundingClientRect()])
  .filter(([, { width, height }]) => width && (height < 43.5 || width < 24))
  .map(([each, { width, height }]) => `${width} x ${height}: ${each.outerHTML.slice(0, 100)}`)
"""


@pytest.mark.parametrize("pattern", ["/", "/?sel={event}", "/briefings/{briefing}", "/embed", "/events/{event}"])
def test_every_control_is_44_pixels_for_a_finger(visit: Opener, site: str, pattern: str) -> None:
    page = visited(visit(site, viewport=SMALL, has_touch=True, is_mobile=True), pattern)
    page.evaluate("document.querySelectorAll('.sheet-handle').forEach(each => each.click())")
    # Links inside a sentence are as high as its line (WCAG 2.5.8), a checkbox is as large as its label.
    assert page.evaluate(SMALL_TARGETS) == []


def test_what_has_the_focus_does_not_lie_under_map_or_sheet(visit: Opener, site: str) -> None:
    page = visit(site, viewport={"width": 375, "height": 812}).page(path_of("/?sel={event}"))
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        page.evaluate(SETTLED)
        covered.append(page.evaluate(COVERED))
    assert len(covered) > 20
    assert [each for each in covered if each] == []


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
    names = [each.text_content() for each in page.locator(".event-select").all()]
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
