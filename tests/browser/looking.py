"""What a reader sees and does on the page: which events are listed, selected, painted; where on the map a place is."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from geodata.place import Place
from tests.browser.world import Told, chronology, event

COLOURS = """
([lon, lat, name, reach]) => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
  probe.fillRect(0, 0, 1, 1);
  const wanted = probe.getImageData(0, 0, 1, 1).data;
  const canvas = document.querySelector("#map .leaflet-overlay-pane canvas");
  const at = map_main.latLngToContainerPoint([lat, lon]);
  const [frame, box] = [map_main.getContainer().getBoundingClientRect(), canvas.getBoundingClientRect()];
  const scale = canvas.width / box.width;
  const [x, y] = [(at.x + frame.left - box.left - reach) * scale, (at.y + frame.top - box.top - reach) * scale];
  const pixels = canvas.getContext("2d").getImageData(x, y, 2 * reach * scale, 2 * reach * scale).data;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] > 200 && [0, 1, 2].every((c) => Math.abs(pixels[i + c] - wanted[c]) < 12)) return true;
  }
  return false;
}
"""


def id_of(told: Told) -> str:
    """The id of an event of world.py."""
    return event(chronology().briefing, told).id


def listed(page: Page) -> list[str]:
    """The ids of the events in the list that are to be seen, in order."""
    found: list[str] = page.eval_on_selector_all(
        "li.event:not([hidden])", "items => items.map(item => item.dataset.id)"
    )
    return found


def banded(page: Page) -> list[str]:
    """The ids of the events in the band that lie in the window, sorted."""
    found: list[str] = page.eval_on_selector_all(
        ".band-mark:not(.is-outside)", "marks => marks.map(mark => mark.dataset.id).sort()"
    )
    return found


def point(page: Page, place: Place) -> tuple[float, float]:
    """Where a place is on the screen, in pixels of the window."""
    x, y = page.evaluate(
        "([lat, lon]) => { const p = map_main.latLngToContainerPoint([lat, lon]);"
        " const box = map_main.getContainer().getBoundingClientRect(); return [p.x + box.left, p.y + box.top]; }",
        [place.lat, place.lon],
    )
    return x, y


def painted(page: Page, place: Place, colour: str, reach: int = 22) -> bool:
    """Whether the map shows the colour of that custom property (``--select``) within ``reach`` pixels of a place."""
    return bool(page.evaluate(COLOURS, [place.lon, place.lat, colour, reach]))


def wait_painted(page: Page, place: Place, colour: str, *, shown: bool = True) -> None:
    """Waits until the map shows, or no longer shows, the colour at a place."""
    page.wait_for_function(
        f"(given) => ({COLOURS})(given) === {str(shown).lower()}", arg=[place.lon, place.lat, colour, 22]
    )


def expect_selected(page: Page, told: Told) -> None:
    """The event is selected in list and band, and in the URL."""
    item = page.locator(f"#e-{id_of(told)}")
    expect(item).to_have_attribute("aria-current", "true")
    expect(item.locator(".event-select")).to_have_attribute("aria-pressed", "true")
    expect(item).to_be_in_viewport()
    expect(page.locator("li.event[aria-current]")).to_have_count(1)
    expect(page.locator(".band-mark.is-selected")).to_have_attribute("data-id", id_of(told))
    assert f"sel={id_of(told)}" in page.url


def state_of(page: Page) -> dict[str, Any]:
    """The keys of the URL."""
    found: dict[str, Any] = page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
    return found
