"""What sort of place do the words of a gazetteer mean? GeoNames codes, Who's On First, OpenStreetMap, Natural Earth."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geodata.place import PlaceKind

#: GeoNames feature codes (all of it must fit), the first row that fits.
_CODES: tuple[tuple[re.Pattern[str], PlaceKind], ...] = (
    (re.compile(r"PCL[A-Z]*|TERR"), PlaceKind.COUNTRY),  # PCLI an independent country
    (re.compile(r"ADM[1-5D]H?|PRSH|ZN[A-Z]*|LTER"), PlaceKind.REGION),  # ADM1 a first-level region
    (re.compile(r"PPL[A-Z0-9]*|STLMT"), PlaceKind.CITY),  # PPLC a capital
    (re.compile(r"MILB|PRT|BDRG|INDS|PRK"), PlaceKind.FACILITY),  # of class L, and yet a site
    (re.compile(r"LKS?|SEA|OCN|BAYS?|GULF|STRT|RSV|CHN|LGN"), PlaceKind.SEA),
)
#: GeoNames feature classes: a river or a road without its line is an area we know one point of.
_CLASSES = {
    "A": PlaceKind.REGION,
    "P": PlaceKind.CITY,
    "S": PlaceKind.FACILITY,
    "H": PlaceKind.AREA,
    "L": PlaceKind.AREA,
    "R": PlaceKind.AREA,
    "T": PlaceKind.AREA,
    "U": PlaceKind.AREA,
    "V": PlaceKind.AREA,
}
#: The words of the others: kind, the GeoNames code that means the same ("" for none), words.
_WORDS = (
    (PlaceKind.CITY, "PPL", "city town village hamlet locality settlement populatedplace isolateddwelling"),
    (PlaceKind.CITY, "PPLX", "suburb neighbourhood neighborhood borough quarter macrohood microhood"),
    (PlaceKind.COUNTRY, "PCLI", "country sovereigncountry"),
    (PlaceKind.REGION, "ADM1", "region state province oblast voivodeship admin1stateprovince"),
    (PlaceKind.REGION, "ADM2", "county district raion department macrocounty"),
    (PlaceKind.REGION, "ADM3", "localadmin municipality commune parish"),
    (
        PlaceKind.FACILITY,
        "",
        "airport aerodrome airfield port harbour harbor station campus building venue base facility",
    ),
    (PlaceKind.SEA, "", "sea ocean bay gulf strait lake reservoir marinearea"),
    (PlaceKind.AREA, "", "area island islands mountain park forest desert peninsula disputed admin0claimarea"),
)
_BY_WORD = {word: (kind, code) for kind, code, words in _WORDS for word in words.split()}


def kind_of(words: Iterable[object], dimension: int) -> tuple[PlaceKind, str]:
    """The kind and the feature code that the words mean, the first that means one.

    Where none does, a point (``dimension`` 0) is a settlement, a line (1) a route, an outline (2) an area.
    """
    for word in words:
        known = _of_word(str(word).strip()) if isinstance(word, str) else None
        if known is not None:
            return known
    return (PlaceKind.CITY, "PPL") if dimension == 0 else (PlaceKind.ROUTE if dimension == 1 else PlaceKind.AREA, "")


def _of_word(word: str) -> tuple[PlaceKind, str] | None:
    for pattern, kind in _CODES:
        if pattern.fullmatch(word):
            return kind, word
    if word in _CLASSES:
        return _CLASSES[word], ""
    return _BY_WORD.get(re.sub(r"[\W_]", "", word.lower()))
