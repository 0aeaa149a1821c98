"""In which language does the page speak? English in the source, seven more through gettext catalogues.

Only the address decides (``lang``): the same address shows everybody the same bytes, so that pages cache and links can
be shared. A browser's Accept-Language is never looked at; every page offers all languages as links instead.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Flask, g, has_request_context, request

SOURCE = "en"
# Each in its own name, in the order in which they are offered.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English",
        "be": "Беларуская",
        "uk": "Українська",
        "ru": "Русский",
        "pl": "Polski",
        "lt": "Lietuvių",
        "de": "Deutsch",
        "fr": "Français",
    }
)
LOCALE = Path(__file__).parents[1] / "locale"
DOMAIN = "messages"
# What keeps the language that it is read in, besides pages: what pages of the API are made of, what scripts read.
KEPT = (
    "layers.index", "layers.index_of_all", "layers.index_of_briefing", "layers.basemap_names", "api.landing",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A language that the page may be read in: its code, its own name, the address of this page in it."""

    code: str
    name: str
    address: str
    spoken: bool


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """The language now spoken: that of ``speaking``, else the request's ``lang``, else English."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    if not has_request_context():
        return SOURCE
    if "language" not in g:  # asked thousands of times a page
        asked = request.args.get("lang", SOURCE)
        g.language = asked if asked in LANGUAGES else SOURCE
    found: str = g.language
    return found


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Speak ``tongue`` inside, whatever the request asks for."""
    token = _spoken.set(tongue)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(message: str, **values: object) -> str:
    """The message in the language now spoken, ``%(name)s`` in it filled with ``values`` where any are given."""
    said = catalogue(language()).gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The message in the form that goes with ``num``, which fills ``%(num)s``."""
    return catalogue(language()).ngettext(one, many, num) % {"num": num, **values}


def marked(message: str) -> str:
    """The message itself: so that one in a table is found for the catalogues. It is translated where it is shown."""
    return message


@cache
def catalogue(tongue: str) -> catalogues.NullTranslations:
    """What is said in ``tongue``; the English source where set-up has compiled no catalogue."""
    return catalogues.translation(DOMAIN, LOCALE, languages=[tongue], fallback=True)


@cache
def script_words(tongue: str) -> dict[str, Any]:
    """What scripts say in ``tongue``; empty for the English source, and where set-up has compiled no catalogue."""
    path = LOCALE / tongue / "scripts.json"
    said: dict[str, Any] = orjson.loads(path.read_bytes()) if path.is_file() else {}
    return said


def install(app: Flask) -> None:
    """Templates that translate, and addresses of pages that keep the language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext, lambda one, many, num: catalogue(language()).ngettext(one, many, num), newstyle=True
    )
    app.url_defaults(_keep_language)
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    """What every template knows of languages."""
    spoken, asked = language(), request.args.get("lang")
    return {
        "language": spoken,
        "languages": tuple(_offers(spoken)),
        "kept_language": "" if spoken == SOURCE else f"lang={spoken}",
        "unknown_language": asked is not None and asked not in LANGUAGES,
        "script_words": script_words(spoken),
    }


def _offers(spoken: str) -> Iterator[Offer]:
    """This page in every language. Of the address only the query is given, so that no path can lead to another host."""
    rest = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    for code, name in LANGUAGES.items():
        query = urlencode([*rest, *([("lang", code)] if code != SOURCE else [])])
        yield Offer(code=code, name=name, address=f"?{query}", spoken=code == spoken)


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """A page's address says the language it is read in, but for English."""
    if endpoint.startswith("pages.") or endpoint in KEPT:
        tongue = values.setdefault("lang", language())
        if tongue == SOURCE:
            del values["lang"]
