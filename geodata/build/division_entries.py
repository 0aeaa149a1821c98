"""What regions are called in English text, and where a region without a polygon is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shapely import contains_xy, prepare
from shapely.geometry import Point

from geodata.build.countries import inside, square_km
from geodata.build.divisions import Division, Divisions, Town, walk
from geodata.build.entry import Entry, Name, disc_radius
from geodata.build.outlines import outline
from geodata.build.settlements import usable_alias
from geodata.names import NameRule, key_and_form
from geodata.place import NameGrade, Place, PlaceKind

# Words for a first-level region. A name loses them to give its core ("Brest Oblast" -> "Brest").
_WORDS = (
    "region oblast voblast voblasts krai kray okrug province governorate department state prefecture district county "
    "canton voivodeship voivodship municipality division republic territory emirate raion rayon parish commune"
).split()

# What English texts call a first-level region beside what ISO calls it, by country.
_ALSO = {
    "RU": ("oblast", "krai", "republic", "territory"),  # "Rostov oblast", "Krasnodar krai"
    "UA": ("oblast",),  # "Donetsk oblast"
    "BY": ("oblast", "voblast"),  # "Brest oblast"
    "KZ": ("oblast",),
    "KG": ("oblast",),
    "PL": ("voivodeship",),  # "Podlaskie voivodeship"
    "ET": ("regional state", "state"),  # "Amhara Regional State"
    "MM": ("state", "division"),  # "Rakhine State"
    "SY": ("governorate", "countryside"),  # "Idlib governorate"
    "IQ": ("governorate",),
    "YE": ("governorate",),
    "HT": ("department",),
    "SO": ("state",),
    "CO": ("department",),
}
_UNIT = "Geographical unit"  # of ISO 3166-2, above provinces: "Papua" of Indonesia, of which one is called so, too
_SEATS = frozenset({"PPLC", "PPLA"})
_ANY = ("region", "province")


def _core(name: str) -> str:
    """``name`` without the word for what it is: "Brest Oblast", "Province of Bolzano" -> "Brest", "Bolzano"."""
    words = name.split()
    if len(words) > 1 and words[-1].lower().rstrip("'’") in _WORDS:
        return " ".join(words[:-1])
    if len(words) > 2 and words[0].lower() in _WORDS and words[1].lower() == "of":
        return " ".join(words[2:])
    return name


def _first_level_names(division: Division, shared: frozenset[str], lesser: frozenset[str]) -> Iterator[Name]:
    """Bare names ("Artibonite") count as preferred, but not those whose keys are ``shared`` with a town ("Brest").

    Of cores with ``lesser`` keys only the region's own type makes a name: "Almaty city", but not "Almaty region".
    """
    own_words = [division.type.lower()]
    words = [*_ANY, *own_words, *_ALSO.get(division.country, ())]
    written = dict.fromkeys([division.english, division.name, *division.aliases])
    cores = dict.fromkeys(_core(name) for name in written if usable_alias(name))
    best = key_and_form(_core(division.english or division.name))[0]
    for core in cores:
        key = key_and_form(core)[0]
        own = key == best and key not in shared
        yield Name(text=core, grade=NameGrade.PREFERRED if own else NameGrade.ALTERNATE)
        if core.isascii() or key == best:
            for word in dict.fromkeys(filter(None, own_words if key in lesser else words)):
                yield Name(text=f"{core} {word}", grade=NameGrade.PREFERRED, rule=NameRule.LOWER)
    for name in written:
        core = _core(name)
        another = core != name and key_and_form(core)[0] in lesser and not name.lower().endswith(own_words[0] or "-")
        if usable_alias(name) and name not in cores and not another:
            yield Name(text=name, grade=NameGrade.PREFERRED, rule=NameRule.LOWER)


def _second_level_names(division: Division) -> Iterator[Name]:
    """Only names that say what they are ("Brest District"), or that no town inside has."""
    towns = {key_and_form(town.name)[0] for town in division.towns}
    for name in dict.fromkeys([division.name, *division.aliases]):
        if not usable_alias(name):
            continue
        core = _core(name)
        if core != name:
            yield Name(text=name, grade=NameGrade.PREFERRED, rule=NameRule.LOWER)
            yield Name(text=f"{core} district", grade=NameGrade.ALTERNATE, rule=NameRule.LOWER)
        elif key_and_form(name)[0] not in towns:
            yield Name(text=name, grade=NameGrade.ALTERNATE)


def _where(division: Division) -> tuple[float, float, float]:
    """Longitude, latitude and radius: of the polygon, else of the disc around the main town that holds most towns."""
    if division.ground is not None:
        point = inside(division.ground)
        return round(point.x, 4), round(point.y, 4), disc_radius(square_km(division.ground))
    main = max(division.towns, key=lambda town: (town.population, -town.gnid))
    middle = Point(main.lon, main.lat)
    spread = sorted(
        middle.distance(Point(town.lon, town.lat)) * 80 for town in division.towns
    )  # km in middle latitudes
    return main.lon, main.lat, round(min(150.0, max(5.0, spread[len(spread) * 3 // 4])), 1)


def division_entries(divisions: Divisions, shared: dict[int, frozenset[str]]) -> Iterator[Entry]:
    """Every region as a gazetteer entry; ``shared`` has, by row, the keys of names that its main towns have too."""
    lesser = _lesser_names(divisions)
    for division in walk(divisions):
        lon, lat, radius = _where(division)
        first = division.level <= 1
        around = divisions.rows[division.parent] if division.parent is not None else None
        admin1 = division if first else around
        place = Place(
            id=division.id,
            name=_display(division, shared.get(division.row, frozenset())),
            kind=PlaceKind.REGION,
            feature_code=f"ADM{max(1, division.level)}",
            lon=lon,
            lat=lat,
            country=division.country,
            admin1=(admin1.iso or admin1.geonames or None) if admin1 else None,
            population=sum(town.population for town in division.towns or _inside(division, divisions)),
            radius_km=radius,
            geonameid=division.gnid,
        )
        names = (
            _first_level_names(division, shared.get(division.row, frozenset()), lesser[division.row])
            if first
            else _second_level_names(division)
        )
        yield Entry(
            place=place,
            names=tuple(names),
            outline=outline(division.ground, vertices=150) if division.ground is not None else None,
            parent=around.id if around else f"iso:{division.country}",
        )


def _lesser_names(divisions: Divisions) -> dict[int, frozenset[str]]:
    """By row, the keys of cores that another region of the country has rather: as its own name, or with more towns."""
    bearers: dict[tuple[str, str], list[tuple[bool, int, int]]] = defaultdict(list)
    for division in walk(divisions):
        if division.level <= 1:
            best = key_and_form(_core(division.english or division.name))[0]
            for key in {key_and_form(_core(name))[0] for name in (best, division.name, *division.aliases)}:
                own = key == best and division.type != _UNIT
                bearers[division.country, key].append((own, len(division.towns), division.row))
    found: dict[int, set[str]] = defaultdict(set)
    for (_, key), claims in bearers.items():
        for _, _, row in sorted(claims)[:-1]:
            found[row].add(key)
    return defaultdict(frozenset, {row: frozenset(keys) for row, keys in found.items()})


def _inside(division: Division, divisions: Divisions) -> list[Town]:
    """The towns on the ground of a region that has none of its own any more: Quảng Nam is a part of Đà Nẵng now."""
    if division.ground is None or division.level != 1:
        return []
    prepare(division.ground)
    near = (one for one in divisions.rows.values() if one.country == division.country and one.level == 1)
    return [town for one in near for town in one.towns if contains_xy(division.ground, town.lon, town.lat)]


def _display(division: Division, shared: frozenset[str]) -> str:
    """The name shown: with the word for it where a town inside is called the same ("Brest Region")."""
    name = division.english or division.name
    if division.level > 1 or key_and_form(name)[0] not in shared:
        return name
    kind = division.type.split() or ["Region"]
    if "city" in division.type.lower().split():
        return f"{name} City"  # "State city", "City with county rights"
    return f"{name} {kind[0] if len(kind) == 1 and not kind[0].startswith('Admin') else 'Region'}"


def shared_names(divisions: Divisions, towns: dict[int, Entry]) -> dict[int, frozenset[str]]:
    """By row of a region, the keys of the names of its main towns: seats, and towns with 3 % of its people or more.

    A town of its own region that lies inside another ("Kyiv" in Kyiv Oblast) counts for that one too.
    """
    cities: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in towns.values():
        if entry.place.population >= 100_000:
            cities[entry.place.country].append(entry)
    found = {}
    for division in walk(divisions):
        if division.level <= 1:
            total = sum(town.population for town in division.towns)
            inside = [towns[t.gnid] for t in division.towns if t.gnid in towns]
            main = [
                entry for entry in inside if entry.place.population * 33 >= total or entry.place.feature_code in _SEATS
            ]
            main += [city for city in cities[division.country] if _near(city.place, division)]
            found[division.row] = frozenset(key_and_form(name.text)[0] for entry in main for name in entry.names)
    return found


def _near(city: Place, division: Division) -> bool:
    if division.ground is None:
        return False
    west, south, east, north = division.ground.bounds
    return west <= city.lon <= east and south <= city.lat <= north
