"""How alike are two events of different briefings, on a scale on which ``SAME`` and more is one happening?"""

from __future__ import annotations

import math

from geodata.place import PlaceKind
from geodata.sphere import km_between
from timeline.finding.accounts import Account, Rarity, Site
from timeline.model import Category

#: What full agreement in each is worth; the sum is the likeness. Set on development briefings and on one half of the
#: benchmark's retellings.
WORDS, HELD, PLACE, TIME, COUNT, CATEGORY = 2.4, 0.8, 0.7, 0.9, 1.0, 0.15
#: What is taken off for opposite words; and where one foretells what the other tells, without the same day.
OPPOSITION, FORECAST = 2.5, 0.4
CERTAIN = 0.5
SAME = 1.6
#: Two things may happen on one day in one town: with fewer words in common they are not one.
LEAST_WORDS = 0.4
UNLIKE = 0.0
#: What cannot be one happening, whatever agrees.
APART = -5.0

#: What is taken off for each day that two tellings are off where one is vague.
A_DAY_OFF = 0.1
#: The least that days which overlap, both told, are worth.
OVERLAP = 0.1
#: Places this near each other are one in loose telling: the town and its suburb.
NEARBY_KM = 25.0
#: What reaches no farther is as good as a town, or as a region, whatever it is called: Hong Kong, Haiti.
TOWNLIKE_KM, REGIONLIKE_KM = 50.0, 150.0
#: Counts this near each other are one count: 2,400 and "some 2,350".
NEARLY = 0.9

#: Categories that one happening is easily given by two tellings.
FAMILIES: tuple[frozenset[Category], ...] = (
    frozenset({Category.MILITARY_MOVEMENT, Category.ARMED_CLASH_OR_STRIKE, Category.AIRSPACE_OR_BORDER_INCIDENT}),
    frozenset({Category.BORDER_OR_TRANSIT_RESTRICTION, Category.SANCTIONS_OR_TRADE, Category.ECONOMY_OR_ENERGY}),
    frozenset({Category.DIPLOMACY, Category.POLITICS_OR_ELECTION}),
    frozenset({Category.REPRESSION_OR_RIGHTS, Category.PROTEST, Category.POLITICS_OR_ELECTION}),
    frozenset({Category.HUMANITARIAN, Category.ARMED_CLASH_OR_STRIKE}),
)


def likeness(a: Account, b: Account, rarity: Rarity) -> float:
    """The sum of what agrees, less what conflicts; ``APART`` where the two cannot be one happening."""
    time = times_alike(a, b)
    if time is None or _undoes(a, b) or _undoes(b, a):
        return APART
    words = words_alike(a, b, rarity)
    if words < LEAST_WORDS:
        return UNLIKE
    return (
        words
        + PLACE * places_alike(a, b)
        + TIME * time
        + COUNT * counts_alike(a, b, certain=time >= CERTAIN)
        + CATEGORY * _categories_alike(a.category, b.category)
        - OPPOSITION * a.content.opposes(b.content)
        - FORECAST * (a.ahead != b.ahead and time < CERTAIN)
    )


def _undoes(a: Account, b: Account) -> bool:
    """Whether one calls off what the other plans: the calling off is another happening than the plan."""
    return a.content.undone and not b.content.undone and b.ahead


def words_alike(a: Account, b: Account, rarity: Rarity) -> float:
    """The cosine of the two sentences' words, weighted by rarity, and how much of the shorter the longer holds."""
    mine, theirs = a.content.terms, b.content.terms
    held = set(theirs)
    both = tuple(term for term in mine if term in held)
    if not both:
        return 0.0
    shared, one, other = rarity.mass(both), rarity.mass(mine), rarity.mass(theirs)
    return WORDS * shared / math.sqrt(one * other) + HELD * shared / min(one, other)


