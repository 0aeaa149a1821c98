"""The catalogues: every message of the sources is in every language, whole and in its own letters."""

from __future__ import annotations

import json
import re

import pytest
from babel.messages.catalog import Catalog, Message

from timeline.web import tongues
from tools import words as tool

PLACEHOLDER = re.compile(r"%\(\w+\)s|(?<!%)\{\w+\}")
CYRILLIC = {"be", "uk", "ru"}
# Letters that no word of the language has.
FOREIGN = {"be": "ищъїєґ", "uk": "ыэёъў", "ru": "іїєґў", "pl": "äöüß", "lt": "łńśźż", "de": "łąęčšž", "fr": "łąęčšžß"}


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return tool.gathered()


def named(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_the_template_has_every_message_of_the_sources_and_no_other(sources: Catalog) -> None:
    assert tool.TEMPLATE.read_bytes() == tool.template(sources), "run `make words`"


# Babel's reader of scripts overlooks a call among the arguments of another.
CALLS = {
    ".js": re.compile(r'(?<![\w.])(?:t|tn|marked)\(\s*"((?:[^"\\]|\\.)*)"'),
    ".py": re.compile(r'(?<![\w])(?:gettext|ngettext|_|marked)\(\s*"((?:[^"\\]|\\.)*)"'),
    ".html": re.compile(r'(?<![\w])(?:gettext|ngettext|_)\(\s*"((?:[^"\\]|\\.)*)"'),
}


def test_every_call_that_says_something_is_in_the_template(sources: Catalog) -> None:
    known = {named(message) for message in tool.messages(sources)}
    said: dict[str, str] = {}
    for folder, pattern, _ in tool.SOURCES:
        for path in (tool.ROOT / folder).glob(pattern):
            said |= dict.fromkeys(CALLS[path.suffix].findall(path.read_text(encoding="utf-8")), path.name)
    assert len(said) > 200
    assert {message: name for message, name in said.items() if message.replace("%%", "%") not in known | {""}} == {}


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
