"""The languages of the page: no word is left out, and the same address says the same to everybody."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.pseudo import left_out, speak
from timeline.edition import publish
from timeline.model import TimePrecision
from timeline.store import Store
from timeline.web import create_app, tongues, whereabouts, words

ROOT = Path(__file__).parents[2]


def serve(folder: Path, *chronologies: hand.Chronology) -> Flask:
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology)
        publish(store, folder / "editions", hand.HandGazetteer())
    return create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return serve(tmp_path_factory.mktemp("tongues"), *WORLD).test_client()


PAGES = (
    "/", "/?q=nothing-has-this-word", "/?from=2022-03-01&to=2022-02-01", "/?from=soon&cat=none&status=none&bbox=1",
    "/?asof=2022-02-07", "/?actor=nobody", "/?claimant=nobody", "/?briefing=none", "/?page=9",
    "/briefings/{briefing}", "/events/{event}", "/events/{denied}", "/embed", "/embed/{briefing}", "/layers/",
    "/methodology", "/none", "/events/none", "/api/?f=html", "/api/docs", "/api/conformance?f=html",
    "/api/collections?f=html", "/api/collections/events?f=html", "/api/collections/events/items?f=html",
    "/api/collections/claims/schema?f=html", "/api/collections/events/items/{event}?f=html",
)  # fmt: skip


def addresses() -> dict[str, str]:
    made = hand.chronology()
    return {"briefing": made.briefing.id, "event": made.events[0].id, "denied": made.events[2].id}


WORLD = (*hand.retold(), hand.chronology())
# Titles and publishers that stand in a window's title, or in a choice of a form, where there is no <bdi>.
GIVEN = tuple(
    text
    for told in WORLD
    for text in (told.briefing.publisher, told.briefing.title, *(event.title for event in told.events))
)


@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_a_page_is_left_out_of_the_catalogues(
    page: str, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch)
    address = page.format(**addresses())
    answer = client.get(address + ("&" if "?" in address else "?") + "lang=fr")
    assert left_out(answer.text, GIVEN) == []


def test_every_event_of_a_world_speaks_the_language(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch)
    for event in (event for told in WORLD for event in told.events):
        assert left_out(client.get(f"/events/{event.id}?lang=fr").text, GIVEN) == []


def test_a_page_without_any_event_speaks_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch)
    assert left_out(serve(tmp_path).test_client().get("/?lang=fr").text) == []


def test_words_outside_the_catalogues_are_found() -> None:
    page = '<html lang=fr><p>⟦said <bdi>Brest</bdi>⟧, raw</p><p title="bare">⟦a ⟦b⟧ c⟧</p><p lang=en>text</p>'
    assert left_out(page) == ["bare", "⟧, raw"]


# --- names of places, in what scripts read ---


def test_what_scripts_read_names_places_in_the_language(client: FlaskClient) -> None:
    page = client.get("/?lang=pl").text
    address = re.search(r'data-index="([^"]+)"', page)
    assert address is not None
    names = {spot["name"] for spot in client.get(address[1]).json["spots"]}
    assert {"Białoruś", "Wilno"} & names
    assert not {"Belarus", "Vilnius"} & names


def test_the_ground_is_named_in_the_language(client: FlaskClient) -> None:
    named = client.get("/basemap/names.json?lang=de").json
    assert named["city PL Warsaw"] == "Warschau"
    assert named["sea  Baltic Sea"] == "Ostsee"
    assert named["country BY"] == "Belarus"
    assert 'data-names="/basemap/names.json?lang=de"' in client.get("/?lang=de").text
    assert "data-names" not in client.get("/").text


# --- dates and plurals, on the server and in scripts ---

TIMES = (
    ("2022-02-03", "2022-02-03", "day"),
    ("2022-02-01", "2022-02-01", "day"),
    ("2022-01", "2022-01", "month"),
    ("2022", "2022", "year"),
    ("2022-01-24", "2022-02-03", "day"),
    ("2022-01-24", "2022-01-28", "day"),
    ("2022-02-01", "2022-02-28", "day"),
    ("2021-12-30", "2022-01-02", "day"),
    ("2022-01", "2022-03", "month"),
    ("2021-11", "2022-03", "month"),
    ("2020", "2021", "year"),
    ("2022-01", "2022-02-03", "day"),
    ("2022-01-31", "2022-02-06", "week"),
    ("2022-02-02", None, "day"),
    ("2022-02", None, "month"),
    (None, "2022-02-01", "day"),
    (None, "2022", "year"),
    ("2022-02-02", None, "approx"),
    (None, "2022-02", "approx"),
    ("2022-02-03", "2022-02-03", "approx"),
    ("2022-01-24", "2022-02-03", "approx"),
    (None, None, None),
)
COUNTS = (*range(31), 100, 101, 102, 111, 112, 121, 1_000_000)
SCRIPT = """
const given = JSON.parse(process.argv[1]);
globalThis.document = { getElementById: () => ({ textContent: JSON.stringify(given.words) }) };
const { whenInWords } = await import(given.dates);
const { tn } = await import(given.speech);
const said = given.times.flatMap(([start, end, time_precision]) =>
  ["asserted", "planned"].map((modality) => whenInWords({ start, end, time_precision, modality })));
