"""Words, names, a box, briefings and a day of knowledge choose events, with scripts as without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.looking import banded, id_of, listed, state_of
from tests.browser.serving import application
from tests.browser.world import BREST, TOLD, Told, at, day, event
from tests.chronologies import briefing
from timeline.model import Category, Chronology, Modality
from tools.serving import serving

SEARCH = "**/search?*"
DENIAL = replace(TOLD[0], modality=Modality.DENIED, source="Minsk")  # of what the first review tells
LATER = Told(
    sentence="A convoy left Brest on 12 February.", category=Category.MILITARY_MOVEMENT, start=day(2, 12),
    end=day(2, 13), places=at(BREST), source="witnesses",
)  # fmt: skip
REVIEWS = (
    ("First review", date(2022, 1, 31), TOLD[:4]),
    ("Second review", date(2022, 2, 7), TOLD[4:]),
    ("Third review", date(2022, 2, 14), (DENIAL, LATER)),
)


def review(title: str, published: date, told: tuple[Told, ...]) -> Chronology:
    text = "\n\n".join([title, *(each.sentence for each in told)])
    of = replace(briefing(text, title), published=published)
    return Chronology(briefing=of, events=tuple(event(of, each) for each in told))


ARCHIVE = tuple(review(*each) for each in REVIEWS)
FIRST, SECOND, THIRD = (each.briefing.id for each in ARCHIVE)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Three reviews of different days; the third denies what the first tells."""
    with serving(application(ARCHIVE, tmp_path_factory.mktemp("archive"))) as address:
        yield address


@pytest.fixture
def historian(visit: Opener, archive: str) -> Watch:
    """A reader of the three reviews."""
    return visit(archive)


def told_by(*chosen: int) -> list[str]:
    """The ids of the events of some of the reviews, sorted."""
    return sorted(each.id for at in chosen for each in ARCHIVE[at].events)


def wait_shown(page: Page, ids: list[str]) -> None:
    page.wait_for_function(
        """wanted => [...document.querySelectorAll("li.event:not([hidden])")].map(row => row.dataset.id).sort().join()
        === wanted""",
        arg=",".join(ids),
    )


def open_filters(page: Page) -> None:
    panel = page.locator("#filter-panel")
    if panel.get_attribute("open") is None:
        panel.locator("> summary").click()


# --- words ------------------------------------------------------------------------------------------------------------


def test_words_are_found_as_they_are_typed_in_sentences_and_claims(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator("input[name=q]").press_sequentially("offic viln")
    wait_shown(page, [id_of(TOLD[10])])
    assert banded(page) == [id_of(TOLD[10])]
    assert state_of(page) == {"q": "offic viln"}


def test_only_the_last_question_counts_however_late_the_first_is_answered(reader: Watch) -> None:
    page = reader.page()
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    reader.context.route(SEARCH, hold_first)
    aborted: list[str] = []
    page.on("requestfailed", lambda request: aborted.append(request.url))
    open_filters(page)
    with page.expect_request(SEARCH):
        page.locator("input[name=q]").fill("minsk")
    page.locator("input[name=q]").fill("prices")
    wait_shown(page, [id_of(TOLD[10])])
    assert [url.endswith("q=minsk") for url in aborted] == [True]
    reader.context.unroute(SEARCH)


def test_words_that_cannot_be_looked_for_say_so_and_hide_nothing(reader: Watch) -> None:
    reader.forgiven += ("503",)
    page = reader.page()
    reader.context.route(SEARCH, lambda route: route.fulfill(status=503, body=""))
    open_filters(page)
    page.locator("input[name=q]").fill("prices")
    message = page.locator("#message")
    expect(message).to_have_text("The words could not be looked for: all events are listed. Try again")
    assert len(listed(page)) == len(TOLD)
    reader.context.unroute(SEARCH)
    message.get_by_role("button").click()
    wait_shown(page, [id_of(TOLD[10])])
    expect(message).to_be_hidden()


def test_back_brings_the_words_before_back(reader: Watch) -> None:
    page = reader.page("/?q=prices")
    page.locator("li.event:not([hidden]) .event-select").click()
    open_filters(page)
    page.locator("#filters a.reset").click()
    wait_shown(page, sorted(map(id_of, TOLD)))
    page.go_back()
    wait_shown(page, [id_of(TOLD[10])])
    expect(page.locator("input[name=q]")).to_have_value("prices")


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name", "half", "told"),
    [("actor", "Ministry of Defence", "Minis", TOLD[0]), ("claimant", "officials in Vilnius", "offic", TOLD[10])],
)
def test_a_name_is_offered_and_counts_once_it_is_whole(
    reader: Watch, key: str, name: str, half: str, told: Told
) -> None:
    page = reader.page()
    open_filters(page)
    field = page.locator(f"#filters input[name={key}]")
    offered = field.evaluate("field => [...field.list.options].map(option => option.value)")
    assert name in offered
    field.press_sequentially(half)
    assert len(listed(page)) == len(TOLD)
    field.fill(name.lower())
    wait_shown(page, [id_of(told)])
    assert state_of(page) == {key: name.lower()}
    field.fill("")
    wait_shown(page, sorted(map(id_of, TOLD)))


