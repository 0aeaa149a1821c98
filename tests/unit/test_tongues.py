"""The languages of the page: nothing is left untranslated, and the same address says the same to everybody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.catalog import Catalog, Message
from flask import Flask
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.pseudo import left_out, speak
from timeline.edition import publish
from timeline.store import Store
from timeline.web import create_app, tongues
from tools import words as tool

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)s|(?<!%)\{\w+\}")
CYRILLIC = {"be", "uk", "ru"}
# Letters that no word of the language has.
FOREIGN = {"be": "ищъїєґ", "uk": "ыэёъў", "ru": "іїєґў", "pl": "äöüß", "lt": "łńśźż", "de": "łąęčšž", "fr": "łąęčšžß"}


def serve(folder: Path, *chronologies: hand.Chronology) -> Flask:
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology)
        publish(store, folder / "editions", hand.HandGazetteer())
    return create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return serve(tmp_path_factory.mktemp("tongues"), *WORLD).test_client()


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return tool.gathered()


def named(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_the_template_has_every_message_of_the_sources_and_no_other(sources: Catalog) -> None:
    assert tool.TEMPLATE.read_bytes() == tool.template(sources), "run `make words`"


@pytest.mark.parametrize("tongue", tool.TRANSLATED)
def test_a_catalogue_is_up_to_date_with_the_sources(tongue: str, sources: Catalog) -> None:
    assert tool.path_of(tongue).read_bytes() == tool.renew(tongue, sources), "run `make words`"


@pytest.mark.parametrize("tongue", tool.TRANSLATED)
def test_every_message_is_translated(tongue: str) -> None:
    told = list(tool.messages(tool.catalogue(tongue)))
    assert told
    assert [named(message) for message in told if message.fuzzy or not tool.is_translated(message)] == []


@pytest.mark.parametrize("tongue", tool.TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(tongue: str) -> None:
    wrong = []
    for message in tool.messages(tool.catalogue(tongue)):
        meant = message.id if message.pluralizable else (message.id, message.id)
        said = message.string if message.pluralizable else (message.string,)
        wanted = sorted(set(PLACEHOLDER.findall(meant[1])))
        wrong += [form for form in said if sorted(set(PLACEHOLDER.findall(form))) != wanted]
    assert wrong == []


@pytest.mark.parametrize("tongue", tool.TRANSLATED)
def test_a_plural_has_as_many_forms_as_the_language(tongue: str) -> None:
    catalogue = tool.catalogue(tongue)
    assert catalogue.num_plurals == (2 if tongue in {"de", "fr"} else 3)
    plurals = [message for message in tool.messages(catalogue) if message.pluralizable]
    assert plurals
    assert [message.id for message in plurals if len(message.string) != catalogue.num_plurals] == []


@pytest.mark.parametrize("tongue", tool.TRANSLATED)
def test_a_translation_is_written_in_its_own_letters(tongue: str) -> None:
    strange = []
    for message in tool.messages(tool.catalogue(tongue)):
        for said in message.string if message.pluralizable else (message.string,):
            own = PLACEHOLDER.sub("", said).lower()
            cyrillic = re.search("[\u0400-\u04ff]", own) is not None
            if any(letter in own for letter in FOREIGN[tongue]) or (cyrillic and tongue not in CYRILLIC):
                strange.append(said)
    assert strange == []


@pytest.mark.parametrize("tongue", tool.TRANSLATED)
def test_what_set_up_compiled_says_what_the_catalogue_says(tongue: str) -> None:
    spoken = tongues.catalogue(tongue)
    for message in tool.messages(tool.catalogue(tongue)):
        if not message.pluralizable:
            assert spoken.gettext(message.id) == message.string, "run `make setup`"
    assert tongues.script_words(tongue) == json.loads(json.dumps(tool.for_scripts(tongue))), "run `make setup`"


PAGES = (
    "/", "/?q=nothing-has-this-word", "/?from=2022-03-01&to=2022-02-01", "/?from=soon&cat=none&status=none&bbox=1",
    "/?asof=2022-02-07", "/?actor=nobody", "/?claimant=nobody", "/?briefing=none", "/?page=9",
    "/briefings/{briefing}", "/events/{event}", "/events/{denied}", "/embed", "/embed/{briefing}", "/layers/",
    "/methodology", "/none", "/events/none",
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
