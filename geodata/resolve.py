"""Which of its candidates does each name of one text mean, given the other names of the text?

Every candidate is scored by what it is (how the name belongs to it, its class, its population) and by what else the
text names: the container written beside it ("Brest, France"), the countries and first-level regions that the other
names lie in, and how near they are. The ideas are Leidner's (*Toponym Resolution in Text*, 2007: one sense a text,
spatial minimality) and Kamalloo and Rafiei's (*A Coherent Unsupervised Model for Toponym Resolution*, 2018: context
and hierarchy); the weights were set on development texts, see ``benchmarks/places.py``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geodata.place import Candidate, NameGrade, Place, PlaceKind
from geodata.sphere import km_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text, what it may mean, and which mentions (indexes) are written beside it as its containers.

    ``certain``: the words around leave no doubt that these hold it. ``beside``: the mentions told in the same breath.
    """

    name: str
    candidates: tuple[Candidate, ...]
    within: tuple[int, ...] = ()
    certain: bool = False
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each kind of evidence counts, in natural logarithms of odds."""

    alternate: float = -1.0
    demonym: float = 0.0
    seat: float = 0.0
    country: float = 6.0
    first_level: float = 1.5
    second_level: float = 0.5
    namesake: float = -2.0  # a region whose main town is also called so: "Brest" is the town, "Brest region" says so
    area: float = 2.0  # an informal area is listed because it is talked about: "Gaza", "Yorkshire", "the Midlands"
    ocean: float = 5.0  # "the Pacific", not Pacific in Missouri
    wide: float = 2.5  # continents, seas and the like, which have no population
    capital: float = 2.5
    population: float = 0.4  # a factor ten in people is worth 0.4 * ln 10
    same_country: float = 4.0
    same_region: float = 2.0
    near: float = 2.0
    beside: float = 2.0  # how many of the names told in the same breath lie in the same country
    explains: float = 2.0  # how many of the other names have any candidate in the same first-level region
    container: float = 6.0
    stated: float = 12.0  # a container that leaves no doubt: "Tripoli, Lebanon," though the text is about Libya
    contained: float = 0.5  # for the container: something beside it lies in it
    rounds: int = 3


DEFAULT = Weights()
FEW = 4.0  # names: fewer do not make a context, and count as if they were so many


def resolve(mentions: Sequence[Mention], weights: Weights = DEFAULT) -> tuple[tuple[Candidate, ...], ...]:
    """The candidates of each mention with their scores, best first.

    A score is the share of belief, from 0 to 1, that the name means this place; a mention's scores sum to 1. The same
    name means the same place throughout, but where containers written beside it tell two apart.
    """
    keys, readings = _readings(mentions)
    prior = {key: _priors(reading, weights) for key, reading in readings.items()}
    belief = {key: _softmax(scores) for key, scores in prior.items()}
    explained = _explained(readings.values())
    prior = {
        key: [
            score + weights.explains * _coverage(c.place, explained, len(readings))
            for c, score in zip(readings[key].candidates, scores, strict=True)
        ]
        for key, scores in prior.items()
    }
    beside = _beside(mentions, keys)
    for _ in range(weights.rounds):
        context = _Context()
        for key, reading in readings.items():
            context.add(reading, belief[key], 1.0)
        told = _told(readings, belief, beside, weights)
        belief = {
            key: _revised(context, reading, belief[key], told[key], prior[key], weights)
            for key, reading in readings.items()
        }
    ranked = {key: _ranked(reading.candidates, belief[key]) for key, reading in readings.items()}
    return tuple(ranked[key] for key in keys)


def _beside(mentions: Sequence[Mention], keys: Sequence[_Key]) -> Mapping[_Key, tuple[_Key, ...]]:
    """For each reading the others that are told in the same breath as any mention of it."""
    found: defaultdict[_Key, dict[_Key, None]] = defaultdict(dict)
    for mention, key in zip(mentions, keys, strict=True):
        found[key] |= {keys[index]: None for index in mention.beside if keys[index][0] != key[0]}
    return {key: tuple(others) for key, others in found.items()}


def _told(
    readings: Mapping[_Key, _Reading],
    belief: Mapping[_Key, Sequence[float]],
    beside: Mapping[_Key, tuple[_Key, ...]],
    weights: Weights,
) -> dict[_Key, dict[str, float]]:
    """For each reading what a country is worth to it, by the share of belief of those beside it that lies there."""
    shares = {key: _countries(reading, belief[key]) for key, reading in readings.items()}
    told: dict[_Key, dict[str, float]] = {}
    for key in readings:
        worth: defaultdict[str, float] = defaultdict(float)
        for other in beside[key]:
            for country, share in shares[other].items():
                worth[country] += weights.beside * share / max(2, len(beside[key]))
        told[key] = worth
    return told


def _countries(reading: _Reading, belief: Sequence[float]) -> dict[str, float]:
    """How much belief lies in each country."""
    shares: defaultdict[str, float] = defaultdict(float)
    for candidate, share in zip(reading.candidates, belief, strict=True):
        if candidate.place.country and share >= 0.01:
            shares[candidate.place.country] += share
    return shares


def _explained(readings: Iterable[_Reading]) -> Counter[tuple[str, str]]:
    """For each first-level region how many names may lie in it."""
    count: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        regions = {(c.place.country, c.place.admin1) for c in reading.candidates if c.place.country and c.place.admin1}
        count.update(regions)
    return count


def _coverage(place: Place, explained: Counter[tuple[str, str]], total: int) -> float:
    """The share of the other names that the region of ``place`` explains."""
    if not place.country or not place.admin1 or total < 2:
        return 0.0
    return (explained[place.country, place.admin1] - 1) / max(FEW, total - 1)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One name in one sense: its candidates, and for each whether what is written beside it holds it, or lies in it."""

    candidates: tuple[Candidate, ...]
    held: list[bool]
    holds: list[bool]
    certain: bool = False


