"""What does a plain text file say?"""

from __future__ import annotations

import re

from timeline.errors import BriefingRefused
from timeline.reading import front_matter
from timeline.reading.content import Content
from timeline.reading.decoding import decode

MARKUP = re.compile(r"\s*<(!doctype\s+html|html)[\s>]", re.I)


def read(data: bytes, name: str) -> Content:
    """The text as it stands, less its front matter; raises BriefingRefused."""
    decoded = decode(data, name)
    if MARKUP.match(decoded.text):
        raise BriefingRefused(name, "not plain text but HTML", "name it .html")
    stated, text = front_matter.split(decoded.text)
    return Content(text=text, stated=stated, notes=decoded.notes, losses=decoded.losses)
