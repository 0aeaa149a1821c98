"""Which characters do a file's bytes stand for? Stated, proven or detected; refused where none is sure: no mojibake."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from timeline.errors import BriefingRefused

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Quotation marks, dashes, ellipsis and no-break space: the Windows code pages 1250 to 1258 all have them here.
WINDOWS_PUNCTUATION = frozenset(b"\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0")
MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
TEXTUAL = bytes([*b"\t\n\v\f\r\x1b", *range(32, 256)])
BINARY_SHARE = 0.02  # of other bytes: text has none, UTF-16 without a mark and programs have many
ENOUGH = 40  # bytes above ASCII, for a detection to be worth anything
SURE = (
    0.4  # charset-normalizer's coherence: on paragraphs of Cyrillic and Greek 0.53 to 0.69, on wrong guesses below 0.4
)
REMEDY = "save it as UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The characters, and in words how sure they are."""

    text: str
    notes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text of the bytes; ``declared`` is the encoding that the document names. Raises BriefingRefused."""
    found = _marked(data, name)
    if found is not None:
        return found
    if len(data.translate(None, TEXTUAL)) > BINARY_SHARE * len(data):
        raise BriefingRefused(name, "not text (a program, or UTF-16 without a byte-order mark)", REMEDY)
    found = _plain(data) or _declared(data, declared) or _damaged(data) or _detected(data)
    if found is None:
        raise BriefingRefused(name, "its encoding cannot be told for sure", REMEDY)
    return found


def _marked(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                notes = () if encoding == "utf-8" else (f"read as {encoding.upper()}",)
                return Decoded(text=data[len(mark) :].decode(encoding), notes=notes)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return _damaged(data[len(mark) :])
                raise BriefingRefused(name, f"damaged {encoding.upper()} at byte {error.start}", REMEDY) from error
    return None


def _plain(data: bytes) -> Decoded | None:
    try:
        return Decoded(text=data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """What the page names, where it can be: the name itself was read as ASCII, so UTF-16 cannot be true."""
    try:
        if declared is None or "<meta".encode(declared) != b"<meta":
            return None
        return Decoded(text=data.decode(declared), notes=(f"read as {declared}",))
    except (LookupError, ValueError):  # no such encoding, or not in it
        return None


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes: told from an old code page by the many characters that are sound."""
    text = data.decode("utf-8", errors="replace")
    bad, sound = text.count("\ufffd"), len(MULTIBYTE.findall(data))
    if sound < 4 * bad:
        return None
    at = text.index("\ufffd")
    return Decoded(text=text, losses=(f"{bad} damaged characters, the first at {at}",))


def _detected(data: bytes) -> Decoded | None:
    high = data.translate(None, bytes(range(128)))
    if set(high) <= WINDOWS_PUNCTUATION:
        return Decoded(text=data.decode("cp1252"), notes=("read as Windows-1252",))
    return _guessed(data) if len(high) >= ENOUGH else None


def _guessed(data: bytes) -> Decoded | None:
    """A script other than Latin. The Latin code pages (1250, 1252, 1254, ISO 8859-2) differ in a few letters only:
    charset-normalizer 3.5 took French for Polish and Polish for Sami, so of those we believe none.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.coherence < SURE:
        return None
    letters = [character for character in str(best)[:20_000] if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if 2 * latin > len(letters):
        return None
    return Decoded(text=str(best), notes=(f"read as {best.encoding}",))
