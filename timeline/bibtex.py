"""How is text written into a BibTeX entry, so that none of it ends its field or is taken for a command?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

# What TeX takes for its own. BibTeX counts braces even after a backslash, so none may be left unpaired.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "#": r"\#", "%": r"\%", "&": r"\&", "$": r"\$", "_": r"\_",
}  # fmt: skip
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN_IN_URL = "!#$&'()*+,/:;=?@[]~%-._"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of that kind (``misc``). The values are written already: by ``tex`` or ``address``."""
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{_key(key)},", *lines, "}", ""])


def tex(text: str) -> str:
    """Text as TeX shows it, on one line."""
    return "".join(_TEX.get(character, character) for character in on_one_line(text))


def verbatim(text: str) -> str:
    """Text in braces of its own: an institution's name is not cut into parts, and a title keeps its capitals."""
    return f"{{{tex(text)}}}"


def address(url: str) -> str:
    """The address with what would end the field written in percent."""
    return quote(url, safe=_PLAIN_IN_URL)


def on_one_line(text: str) -> str:
    """The text on one line."""
    return _BLANKS.sub(" ", text).strip()


def _key(key: str) -> str:
    """BibTeX ends a key at a comma, a brace or a blank."""
    return re.sub(r"[^A-Za-z0-9:_-]+", "-", key)
