"""The time band: what it shows is zoomed without filtering, its window filters, its lanes are chosen, and it plays."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.looking import expect_selected, id_of, listed, state_of
from tests.browser.world import TOLD

PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
MOVING: dict[str, Any] = {"reduced_motion": "no-preference"}
IN_ORDER_OF_TIME = [TOLD[at] for at in (5, 11, 0, 1, 3, 7, 8, 4, 2, 10, 9, 6)]

OVERLAPS = """
() => {
  const said = [...document.querySelectorAll("#band text, #band .band-words")].filter((each) => each.textContent);
  const boxes = said.map((each) => [each.textContent, each.getBoundingClientRect()]);
  return boxes.flatMap(([words, a], at) => boxes.slice(at + 1).flatMap(([other, b]) =>
    a.left < b.right && b.left < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom
      ? [`${words} / ${other}`] : []));
}
"""
# A band of its own beside that of the page, of as many events as asked for; nothing of it comes from a server.
CROWD = """
async (count) => {
  const load = (name) => import(`/static/${name}.js`);
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/built/atlas.css" });
  await new Promise((done) => { sheet.onload = done; document.head.append(sheet); });
  const [{ createBand }, { createStore }, { spanOf, isoOf }, { CATEGORIES, STATUSES }] =
    await Promise.all(["band", "state", "dates", "families"].map(load));
  const events = Array.from({ length: count }, (_, n) => {
    const start = isoOf(18900 + (n % 1000));
    return { position: n, id: `x${n}`, title: `Event ${n}`, start, end: start, span: spanOf({ start, end: start }),
      time_precision: "day", category: CATEGORIES[n % 13], modality: STATUSES[n % 5], doc_id: "b",
      published: "2024-01-01", actors: [], claimants: [], places: [], shapes: [] };
  });
  const band = document.createElement("div");
  band.id = "band";
  document.querySelector("main").replaceChildren(band);
  const briefings = [{ id: "b", title: "", publisher: "", published: "2024-01-01", url: null }];
  window.crowd = createStore(window);
  createBand(band, { edition: "", events, shapes: {}, briefings, actors: [], claimants: [] }, window.crowd);
}
"""


def says(page: Page) -> Locator:
    return page.locator(".band-says")


def view_of(page: Page) -> str:
    """The days in view, in the band's own words."""
    words = says(page).text_content() or ""
    return words.partition(" Window: ")[0]


def press(page: Page, name: str) -> None:
    page.locator("#band").get_by_role("button", name=name, exact=True).click()


def mark(page: Page, at: int) -> Locator:
    return page.locator(f'.band-mark[data-id="{id_of(TOLD[at])}"]')


def style(locator: Locator, name: str) -> str:
    found: str = locator.evaluate("(each, name) => getComputedStyle(each).getPropertyValue(name)", name)
    return found


def wheel(page: Page, x: float = 600) -> None:
    box = page.locator(".band-plot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + 8)
    page.mouse.wheel(0, -300)


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("All", "In view: 30 December 2021 – 1 March 2022."),
        ("Month", "In view: 1 February 2022 – 28 February 2022."),
        ("Week", "In view: 31 January 2022 – 6 February 2022."),
        ("Day", "In view: 1 February 2022 – 3 February 2022."),
    ],
)
def test_a_preset_changes_what_is_in_view_and_filters_nothing(reader: Watch, name: str, view: str) -> None:
    page = reader.page("/?from=2022-02-01&to=2022-02-03")
    shown, query = listed(page), state_of(page)
    press(page, name)
    assert view_of(page) == view
    assert says(page).text_content() == f"{view} Window: 1 February 2022 – 3 February 2022."
    assert (listed(page), state_of(page)) == (shown, query)


def test_a_preset_says_that_it_is_chosen_until_the_view_is_another(reader: Watch) -> None:
    page = reader.page()
    press(page, "Week")
    expect(page.get_by_role("button", name="Week", exact=True)).to_have_attribute("aria-pressed", "true")
    press(page, "Show more time")
    expect(page.get_by_role("button", name="Week", exact=True)).to_have_attribute("aria-pressed", "false")


def test_buttons_show_less_and_more_time(reader: Watch) -> None:
    page = reader.page("/?from=2022-02-01&to=2022-02-03")
    press(page, "Week")
    press(page, "Show less time")
    assert view_of(page) == "In view: 1 February 2022 – 4 February 2022."
    press(page, "Show more time")
    assert view_of(page) == "In view: 31 January 2022 – 6 February 2022."


