"""The map: what stands for an event, what a press and a key do, and the buttons on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata.place import Place
from tests.browser.conftest import Opener, Watch
from tests.browser.looking import expect_selected, id_of, listed, painted, point, state_of, wait_painted
from tests.browser.serving import application
from tests.browser.test_access import violations
from tests.browser.world import (
    BELARUS,
    GOMEL,
    LUNINETS,
    MINSK,
    TOLD,
    VILNIUS,
    Told,
    at,
    chronology,
    day,
)
from timeline.model import Category
from tools.serving import serving

TALKS, SENTENCES, PRICES, REFERENDUM = (TOLD[number] for number in (7, 8, 10, 6))
LEG = 34  # pixels from a spot to the marks of two events
VIEW = "() => [map_main.getZoom(), map_main.getCenter().lat, map_main.getCenter().lng]"
NO_MOTION_YET = "performance.stopped = performance.now(); performance.now = () => performance.stopped"
MOTION_DONE = "performance.now = () => performance.stopped + 10_000"

LABELLED = """
([lon, lat]) => {
  const canvas = document.querySelector("#map .leaflet-overlay-pane canvas");
  const wanted = getComputedStyle(document.documentElement).getPropertyValue("--label").trim();
  const rgb = [1, 3, 5].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16));
  const at = map_main.latLngToContainerPoint([lat, lon]);
  const [frame, box] = [map_main.getContainer().getBoundingClientRect(), canvas.getBoundingClientRect()];
  const [x, y] = [at.x + frame.left - box.left - 60, at.y + frame.top - box.top - 30];
  const pixels = canvas.getContext("2d").getImageData(x, y, 120, 60).data;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] > 200 && rgb.every((part, c) => Math.abs(pixels[i + c] - part) < 14)) return true;
  }
  return false;
}
"""
INKED = LABELLED.replace("--label", "--ink")


def beside(place: Place, page: Page, dx: float, dy: float) -> Place:
    """The place that lies so many pixels from another in the present view."""
    lat, lon = page.evaluate(
        "([lat, lon, dx, dy]) => { const p = map_main.latLngToContainerPoint([lat, lon]);"
        " const at = map_main.containerPointToLatLng([p.x + dx, p.y + dy]); return [at.lat, at.lng]; }",
        [place.lat, place.lon, dx, dy],
    )
    return replace(place, lat=lat, lon=lon)


def spread(page: Page) -> None:
    """Spread out the two events at Minsk."""
    page.mouse.click(*point(page, MINSK))
    wait_painted(page, beside(MINSK, page, 0, -LEG), "--politics")


def button(page: Page, name: str) -> Locator:
    return page.locator("#map").get_by_role("button", name=name, exact=True)


def box_of(page: Page) -> list[float]:
    return [float(degrees) for degrees in state_of(page)["bbox"].split(",")]


def test_events_at_one_point_are_spread_out_each_with_a_mark_of_its_own(reader: Watch) -> None:
    page = reader.page()
    spread(page)
    assert painted(page, beside(MINSK, page, 0, LEG), "--rights", 8)
    assert not painted(page, beside(MINSK, page, 0, LEG), "--politics", 8)
    x, y = point(page, MINSK)
    page.mouse.click(x, y + LEG)
    expect_selected(page, SENTENCES)
    page.mouse.click(x, y - LEG)
    expect_selected(page, TALKS)
    wait_painted(page, beside(MINSK, page, 0, -LEG), "--select")


def test_on_a_narrow_map_the_middle_of_what_is_spread_out_lists_it(visit: Opener, site: str) -> None:
    page = visit(site, viewport={"width": 375, "height": 812}).page(f"/?z=7&c={MINSK.lat},{MINSK.lon}")
    spread(page)
    expect(page.locator(".map-panel")).to_be_hidden()
    page.mouse.click(*point(page, MINSK))
    expect(page.locator(".map-panel .map-choice")).to_have_count(2)


@pytest.mark.parametrize("how", ["Escape", "a press elsewhere", "a zoom", "a filter"])
def test_what_was_spread_out_closes(reader: Watch, how: str) -> None:
    page = reader.page()
    spread(page)
    leg = beside(MINSK, page, 0, LEG + 6)  # clear of the badge that comes back
    if how == "Escape":
        page.keyboard.press("Escape")
    elif how == "a zoom":
        button(page, "Zoom in").click()
    elif how == "a filter":
        page.evaluate("document.querySelector('input[name=cat][value=diplomacy]').click()")
    else:
        page.mouse.click(*point(page, beside(MINSK, page, 120, 90)))
    wait_painted(page, leg, "--rights", shown=False)


def test_legs_grow_only_where_the_reader_allows_motion(visit: Opener, site: str) -> None:
    moving = visit(site, reduced_motion="no-preference").page()
    moving.evaluate(NO_MOTION_YET)
    moving.mouse.click(*point(moving, MINSK))
    expect(moving.locator(".map-panel")).to_be_visible()
    moving.evaluate("new Promise(requestAnimationFrame)")
    assert not painted(moving, beside(MINSK, moving, 0, LEG), "--rights", 8)
    moving.evaluate(MOTION_DONE)
    wait_painted(moving, beside(MINSK, moving, 0, LEG), "--rights")
    still = visit(site).page()
    still.evaluate(NO_MOTION_YET)
    still.mouse.click(*point(still, MINSK))
    wait_painted(still, beside(MINSK, still, 0, LEG), "--rights")


NEAR_MINSK = replace(MINSK, id="own:near-minsk", name="Zaslawye", lon=MINSK.lon - 0.06)
PAIR = tuple(
    Told(
        sentence=f"Trains stood in {place.name} that day.", category=Category.PROTEST, start=day(2, 1), places=at(place)
    )
    for place in (MINSK, NEAR_MINSK)
)


def test_a_badge_for_several_places_leads_nearer_until_they_part(visit: Opener, tmp_path: Path) -> None:
    with serving(application([chronology(PAIR + TOLD[:3])], tmp_path)) as address:
        page = visit(address).page("/?z=6&c=53.5,27")
        page.mouse.click(*point(page, MINSK))
        page.wait_for_function("() => map_main.getZoom() > 8")
        expect(page.locator(".map-panel")).to_be_hidden()
        wait_painted(page, NEAR_MINSK, "--rights")
        page.mouse.click(*point(page, NEAR_MINSK))
        expect(page.locator("li.event[aria-current]")).to_contain_text("Zaslawye")


def test_enter_opens_what_lies_in_the_middle_and_escape_leads_back(reader: Watch) -> None:
    page = reader.page(f"/?z=6&c={MINSK.lat},{MINSK.lon}")
    page.locator("#map_main").focus()
    page.keyboard.press("Enter")
    first = page.locator(".map-choice").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".map-panel")).to_be_hidden()
    expect(page.locator("#map_main")).to_be_focused()
    page.keyboard.press("+")
    page.wait_for_function("() => map_main.getZoom() === 7")


def test_every_tool_is_a_button_with_a_name_and_room_for_a_finger(visit: Opener, site: str) -> None:
    page = visit(site, viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True).page()
    tools = page.locator("#map button:visible, #map summary:visible")
    sizes = tools.evaluate_all(
        "all => all.map(each => [each.getAttribute('aria-label') ?? each.textContent.trim(),"
        " Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height)])"
    )
    assert [size for size in sizes if not size[0] or size[1] < 44] == []
    assert {"Zoom in", "Zoom out", "Back to the first view", "Only this view"} <= {name for name, _ in sizes}


def test_zooming_ends_where_the_map_ends_and_says_so(reader: Watch) -> None:
    page = reader.page("/?z=12&c=53.9,27.57")
    expect(button(page, "Zoom in")).to_have_attribute("aria-disabled", "true")
    button(page, "Zoom out").click()
    page.wait_for_function("() => map_main.getZoom() === 11")
    expect(button(page, "Zoom in")).to_have_attribute("aria-disabled", "false")


def test_the_first_view_comes_back_and_leaves_the_url(reader: Watch) -> None:
    page = reader.page()
    first = page.evaluate(VIEW)
    page.evaluate("map_main.setView([40, 60], 8, {animate: false})")
    assert "z" in state_of(page)
    button(page, "Back to the first view").click()
    assert page.evaluate(VIEW) == pytest.approx(first, abs=0.02)
    assert "z" not in state_of(page)


def test_the_whole_screen_is_taken_where_that_is_allowed(reader: Watch) -> None:
    page = reader.page()
    page.evaluate(
        "Element.prototype.requestFullscreen = function () { window.taken = this.className; return Promise.resolve(); }"
    )
    button(page, "Full screen").click()
    assert page.evaluate("window.taken") == "stage"


def test_where_the_whole_screen_is_not_allowed_there_is_no_button(reader: Watch) -> None:
    reader.context.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', {value: false})")
    page = reader.page()
    expect(button(page, "Zoom in")).to_be_visible()
    expect(button(page, "Full screen")).to_have_count(0)


def drag(page: Page, start: Place, end: Place) -> None:
    page.mouse.move(*point(page, start))
    page.mouse.down()
    page.mouse.move(*point(page, end), steps=4)
    page.mouse.up()


def test_a_box_drawn_on_the_map_filters_list_and_map(reader: Watch) -> None:
    page = reader.page()
    before = page.evaluate(VIEW)
    button(page, "Draw a box: only events in it").click()
    expect(page.locator(".map-hint")).to_contain_text("Escape")
    corners = [replace(MINSK, lat=MINSK.lat + side * 0.3, lon=MINSK.lon - side * 0.4) for side in (1, -1)]
    drag(page, *corners)
    west, south, east, north = box_of(page)
    assert (west, east) == pytest.approx((MINSK.lon - 0.4, MINSK.lon + 0.4), abs=0.05)
    assert (south, north) == pytest.approx((MINSK.lat - 0.3, MINSK.lat + 0.3), abs=0.05)
    page.wait_for_function("() => document.querySelectorAll('li.event:not([hidden])').length === 2")
    assert set(listed(page)) == {id_of(TALKS), id_of(SENTENCES)}
    assert page.evaluate(VIEW) == before
    assert not painted(page, VILNIUS, "--life")
    wait_painted(page, corners[0], "--ink")
    button(page, "Remove the box").click()
    assert "bbox" not in state_of(page)
    wait_painted(page, VILNIUS, "--life")
    assert not painted(page, corners[0], "--ink", 4)


def test_escape_ends_drawing_without_a_box(reader: Watch) -> None:
    page = reader.page()
    tool = button(page, "Draw a box: only events in it")
    tool.click()
    expect(tool).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(tool).to_have_attribute("aria-pressed", "false")
    drag(page, MINSK, replace(MINSK, lat=MINSK.lat - 1))
    assert "bbox" not in state_of(page)


def test_the_present_view_is_a_box_that_keys_can_set(reader: Watch) -> None:
    page = reader.page(f"/?z=11&c={MINSK.lat},{MINSK.lon}")
    button(page, "Only this view").focus()
    page.keyboard.press("Enter")
    west, south, east, north = box_of(page)
    assert west < MINSK.lon < east
    assert south < MINSK.lat < north
    page.wait_for_function("() => document.querySelectorAll('li.event:not([hidden])').length === 2")


@pytest.mark.parametrize(
    ("query", "place", "colour", "shown"),
    [
        ("?claimant=Minsk", VILNIUS, "--life", False),
        ("?claimant=officials+in+Vilnius", VILNIUS, "--life", True),
        ("?asof=2022-02-06", VILNIUS, "--life", False),
        ("?asof=2022-02-07", VILNIUS, "--life", True),
        ("?bbox=27,53,28,54.5", VILNIUS, "--life", False),
        ("?bbox=25,54,26,55", VILNIUS, "--life", True),
    ],
)
def test_every_filter_reaches_the_map(reader: Watch, query: str, place: Place, colour: str, shown: bool) -> None:
    page = reader.page(f"/{query}&z=6&c=54,26")
    wait_painted(page, place, colour, shown=shown)


def test_where_something_left_from_is_grey_and_where_it_came_to_has_its_colour(reader: Watch) -> None:
    page = reader.page()
    wait_painted(page, GOMEL, "--ink-muted")
    assert not painted(page, GOMEL, "--force", 8)
    assert painted(page, LUNINETS, "--force")


def test_a_country_is_its_ground_and_never_a_pin(reader: Watch) -> None:
    page = reader.page(f"/?sel={id_of(REFERENDUM)}&z=7&c={BELARUS.lat},{BELARUS.lon}")
    wait_painted(page, replace(BELARUS, lon=31.8, lat=52.1), "--select")  # a corner of its outline
    assert not painted(page, BELARUS, "--select")
    assert not painted(page, BELARUS, "--politics")


def test_names_keep_clear_of_marks(reader: Watch) -> None:
    page = reader.page(f"/?z=7&c={VILNIUS.lat},{VILNIUS.lon}")
    page.wait_for_function(LABELLED, arg=[VILNIUS.lon, VILNIUS.lat])
    assert not painted(page, VILNIUS, "--label", 8)


def test_the_name_of_what_is_selected_stands_on_the_map_in_ink(reader: Watch) -> None:
    page = reader.page()
    around = replace(VILNIUS, lat=VILNIUS.lat)
    assert not painted(page, around, "--ink", 40)
    page.locator(f"#e-{id_of(PRICES)} .event-select").focus()
    page.keyboard.press("Enter")
    expect_selected(page, PRICES)
    page.mouse.move(1, 1)
    page.wait_for_function(f"given => ({INKED})(given)", arg=[VILNIUS.lon, VILNIUS.lat])


def test_hovering_in_the_list_rings_the_mark_on_the_map(reader: Watch) -> None:
    page = reader.page()
    assert not painted(page, VILNIUS, "--ink")
    page.locator(f"#e-{id_of(PRICES)}").hover()
    wait_painted(page, VILNIUS, "--ink")
    page.mouse.move(1, 1)
    wait_painted(page, VILNIUS, "--ink", shown=False)


def test_the_key_explains_every_mark_with_the_mark_itself(reader: Watch) -> None:
    page = reader.page()
    page.get_by_text("What the marks mean").click()
    rows = page.locator(".map-key li")
    expect(rows.first).to_be_visible()
    kinds = rows.all_inner_texts()
    assert len(kinds) == len(set(kinds)) == 16
    empty = page.locator(".map-key canvas").evaluate_all(
        "all => all.filter(each => !each.getContext('2d').getImageData(0, 0, 88, 56).data.some(Boolean)).length"
    )
    assert empty == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_key(visit: Opener, site: str, scheme: str) -> None:
    page = visit(site, color_scheme=scheme).page()
    page.get_by_text("What the marks mean").click()
    expect(page.locator(".map-key li").first).to_be_visible()
    assert violations(page) == []


def test_the_scale_is_a_round_length_of_its_own_width(reader: Watch) -> None:
    page = reader.page("/?z=7&c=53.9,27.57")
    scale = page.locator(".map-scale")
    expect(scale).to_have_text("50 km")
    metres = page.evaluate(
        "(width) => { const {x, y} = map_main.getSize(); return map_main.distance("
        "map_main.containerPointToLatLng([x / 2, y / 2]), map_main.containerPointToLatLng([x / 2 + width, y / 2])); }",
        scale.evaluate("each => Number.parseFloat(each.style.width)"),
    )
    assert metres == pytest.approx(50_000, rel=0.03)


def test_forced_colours_paint_the_marks_in_the_readers_own(visit: Opener, site: str) -> None:
    page = visit(site, forced_colors="active").page()
    page.evaluate("document.documentElement.style.setProperty('--asked', 'rgb(0, 0, 0)')")
    text = page.evaluate("getComputedStyle(document.body).color")
    page.evaluate("colour => document.documentElement.style.setProperty('--asked', colour)", text)
    wait_painted(page, VILNIUS, "--asked")
    assert not painted(page, VILNIUS, "--life")


NAMES = """
() => {
  window.names = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (words, x, y, ...more) {
    const frame = this.canvas.getBoundingClientRect();
    const { a, e, f } = this.getTransform();
    const scale = frame.width / this.canvas.width;
    const [left, middle] = [frame.left + (a * x + e) * scale, frame.top + (a * y + f) * scale];
    if (this.canvas.closest(".leaflet-overlay-pane") && this.textAlign === "left") {
      window.names.push({ words, left, right: left + this.measureText(words).width * a * scale, middle });
    }
    return write.call(this, words, x, y, ...more);
  };
  map_main.fire("moveend");
}
"""
BENEATH = """
() => [...document.querySelectorAll("#map .leaflet-control")].flatMap((each) => {
  const box = each.getBoundingClientRect();
  return window.names.filter(({ left, right, middle }) =>
    left < box.right && right > box.left && middle < box.bottom && middle > box.top);
}).map(({ words }) => words)
"""


def test_no_name_is_written_beneath_a_button(reader: Watch) -> None:
    page = reader.page("/?c=52,20&z=5")
    page.wait_for_timeout(500)  # the ground's names come with its tiles
    page.evaluate(NAMES)
    page.wait_for_function("() => window.names.length > 10")
    assert page.evaluate(BENEATH) == []


@pytest.mark.parametrize("tongue", ["de", "ru", "uk"])
@pytest.mark.parametrize(("path", "width", "height"), [("/", 320, 700), ("/", 375, 812), ("/embed", 320, 700)])
def test_no_button_on_a_narrow_map_lies_on_another(
    visit: Opener, site: str, tongue: str, path: str, width: int, height: int
) -> None:
    watch = visit(site, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    page = watch.page(f"{path}?lang={tongue}")
    boxes = [box for each in page.locator("#map button:visible").all() if (box := each.bounding_box())]
    assert len(boxes) > 4
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            apart_x = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            apart_y = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert min(apart_x, apart_y) <= 1.5  # pixels: borders of neighbours are shared
