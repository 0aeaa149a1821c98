"""One event's own page, the claims set side by side, and the pages for readers without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Watch
from tests.browser.serving import application
from tests.browser.test_access import violations
from tests.browser.world import BREST, TOLD, Told, at, chronology, day
from timeline.model import Category, Chronology, Modality
from tools.serving import serving

DENIED = TOLD[3]
AGAIN = Told(
    sentence="A drone crossed the border near Brest, Kyiv claimed.",
    category=Category.AIRSPACE_OR_BORDER_INCIDENT,
    modality=Modality.CLAIMED,
    start=day(1, 29),
    end=day(1, 30),
    places=at(BREST),
    precision_of_place=2,
    radius_km=25.0,
    source="Kyiv",
)
QUALITY = (Path(__file__).parents[2] / "docs" / "quality.md").read_text(encoding="utf-8")
SMALL = {"width": 375, "height": 812}


FOUND = replace(AGAIN, sentence="A drone crossed the border near Brest.", modality=Modality.ASSERTED, source="")


def later() -> Chronology:
    """A week later another publisher tells of the same drone, and who claims it."""
    made = chronology((AGAIN,), "Later")
    return replace(made, briefing=replace(made.briefing, published=date(2022, 2, 14), publisher="Other Press"))


def last() -> Chronology:
    """Another week later a third has looked into it."""
    made = chronology((FOUND,), "Last")
    return replace(made, briefing=replace(made.briefing, published=date(2022, 2, 21), publisher="Third Press"))


@pytest.fixture(scope="module")
def told_twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application([chronology(), later(), last()], tmp_path_factory.mktemp("twice"))) as address:
        yield address


@pytest.fixture
def reader(visit: Opener, told_twice: str) -> Watch:
    return visit(told_twice)


def id_of(told: Told, of: Chronology | None = None) -> str:
    made = of or chronology()
    return next(event.id for event in made.events if event.title == told.sentence.rstrip("."))


def event_page(watch: Watch, told: Told = DENIED, query: str = "") -> Page:
    page = watch.page(f"/events/{id_of(told)}{query}", ready=False)
    page.wait_for_load_state("load")
    return page


def columns(page: Page) -> list[float]:
    """Where the statements begin, in pixels from the left."""
    found: list[float] = page.locator("dl.claims > .statement").evaluate_all(
        "all => all.map(each => Math.round(each.getBoundingClientRect().left))"
    )
    return found


def test_denial_and_claim_stand_side_by_side_and_lead_into_the_text(reader: Watch) -> None:
    page = event_page(reader)
    statements = page.locator("dl.claims > .statement")
    expect(statements).to_have_count(3)
    expect(statements.nth(0).locator("dt")).to_contain_text("Denied by Minsk")
    expect(statements.nth(1).locator("dt")).to_contain_text("Claimed by Kyiv")
    expect(statements.nth(2).locator("dt")).to_contain_text("Found by the publisher Third Press")
    expect(statements.nth(0).locator("blockquote")).to_contain_text(DENIED.sentence)
    expect(statements.nth(1)).to_contain_text("Other Press, 14 February 2022")
    assert len(set(columns(page))) == 3
    edges = statements.evaluate_all("all => all.map(each => getComputedStyle(each).borderInlineStartStyle)")
    assert len(set(edges)) == 3
    statements.nth(1).locator("a").click()
    page.wait_for_url(f"**/briefings/{later().briefing.id}#s-*")
    expect(page.locator("mark:target")).to_contain_text(AGAIN.sentence)


def test_on_a_phone_they_stand_one_under_another(visit: Opener, told_twice: str) -> None:
    page = event_page(visit(told_twice, viewport=SMALL))
    assert len(set(columns(page))) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_what_later_briefings_tell_says_since_when_it_is_known(reader: Watch) -> None:
    page = event_page(reader)
    expect(page.locator('.statement[data-known="2022-02-14"] .claimant')).to_have_text("Kyiv")
    then = event_page(reader, query="?asof=2022-02-10")
    expect(then.locator("dl.claims > .statement")).to_have_count(1)
    expect(then.locator("main")).not_to_contain_text("Other Press")


def test_in_the_list_too_each_claim_has_stance_sentence_and_day(reader: Watch) -> None:
    page = reader.page(f"/?sel={id_of(DENIED)}")
    statement = page.locator(f"#e-{id_of(DENIED)} .statement")
    expect(statement).to_have_count(1)
    expect(statement).to_contain_text("Denied by Minsk")
    expect(statement.locator("blockquote")).to_contain_text(DENIED.sentence)
    expect(statement.locator("a")).to_have_attribute("href", f"/briefings/{chronology().briefing.id}#s-{id_of(DENIED)}")


def test_what_no_source_is_named_for_the_publisher_found(reader: Watch) -> None:
    page = event_page(reader, TOLD[0])
    expect(page.locator(".statement dt")).to_contain_text("Found by the publisher Hand Press")


def test_the_map_of_an_event_is_a_picture_of_ours_by_day_and_night(visit: Opener, told_twice: str) -> None:
    shots = []
    for scheme in ("light", "dark"):
        page = event_page(visit(told_twice, color_scheme=scheme))
        image = page.locator(".event-map img")
        image.scroll_into_view_if_needed()
        assert image.evaluate("each => each.decode().then(() => each.naturalWidth)") == 800
        assert image.get_attribute("alt")
        shots.append(image.screenshot())
    assert shots[0] != shots[1]


def test_the_picture_opened_by_itself_keeps_its_colours(reader: Watch) -> None:
    page = reader.page(f"/events/{id_of(DENIED)}/map.svg", ready=False)
    fill = page.locator(".land").evaluate("each => getComputedStyle(each).fill")
    assert fill == "rgb(241, 236, 223)"


def test_neighbours_lead_on_with_their_distance(reader: Watch) -> None:
    page = event_page(reader)
    expect(page.locator("#near + .neighbours section")).to_have_count(2)
    near = page.locator(".near li", has_text="Diplomats met in Minsk")
    expect(near.first).to_contain_text("2 days later")
    expect(page.locator(".near", has_text="at the same place")).to_have_count(1)
    near.first.locator("a").click()
    expect(page.locator("h1")).to_contain_text("Diplomats met in Minsk")


def test_the_event_can_be_cited_in_three_ways(reader: Watch) -> None:
    page = event_page(reader)
    expect(page.locator(".cite-line")).to_contain_text("Hand Press, Weekly review — 7 February 2022")
    page.get_by_text("BibTeX", exact=True).click()
    assert page.get_by_label("An entry to copy").input_value().startswith("@misc{dateline-")
    with page.expect_download() as bibtex:
        page.get_by_role("link", name="BibTeX file").click()
    assert bibtex.value.suggested_filename == f"dateline-{id_of(DENIED)}.bib"
    with page.expect_download() as csl:
        page.get_by_role("link", name="CSL-JSON file").click()
    assert csl.value.suggested_filename == f"dateline-{id_of(DENIED)}.json"


def test_machines_read_of_what_a_page_tells(reader: Watch) -> None:
    read = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    about = event_page(reader).evaluate(read)
    assert about["mainEntity"]["@type"] == "Event"
    assert about["mainEntity"]["startDate"] == "2022-01-29"
    assert [claim["creditText"] for claim in about["mentions"]] == ["Minsk", "Kyiv", "Third Press"]
    assert about["citation"]["datePublished"] == "2022-02-07"
    edition = reader.page().evaluate(read)
    assert edition["@type"] == "Dataset"
    assert "application/geo+json" in {file["encodingFormat"] for file in edition["distribution"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_an_event_that_is_told_twice(
    visit: Opener, told_twice: str, width: int, scheme: str
) -> None:
    page = event_page(visit(told_twice, viewport={"width": width, "height": 800}, color_scheme=scheme))
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    assert violations(page) == []


def test_the_figures_of_the_methodology_page_are_those_of_the_measurements(reader: Watch) -> None:
    page = reader.page("/methodology", ready=False)
    row = re.search(r"\| Dateline, others \((\d+) events\) \| [\d.]+ \| ([\d.]+) \| ([\d.]+)", QUALITY)
    assert row is not None
    expect(page.locator("#trust + p")).to_contain_text(f"{row[1]} events")
    expect(page.locator(".measured li")).to_have_count(5)
    for number in (0, 1):
        expect(page.locator(".measured li").nth(number)).to_contain_text(f"{100 * float(row[2 + number]):.0f}")
    page.locator("details.measurements > summary").click()
    expect(page.locator(".measurements")).to_contain_text("Dateline, others")
    expect(page.locator("#readers")).to_be_visible()
    expect(page.locator("#borders + p")).to_contain_text("point of view of Germany")


# Without scripts


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, SMALL])
def test_without_scripts_map_and_band_are_pictures(visit: Opener, told_twice: str, viewport: dict[str, int]) -> None:
    watch = visit(told_twice, java_script_enabled=False, viewport=viewport)
    page = watch.page("/", ready=False)
    for frame in ("#map", "#band"):
        image = page.locator(f"{frame} img")
        expect(image).to_be_visible()
        box = image.bounding_box()
        assert box is not None
        assert box["width"] > 300
    expect(page.locator("li.event")).to_have_count(len(TOLD) + 2)


def test_without_scripts_filters_are_a_round_trip_that_the_pictures_follow(visit: Opener, told_twice: str) -> None:
    page = visit(told_twice, java_script_enabled=False).page("/", ready=False)
    page.locator("#filter-panel > summary").click()
    page.locator('input[value="diplomacy"]').check()
    page.get_by_role("button", name="Show these").click()
    page.wait_for_url("**cat=diplomacy**")
    expect(page.locator("li.event:not([hidden])")).to_have_count(1)
    for frame in ("#map", "#band"):
        assert "cat=diplomacy" in (page.locator(f"{frame} img").get_attribute("src") or "")
    page.locator("#map a.picture").click()
    expect(page.locator("svg > title")).to_have_text("Map of 1 event")


def test_where_scripts_run_no_picture_is_fetched(reader: Watch) -> None:
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    reader.page()
    assert [url for url in asked if "/picture/" in url] == []
    assert any(url.endswith(".js") for url in asked)
