"""What does a file say? Each format is a module of its own; the text is normalised once, here, and never after.

A format is a function from bytes to ``Content`` under its suffix in the entry point group ``timeline.readers``:
``docx = "their_package.docx:read"``. Ours are registered the same way, in ``BUILT_IN``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from timeline.errors import BriefingRefused
from timeline.model import Briefing
from timeline.reading import sidecar
from timeline.reading.content import Reader, Stated
from timeline.reading.files import contents
from timeline.reading.normal import LONGEST, normalise
from timeline.reading.publication import impossible, in_title, in_words, is_title, stated

GROUP = "timeline.readers"
BUILT_IN = tuple(
    EntryPoint(name=suffix, value=f"timeline.reading.{module}:read", group=GROUP)
    for suffix, module in (("txt", "plain"), ("md", "markdown"), ("html", "html"), ("htm", "html"))
)
UNDETERMINED = "und"  # BCP 47: a language that nobody stated
ID_LENGTH = 12  # hex digits: two of a million briefings share one with a chance of 0.2 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A briefing, what is worth knowing of how it was read, and what of the file could not be."""

    briefing: Briefing
    notes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def read(path: Path, published: date | None = None) -> Briefing:
    """The briefing in the file at ``path``; raises BriefingRefused.

    Its date is ``published``, else the sidecar's, else what the document states, else the one in its title line;
    a file without any is refused, for "on Monday" would then be any Monday.
    """
    return read_noted(path, published).briefing


def read_noted(path: Path, published: date | None = None) -> Reading:
    """As ``read``, with notes and losses for a receipt."""
    name = str(path)
    data = contents(path)  # first: a file that is not there has no suffix worth naming
    content = _reader(path)(data, name)
    text = normalise(content.text)
    if not any(character.isalnum() for character in text):
        raise BriefingRefused(name, "empty: there is no word in it", "give a file with text")
    if len(text) > LONGEST:
        raise BriefingRefused(name, f"longer than {LONGEST:,} characters", "split it, one briefing a file")
    told = sidecar.read(path).over(content.stated)
    briefing = _briefing(text, told, published, name)
    return Reading(briefing=briefing, notes=content.notes, losses=content.losses)


def suffixes() -> frozenset[str]:
    """The suffixes that can be read, with their dots."""
    return frozenset(f".{suffix}" for suffix in _readers())


def _briefing(text: str, told: Stated, published: date | None, name: str) -> Briefing:
    title = " ".join(normalise(told.title or text.partition("\n")[0]).split())
    day = published or _published(told, title, text, name)
    wrong = impossible(day)
    if wrong is not None:
        raise BriefingRefused(name, wrong, "see its year, or give --published YYYY-MM-DD")
    return Briefing(
        id=sha256(text.encode()).hexdigest()[:ID_LENGTH],
        title=title,
        publisher=normalise(told.publisher or ""),
        published=day,
        language=normalise(told.language or UNDETERMINED),
        text=text,
        url=normalise(told.url) if told.url else None,
    )


def _published(told: Stated, title: str, text: str, name: str) -> date:
    if told.published is not None:
        day = stated(told.published) or in_title(told.published) or in_words(told.published)
        if day is None:
            reason = f"its publication date is not one: {told.published!r:.60}"
            raise BriefingRefused(name, reason, "write it as YYYY-MM-DD, or give --published YYYY-MM-DD")
        return day
    day = (in_title(title) if told.title else None) or _in_first_line(text)
    if day is None:
        beside = f'write {{"published": "YYYY-MM-DD"}} in {Path(name).stem}{sidecar.SUFFIX}'
        raise BriefingRefused(name, "no publication date", f"give --published YYYY-MM-DD, or {beside}")
    return day


def _in_first_line(text: str) -> date | None:
    """The day that the first line names where it is a title; a sentence tells of another day as often as not."""
    first, after, *_ = (*text.split("\n", 2), "")
    return in_title(first) if is_title(first, after) else None


def _reader(path: Path) -> Reader:
    suffix = path.suffix.lower().removeprefix(".")
    found = _readers().get(suffix)
    if found is None:
        have = ", ".join(sorted(suffixes()))
        raise BriefingRefused(str(path), f"no reader for {path.suffix or 'a file without a suffix'}", f"have {have}")
    reader: Reader = found.load()
    return reader


@cache
def _readers() -> dict[str, EntryPoint]:
    """Readers by suffix; an installed one takes the place of ours."""
    return {point.name.lower(): point for point in (*BUILT_IN, *entry_points(group=GROUP))}