const counted = given.counts.map((n) => tn("{n} event", "{n} events", n));
process.stdout.write(JSON.stringify({ said, counted }));
"""


def by_scripts(tongue: str) -> dict[str, list[str]]:
    """What the scripts say of the times and counts above."""
    node = shutil.which("node")
    assert node is not None, "set-up needs Node, and so does this test"
    given = {
        "words": tongues.script_words(tongue),
        "dates": str(ROOT / "static" / "dates.js"),
        "speech": str(ROOT / "static" / "words.js"),
        "times": TIMES,
        "counts": COUNTS,
    }
    command = [node, "--input-type=module", "--eval", SCRIPT, json.dumps(given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, list[str]] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("tongue", tongues.LANGUAGES)
def test_scripts_say_times_and_counts_as_the_server_does(tongue: str) -> None:
    with tongues.speaking(tongue):
        said = [
            words.when(start, end, TimePrecision(precision) if precision else None, ahead=ahead)
            for start, end, precision in TIMES
            for ahead in (False, True)
        ]
        counted = [tongues.ngettext("%(num)s event", "%(num)s events", count) for count in COUNTS]
    assert by_scripts(tongue) == {"said": said, "counted": counted}


@pytest.mark.parametrize(
    ("tongue", "start", "end", "said"),
    [
        ("en", "2022-02-03", "2022-02-03", "3 February 2022"),
        ("be", "2022-02-03", "2022-02-03", "3 лютага 2022 г."),
        ("be", "2022-02", "2022-02", "люты 2022 г."),
        ("be", "2022-01", "2022-03", "у перыяд ад студзеня да сакавіка 2022 г."),
        ("uk", "2022-01-24", "2022-02-03", "між 24 січня та 3 лютого 2022 р."),
        ("ru", "2022-02-02", None, "со 2 февраля 2022 г."),
        ("ru", "2022-02-12", None, "с 12 февраля 2022 г."),
        ("ru", "2022-01", "2022-01", "январь 2022 г."),
        ("pl", None, "2022-02-03", "do 3 lutego 2022"),
        ("pl", "2022-03", "2022-03", "marzec 2022"),
        ("lt", "2022-01-24", "2022-02-03", "tarp 2022 m. sausio 24 d. ir vasario 3 d."),
        ("lt", "2022-02", "2022-02", "2022 m. vasario mėn."),
        ("de", "2022-01-24", "2022-01-28", "zwischen dem 24. und dem 28. Januar 2022"),
        ("de", "2022-02", None, "seit Februar 2022"),
        ("fr", "2022-02-01", None, "depuis le 1er février 2022"),
        ("fr", "2022-02-01", "2022-02-28", "entre le 1er et le 28 février 2022"),
        ("fr", None, "2022-02", "jusqu’en février 2022"),
        ("fr", None, None, "date inconnue"),
    ],
)
def test_a_time_is_said_as_the_language_says_it(tongue: str, start: str | None, end: str | None, said: str) -> None:
    with tongues.speaking(tongue):
        assert words.when(start, end, None) == said


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        ("be", ["0 падзей", "1 падзея", "2 падзеі", "5 падзей", "11 падзей", "21 падзея", "22 падзеі"]),
        ("uk", ["0 подій", "1 подія", "2 події", "5 подій", "11 подій", "21 подія", "22 події"]),
        ("ru", ["0 событий", "1 событие", "2 события", "5 событий", "11 событий", "21 событие", "22 события"]),
        ("pl", ["0 wydarzeń", "1 wydarzenie", "2 wydarzenia", "5 wydarzeń", "11 wydarzeń", "21 wydarzeń"]),
        ("lt", ["0 įvykių", "1 įvykis", "2 įvykiai", "5 įvykiai", "11 įvykių", "21 įvykis", "22 įvykiai"]),
        ("de", ["0 Ereignisse", "1 Ereignis", "2 Ereignisse", "5 Ereignisse", "11 Ereignisse"]),
        ("fr", ["0 événement", "1 événement", "2 événements", "5 événements", "11 événements"]),
    ],
)  # fmt: skip
def test_a_count_takes_the_form_of_its_language(tongue: str, said: list[str]) -> None:
    with tongues.speaking(tongue):
        counted = [tongues.ngettext("%(num)s event", "%(num)s events", n) for n in (0, 1, 2, 5, 11, 21, 22)]
    assert counted[: len(said)] == said


# --- addresses ---


@pytest.mark.parametrize("tongue", tongues.LANGUAGES)
def test_a_page_says_its_language(tongue: str, client: FlaskClient) -> None:
    assert f'<html lang="{tongue}">' in client.get(f"/?lang={tongue}").text


def test_a_page_without_a_language_is_english_whatever_the_browser_prefers(client: FlaskClient) -> None:
    plain = client.get("/")
    assert '<html lang="en">' in plain.text
    assert client.get("/", headers={"Accept-Language": "be, ru;q=0.5"}).data == plain.data


def test_an_unknown_language_is_english_with_a_notice(client: FlaskClient) -> None:
    answer = client.get("/?lang=tlh")
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert "not there in the language that was asked for" in answer.text
    assert "not there in the language that was asked for" not in client.get("/").text


READ = ("/", "/briefings/{briefing}", "/events/{event}", "/layers/", "/methodology")


@pytest.mark.parametrize("page", [*READ, "/embed"])
def test_every_link_to_a_page_keeps_the_language(page: str, client: FlaskClient) -> None:
    tree = html5lib.parse(client.get(page.format(**addresses()) + "?lang=uk").text, namespaceHTMLElements=False)
    links = [link for link in tree.iter("a") if link.get("href", "#")[0] in "/?" and not link.get("hreflang")]
    to_pages = [link.get("href", "") for link in links if link.get("download") is None]
    assert to_pages
    assert [address for address in to_pages if "lang=uk" not in address or address.count("?") > 1] == []


def test_the_form_keeps_the_language_without_scripts(client: FlaskClient) -> None:
    assert '<input type="hidden" name="lang" value="lt">' in client.get("/?lang=lt").text
    assert 'name="lang"' not in client.get("/").text


def test_every_page_offers_itself_in_every_language_with_all_that_was_chosen(client: FlaskClient) -> None:
    text = client.get("/?cat=other&lang=de&q=Minsk").text
    for code, name in tongues.LANGUAGES.items():
        query = "?cat=other&amp;q=Minsk" + (f"&amp;lang={code}" if code != "en" else "")
        current = ' aria-current="true"' if code == "de" else ""
        assert f'<a href="{query}" lang="{code}" hreflang="{code}"{current}>{name}</a>' in text
        assert f'<link rel="alternate" hreflang="{code}" href="{query}">' in text


def test_no_address_of_a_language_leads_to_another_host(client: FlaskClient) -> None:
    text = client.get("//example.org/?lang=be").text
    assert re.findall(r'hreflang="\w+" href="([^"?]+)', text) == []


def test_a_described_embed_speaks_the_language_of_its_page(client: FlaskClient) -> None:
    event = addresses()["event"]
    for address in (f"http://localhost/events/{event}?lang=pl", "http://localhost/?lang=pl&cat=other"):
        told = client.get("/oembed", query_string={"url": address}).json
        assert told["title"] == "Mapa i chronologia wydarzeń"
        assert "lang=pl" in told["html"]
        assert told["html"].count("?") == 1


def test_english_pages_carry_no_words_for_scripts(client: FlaskClient) -> None:
    assert 'id="words"' not in client.get("/").text
    assert 'id="words"' in client.get("/?lang=be").text


# --- places ---


@pytest.mark.parametrize(
    ("tongue", "said"), [("en", "Belarus"), ("be", "Беларусь"), ("fr", "Biélorussie"), ("lt", "Baltarusija")]
)
def test_a_country_is_called_as_the_language_calls_it(tongue: str, said: str) -> None:
    with tongues.speaking(tongue):
        assert whereabouts.country_name("BY", "Belarus") == said


def test_a_country_that_has_no_name_in_a_language_keeps_its_own() -> None:
    with tongues.speaking("pl"):
        assert whereabouts.country_name("QQ", "Nowhere") == "Nowhere"


@pytest.mark.parametrize(
    ("id", "kind", "said"),
    [("gn:629634", "city", "Брэст"), ("iso:BY", "country", "Беларусь"), ("own:nowhere", "city", "Brest")],
)
def test_a_place_is_called_by_the_gazetteer_in_the_language_else_by_its_main_name(
    id: str, kind: str, said: str
) -> None:
    line = place_line_of(id, kind)
    with tongues.speaking("be"):
        assert line.name == said
    assert line.name == "Brest"


def test_a_border_is_called_by_its_countries() -> None:
    with tongues.speaking("de"):
        assert place_line_of("border:BY-UA", "border").name == "Grenze Belarus–Ukraine"


def place_line_of(id: str, kind: str) -> whereabouts.PlaceLine:
    place = {
        "id": id, "name": "Brest", "role": "location", "kind": kind, "lat": 52.1, "lon": 23.7, "iso_country": "BY",
        "geo_precision": 1, "radius_km": 0.0, "phrase": "Brest", "seat": False, "candidates": [],
    }  # fmt: skip
    return whereabouts.place_line(place, {"BY": "Belarus"})