def test_a_name_that_nobody_has_leaves_nothing_once_the_field_is_left(reader: Watch) -> None:
    page = reader.page()
    open_filters(page)
    page.locator("#filters input[name=claimant]").fill("nobody at all")
    page.keyboard.press("Tab")
    expect(page.locator("#remedies")).to_have_text("Without the claimant “nobody at all” there would be 13.")


# --- a box ------------------------------------------------------------------------------------------------------------


def test_a_box_leaves_what_lies_in_it_until_its_chip_is_taken_off(reader: Watch) -> None:
    page = reader.page("/?bbox=25,54,26,55")
    inside = sorted([id_of(TOLD[4]), id_of(TOLD[10])])
    assert sorted(listed(page)) == inside
    assert banded(page) == inside
    open_filters(page)
    chip = page.get_by_label("Only inside the box")
    expect(chip).to_be_checked()
    chip.uncheck()
    wait_shown(page, sorted(map(id_of, TOLD)))
    expect(chip).to_be_hidden()
    assert state_of(page) == {}


def test_without_scripts_the_chip_of_a_box_is_kept_and_taken_off(visit: Opener, site: str) -> None:
    page = visit(site, java_script_enabled=False).page("/?bbox=25,54,26,55", ready=False)
    chip = page.get_by_label("Only inside the box")
    expect(chip).to_be_checked()
    open_filters(page)
    page.locator("#filters button[type=submit]").click()
    expect(page.locator("li.event:not([hidden])")).to_have_count(2)
    open_filters(page)
    chip.uncheck()
    page.locator("#filters button[type=submit]").click()
    expect(page.locator("li.event:not([hidden])")).to_have_count(len(TOLD))


# --- briefings, and what was known ------------------------------------------------------------------------------------


def test_several_briefings_are_shown_at_once_or_one(historian: Watch) -> None:
    page = historian.page()
    open_filters(page)
    page.get_by_label("First review").check()
    wait_shown(page, told_by(0))
    page.get_by_label("Third review").check()
    wait_shown(page, told_by(0, 2))
    assert set(state_of(page)["briefing"].split(",")) == {FIRST, THIRD}
    page.get_by_label("First review").uncheck()
    wait_shown(page, told_by(2))


