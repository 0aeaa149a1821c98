"""How is SVG written? As text that is escaped once, here, with numbers to a tenth of a pixel."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from markupsafe import Markup, escape

Points = npt.NDArray[np.float64]  # n rows of x, y in pixels

# What XML 1.0 has no way to write, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *inside: Markup | str, **attributes: str | float | None) -> Markup:
    """An element; text in it is escaped, markup is not. ``class_`` is ``class``, ``stroke_width`` ``stroke-width``.

    An attribute that is None is left out.
    """
    given = [
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
        if value is not None
    ]
    start = Markup("<") + name + Markup("").join(given)
    held = Markup("").join(part if isinstance(part, Markup) else text(part) for part in inside)
    return start + Markup("/>") if not inside else start + Markup(">") + held + Markup("</") + name + Markup(">")


def text(words: str) -> Markup:
    """The words, escaped; characters that XML cannot hold are left out."""
    return escape(_NO_XML.sub("", words))


def group(parts: Iterable[Markup], **attributes: str | float | None) -> Markup:
    """The parts in one ``g``; nothing of none."""
    held = Markup("").join(parts)
    return element("g", held, **attributes) if held else Markup("")


def path(lines: Iterable[Points], *, closed: bool = False) -> str:
    """The ``d`` of these lines. Steps are relative, for they are short, and counted in tenths so that none drifts."""
    return "".join(_line(np.rint(line * 10).astype(np.int64), closed=closed) for line in lines if len(line) > 1)


def _line(tenths: npt.NDArray[np.int64], *, closed: bool) -> str:
    steps = np.diff(tenths, axis=0)
    moves = [f"{_tenth(x)} {_tenth(y)}" for x, y in steps[np.any(steps != 0, axis=1)].tolist()]
    start = f"M{_tenth(int(tenths[0, 0]))} {_tenth(int(tenths[0, 1]))}"
    return f"{start}l{' '.join(moves)}{'z' * closed}" if moves else ""


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    return f"{'-' * (value < 0)}{whole}" + (f".{rest}" if rest else "")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    return _tenth(round(value * 10)) if abs(value) >= 1 else f"{value:.2f}".rstrip("0").rstrip(".")
