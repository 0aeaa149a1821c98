"""What does the block between two lines of dashes at the top state? A subset of YAML: one ``key: value`` a line."""

from __future__ import annotations

import re

from timeline.reading.content import Stated

LONGEST = 200  # lines
FENCE, END = re.compile(r"---\s*"), re.compile(r"(---|\.\.\.)\s*")
PAIR = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")
CONTINUED = re.compile(r"\s+\S.*|-\s.*|#.*|\s*")  # lists, nested keys, comments: read over
KEYS = {
    "title": "title",
    "publisher": "publisher",
    "published": "published",
    "date": "published",
    "language": "language",
    "lang": "language",
    "url": "url",
}


def split(text: str) -> tuple[Stated, str]:
    """What the front matter states, and the text after it. Without a whole block of pairs all of it is text."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not FENCE.fullmatch(lines[0]):
        return Stated(), text
    end = next((at for at, line in enumerate(lines[1:LONGEST], 1) if END.fullmatch(line)), None)
    if end is None or not all(PAIR.fullmatch(line) or CONTINUED.fullmatch(line) for line in lines[1:end]):
        return Stated(), text
    return _stated(lines[1:end]), "\n".join(lines[end + 1 :])


def _stated(lines: list[str]) -> Stated:
    found: dict[str, str] = {}
    for pair in filter(None, map(PAIR.fullmatch, lines)):
        key = KEYS.get(pair[1].lower())
        if key is not None:
            found.setdefault(key, _scalar(pair[2]))
    return Stated(**{key: value for key, value in found.items() if value})


def _scalar(written: str) -> str:
    """The text of a YAML scalar: without its quotes, without a comment behind it."""
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"":
        return written[1:-1]
    return written.partition(" #")[0].strip()
