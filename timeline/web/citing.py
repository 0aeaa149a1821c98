"""How is an event cited? The briefing that tells it, its publisher as author, and the edition in which it was seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import orjson

from timeline.web.present import EventLine
from timeline.web.tongues import gettext as _

# What TeX takes for its own. BibTeX counts braces even after a backslash, so none may be left unpaired.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "#": r"\#", "%": r"\%", "&": r"\&", "$": r"\$", "_": r"\_",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN_IN_URL = "!#$&'()*+,/:;=?@[]~%-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited; ``url`` is the briefing's own where it was given, ``address`` the event's page here."""

    key: str
    publisher: str
    title: str
    published: date
    language: str
    url: str | None
    event: str
    span: tuple[int, int]
    edition: str
    address: str


def citation(event: EventLine, edition: str, address: str) -> Citation:
    """How this event is cited. ``address`` is absolute."""
    of = event.briefing
    return Citation(
        key=f"dateline-{event.id}",
        publisher=of.publisher,
        title=of.title,
        published=date.fromisoformat(of.published),
        language=of.language,
        url=of.link,
        event=event.title,
        span=event.span,
        edition=edition,
        address=address,
    )


def where(of: Citation) -> str:
    """Which part of the briefing, as which edition has it, in words."""
    first, last = of.span
    told = _("characters %(first)s to %(last)s; event: %(title)s", first=first, last=last, title=_line(of.event))
    return f"{told}; " + _("Dateline, edition %(edition)s", edition=of.edition)


def plain(of: Citation, published: str) -> str:
    """One line of text; ``published`` is the day in words."""
    parts = [_line(of.publisher), _line(of.title), published, where(of), of.url, of.address]
    return ", ".join(part for part in parts if part)


def bibtex(of: Citation) -> str:
    """A BibTeX entry, UTF-8; no text in it can end its field or be taken for a command."""
    fields = {
        "author": f"{{{_tex(of.publisher)}}}",  # twice in braces: a name that is not cut into parts
        "title": f"{{{_tex(of.title)}}}",
        "year": f"{of.published:%Y}",
        "month": _MONTHS[of.published.month - 1],
        "day": f"{of.published.day}",
        "url": _address(of.url or of.address),
        "note": _tex(where(of)),
        "langid": _tex(of.language),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{_key(of.key)},", *lines, "}", ""])


def csl(of: Citation) -> bytes:
    """CSL-JSON (csl-data.json 1.0.2): an array of one item."""
    day = of.published
    item: dict[str, Any] = {
        "id": of.key,
        "type": "report",
        "title": _line(of.title),
        "author": [{"literal": _line(of.publisher)}],
        "publisher": _line(of.publisher),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": of.language,
        "URL": of.url or of.address,
        "archive": "Dateline",
        "archive_location": of.address,
        "version": of.edition,
        "note": where(of),
    }
    return orjson.dumps([item], option=orjson.OPT_INDENT_2)


def _line(text: str) -> str:
    """The text on one line."""
    return _BLANKS.sub(" ", text).strip()


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _line(text))


def _address(url: str) -> str:
    """The address with what would end the field written in percent."""
    return quote(url, safe=_PLAIN_IN_URL)


def _key(key: str) -> str:
    """BibTeX ends a key at a comma, a brace or a blank."""
    return re.sub(r"[^A-Za-z0-9:_-]+", "-", key)
