"""How are bytes packed for readers who take that? With zstd, Brotli or gzip, as HTTP names them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

GZIP = 16 + zlib.MAX_WBITS  # zlib's own way to say that it shall be gzip, without a name or a time


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """A way to pack: its name in HTTP, how names of such files end, and what makes a packer."""

    name: str
    suffix: str
    packer: Callable[[], _Packer]

    def packed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces as one stream, packed as they come; the same pieces give the same bytes."""
        packer = self.packer()
        for piece in pieces:
            packed = packer.compress(piece)
            if packed:
                yield packed
        yield packer.flush()


def _zstd() -> _Packer:
    import zstandard

    return zstandard.ZstdCompressor(level=9, write_checksum=True).compressobj()


class _Brotli:
    """Brotli's own object, by the names that others have."""

    def __init__(self) -> None:
        import brotli

        self._packer = brotli.Compressor(quality=6)

    def compress(self, data: bytes, /) -> bytes:
        packed: bytes = self._packer.process(data)
        return packed

    def flush(self) -> bytes:
        packed: bytes = self._packer.finish()
        return packed


#: The best of them first. Levels beyond these take many times as long for a few per cent.
PACKINGS: Mapping[str, Packing] = MappingProxyType(
    {
        one.name: one
        for one in (
            Packing(name="zstd", suffix="zst", packer=_zstd),
            Packing(name="br", suffix="br", packer=_Brotli),
            Packing(name="gzip", suffix="gz", packer=lambda: zlib.compressobj(6, zlib.DEFLATED, GZIP)),
        )
    }
)
