"""How are bytes packed for readers who take that? With zstd, Brotli or gzip, as HTTP names them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from isal import isal_zlib

GZIP_BEST, GZIP_QUICK = 6, 1  # levels
GZIP = 16 + zlib.MAX_WBITS  # zlib's own way to say that it shall be gzip, without a name or a time


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """A way to pack: its name in HTTP, how names of such files end, and what makes a packer.

    ``best`` is for what is packed once and sent often, ``quick`` for what is packed for one reader.
    """

    name: str
    suffix: str
    best: Callable[[], _Packer]
    quick: Callable[[], _Packer]

    def packed(self, pieces: Iterable[bytes], *, quick: bool = False) -> Iterator[bytes]:
        """The pieces as one stream, packed as they come; the same pieces give the same bytes."""
        packer = self.quick() if quick else self.best()
        for piece in pieces:
            packed = packer.compress(piece)
            if packed:
                yield packed
        yield packer.flush()


def _zstd(level: int) -> _Packer:
    import zstandard

    return zstandard.ZstdCompressor(level=level, write_checksum=True).compressobj()


def _gzip() -> _Packer:
    return zlib.compressobj(GZIP_BEST, zlib.DEFLATED, GZIP)


def _quick_gzip() -> _Packer:  # by another packer: it is three times as fast as zlib's fastest, and packs better
    return isal_zlib.compressobj(GZIP_QUICK, zlib.DEFLATED, GZIP)


class _Brotli:
    """Brotli's own object, by the names that others have."""

    def __init__(self, level: int) -> None:
        import brotli

        self._packer = brotli.Compressor(quality=level)

    def compress(self, data: bytes, /) -> bytes:
        packed: bytes = self._packer.process(data)
        return packed

    def flush(self) -> bytes:
        packed: bytes = self._packer.finish()
        return packed


#: The one that packs best and fastest first. Levels beyond these take many times as long for a few per cent.
PACKINGS: Mapping[str, Packing] = MappingProxyType(
    {
        one.name: one
        for one in (
            Packing(name="zstd", suffix="zst", best=partial(_zstd, 9), quick=partial(_zstd, 1)),
            Packing(name="br", suffix="br", best=partial(_Brotli, 6), quick=partial(_Brotli, 1)),
            Packing(name="gzip", suffix="gz", best=_gzip, quick=_quick_gzip),
        )
    }
)
