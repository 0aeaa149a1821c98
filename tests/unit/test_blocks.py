"""Gzip files of which parts are sent as they are: ordinary files, and streams put together of their blocks."""

from __future__ import annotations

import gzip
import mmap
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline.blocks import BLOCK, SUFFIX, Blocks, Stream, pack

LINES = b"".join(b'{"number":%d,"name":"%x"}\n' % (n, n * 2654435761 % 2**32) for n in range(15_000))
POSITIONS = some.integers(0, len(LINES))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plain = tmp_path_factory.mktemp("blocks") / "lines.txt"
    plain.write_bytes(LINES)
    pack(plain, plain.with_name("lines.txt.gz"))
    return plain.with_name("lines.txt.gz")


def test_the_packed_file_is_an_ordinary_one_of_one_member(packed: Path) -> None:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert unpacker.decompress(packed.read_bytes()) == LINES
    assert unpacker.eof
    assert unpacker.unused_data == b""


def test_flushes_cost_little(packed: Path) -> None:
    assert packed.stat().st_size < 1.05 * len(gzip.compress(LINES, compresslevel=6))


@pytest.mark.parametrize("length", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1])
def test_files_of_any_length_are_packed(tmp_path: Path, length: int) -> None:
    plain, file = tmp_path / "some", tmp_path / "some.gz"
    plain.write_bytes(LINES[:length])
    pack(plain, file)
    assert gzip.decompress(file.read_bytes()) == LINES[:length]
    assert len(Blocks.of(file).marks) == -(-length // BLOCK) + 1


def test_without_an_index_there_are_no_blocks(packed: Path, tmp_path: Path) -> None:
    (tmp_path / packed.name).write_bytes(packed.read_bytes())
    with pytest.raises(FileNotFoundError):
        Blocks.of(tmp_path / packed.name)
    assert packed.with_name(f"lines.txt{SUFFIX}").exists()


@given(cuts=some.lists(POSITIONS, max_size=12).map(sorted), head=some.binary(max_size=40), have=some.booleans())
def test_streams_of_stretches_unpack_to_those(packed: Path, cuts: list[int], head: bytes, *, have: bool) -> None:
    blocks, stream, told = Blocks.of(packed) if have else None, Stream(), [head]
    stream.add(head)
    with packed.with_suffix("").open("rb") as file:
        written = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        stream.add_stretch(written, start, end, blocks)
        told.append(LINES[start:end])
    assert gzip.decompress(stream.ended()) == b"".join(told)  # which compares checksum and length, too


def test_what_is_packed_is_not_packed_again(packed: Path) -> None:
    blocks, stream = Blocks.of(packed), Stream()
    with packed.with_suffix("").open("rb") as file:
        written = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    stream.add_stretch(written, 1, len(LINES), blocks)
    first, last = blocks.marks[1, 0], blocks.marks[-2, 0]
    assert packed.read_bytes()[first:last] in stream.ended()
