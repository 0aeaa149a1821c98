"""Which briefing is a line of JSON? Its text is taken exactly as given: offsets in the answer count in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from timeline.errors import BriefingRefused
from timeline.model import Briefing
from timeline.reading.normal import LONGEST
from timeline.reading.publication import impossible, stated

SHAPE = '{"doc_id", "text", "published": "YYYY-MM-DD", "title"?, "publisher"?, "language"?, "url"?}'


def parse(line: bytes, name: str) -> Briefing:
    """The briefing of one line, its ``doc_id`` for an id; ``name`` says in errors where the line stands.

    Raises BriefingRefused where it is not JSON, or lacks what a briefing needs.
    """
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BriefingRefused(name, f"not JSON ({error})", f"write {SHAPE}") from error
    if not isinstance(given, dict):
        raise BriefingRefused(name, "not a JSON object", f"write {SHAPE}")
    return Briefing(
        id=_id(given, name),
        title=_text(given, "title", name, ""),
        publisher=_text(given, "publisher", name, ""),
        published=_published(given, name),
        language=_text(given, "language", name, "und"),
        text=_prose(given, name),
        url=_text(given, "url", name, "") or None,
    )


def _id(given: dict[str, Any], name: str) -> str:
    value = given.get("doc_id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise BriefingRefused(name, "no doc_id", f"write {SHAPE}")
    return value


def _prose(given: dict[str, Any], name: str) -> str:
    text = given.get("text")
    if not isinstance(text, str):
        raise BriefingRefused(name, "no text", f"write {SHAPE}")
    if len(text) > LONGEST:
        raise BriefingRefused(name, f"longer than {LONGEST:,} characters", "split it into briefings")
    return text


def _published(given: dict[str, Any], name: str) -> date:
    value = given.get("published")
    day = stated(value) if isinstance(value, str) else None
    if day is None:
        reason = "no publication date" if value is None else f"published is no date: {value!r:.60}"
        raise BriefingRefused(name, reason, 'give "published": "YYYY-MM-DD"; relative dates are told from it')
    wrong = impossible(day)
    if wrong is not None:
        raise BriefingRefused(name, wrong, 'see its year in "published": "YYYY-MM-DD"')
    return day


def _text(given: dict[str, Any], key: str, name: str, default: str) -> str:
    value = given.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise BriefingRefused(name, f"{key} is not text: {value!r:.60}", "put it between quotation marks")
    return value