#: A name with its candidates (the same name may come with others: "Donetsk region", "Donetsk"), and those that are held
_Key = tuple[str, tuple[str, ...], tuple[str, ...]]


def _readings(mentions: Sequence[Mention]) -> tuple[list[_Key], dict[_Key, _Reading]]:
    """The reading that each mention belongs to, by key: one for a name, or one for each different container."""
    bare = [(mention.name.casefold(), tuple(c.place.id for c in mention.candidates)) for mention in mentions]
    held = _all_held(mentions, bare)
    usual: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for name, ids in zip(bare, held, strict=True):
        if ids:
            usual.setdefault(name, ids)
    keys = [(*name, ids or usual.get(name, ())) for name, ids in zip(bare, held, strict=True)]
    readings: dict[_Key, _Reading] = {}
    for mention, key in zip(mentions, keys, strict=True):
        if key not in readings:
            marks = [c.place.id in key[2] for c in mention.candidates]
            readings[key] = _Reading(candidates=mention.candidates, held=marks, holds=[False] * len(marks))
        readings[key].certain |= mention.certain
    _mark_holders(mentions, keys, readings)
    return keys, readings


def _all_held(mentions: Sequence[Mention], bare: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """For each mention the ids of candidates that something written beside it contains; no pair is tried twice."""
    known: dict[object, tuple[str, ...]] = {}
    held = []
    for mention, name in zip(mentions, bare, strict=True):
        pair = (name, *(bare[index] for index in mention.within))
        if pair not in known:
            holders = [c.place for index in mention.within for c in mentions[index].candidates]
            known[pair] = tuple(
                c.place.id for c in mention.candidates if any(contains(holder, c.place) for holder in holders)
            )
        held.append(known[pair])
    return held


def _mark_holders(mentions: Sequence[Mention], keys: Sequence[_Key], readings: Mapping[_Key, _Reading]) -> None:
    """Texas holds a Paris: where "Paris, Texas" stands, "Texas" is more likely the state than a village called so."""
    pairs = {(keys[at], keys[index]): (at, index) for at, mention in enumerate(mentions) for index in mention.within}
    for at, index in pairs.values():
        reading = readings[keys[index]]
        for which, holder in enumerate(reading.candidates):
            reading.holds[which] |= any(contains(holder.place, c.place) for c in mentions[at].candidates)


def contains(holder: Place, place: Place) -> bool:
    """Whether ``holder`` is a country, first- or second-level region that ``place`` lies in."""
    if holder.id == place.id:
        return False
    if holder.kind is PlaceKind.COUNTRY:
        return holder.country == place.country and place.country is not None
    if holder.country != place.country:
        return False
    if holder.feature_code == "ADM1":
        return holder.admin1 is not None and holder.admin1 == place.admin1 and place.feature_code != "ADM1"
    if holder.kind is PlaceKind.REGION:
        return km_between((holder.lon, holder.lat), (place.lon, place.lat)) <= max(holder.radius_km * 1.5, 30.0)
    return False


LARGE = 100_000  # people of a town that is heard of far away
MAIN_TOWN = 0.15  # share of a region's people from which a town of its name is its main town


def _priors(reading: _Reading, weights: Weights) -> list[float]:
    marks = zip(reading.candidates, reading.held, reading.holds, strict=True)
    towns = [c for c in reading.candidates if c.place.kind is PlaceKind.CITY]
    return [
        _prior(c, weights)
        + (weights.stated if reading.certain else weights.container) * held
        + weights.contained * holds
        + weights.namesake * _shadowed(c.place, towns)
        for c, held, holds in marks
    ]


def _shadowed(place: Place, towns: Sequence[Candidate]) -> bool:
    """Whether ``place`` is a region whose main town (in it, or cut out of it like Minsk) is among ``towns``.

    Or a town anywhere has more people: "Manchester" is no parish of Jamaica, but where the text is about that.
    """
    return place.kind is PlaceKind.REGION and any(
        _is_main(town, place) or (place.feature_code == "ADM1" and _outdoes(town, place)) for town in towns
    )


def _outdoes(town: Candidate, region: Place) -> bool:
    return town.grade is NameGrade.PREFERRED and town.place.population > max(LARGE, region.population)


def _is_main(candidate: Candidate, region: Place) -> bool:
    """Whether a town is its region's main one: by its people, or by its office where those have fled ("Kherson")."""
    town = candidate.place
    seat = town.feature_code == "PPLA" and town.admin1 == region.admin1 and candidate.grade is NameGrade.PREFERRED
    near = km_between((region.lon, region.lat), (town.lon, town.lat)) <= 2 * region.radius_km + 30
    return town.country == region.country and near and (seat or town.population >= MAIN_TOWN * region.population)


def _prior(candidate: Candidate, weights: Weights) -> float:
    """What a candidate is worth before the other names are looked at."""
    place = candidate.place
    grade = {
        NameGrade.PREFERRED: 0.0,
        NameGrade.ALTERNATE: weights.alternate,
        NameGrade.DEMONYM: weights.demonym,
        NameGrade.SEAT: weights.seat,
    }[candidate.grade]
    return grade + _class_worth(place, weights) + weights.population * math.log(place.people + 1)


def _class_worth(place: Place, weights: Weights) -> float:
    if place.kind is PlaceKind.COUNTRY:
        return weights.country
    if place.feature_code == "ADM1":
        return weights.first_level
    if place.feature_code == "ADM2":
        return weights.second_level
    if place.feature_code == "PPLC":
        return weights.capital
    if place.feature_code == "OCN":
        return weights.ocean
    if place.kind is PlaceKind.AREA and place.population:
        return weights.area
    return weights.wide if place.population == 0 and place.radius_km > 50 else 0.0


@dataclass(slots=True, kw_only=True)
class _Context:
    """How much belief lies in each country, each first-level region and each cell of one degree."""

    total: float = 0.0
    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    cells: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, reading: _Reading, belief: Sequence[float], sign: float) -> None:
        """Count one name's belief in (``sign`` 1) or, to look at the others alone, out (-1)."""
        self.total += sign
        for candidate, share in zip(reading.candidates, belief, strict=True):
            if share < 0.01:
                continue
            place, vote = candidate.place, sign * share
            if place.country:
                self.countries[place.country] += vote
            if place.country and place.admin1:
                self.regions[place.country, place.admin1] += vote
            if place.radius_km < 100 and place.kind is not PlaceKind.COUNTRY:
                self.cells[_cell(place)] += vote

    def support(self, place: Place, weights: Weights) -> float:
        """How well ``place`` goes with the names that are counted."""
        worth = 0.0
        if place.country:
            worth += weights.same_country * _share(self.countries.get(place.country, 0.0), self.total)
        if place.country and place.admin1:
            worth += weights.same_region * _share(self.regions.get((place.country, place.admin1), 0.0), self.total)
        if place.kind is not PlaceKind.COUNTRY and place.radius_km < 100:
            worth += weights.near * (1 - math.exp(-self._around(place)))
        return worth

    def _around(self, place: Place) -> float:
        x, y = _cell(place)
        return sum(self.cells.get((x + i, y + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.lon), math.floor(place.lat)


def _share(mass: float, total: float) -> float:
    """Between 0 and 1, rising fast at first: the second name in a country says less than the first."""
    return math.log1p(4 * max(0.0, mass)) / math.log1p(4 * max(FEW, total))


def _revised(
    context: _Context,
    reading: _Reading,
    belief: list[float],
    told: Mapping[str, float],
    prior: list[float],
    weights: Weights,
) -> list[float]:
    if len(belief) < 2:
        return belief
    context.add(reading, belief, -1.0)
    scores = [
        worth + context.support(c.place, weights) + told.get(c.place.country or "", 0.0)
        for c, worth in zip(reading.candidates, prior, strict=True)
    ]
    context.add(reading, belief, 1.0)
    return _softmax(scores)


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


def _ranked(candidates: Sequence[Candidate], belief: Sequence[float]) -> tuple[Candidate, ...]:
    scored = [replace(c, score=round(share, 4)) for c, share in zip(candidates, belief, strict=True)]
    return tuple(sorted(scored, key=lambda c: (-c.score, -c.place.population, c.place.id)))
