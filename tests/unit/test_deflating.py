"""Files gzipped of parts that were deflated apart."""

from __future__ import annotations

import gzip
import io
import zlib

from hypothesis import given
from hypothesis import strategies as st

from timeline.deflating import Deflater, gzipped

TIMES = st.lists(st.integers(0, 4), max_size=12)


@given(st.lists(st.binary(max_size=200), min_size=5, max_size=5), TIMES)
def test_parts_in_any_order_are_one_gzip_file(texts: list[bytes], order: list[int]) -> None:
    deflater = Deflater()
    parts = [deflater.part(text) for text in texts]
    packed = b"".join(gzipped(parts[at] for at in order))
    plain = b"".join(texts[at] for at in order)
    assert gzip.decompress(packed) == plain
    # As one member: some readers stop after the first.
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert reader.decompress(packed) == plain
    assert reader.eof
    assert reader.unused_data == b""


def test_the_same_parts_make_the_same_file() -> None:
    made = [b"".join(gzipped([Deflater().part(b"border" * 900)])) for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) < 100
    with gzip.open(io.BytesIO(made[0])) as file:
        assert file.read() == b"border" * 900