def test_fit_to_filter_shows_the_days_of_what_is_listed(reader: Watch) -> None:
    page = reader.page("/?cat=military_movement&status=asserted")
    press(page, "Fit to filter")
    assert view_of(page) == "In view: 23 January 2022 – 27 January 2022."


def test_what_is_in_view_becomes_the_window_on_request(reader: Watch) -> None:
    page = reader.page("/?from=2022-02-01&to=2022-02-03")
    press(page, "Week")
    press(page, "Only what is in view")
    page.wait_for_function("() => location.search === '?from=2022-01-31&to=2022-02-06'")
    press(page, "Clear window")
    page.wait_for_function("() => location.search === ''")


def test_what_lies_beyond_the_view_is_counted_and_one_press_away(reader: Watch) -> None:
    page = reader.page("/?from=2022-02-01&to=2022-02-03")
    press(page, "Week")
    press(page, "Clear window")
    earlier = page.locator("#band").get_by_role("button", name="earlier")
    expect(earlier).to_be_visible()
    before = view_of(page)
    earlier.click()
    assert view_of(page) != before
    expect(page.locator("#band").get_by_role("button", name="later")).to_be_visible()
    assert page.locator(".band-mark").count() > 0
    press(page, "All")
    expect(earlier).to_be_hidden()


@pytest.mark.parametrize("key", ["Control", None])
def test_the_wheel_zooms_about_the_day_under_it(reader: Watch, key: str | None) -> None:
    page = reader.page()
    page.set_viewport_size({"width": 1280, "height": 500})  # now there is a page to scroll
    before = view_of(page)
    page.locator("#band").scroll_into_view_if_needed()
    if key:
        page.keyboard.down(key)
    else:
        page.get_by_role("button", name="All", exact=True).focus()
    wheel(page)
    page.wait_for_function(
        "(before) => !document.querySelector('.band-says').textContent.startsWith(before)", arg=before
    )


def test_the_wheel_scrolls_the_page_where_the_band_was_not_meant(reader: Watch) -> None:
    page = reader.page()
    page.set_viewport_size({"width": 1280, "height": 500})
    before = view_of(page)
    wheel(page)
    page.wait_for_timeout(300)
    assert view_of(page) == before


def test_two_fingers_zoom_and_the_days_stay_under_them(visit: Opener, site: str) -> None:
    page = visit(site, **PHONE).page()
    page.locator(".band-open").tap()
    page.locator(".band-plot").scroll_into_view_if_needed()
    before = view_of(page)
    box = page.locator(".band-plot").bounding_box()
    assert box is not None
    y = box["y"] + 12
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *xs: float) -> None:
        points = [{"x": box["x"] + x, "y": y, "id": at} for at, x in enumerate(xs)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 120, 180)
    for spread in (10, 20, 40, 60):
        touch("touchMove", 120 - spread, 180 + spread)
    touch("touchEnd")
    page.wait_for_function(
        "(before) => !document.querySelector('.band-says').textContent.startsWith(before)", arg=before
    )
    assert state_of(page) == {}  # no window was drawn


def test_lanes_are_the_readers_choice_and_stand_in_the_url(reader: Watch) -> None:
    page = reader.page()
    assert page.locator(".band-name").all_text_contents() == [
        "Force", "Restriction", "Politics", "Rights", "Life", "Information"
    ]  # fmt: skip
    page.get_by_label("Lanes").select_option(label="by claimant")
    expect(page.locator(".band-name")).to_have_text(
        ["publisher itself", "Minsk", "officials in Vilnius", "the ministry"]
    )
    assert state_of(page) == {"lane": "claimant"}
    page.reload()
    page.wait_for_selector('main[data-ready="1"]')
    expect(page.get_by_label("Lanes")).to_have_value("claimant")
    expect(page.locator(".band-name").nth(1)).to_have_text("Minsk")


