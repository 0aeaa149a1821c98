"""The page in another language: what scripts say, and what stays chosen when the language changes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watch


def test_the_language_changes_and_what_was_chosen_stays(reader: Watch) -> None:
    page = reader.page("/")
    page.locator("#filter-panel summary").first.click()
    page.locator("#filters input[name=cat]").first.check()
    chosen = page.locator("#filters input[name=cat]").first.get_attribute("value")
    shown = page.locator("#events li.event:not([hidden])").count()
    page.locator("details.languages summary").click()
    page.get_by_role("link", name="Беларуская").click()
    page.wait_for_selector('main[data-ready="1"]')
    assert f"cat={chosen}" in page.url
    assert "lang=be" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "be")
    expect(page.locator("#counts")).to_have_text(re.compile("паказана|падзе"))
    assert page.locator("#events li.event:not([hidden])").count() == shown


def test_the_language_stays_while_the_reader_filters_and_goes_back(reader: Watch) -> None:
    page = reader.page("/?lang=pl")
    page.locator("#events .event-select").first.click()
    assert "lang=pl" in page.url
    page.locator("#events .event-select").nth(1).click()
    page.go_back()
    assert "lang=pl" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "pl")


def test_the_list_of_languages_opens_and_closes_by_key(reader: Watch) -> None:
    page = reader.page("/")
    summary = page.locator("details.languages summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lietuvių")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lietuvių")).to_be_hidden()


@pytest.mark.parametrize(
    ("tongue", "said"), [("lt", "2022 m. vasario"), ("de", "Februar 2022"), ("uk", "лютого 2022 р.")]
)
def test_scripts_say_dates_in_the_language(tongue: str, said: str, reader: Watch) -> None:
    page = reader.page(f"/?lang={tongue}")
    saying = page.locator("#band [aria-valuetext], #band title").evaluate_all(
        "all => all.map((each) => each.getAttribute('aria-valuetext') ?? each.textContent)"
    )
    assert said in " ".join(saying)


WRITTEN = """
const write = CanvasRenderingContext2D.prototype.fillText;
window.written = new Set();
CanvasRenderingContext2D.prototype.fillText = function (words, ...more) {
  window.written.add(words);
  return write.call(this, words, ...more);
};
"""


def test_ground_marks_and_lanes_are_named_in_the_language(reader: Watch) -> None:
    reader.context.add_init_script(WRITTEN)
    page = reader.page("/?lang=be&lane=place&cat=politics_or_election&c=53,21&z=6")
    page.wait_for_function("() => window.written.has('Варшава')")
    assert not page.evaluate("window.written.has('Warsaw')")
    expect(page.locator(".band-names")).to_contain_text("Беларусь")
    referendum = page.locator(".event-select", has_text="referendum")
    referendum.click()
    page.wait_for_function("() => window.written.has('Беларусь')")


@pytest.mark.parametrize("tongue", ["be", "uk", "ru", "pl", "lt", "de", "fr"])
def test_the_names_of_lanes_are_whole(tongue: str, reader: Watch) -> None:
    names = reader.page(f"/?lang={tongue}").locator(".band-words")
    assert names.count() > 3
    assert names.evaluate_all("all => all.filter((each) => each.scrollWidth > each.clientWidth).length") == 0
