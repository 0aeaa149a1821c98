"""Which names can stand on the picture without covering a mark or another name? The weightier first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from markupsafe import Markup

from timeline.web.picture.drawing import element

Rect = tuple[float, float, float, float]  # left, top, right, bottom in pixels
LETTER, LINE = 0.62, 14.0  # of the font's size, for a reader's own may be a wide one; pixels
CLEAR = 3.0  # pixels between names side by side
LONGEST = 40  # characters of a name that are written


@dataclass(slots=True)
class Labels:
    """The picture's room for names; what is taken is never covered."""

    width: float
    height: float
    taken: list[Rect] = field(default_factory=list)

    def keep_clear(self, x: float, y: float, reach: float) -> None:
        """Nothing is written within ``reach`` pixels of a mark."""
        self.taken.append((x - reach, y - reach, x + reach, y + reach))

    def keep_line_clear(self, words: str, size: float, x: float, base: float, *, end: bool = False) -> None:
        """Nothing is written over words that begin (or ``end``) at ``x``."""
        left = x - _wide(words, size) if end else x
        self.taken.append((left, base - size, left + _wide(words, size), base + 4))

    def beside(self, choices: Iterable[str], x: float, y: float, *gaps: float) -> Markup:
        """The first of the choices that fits right of a mark, left of it, below or above; nothing where none does.

        ``gaps`` are pixels between the mark and the words, the best first.
        """
        for words, gap in product(choices, gaps):
            wide = _wide(words, 12)
            sides = ((x + gap, y + 4), (x - gap - wide, y + 4))
            for left, base in (*sides, (x - wide / 2, y + gap + 11), (x - wide / 2, y - gap)):
                if self._takes((left, base - LINE + 3, left + wide, base + 3)):
                    return element("text", words, class_="name", x=left, y=base)
        return Markup("")

    def upon(self, name: str, x: float, y: float, room: float) -> Markup:
        """The name across the middle of some ground that is ``room`` pixels wide."""
        wide = _wide(name, 12.5)
        if wide > room or not self._takes((x - wide / 2 - 4, y - LINE, x + wide / 2 + 4, y + 4)):
            return Markup("")
        return element("text", name, class_="ground", x=x, y=y)

    def _takes(self, rect: Rect) -> bool:
        inside = rect[0] >= 2 and rect[1] >= 2 and rect[2] <= self.width - 2 and rect[3] <= self.height - 2
        if not inside or any(_meet(rect, other) for other in self.taken):
            return False
        self.taken.append((rect[0] - CLEAR, rect[1], rect[2] + CLEAR, rect[3]))
        return True


def shortened(name: str) -> str:
    """The name, or its beginning where it is too long to write."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _wide(words: str, size: float) -> float:
    return LETTER * size * len(words)


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