def test_an_event_with_several_places_stands_in_the_lane_of_each(reader: Watch) -> None:
    page = reader.page("/?lane=place")
    names = page.locator(".band-name").all_text_contents()
    assert names[0] == "no place"
    assert names[-1] == "others"
    assert {"Gomel", "Luninets airfield"} <= set(names)
    expect(mark(page, 2)).to_have_count(2)
    page.get_by_role("separator", name="Height of the time band").focus()
    for _ in range(7):
        page.keyboard.press("ArrowUp")
    assert len(page.locator(".band-name").all()) > len(names)  # a taller band names more of them


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (0, "(24 January 2022; Stated)"),
        (2, "(3 February 2022; Claimed)"),
        (3, "(29 January 2022; Denied)"),
        (5, "(January 2022; Possible)"),
        (6, "(27 February 2022; Planned)"),
        (8, "(in the week of 31 January to 6 February 2022; Stated)"),
        (10, "(about 7 February 2022; Claimed)"),
        (4, "(since 1 February 2022; Stated)"),
        (11, "(until 24 January 2022; Stated)"),
    ],
)
def test_every_mark_says_in_words_what_it_shows(reader: Watch, at: int, words: str) -> None:
    page = reader.page()
    text = f"{TOLD[at].sentence.rstrip('.')} {words}"
    expect(mark(page, at).locator("title")).to_have_text(text)
    box = mark(page, at).locator(".band-edge").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(says(page)).to_have_text(text)


def test_a_day_is_a_block_and_a_range_a_bar_of_its_days(reader: Watch) -> None:
    page = reader.page("/?from=2022-02-07&to=2022-02-07")
    press(page, "Month")
    widths = [mark(page, at).locator(".band-edge").evaluate("each => each.getBBox().width + 1.5") for at in (2, 9)]
    assert widths[1] == pytest.approx(11 * widths[0], rel=0.01)
    for at in (2, 9):
        expect(mark(page, at)).not_to_have_attribute("data-fades", "both")


@pytest.mark.parametrize(
    ("at", "ends", "arrows"), [(5, "both", 0), (8, "both", 0), (10, "both", 0), (4, "end", 1), (11, "start", 1)]
)
def test_vague_ends_fade_and_open_ones_have_an_arrow(reader: Watch, at: int, ends: str, arrows: int) -> None:
    page = reader.page()
    expect(mark(page, at)).to_have_attribute("data-fades", ends)
    assert f"band-fade-{ends}" in style(mark(page, at).locator(".band-body"), "mask")
    expect(mark(page, at).locator(".band-arrow")).to_have_count(arrows)


def test_what_goes_on_lasts_until_it_was_published(reader: Watch) -> None:
    page = reader.page()
    [begun, published] = [
        mark(page, at).locator(".band-edge").evaluate("each => { const b = each.getBBox(); return b.x + b.width }")
        for at in (4, 10)
    ]
    assert begun == pytest.approx(published, abs=4)


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"media": "print"}])
def test_without_half_tones_a_vague_time_has_a_dashed_outline(reader: Watch, media: dict[str, Any]) -> None:
    page = reader.page()
    assert style(mark(page, 8).locator(".band-vague"), "display") == "none"
    page.emulate_media(**media)
    vague = mark(page, 8).locator(".band-vague")
    assert style(vague, "display") != "none"
    assert style(vague, "stroke-dasharray") != "none"
    assert style(mark(page, 8).locator(".band-body"), "mask-image") == "none"


def test_in_forced_colours_the_bands_words_lines_and_handles_are_the_readers_own(visit: Opener, site: str) -> None:
    page = visit(site, forced_colors="active", color_scheme="dark").page("/?from=2022-01-20&to=2022-02-05")
    ink, paper = page.evaluate(
        "['CanvasText', 'Canvas'].map((name) => { const probe = document.createElement('i'); probe.style.color = name;"
        " document.body.append(probe); const said = getComputedStyle(probe).color; probe.remove(); return said; })"
    )
    words = page.locator(".band-tick-words").evaluate_all("all => all.map((one) => getComputedStyle(one).fill)")
    assert set(words) == {ink}
    assert page.locator(".band-rule").first.evaluate("line => getComputedStyle(line).stroke") == ink
    for handle in page.locator(".band-handle").all():
        assert handle.evaluate("one => getComputedStyle(one, '::before').backgroundColor") not in (paper, ink)


def test_the_edge_says_how_a_thing_is_told(reader: Watch) -> None:
    page = reader.page()
    assert style(mark(page, 0).locator(".band-fill"), "fill") != "none"
    assert style(mark(page, 0).locator(".band-edge"), "stroke-dasharray") == "none"
    assert style(mark(page, 2).locator(".band-edge"), "stroke-dasharray") != "none"  # claimed
    assert style(mark(page, 6).locator(".band-fill"), "fill") == "none"  # planned
    assert style(mark(page, 5).locator(".band-fill"), "fill") == "none"  # possible
    expect(mark(page, 3).locator(".band-cross")).to_have_count(1)  # denied
    expect(page.locator(".band-cross")).to_have_count(1)


