"""Where in a briefing's text does each event's sentence stand? Spans become pieces that nest nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text and the events whose sentences cover it; ``begins`` are those of them that begin here."""

    text: str
    events: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def paragraphs(text: str, spans: Iterable[tuple[str, int, int]]) -> tuple[tuple[Piece, ...], ...]:
    """The text's paragraphs, each as pieces in order. ``spans`` are (event id, start, end), half-open, into ``text``.

    Sentences that overlap are cut at each other's edges, so that every piece says which events it is evidence for.
    Nothing of a paragraph is lost: the pieces joined are the paragraph. Spans outside the text are cut at its end.
    """
    placed = sorted((start, min(end, len(text)), event) for event, start, end in spans if start < min(end, len(text)))
    found = []
    for start, end in _blocks(text):
        inside = [(max(s, start), min(e, end), s >= start, event) for s, e, event in placed if s < end and e > start]
        found.append(_pieces(text, start, end, inside))
    return tuple(found)


def _blocks(text: str) -> Iterable[tuple[int, int]]:
    """The spans of the runs of lines that are not blank."""
    at, begin, end = 0, None, 0
    for line in [*text.split("\n"), ""]:
        if line.strip():
            begin, end = (at if begin is None else begin), at + len(line)
        elif begin is not None:
            yield begin, end
            begin = None
        at += len(line) + 1


def _pieces(text: str, start: int, end: int, inside: list[tuple[int, int, bool, str]]) -> tuple[Piece, ...]:
    edges = sorted({start, end, *(edge for s, e, _, _ in inside for edge in (s, e))})
    return tuple(
        Piece(
            text=text[left:right],
            events=tuple(event for s, e, _, event in inside if s <= left and right <= e),
            begins=tuple(event for s, _, own, event in inside if own and s == left),
        )
        for left, right in pairwise(edges)
    )
