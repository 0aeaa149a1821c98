"""No page runs what it shows, asks another host, keeps anything or breaks its policy; only the embed can be framed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from geodata.place import Candidate, NameGrade, Place, PlaceKind
from tests.browser.conftest import Opener, Watch
from tests.browser.looking import point
from tests.browser.serving import application
from tests.browser.world import BREST, Told, chronology, event
from tests.chronologies import briefing
from timeline.model import Briefing, Category, Chronology, Claim, Event, Modality, Role, Stance, Where
from tools.serving import serving

PAYLOADS = (
    "<script>window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    "</title></textarea><script>window.ran=1</script>",
    '<img src=x onerror="window.ran=1">',
    '"><svg onload=window.ran=1>',
    "' onmouseover='window.ran=1",
    "${window.ran=1}",
    "`+(window.ran=1)+`",
    "\\`${window.ran=1}\\`",
    "{{7*7}}{% raise %}",
    "<!--<script>",
    "javascript:window.ran=1",
    "__proto__",
    "constructor",
    "]]>",
)
ALL = " | ".join(PAYLOADS)


def hostile() -> Chronology:
    """A briefing whose every field is hostile: one event for each payload, one place for them all."""
    sentences = [f"Sentence {at}: {payload} was said." for at, payload in enumerate(PAYLOADS)]
    of = replace(briefing("\n\n".join([ALL, *sentences]), ALL), publisher=ALL, url="javascript:window.ran=1")
    return Chronology(briefing=of, events=tuple(_event(of, *pair) for pair in zip(sentences, PAYLOADS, strict=True)))


def _event(of: Briefing, sentence: str, payload: str) -> Event:
    told = Told(sentence=sentence, category=Category.OTHER, modality=Modality.CLAIMED, actors=(payload, ALL))
    plain = event(of, told)
    place = Place(
        id=f"made:{payload}", name=payload, kind=PlaceKind.CITY, feature_code="X", lon=27, lat=53, country="BY"
    )
    candidates = tuple(Candidate(place=each, grade=NameGrade.PREFERRED, score=0.5) for each in (place, BREST))
    where = Where(place=place, role=Role.LOCATION, precision=1, radius_km=0.0, candidates=candidates)
    claim = Claim(source=payload, stance=Stance.CLAIMS, evidence=plain.evidence)
    return replace(plain, title=payload, where=(where,), claims=(claim,))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application([hostile()], tmp_path_factory.mktemp("hostile"))) as address:
        yield address


def ran(page: Page) -> bool:
    return any(frame.evaluate("'ran' in window || 'ran' in Object.prototype") for frame in page.frames)


@pytest.mark.parametrize("path", ["/", "/embed", "/briefings/{briefing}", "/?q=" + "%3Cscript%3E&actor=%22%3E%3Cimg"])
def test_hostile_words_are_shown_as_they_stand_and_never_run(visit: Opener, hostile_site: str, path: str) -> None:
    watch = visit(hostile_site)
    page = watch.page(path.format(briefing=hostile().briefing.id))
    titles = page.eval_on_selector_all("li.event .event-select", "all => all.map(each => each.textContent.trim())")
    assert sorted(titles) == sorted(PAYLOADS)
    for button in page.locator("li.event:not([hidden]) .event-select").all():
        button.click()
    assert page.locator("main").inner_text().count("49") == 0  # {{7*7}}
    assert not ran(page)


def test_hostile_words_are_harmless_in_the_maps_panel_and_tip(visit: Opener, hostile_site: str) -> None:
    page = visit(hostile_site).page()
    place = replace(BREST, lon=27, lat=53)
    page.mouse.move(*point(page, place))
    expect(page.locator(".map-tip")).to_contain_text("more)")
    page.mouse.click(*point(page, place))
    choices = page.locator(".map-panel .map-choice")
    expect(choices).to_have_count(len(PAYLOADS))
    shown = choices.evaluate_all("all => all.map(each => each.firstChild.textContent)")
    assert sorted(shown) == sorted(PAYLOADS)
    choices.last.click()
    assert not ran(page)


def test_hostile_words_are_harmless_on_an_events_own_page(visit: Opener, hostile_site: str) -> None:
    watch = visit(hostile_site)
    for each, payload in zip(hostile().events, PAYLOADS, strict=True):
        page = watch.page(f"/events/{each.id}", ready=False)
        expect(page.locator("h1")).to_have_text(payload)
        assert not ran(page)
        page.close()


def test_a_dangerous_address_is_never_a_link(visit: Opener, hostile_site: str) -> None:
    page = visit(hostile_site).page(f"/briefings/{hostile().briefing.id}")
    links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.protocol)")
    assert set(links) == {"http:"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/briefings/{briefing}",
        "/events/{event}",
        "/embed",
        "/layers/",
        "/editions/",
        "/methodology",
        "/no-such-page",
    ],
)
def test_every_page_keeps_to_this_host_and_its_policy(visit: Opener, hostile_site: str, path: str) -> None:
    watch = visit(hostile_site)
    watch.forgiven += ("404",)  # the page that is not there
    of = hostile()
    page = watch.page(path.format(briefing=of.briefing.id, event=of.events[0].id), ready=False)
    page.wait_for_load_state("load")
    assert watch.complaints() == []


def framing(*sources: str) -> Flask:
    """Another site, with each page in two frames: as it is, and in the sandbox that some publishing systems use."""
    app = Flask("school")
    kinds = [(source, sandbox) for source in sources for sandbox in ("", 'sandbox="allow-scripts"')]
    frames = "".join(
        f'<iframe id="f{at}" {sandbox} src="{source}" width="800" height="600"></iframe>'
        for at, (source, sandbox) in enumerate(kinds)
    )
    script = "window.heard = []; addEventListener('message', (message) => heard.push(message.data))"
    app.add_url_rule("/", view_func=lambda: f"<title>A lesson</title><script>{script}</script>{frames}")
    return app


def test_the_embed_works_in_a_frame_of_another_site_sandboxed_or_not(visit: Opener, site: str) -> None:
    with serving(framing(f"{site}/embed")) as school:
        watch = visit(school)
        watch.forgiven += (f"request: {site}/", "404")  # the lesson has no icon
        page = watch.page("/", ready=False)
        for at in (0, 1):
            frame = page.frame_locator(f"#f{at}")
            frame.locator('main[data-ready="1"]').wait_for()
            expect(frame.locator(".band-mark").first).to_be_attached()
            days = frame.locator(".band-chart").evaluate("chart => chart.getBoundingClientRect().bottom")
            assert days <= 560  # the height that is offered to copy: the band's days are in sight
            frame.locator(".event-select").first.click()
            expect(frame.locator("li.event").first).to_have_attribute("aria-current", "true")
        page.wait_for_function(
            "() => heard.some(each => each.type === 'dateline:height' && each.v === 1 && each.height > 300)"
            " && heard.some(each => each.subject === 'lti.frameResize')"
        )


def test_a_sandboxed_embed_asks_whether_a_newer_edition_is_there(visit: Opener, site: str) -> None:
    with serving(framing(f"{site}/embed")) as school:
        watch = visit(school)
        watch.forgiven += (f"request: {site}/", "404")  # the lesson has no icon
        page = watch.page("/", ready=False)
        page.frame_locator("#f1").locator('main[data-ready="1"]').wait_for()
        sandboxed = page.frames[2]
        assert sandboxed.evaluate("self.origin") == "null"
        with page.expect_request_finished(lambda request: request.url.endswith("/healthz")) as asked:
            sandboxed.evaluate("dispatchEvent(new Event('focus'))")
        told = "async (address) => (await (await fetch(address)).json()).edition"
        edition = sandboxed.locator("main").get_attribute("data-edition")
        assert sandboxed.evaluate(told, asked.value.url) == edition  # it may read the answer


def test_only_the_embed_can_be_framed(visit: Opener, site: str) -> None:
    with serving(framing(f"{site}/", f"{site}/methodology")) as school:
        watch = visit(school)
        watch.forgiven += (f"request: {site}/", "frame-ancestors", "X-Frame-Options", "Refused to display", "404")
        page = watch.page("/", ready=False)
        page.wait_for_load_state("load")
        assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"] * 4


def test_a_page_whose_data_do_not_come_keeps_its_list_and_offers_to_try_again(reader: Watch) -> None:
    reader.forgiven += ("503", "ERR_FAILED")
    reader.context.route("**/index.json", lambda route: route.fulfill(status=503, body=""))
    page = reader.page(ready=False)
    page.wait_for_selector('main[data-ready="failed"]')
    expect(page.locator("#message")).to_contain_text("could not be loaded")
    expect(page.locator("li.event").first).to_be_visible()
    reader.context.unroute("**/index.json")
    page.locator("#message button").click()
    page.wait_for_selector('main[data-ready="1"]')
    expect(page.locator("#message")).to_be_hidden()
    expect(page.locator(".band-mark").first).to_be_attached()


@pytest.mark.parametrize(
    "missing", ["**/basemap.pmtiles", "**/vendor/protomaps-leaflet/*", "**/vendor/leaflet/leaflet.js"]
)
def test_list_and_band_work_without_the_ground_or_the_map(reader: Watch, missing: str) -> None:
    reader.forgiven += ("404", "console: ", "L is not defined", "script: ")
    reader.context.route(missing, lambda route: route.fulfill(status=404, body=""))
    page = reader.page()
    page.locator(".event-select").first.click()
    expect(page.locator("li.event").first).to_have_attribute("aria-current", "true")
    expect(page.locator(".band-mark.is-selected")).to_have_count(1)


SINKS = {
    "markup": "document.createElement('div').innerHTML = '<b>bold</b>'",
    "an element beside": "document.body.insertAdjacentHTML('beforeend', '<img src=x>')",
    "a document": "new DOMParser().parseFromString('<p>', 'text/html')",
    "a script's address": "document.createElement('script').src = '/static/words.js'",
    "a script's words": "document.createElement('script').textContent = 'window.ran = 1'",
    "code": "setTimeout('window.ran = 1')",
    "a frame's page": "document.createElement('iframe').srcdoc = '<p>'",
    "a policy of its own": "trustedTypes.createPolicy('lenient', {createHTML: (markup) => markup})",
    "a second default": "trustedTypes.createPolicy('default', {createHTML: (markup) => markup})",
}


@pytest.mark.parametrize("path", ["/", "/embed", "/briefings/{briefing}", "/events/{event}", "/methodology"])
def test_no_string_becomes_markup_or_script(reader: Watch, path: str) -> None:
    reader.forgiven += ("trusted", "Trusted", "script-src")  # what the page says when it refuses, which is the test
    of = chronology()
    page = reader.page(path.format(briefing=of.briefing.id, event=of.events[0].id), ready=False)
    page.wait_for_load_state("load")
    if page.locator("main[data-index]").count():
        page.wait_for_selector('main[data-ready="1"]')
    page.evaluate("trustedTypes.defaultPolicy ?? trustedTypes.createPolicy('default', {})")  # where no script has been
    for sink, attempt in SINKS.items():
        taken = page.evaluate(f"() => {{ try {{ {attempt}; return true; }} catch {{ return false; }} }}")
        assert not taken, sink
    assert not ran(page)


def test_no_more_markup_is_let_through_than_leaflets_probe(reader: Watch) -> None:
    page = reader.page()
    create = "markup => { try { return `${trustedTypes.defaultPolicy.createHTML(markup)}`; } catch { return ''; } }"
    assert page.evaluate(create, "<svg/>") == "<svg/>"
    assert page.evaluate(create, '<span aria-hidden="true">+</span>') != '<span aria-hidden="true">+</span>'
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