def test_publication_is_a_line_and_the_days_after_it_are_hatched(reader: Watch) -> None:
    page = reader.page()
    rule, ahead = page.locator(".band-rule"), page.locator(".band-future.is-hatched")
    assert rule.locator("title").text_content() == "Published 7 February 2022"
    expect(page.locator(".band-rule-words")).to_have_text("published")
    left = float(ahead.get_attribute("x") or "nan")
    assert left == pytest.approx(float(rule.get_attribute("x1") or "nan"), abs=1)
    assert "band-ahead" in style(ahead, "fill")


def test_the_day_that_the_page_is_as_of_is_a_line(reader: Watch) -> None:
    page = reader.page("/?asof=2022-02-10")
    rule = page.locator(".band-rule.is-as-of")
    assert rule.locator("title").text_content() == "as of 10 February 2022"
    assert page.locator(".band-rule").count() == 2
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("path", ["/", "/?asof=2022-02-08", "/?lane=claimant", "/?lane=place"])
@pytest.mark.parametrize("opened", [False, True])
def test_on_a_phone_no_words_of_the_band_overprint_each_other(
    visit: Opener, site: str, path: str, opened: bool
) -> None:
    page = visit(site, **PHONE).page(path)
    if opened:
        page.locator(".band-open").tap()
        expect(page.locator(".band-name").first).to_be_visible()
    assert page.evaluate(OVERLAPS) == []


def test_on_a_phone_the_band_is_one_row_that_a_button_opens(visit: Opener, site: str) -> None:
    page = visit(site, **PHONE).page()
    box = page.locator("#band").bounding_box()
    assert box is not None
    assert box["height"] <= 64
    expect(page.locator(".band-heap").first).to_be_attached()
    expect(page.locator(".band-tools")).to_be_hidden()
    opener = page.get_by_role("button", name="Whole time band")
    for each in (opener, *page.get_by_role("slider").all()):
        size = each.bounding_box()
        assert size is not None
        assert (size["width"] >= 44, size["height"] >= 44) == (True, True)
    opener.tap()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".band-name")).to_have_count(6)
    for each in page.locator(".band-tools").locator("button:visible, select:visible").all():
        size = each.bounding_box()
        assert size is not None
        assert (size["width"] >= 44, size["height"] >= 44) == (True, True)
    page.locator("#events li:last-child .event-select").scroll_into_view_if_needed()
    page.locator("#events li:last-child .event-select").tap()  # the list is reachable beside it


def test_the_bands_height_is_the_readers_choice(reader: Watch) -> None:
    page = reader.page()
    grip = page.get_by_role("separator", name="Height of the time band")
    heights = []
    for key in ("ArrowUp", "ArrowDown"):
        grip.focus()
        for _ in range(20):
            page.keyboard.press(key)
        heights.append(grip.get_attribute("aria-valuenow"))
        plot = page.locator(".band-plot").bounding_box()
        assert plot is not None
        assert plot["height"] <= float(heights[-1] or 0) + 2
    assert heights == ["240", "72"]


def test_the_band_brings_the_selected_event_into_view(reader: Watch) -> None:
    page = reader.page("/?from=2022-01-24&to=2022-01-24")
    press(page, "Week")
    press(page, "Clear window")
    expect(mark(page, 6)).to_have_count(0)
    page.locator(f"#e-{id_of(TOLD[6])} .event-select").click()
    expect(page.locator(".band-mark.is-selected")).to_have_attribute("data-id", id_of(TOLD[6]))


def test_nothing_plays_by_itself(visit: Opener, site: str) -> None:
    page = visit(site, **MOVING).page()
    expect(page.get_by_role("button", name="Play", exact=True)).to_have_attribute("aria-pressed", "false")
    page.wait_for_timeout(2000)
    assert state_of(page) == {}


def test_event_by_event_steps_in_order_of_time(reader: Watch) -> None:
    page = reader.page()
    for told in IN_ORDER_OF_TIME[:4]:
        press(page, "Next step")
        expect_selected(page, told)
    press(page, "Previous step")
    expect_selected(page, IN_ORDER_OF_TIME[2])


def test_less_motion_means_steps_by_hand_only(reader: Watch) -> None:
    page = reader.page()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_hidden()
    expect(page.get_by_label("Speed")).to_be_hidden()
    expect(page.get_by_role("button", name="Next step")).to_be_visible()


