"""A language in which every message stands in ⟦brackets⟧: whatever is outside them was left out of the catalogues."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from timeline.web import tongues
from tools.words import gathered, messages

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("aria-label", "aria-valuetext", "aria-description", "title", "placeholder", "alt", "aria-roledescription")
# What stands in these came from a briefing, a publisher or the gazetteer, or is a name: it is shown as it is.
DATA = {"bdi", "q", "blockquote", "code", "kbd", "textarea", "script", "style"}
NAMES = {
    "Dateline",
    "Leaflet",
    "BibTeX",
    "CSL-JSON",
    "GeoJSON",
    "RFC",
    "CSV",
    "UTF-8",
    "SHA-256",
    *tongues.LANGUAGES,
    *tongues.LANGUAGES.values(),
}


class Bracketed(gettext.NullTranslations):
    """Says each message in brackets."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}"


def script_words() -> dict[str, Any]:
    """What scripts are told to say, in brackets."""
    said: dict[str, str | list[str]] = {}
    for message in messages(gathered()):
        if any(name.startswith("static/") for name, _ in message.locations):
            if isinstance(message.id, str):
                said[message.id] = f"{OPEN}{message.id}{CLOSE}"
            else:
                said[message.id[0]] = [f"{OPEN}{form}{CLOSE}" for form in message.id]
    return {"lang": "fr", "words": said}


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let French be that language, on pages and in scripts."""
    words = script_words()
    monkeypatch.setattr(
        tongues, "catalogue", lambda tongue: Bracketed() if tongue == "fr" else gettext.NullTranslations()
    )
    monkeypatch.setattr(tongues, "script_words", lambda tongue: words if tongue == "fr" else {})


def left_out(page: str, given: Iterable[str] = ()) -> list[str]:
    """The words in a page that are neither in brackets nor data; ``given`` is data that stands among our own words."""
    for text in given:
        page = page.replace(text, "")
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = [text for text in _attributes(tree) if _outside([text])]
    pieces = list(_texts(tree))
    outside = _outside(pieces)
    return found + outside


def _outside(pieces: list[str]) -> list[str]:
    """The pieces with letters outside of brackets, which may begin in one piece and end in another."""
    depth, found = 0, []
    for piece in pieces:
        rest = ""
        for character in piece:
            depth += (character == OPEN) - (character == CLOSE)
            rest += character if depth == 0 and character != CLOSE else " "
        words = [word for word in rest.split() if any(map(str.isalpha, word))]
        if [word for word in words if word.strip("·,.()") not in NAMES]:
            found.append(piece.strip())
    return found


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """The texts of a page in order, without data and without what has a language of its own."""
    if not _is_data(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _attributes(element: ElementTree.Element) -> Iterator[str]:
    if element.get("lang", "fr") == "fr":
        own = element.tag != "bdi"  # a name's title is its other name
        yield from (element.attrib[name] for name in SPOKEN if own and name in element.attrib)
        for child in element:
            yield from _attributes(child)


def _is_data(element: ElementTree.Element) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment
    name = element.tag.rpartition("}")[2]
    letter = "mark" in element.get("class", "").split() and element.get("aria-hidden") == "true"
    return name in DATA or letter or element.get("lang", "fr") != "fr"
