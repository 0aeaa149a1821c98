"""How is a file gzipped of which many parts stand in other files too? Each part is deflated once, and then joined.

A country is drawn with every event that names it, in every layer that the event is in: deflating its border each time
took most of the time of publishing. RFC 1951 lets a stream forget what came before (a full flush), so that parts
deflated apart may follow one another in one stream.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEVEL = 6
HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952: no name and no time, so that the same gives the same
END = b"\x03\x00"  # an empty last block


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes, and they deflated so that they may stand anywhere in a stream."""

    plain: bytes
    deflated: bytes


class Deflater:
    """Makes parts. One for a thread."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

    def part(self, plain: bytes) -> Part:
        """The part of these bytes."""
        return Part(plain, self._stream.compress(plain) + self._stream.flush(zlib.Z_FULL_FLUSH))


def gzipped(parts: Iterable[Part]) -> Iterator[bytes]:
    """The parts as one gzip file, in pieces to be written one after another."""
    yield HEAD
    checksum, size = 0, 0
    for part in parts:
        yield part.deflated
        checksum, size = zlib.crc32(part.plain, checksum), size + len(part.plain)
    yield END + struct.pack("<LL", checksum, size % 2**32)