def test_playing_stops_when_the_reader_asks_for_less_motion(visit: Opener, site: str) -> None:
    page = visit(site, **MOVING).page()
    press(page, "Play")
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator(".band-play")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".band-play")).to_be_hidden()


def test_it_plays_at_the_chosen_speed_and_says_that_it_has_ended(visit: Opener, site: str) -> None:
    page = visit(site, **MOVING).page("/?cat=military_movement&status=asserted")
    page.get_by_label("Speed").select_option("4")
    press(page, "Play")
    spoken = page.locator("#band [role=status]")
    page.wait_for_function("(id) => location.search.includes(`sel=${id}`)", arg=id_of(TOLD[1]))
    expect(spoken).to_have_text("Played to the end")
    expect(page.get_by_role("button", name="Play", exact=True)).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("given", ["press", "key", "wheel", "focus", "play"])
def test_any_input_pauses_and_both_are_said(visit: Opener, site: str, given: str) -> None:
    page = visit(site, **MOVING).page()
    page.get_by_label("Speed").select_option("0.5")
    press(page, "Play")
    play = page.get_by_role("button", name="Play", exact=True)
    expect(play).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#band [role=status]")).to_have_text("Playing. Any key or press pauses.")
    expect(page.locator("#counts")).to_have_attribute("aria-live", "off")  # or every step would be read out
    acts = {
        "press": lambda: page.mouse.click(640, 20),
        "key": lambda: page.keyboard.press("Shift"),
        "wheel": lambda: page.mouse.wheel(0, 10),
        "focus": lambda: page.locator('.event-select[tabindex="0"]').evaluate("each => each.focus()"),
        "play": lambda: press(page, "Play"),
    }
    acts[given]()
    expect(play).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#band [role=status]")).to_contain_text("Paused at")
    expect(page.locator("#counts")).to_have_attribute("aria-live", "polite")


def test_day_by_day_adds_up(reader: Watch) -> None:
    page = reader.page()
    page.get_by_role("combobox", name="Step").select_option(label="day by day, adding up")
    expected = [("2022-01-01", 2), ("2022-01-24", 3), ("2022-01-26", 4)]
    for to, count in expected:
        press(page, "Next step")
        page.wait_for_function("(query) => location.search === query", arg=f"?to={to}")
        expect(page.locator("li.event:not([hidden])")).to_have_count(count)


def test_day_by_day_moves_a_window(reader: Watch) -> None:
    page = reader.page("/?from=2022-01-24&to=2022-01-26")
    page.get_by_role("combobox", name="Step").select_option(label="day by day, moving window")
    press(page, "Next step")
    page.wait_for_function("() => location.search === '?from=2022-01-27&to=2022-01-29'")


def test_fifty_thousand_events_are_one_picture_that_answers_as_marks_do(reader: Watch) -> None:
    page = reader.page("/methodology", ready=False)
    page.evaluate(CROWD, 50_000)
    expect(page.locator(".band-canvas")).to_be_visible()
    expect(page.locator(".band-mark")).to_have_count(0)
    assert page.locator("#band *").count() < 2000
    plot = page.locator(".band-plot").bounding_box()
    lane = page.locator(".band-name").first.bounding_box()
    assert plot is not None
    assert lane is not None
    x, y = plot["x"] + plot["width"] / 2, lane["y"] + lane["height"] - 2
    page.mouse.move(x, y)
    first = page.evaluate("crowd.get().hover")
    assert first is not None
    assert "events" in (says(page).text_content() or "")
    expect(page.locator(".band-mark.is-hovered")).to_have_attribute("data-id", first)
    page.mouse.click(x, y)
    expect(page.locator(".band-mark.is-selected")).to_have_attribute("data-id", first)
    page.mouse.click(x, y)
    assert page.evaluate("crowd.get().sel") != first  # another one of the same days
    page.evaluate("crowd.set({ cat: ['protest'], status: ['claimed'], from: '2022-06-01' })")
    press(page, "Fit to filter")
    assert page.locator(".band-mark").count() <= 2000


def test_hundreds_of_marks_are_drawn_one_by_one(reader: Watch) -> None:
    page = reader.page("/methodology", ready=False)
    page.evaluate(CROWD, 500)
    marks = page.locator(".band-mark").count()
    assert 0 < marks <= 500
    expect(page.locator(".band-canvas")).to_be_hidden()
