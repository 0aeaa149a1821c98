"""Where there is nothing yet, and where a newer edition comes while a page is read, the page says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.looking import id_of
from tests.browser.serving import application
from tests.browser.world import TOLD, Ground, chronology
from timeline.edition import publish
from timeline.store import Store
from tools.serving import serving


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_an_edition_without_events_says_so_and_shows_an_empty_map(visit: Opener, tmp_path: Path, path: str) -> None:
    with serving(application([], tmp_path)) as address:
        for reader in (visit(address), visit(address, java_script_enabled=False)):
            page = reader.page(path, ready=False)
            expect(page.locator("#empty")).to_have_text("No event has been found in any briefing yet.")
            expect(page.locator("#counts")).to_have_text("0 events")
        page = visit(address).page(path)
        expect(page.locator(".leaflet-container")).to_be_visible()
        expect(page.locator("#empty")).to_be_visible()


def test_a_newer_edition_is_offered_and_keeps_what_was_chosen(visit: Opener, tmp_path: Path) -> None:
    with serving(application([chronology()], tmp_path)) as address:
        page = visit(address).page()
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(page.locator("#newer")).to_be_hidden()
        with Store.open(tmp_path / "store.sqlite") as store:
            store.save(chronology(TOLD[:3], "A second review"), Ground())
            newer = publish(store, tmp_path / "editions", Ground())
        page.wait_for_timeout(1_100)  # the server looks for a newer edition once a second
        page.evaluate("dispatchEvent(new Event('focus'))")
        offer = page.locator("#newer")
        expect(offer).to_contain_text("A newer edition is available.")
        page.locator(f"#e-{id_of(TOLD[0])} .event-select").click()  # what is open can be read on
        expect(page.locator(f"#e-{id_of(TOLD[0])} blockquote")).to_be_visible()
        offer.get_by_role("link").click()
        page.wait_for_selector(f'main[data-edition="{newer.id}"][data-ready="1"]')
        assert page.url.endswith(f"?sel={id_of(TOLD[0])}")
        expect(page.locator("li.event")).to_have_count(len(TOLD) + 3)
        expect(page.locator("#newer")).to_be_hidden()


def test_an_edition_that_stays_is_not_called_newer(visit: Opener, site: str) -> None:
    page = visit(site).page()
    with page.expect_response("**/healthz"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#newer")).to_be_hidden()


def test_a_server_that_is_away_says_nothing_of_editions(visit: Opener, site: str) -> None:
    reader = visit(site)
    reader.forgiven += ("503",)
    page = reader.page()
    reader.context.route("**/healthz", lambda route: route.fulfill(status=503, body=""))
    with page.expect_response("**/healthz"):
        page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#newer")).to_be_hidden()
    expect(page.locator("#message")).to_be_hidden()


@pytest.mark.parametrize(("width", "least"), [(1280, 1200), (800, 700), (375, 330)])
def test_without_scripts_the_band_has_the_width_of_the_page(visit: Opener, site: str, width: int, least: int) -> None:
    watch = visit(site, java_script_enabled=False, viewport={"width": width, "height": 800})
    box = watch.page(ready=False).locator("#band img").bounding_box()
    assert box is not None
    assert box["width"] >= least
