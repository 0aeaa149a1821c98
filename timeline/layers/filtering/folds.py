"""What is a text without its case, or without its accents? The same for a column as for the literal beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

Texts: TypeAlias = Any  # pa.StringArray
# Letters whose small letter is their case folding, which Arrow does not know: all of these but ß, İ and ŉ.
SAFE: Final = (
    (0x00, 0x7F),
    (0xA0, 0xB4),
    (0xB6, 0xDE),
    (0xE0, 0x12F),
    (0x131, 0x148),
    (0x14A, 0x17E),
    (0x400, 0x52F),
    (0x2010, 0x2044),
)
ODD: Final = "[^" + "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in SAFE) + "]"
MARKS: Final = r"\p{M}+"


def caseless(texts: Texts) -> Texts:
    """The texts folded (Unicode, full case folding): 'Straße' and 'STRASSE' become the same."""
    small = pc.utf8_lower(texts)
    return _where(pc.match_substring_regex(small, ODD), small, lambda text: text.casefold())


def accentless(texts: Texts) -> Texts:
    """The texts without marks over, in or under their letters: 'Klaipėda' becomes 'Klaipeda', 'Быхаў' 'Быхау'."""
    if pc.all(pc.string_is_ascii(texts)).as_py() is not False:
        return texts
    return pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFD"), MARKS, "")


def _where(asked: Any, texts: Texts, fold: Callable[[str], str]) -> Texts:
    """The texts, those folded for which it is asked."""
    wanted = pc.fill_null(asked, False)
    folded = [fold(text) for text in texts.filter(wanted).to_pylist()]
    return pc.replace_with_mask(texts, wanted, pa.array(folded, pa.string())) if folded else texts
