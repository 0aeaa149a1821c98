"""Where is a street or a building that no gazetteer has? In the town that is named nearest to it, if one is near.

"Police closed Royal Street in New Orleans": the street is placed in the town, with the town's extent as its radius.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.place import Candidate, NameGrade, Place, PlaceKind

REACH = 150  # words between the two names
TRIES = 20  # names looked at on either side
BELIEF = 0.4  # in the town's own meaning


def nearest_town(spans: Sequence[tuple[int, int]], meant: Sequence[tuple[Candidate, ...]], index: int) -> Place | None:
    """The town or district named nearest to name ``index``; ``spans`` are word ranges, ``meant`` scored candidates."""
    first, last = spans[index]
    best: tuple[int, int] | None = None
    for at in range(max(0, index - TRIES), min(len(spans), index + TRIES + 1)):
        if at == index or not _is_town(meant[at]):
            continue
        apart = spans[at][0] - last if at > index else first - spans[at][1]
        if apart <= REACH and (best is None or apart < best[0]):
            best = (apart, at)
    return meant[best[1]][0].place if best else None


def _is_town(candidates: tuple[Candidate, ...]) -> bool:
    if not candidates:
        return False
    best = candidates[0]
    small = best.place.kind is PlaceKind.CITY or best.place.feature_code == "ADM2"
    return small and best.score >= BELIEF and best.grade in (NameGrade.PREFERRED, NameGrade.ALTERNATE)


def inside(name: str, town: Place) -> Place:
    """A place called ``name`` somewhere in ``town``."""
    return Place(
        id=f"made:in:{town.id}:{name}",
        name=name,
        kind=PlaceKind.FACILITY,
        feature_code="S",
        lon=town.lon,
        lat=town.lat,
        country=town.country,
        admin1=town.admin1,
        radius_km=max(town.radius_km, 2.0),
    )
