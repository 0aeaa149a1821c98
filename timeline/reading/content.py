"""What does a reader of one format give back: the text, and what the document says about itself?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a document, or the sidecar beside it, states about itself, as written; None is not stated."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None

    def over(self, other: Stated) -> Stated:
        """These statements, and those of ``other`` where there are none."""
        return Stated(**{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(Stated)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file's prose, paragraphs apart by blank lines. ``notes`` are worth knowing, ``losses`` name what is missing."""

    text: str
    stated: Stated = field(default_factory=Stated)
    notes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Content]
"""Makes content of a file's bytes; the second argument is the file's name. Raises BriefingRefused."""
