"""Which names were taken for lesser places in countries that nothing else in the text speaks of?

"Hamas" is an old name of Hamm, "Moldo" one of Måløy; and Obama is a town in Japan. In a text that tells of Israel,
Kyrgyzstan or the United States, and of no other place in Germany, Norway or Japan, they are not meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.place import Candidate, NameGrade, Place, PlaceKind

FAMOUS = 100_000  # people of a town that is named without its country
NEAR = 3  # names before and after
RENAMED = 300_000  # people of one that is, by another name than its own: "Gomel"


def unbacked(meant: Sequence[tuple[Candidate, ...]], gazetteer: Gazetteer) -> frozenset[int]:
    """The indexes of names whose best meaning is lesser, and alone in its country and those around it.

    A name that is not the place's own must have another place of the country near it, or of the region anywhere.
    None in a text that names one country: there nothing speaks against it.
    """
    named: dict[str, set[str]] = {}
    for best in (found[0].place for found in meant if found):
        if best.country is not None:
            named.setdefault(best.country, set()).add(best.id)
    alone = {country for country, ids in named.items() if len(ids) == 1 and len(named) > 1}
    alone = {country for country in alone if named.keys().isdisjoint(gazetteer.neighbours(country))}
    lone = {index for index, found in enumerate(meant) if found and _lesser(found[0], alone)}
    return frozenset(lone | _by_other_names(meant)) if len(named) > 1 else frozenset()


def _by_other_names(meant: Sequence[tuple[Candidate, ...]]) -> set[int]:
    """The indexes of names that are not the own ones of lesser towns, with no place of the country near."""
    best = [found[0].place if found else None for found in meant]
    backed = {
        one.id
        for index, one in enumerate(best)
        if one is not None and _is_backed(one, best[max(0, index - NEAR) : index + NEAR + 1])
    }
    regions: dict[tuple[str | None, str | None], set[str]] = {}
    for one in best:
        if one is not None:
            regions.setdefault((one.country, one.admin1), set()).add(one.id)
    backed.update(id for ids in regions.values() if len(ids) > 1 for id in ids)
    return {
        index
        for index, found in enumerate(meant)
        if found and _is_renamed(found[0]) and found[0].place.id not in backed
    }


def _is_backed(place: Place, near: Sequence[Place | None]) -> bool:
    return any(one is not None and one.country == place.country and one.id != place.id for one in near)


def _is_renamed(best: Candidate) -> bool:
    """Whether a town that few have heard of goes by another name than its own."""
    place = best.place
    minor = place.population < RENAMED and place.feature_code not in ("PPLC", "PPLA")
    return best.grade is NameGrade.ALTERNATE and place.kind is PlaceKind.CITY and minor


def _lesser(best: Candidate, alone: set[str]) -> bool:
    place = best.place
    if place.country not in alone or place.kind not in (PlaceKind.CITY, PlaceKind.REGION):
        return False
    if place.feature_code == "PPLC" or best.grade not in (NameGrade.PREFERRED, NameGrade.ALTERNATE):
        return False
    if best.grade is NameGrade.ALTERNATE:
        return place.population < RENAMED
    return place.people < FAMOUS and (place.kind is PlaceKind.CITY or place.feature_code == "ADM1")
