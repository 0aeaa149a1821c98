"""Which characters does a briefing's text consist of? Decided once, here; every offset afterwards is into this text."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 1_000_000  # characters of a briefing; the longest reviews have some 50,000
# Windows, old Mac, Unicode and teletype line ends: "\r\n", "\r", NEL, LS, PS, vertical tab, form feed.
LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029\v\f]")
# What no text needs and some programs choke on: zero bytes, escapes, lone surrogates.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def normalise(text: str) -> str:
    """The text with one sort of line end, composed letters (NFC), no byte-order mark and no blanks at line ends.

    Unprintable characters become U+FFFD. Normalising twice changes nothing.
    """
    lines = LINE_END.sub("\n", text.removeprefix("\ufeff")).split("\n")
    composed = unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines))
    return UNPRINTABLE.sub("\ufffd", composed).strip("\n")