def times_alike(a: Account, b: Account) -> float | None:
    """1 for the same days, less for vaguer ones; None where the days cannot meet.

    One publisher's later briefing tells what is new: "attacks continued near Avdiivka", undated, on two days are two.
    """
    mine, theirs = a.reach, b.reach
    if a.publisher == b.publisher and a.published != b.published:
        mine, theirs = a.days, b.days
    if mine[0] >= theirs[1] or theirs[0] >= mine[1]:
        return None
    if not (a.dated and b.dated):
        # Two undated tellings are each news of its own day; an undated one may well look back at a dated one.
        return -A_DAY_OFF * (1 if a.dated or b.dated else 2) * _days_off(a, b)
    shared = min(mine[1], theirs[1]) - max(mine[0], theirs[0])
    together = max(mine[1], theirs[1]) - min(mine[0], theirs[0])
    return max(OVERLAP, shared / together, 0.8 if mine[0] == theirs[0] else 0.0)


def _days_off(a: Account, b: Account) -> int:
    return max(0, b.days[0] - a.days[1] + 1, a.days[0] - b.days[1] + 1)


def places_alike(a: Account, b: Account) -> float:
    """1 for the same town, less for what only contains or borders it, below 0 for places apart; 0 where unknown."""
    if not a.sites or not b.sites:
        return 0.0
    best = max(_near(mine, theirs) for mine in a.sites for theirs in b.sites)
    ours, yours = {site.id for site in a.sites}, {site.id for site in b.sites}
    if best <= 0 or len(ours | yours) < 3:
        return best
    # Of many places one shared is little: "Avdiivka, Sieverne and Marinka" / "Marinka".
    return best * (0.6 + 0.4 * len(ours & yours) / len(ours | yours))


def _near(a: Site, b: Site) -> float:
    inferred = a.name is None or b.name is None
    if a.id == b.id:
        return _tells(a) * (0.6 if inferred else 1.0)
    country = PlaceKind.COUNTRY in (a.kind, b.kind)
    if country and a.country is not None and a.country == b.country:
        return 0.5 * min(_tells(a), _tells(b))
    if a.name == b.name is not None:
        return 0.5  # one name, taken for two places: the North-West of Haiti, and that of Botswana
    apart = km_between((a.lon, a.lat), (b.lon, b.lat))
    reach = max(a.radius_km, b.radius_km)
    if apart <= reach + NEARBY_KM:
        return 0.8 if reach <= NEARBY_KM else 0.5 * min(_tells(a), _tells(b))
    return -0.3 if inferred else -1.0 if country else -5.0


def _tells(site: Site) -> float:
    """How much it tells to be in one place: a town all, a region less, a large country or an ocean little."""
    return 1.0 if site.radius_km <= TOWNLIKE_KM else 0.6 if site.radius_km <= REGIONLIKE_KM else 0.3


def counts_alike(a: Account, b: Account, *, certain: bool) -> float:
    """Above 0 where both count as many of the same, below where they differ.

    "At least four" may have become "nine" in a later telling, so on one ``certain`` day a conflict speaks softly; what
    is measured (a magnitude) does not change so.
    """
    agree, conflict = 0.0, False
    for mine in a.content.counts:
        for theirs in b.content.counts:
            if not any(term in theirs.of for term in mine.of):
                continue
            if min(mine.value, theirs.value) >= NEARLY * max(mine.value, theirs.value):
                agree = max(agree, _tells_count(mine.value))
            elif mine.measured and theirs.measured:
                return -3.0
            else:
                conflict = True
    if agree:
        return agree
    if conflict:
        return -0.3 if certain else -1.5
    return -0.5 if a.content.counts and b.content.counts and not certain else 0.0


def _tells_count(value: float) -> float:
    """How much it tells that two count as many: that both count two, little; that both count 450, all."""
    return min(1.0, 0.2 + 0.4 * math.log10(max(value, 1.0)))


def _categories_alike(a: Category, b: Category) -> float:
    if a is b:
        return 0.0 if a is Category.OTHER else 1.0
    if Category.OTHER in (a, b):
        return 0.0
    return 0.0 if any(a in family and b in family for family in FAMILIES) else -1.0
