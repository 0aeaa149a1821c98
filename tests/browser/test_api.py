"""The form that asks the API: it counts and writes lines while it is filled in, and sends only what is asked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener

SIZES = ({"width": 1280, "height": 800}, {"width": 375, "height": 812})


def test_the_form_counts_and_writes_the_lines_while_it_is_filled_in(site: str, visit: Opener) -> None:
    page = visit(site).page("/api/collections/events?f=html", ready=False)
    counted = page.locator("[data-count]")
    expect(counted).to_contain_text("features")
    every = counted.inner_text()
    page.select_option("select[name=modality]", "denied")
    expect(counted).not_to_have_text(every)
    lines = page.locator("[data-copy]")
    for line in range(lines.count()):
        text = lines.nth(line).text_content() or ""
        assert "modality=denied" in text or "items" not in text
    expect(page.locator("[data-address]")).to_contain_text("modality=denied&f=json")


def test_the_form_says_what_is_wrong(site: str, visit: Opener) -> None:
    watch = visit(site)
    watch.forgiven += ("400",)  # the browser tells of the answer that the test is about
    page = watch.page("/api/collections/events?f=html", ready=False)
    page.fill("input[name=bbox]", "1,2,3")
    expect(page.locator("[data-count]")).to_contain_text("bbox")


def test_the_form_sends_only_what_is_asked(site: str, visit: Opener) -> None:
    page = visit(site).page("/api/collections/events?f=html", ready=False)
    page.select_option("select[name=modality]", "denied")
    page.click("form.ask button[type=submit]")
    page.wait_for_url("**/items?**")
    assert parse_qs(urlsplit(page.url).query) == {"f": ["html"], "modality": ["denied"]}
    page.go_back()
    expect(page.locator("input[name=bbox]")).to_be_enabled()


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/api/?f=html", "/api/collections/events/items?f=html", "/api/docs"])
def test_a_page_is_no_wider_than_the_window(site: str, visit: Opener, path: str, size: dict[str, int]) -> None:
    page = visit(site, viewport=size).page(path, ready=False)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_press_copies_the_line(site: str, visit: Opener) -> None:
    watch = visit(site, permissions=["clipboard-read", "clipboard-write"])
    page = watch.page("/api/?f=html", ready=False)
    button = page.locator("button.copy").first
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("curl ")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_a_day_stands_in_one_line(site: str, visit: Opener, size: dict[str, int]) -> None:
    page = visit(site, viewport=size).page("/api/collections/events/items?f=html", ready=False)
    days = page.locator("td.day bdi")
    assert days.count() > 10
    assert days.evaluate_all("all => all.filter((each) => each.getClientRects().length > 1).length") == 0


@pytest.mark.parametrize("path", ["/api/?f=html", "/api/collections/events?f=html"])
def test_on_a_phone_what_a_row_is_has_the_width_of_the_page(site: str, visit: Opener, path: str) -> None:
    page = visit(site, viewport=SIZES[1]).page(path, ready=False)
    said = page.locator(".described td:last-child").first.bounding_box()
    assert said is not None
    assert said["width"] > 300
