"""How does a reader of paper, where nothing can be pressed, find the events of a mark in the list? By their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap

from markupsafe import Markup

from timeline.web.picture.drawing import element
from timeline.web.picture.gathering import Gathered

FEW = 3  # runs of numbers that are written at a mark; of more there is a letter, and they stand in the key
LINE, SIZE, LETTERS = 13.0, 10.0, 0.55  # of the key: pixels, pixels, of its size


class Numbering:
    """What is written at the marks of a picture: "[2, 5–9]", or "[A]" where the key has them all."""

    def __init__(self, gathered: Sequence[Gathered], numbers: Mapping[str, int]) -> None:
        """``numbers`` are those of the events in the list, by id: none where nothing is to be numbered."""
        found = {id(at): runs(numbers[event.id] for event in at.events) for at in gathered} if numbers else {}
        many = [at for at in gathered if len(found.get(id(at), ())) > FEW]
        letters = {id(at): _letter(number) for number, at in enumerate(many)}
        self._written = {key: f"[{letters.get(key) or ', '.join(said)}]" for key, said in found.items()}
        self._key = [f"[{letters[id(at)]}] {', '.join(found[id(at)])}" for at in many]

    def of(self, at: Gathered) -> str:
        """What is written at these marks; nothing where nothing is numbered."""
        return self._written.get(id(at), "")

    def key(self, width: float, top: float) -> tuple[list[Markup], float]:
        """The key's lines from ``top`` on, and where they end."""
        lines = [line for entry in self._key for line in wrap(entry, int(width / (LETTERS * SIZE)))]
        drawn = [
            element("text", line, x=6.0, y=top + LINE * at, font_size=SIZE, class_="aside")
            for at, line in enumerate(lines, 1)
        ]
        tall = LINE * len(lines) + (6 if lines else 0)
        return [element("rect", class_="paper", y=top, width=width, height=tall), *drawn], top + tall


def runs(numbers: Iterable[int]) -> tuple[str, ...]:
    """Numbers in order, those that follow each other in short: "2", "5–9"."""
    return tuple(_runs(sorted(numbers)))


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    begin = None
    for number, following in zip_longest(numbers, numbers[1:]):
        begin = number if begin is None else begin
        if following != number + 1:
            yield str(number) if begin == number else f"{begin}–{number}"
            begin = None


def _letter(number: int) -> str:
    """A to Z, then AA, AB, ..."""
    before, last = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