def test_as_of_a_day_only_what_had_been_published_is_shown_anywhere(historian: Watch) -> None:
    page = historian.page()
    open_filters(page)
    page.locator("#filters input[name=asof]").fill("2022-02-06")
    wait_shown(page, told_by(0))
    assert banded(page) == told_by(0)
    expect(page.locator("#asof-banner")).to_contain_text("Showing what was published by 6 February 2022.")
    first = page.locator(f"#e-{ARCHIVE[0].events[0].id}")
    first.locator(".event-select").click()
    later = first.locator('[data-known="2022-02-14"]')
    assert later.count() > 0  # the third review tells of it too
    for each in later.all():
        expect(each).to_be_hidden()
    page.locator("#asof-banner a").click()
    wait_shown(page, told_by(0, 1, 2))
    expect(page.locator("#asof-banner")).to_be_hidden()
    for each in later.all():
        assert not each.evaluate("each => each.hidden")
    page.go_back()
    wait_shown(page, told_by(0))


def test_without_scripts_a_day_of_knowledge_shows_no_more(visit: Opener, archive: str) -> None:
    page = visit(archive, java_script_enabled=False).page("/?asof=2022-02-06", ready=False)
    expect(page.locator("#asof-banner")).to_contain_text("Showing what was published by 6 February 2022.")
    shown = [each.get_attribute("data-id") or "" for each in page.locator("li.event:not([hidden])").all()]
    assert sorted(shown) == told_by(0)
    assert page.locator('[data-known="2022-02-14"]:not([hidden])').count() == 0
    page.locator("#asof-banner a").click()
    expect(page.locator("li.event:not([hidden])")).to_have_count(len(told_by(0, 1, 2)))


@pytest.mark.parametrize(
    "query",
    [
        "asof=2022-01-30",
        "asof=2022-02",
        "asof=2022-02-07&cat=military_movement",
        "asof=soon",
        f"briefing={FIRST}&briefing={THIRD}",
        f"briefing={FIRST},{SECOND},nonsense",
        "briefing=nonsense",
        "claimant=WITNESSES",
        "claimant=witness",
        "bbox=23,52,24,53",
        "bbox=30,50,23,55",
        "bbox=1,2,3",
        "q=brest convoy",
        "q=BREŠT",
        "q=con",
        "q=!",
        "actor=ministry of defence&asof=2022-02-07",
    ],
)
def test_server_and_scripts_agree_on_every_filter(visit: Opener, archive: str, query: str) -> None:
    scripted = visit(archive).page(f"/?{query}")
    plain = visit(archive, java_script_enabled=False).page(f"/?{query}", ready=False)
    shown = [each.get_attribute("data-id") for each in plain.locator("li.event:not([hidden])").all()]
    assert shown == listed(scripted)
    expect(scripted.locator("#counts")).to_have_text(plain.locator("#counts").inner_text())


# --- nothing left -----------------------------------------------------------------------------------------------------


def test_where_nothing_is_left_each_filter_that_did_it_can_be_dropped(visit: Opener, site: str) -> None:
    query = "/?q=prices&cat=military_movement"
    ways = [
        "Without the words “prices” there would be 4.",
        "Without the choice of what happened there would be 1.",
    ]
    plain = visit(site, java_script_enabled=False).page(query, ready=False)
    expect(plain.locator("#remedies li")).to_have_text(ways)
    plain.locator("#remedies a").last.click()
    expect(plain.locator("li.event:not([hidden])")).to_have_count(1)
    page = visit(site).page(query)
    expect(page.locator("#remedies li")).to_have_text(ways)
    page.locator("#remedies button").first.click()
    expect(page.locator("li.event:not([hidden])")).to_have_count(4)
    expect(page.locator("#empty")).to_be_hidden()
    assert state_of(page) == {"cat": "military_movement"}


def test_where_only_several_filters_together_leave_nothing_that_is_said(visit: Opener, site: str) -> None:
    words = "No single filter does it: only without several of them are there events."
    for reader in (visit(site), visit(site, java_script_enabled=False)):
        page = reader.page("/?actor=nobody&claimant=nobody", ready=False)
        expect(page.locator("#together")).to_have_text(words)
        expect(page.locator("#together")).to_be_visible()
        expect(page.locator("#remedies li")).to_have_count(0)
