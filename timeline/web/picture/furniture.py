"""What stands at the edges of a map picture? A scale, whose map it is, the frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from timeline.web.picture.drawing import element
from timeline.web.picture.labels import Labels
from timeline.web.tongues import gettext as _

NARROW = 480.0  # pixels
LONGEST = 120.0  # pixels of a scale
_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Of a picture of that size in pixels, ``pixel`` of which are a kilometre in its middle."""

    width: float
    height: float
    pixel: float
    credit: str

    def parts(self) -> Iterator[Markup]:
        """Scale, credit and frame."""
        d = f"M10 {self._base:.1f}v6h{self._km * self.pixel:.1f}v-6"
        yield element("path", class_="edge", stroke_width=1.5, d=d)
        yield element("text", self._distance, class_="aside name", x=14.0, y=self._base + 2)
        yield element("text", self.credit, class_="aside name end", x=self.width - 6, y=self.height - 6)
        yield element("rect", class_="frame", x=0.5, y=0.5, width=self.width - 1, height=self.height - 1)

    def keep_clear(self, names: Labels) -> None:
        """No name is written over any of it."""
        names.keep_line_clear(self._distance, 10, 14.0, self._base + 2)
        names.keep_line_clear(self.credit, 10, self.width - 6, self.height - 6, end=True)

    @property
    def _base(self) -> float:
        return self.height - (14 if self.width > NARROW else 28)  # clear of the credit

    @property
    def _km(self) -> int:
        return max((length for length in _LENGTHS if length * self.pixel <= LONGEST), default=_LENGTHS[0])

    @property
    def _distance(self) -> str:
        return _("%(distance)s km", distance=f"{self._km}")
