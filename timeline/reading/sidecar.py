"""What does the file beside a briefing state about it? ``review.meta.json`` speaks for ``review.txt``."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import orjson

from timeline.errors import BriefingRefused
from timeline.reading.content import Stated
from timeline.reading.files import contents

SUFFIX = ".meta.json"
LARGEST = 1_000_000  # bytes


def read(path: Path) -> Stated:
    """What the sidecar of the briefing at ``path`` states; nothing where there is none. Raises BriefingRefused."""
    beside = path.with_suffix(SUFFIX)
    if not beside.exists():
        return Stated()
    try:
        given = orjson.loads(contents(beside, LARGEST).removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise BriefingRefused(str(beside), f"not JSON ({error})", "correct it, or take it away") from error
    if not isinstance(given, dict):
        raise BriefingRefused(str(beside), "not a JSON object", 'write {"published": "YYYY-MM-DD", ...}')
    return Stated(**{one.name: _text(given.get(one.name), one.name, beside) for one in fields(Stated)})


def _text(value: object, key: str, beside: Path) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BriefingRefused(str(beside), f"{key} is not text: {value!r:.60}", "put it between quotation marks")
    return value.strip() or None if value else None
