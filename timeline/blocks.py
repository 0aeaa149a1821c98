"""Which parts of a gzip file can be sent by themselves? Blocks: nothing in one refers to what stands before it.

The file is an ordinary one (RFC 1952), but for a full flush after every ``BLOCK`` bytes of what it holds. An index
beside it says where each block begins and the checksum of all before it. So a stretch of the file is sent packed
without packing it again, and between such stretches stands what is packed for one answer (``Stream``).
"""

from __future__ import annotations

import mmap
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from isal import isal_zlib

from timeline.packing import GZIP, GZIP_BEST, GZIP_QUICK

BLOCK: Final = 1 << 15  # bytes: of larger ones more has to be packed at the ends of a stretch; the file is 7 % larger
PACKING: Final = "gzip"
SUFFIX: Final = ".gz.npy"  # of an index, behind the name of what is packed
_BARE = -zlib.MAX_WBITS  # zlib's own way to say that it shall be DEFLATE without what gzip puts around it
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952, 2.3: DEFLATE, no name, no time, no system
_END = b"\x03\0"  # RFC 1951: a last block with nothing in it


def pack(plain: Path, packed: Path) -> None:
    """Write a file packed, and beside it the index: two numbers a block, where it begins and the CRC-32 of all before.

    The last two are those of its end.
    """
    packer = zlib.compressobj(GZIP_BEST, zlib.DEFLATED, GZIP)
    marks, total = [(len(_HEAD), 0)], 0
    with plain.open("rb") as source, packed.open("wb") as file:
        while block := source.read(BLOCK):
            file.write(packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH))
            total = isal_zlib.crc32(block, total)
            marks.append((file.tell(), total))
        file.write(packer.flush())
    with index_of(packed).open("wb") as file:
        np.save(file, np.array(marks, dtype=np.int64))


def index_of(packed: Path) -> Path:
    """Where the index of a packed file lies."""
    return packed.with_suffix(SUFFIX)


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """A packed file, mapped into memory, and its index."""

    packed: mmap.mmap
    marks: npt.NDArray[np.int64]

    @classmethod
    def of(cls, packed: Path) -> Blocks:
        """Those of a packed file; raises OSError without it or its index, ValueError or EOFError of no index."""
        marks = np.load(index_of(packed), mmap_mode="r")
        with packed.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), marks)


class Stream:
    """A gzip stream that is put together of blocks and of what is packed now."""

    def __init__(self) -> None:
        self._pieces: list[bytes | memoryview] = [_HEAD]
        self._waiting: list[bytes] = []
        self._sum = self._length = 0

    def add(self, data: bytes) -> None:
        """Add what is to be packed."""
        self._waiting.append(data)

    def add_stretch(self, written: mmap.mmap, start: int, end: int, blocks: Blocks | None) -> None:
        """Add a stretch of a file, and what is packed of it (None: nothing) as it is."""
        first, behind = -(-start // BLOCK), end // BLOCK
        if blocks is None or first >= behind:
            self.add(written[start:end])
            return
        self.add(written[start : first * BLOCK])
        self._add_blocks(blocks, first, behind)
        self.add(written[behind * BLOCK : end])

    def ended(self) -> bytes:
        """All of it."""
        self._pack()
        sums = self._sum.to_bytes(4, "little") + (self._length % (1 << 32)).to_bytes(4, "little")
        return b"".join((*self._pieces, _END, sums))

    def _pack(self) -> None:
        """Pack what waits."""
        data = b"".join(self._waiting)
        packer = isal_zlib.compressobj(GZIP_QUICK, zlib.DEFLATED, _BARE)
        self._pieces += (packer.compress(data), packer.flush(zlib.Z_FULL_FLUSH))
        self._sum = isal_zlib.crc32(data, self._sum)
        self._length += len(data)
        self._waiting.clear()

    def _add_blocks(self, of: Blocks, first: int, behind: int) -> None:
        # The CRC-32 of two stretches: that of the first, moved on by the length of the second, xor that of the second.
        self._pack()
        (start, before), (end, after) = of.marks[[first, behind]].tolist()
        length = BLOCK * (behind - first)
        self._pieces.append(memoryview(of.packed)[start:end])
        self._sum = isal_zlib.crc32_combine(self._sum ^ before, after, length)
        self._length += length
