"""How is an event cited? The briefing that tells it, its publisher as author, and the edition in which it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from timeline.bibtex import MONTHS, address, entry, on_one_line, tex, verbatim
from timeline.web.present import EventLine
from timeline.web.tongues import gettext as _


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
    told = _("characters %(first)s to %(last)s; event: %(title)s", first=first, last=last, title=on_one_line(of.event))
    return f"{told}; " + _("Dateline, edition %(edition)s", edition=of.edition)


def plain(of: Citation, published: str) -> str:
    """One line of text; ``published`` is the day in words."""
    parts = [on_one_line(of.publisher), on_one_line(of.title), published, where(of), of.url, of.address]
    return ", ".join(part for part in parts if part)


def bibtex(of: Citation) -> str:
    """A BibTeX entry, UTF-8; no text in it can end its field or be taken for a command."""
    fields = {
        "author": verbatim(of.publisher),
        "title": verbatim(of.title),
        "year": f"{of.published:%Y}",
        "month": MONTHS[of.published.month - 1],
        "day": f"{of.published.day}",
        "url": address(of.url or of.address),
        "note": tex(where(of)),
        "langid": tex(of.language),
    }
    return entry("misc", of.key, fields)


def csl(of: Citation) -> bytes:
    """CSL-JSON (csl-data.json 1.0.2): an array of one item."""
    day = of.published
    item: dict[str, Any] = {
        "id": of.key,
        "type": "report",
        "title": on_one_line(of.title),
        "author": [{"literal": on_one_line(of.publisher)}],
        "publisher": on_one_line(of.publisher),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": of.language,
        "URL": of.url or of.address,
        "archive": "Dateline",
        "archive_location": of.address,
        "version": of.edition,
        "note": where(of),
    }
    return orjson.dumps([item], option=orjson.OPT_INDENT_2)
