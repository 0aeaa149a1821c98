"""How is a place said, in the language now spoken? Our own words stay apart from names, and names from the text's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from timeline.model import Role
from timeline.web import atlas, words
from timeline.web.tongues import SOURCE, gettext, language

BORDER = "border:"  # how the gazetteer's ids of borders begin: "border:BY-UA"
WORTH_SAYING = 0.05  # of all that a name may mean, how likely another reading must be to be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What else a name may have meant: a place and its country; ``namesake`` where both are called as the one taken."""

    name: str
    land: str
    code: str | None
    namesake: bool

    def __str__(self) -> str:
        """ "Brest (France)", or "another of that name in Belarus"."""
        land = country_name(self.code, self.land) or gettext("no country")
        if self.namesake:
            return gettext("another of that name in %(country)s", country=land)
        return gettext("%(place)s (%(country)s)", place=self.name, country=land)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place in words: ``lead`` and ``tail`` are ours, ``name`` is the gazetteer's, ``phrase`` the briefing's own.

    ``near`` is of a town or site that the event is only close to, ``radius_km`` how close where that is told.
    """

    id: str
    main_name: str
    kind: str
    role: Role
    near: bool
    radius_km: float
    phrase: str
    code: str | None
    land: str
    readings: tuple[Reading, ...]
    seat: bool
    lon: float | None
    lat: float | None

    @property
    def lead(self) -> str:
        """What stands before the name: "from", "near"; empty where the event is just there."""
        lead = words.LEADS[self.role, self.near]
        return gettext(lead) if lead else ""

    @property
    def name(self) -> str:
        """The name in the language of the page where the gazetteer has one, else its main one."""
        return called(self.id, self.kind, self.main_name)

    @property
    def tail(self) -> str:
        """What stands after the name: "(within 25 km)"."""
        if not self.near or self.radius_km < 1:
            return ""
        return gettext("(within %(distance)s km)", distance=f"{self.radius_km:.0f}")

    @property
    def kind_name(self) -> str:
        """What sort of place it is, in a word."""
        return gettext(words.KINDS[self.kind])

    @property
    def country(self) -> str:
        """The country's name; nothing where the place is one itself, or lies in none."""
        return "" if self.kind == "country" else country_name(self.code, self.land)

    @property
    def others(self) -> tuple[str, ...]:
        """What else the name may well have meant, best first."""
        return tuple(dict.fromkeys(map(str, self.readings)))[:3]


def place_line(place: Mapping[str, Any], countries: Mapping[str, str]) -> PlaceLine:
    """A place of a record. ``countries`` names ISO 3166-1 codes in English."""
    code = place["iso_country"]
    return PlaceLine(
        id=place["id"],
        main_name=place["name"],
        kind=place["kind"],
        role=Role(place["role"]),
        near=place["geo_precision"] == 2 and place["kind"] in {"city", "facility"},
        radius_km=place["radius_km"],
        phrase=place["phrase"] or "",
        code=code,
        land=countries.get(code, code) or "",
        readings=tuple(_readings(place, countries)),
        seat=place["seat"],
        lon=place["lon"],
        lat=place["lat"],
    )


def called(id: str, kind: str, name: str) -> str:
    """What a place is called in the language now spoken, where a source tells; else by its main name."""
    if language() == SOURCE:
        return name
    if kind == "country":
        return country_name(id.removeprefix("iso:"), name)
    if id.startswith(BORDER):
        one, other = (country_name(code, code) for code in id.removeprefix(BORDER).split("-"))
        return gettext("%(one)s–%(other)s border", one=one, other=other)
    return atlas.place_names(language()).get(id, name)


def country_name(code: str | None, english: str) -> str:
    """The country's name as CLDR has it in the language now spoken; the English one where it has none."""
    if code is None or language() == SOURCE:
        return english
    return str(Locale.parse(language()).territories.get(code, english))


def _readings(place: Mapping[str, Any], countries: Mapping[str, str]) -> Iterator[Reading]:
    """Those of the candidates that lie elsewhere and are likely enough to be told, best first."""
    for other in place["candidates"]:
        if other["score"] < WORTH_SAYING or (other["lat"], other["lon"]) == (place["lat"], place["lon"]):
            continue
        name, code = other["name"], other["iso_country"]
        namesake = (name, code) == (place["name"], place["iso_country"])
        yield Reading(name=name, land=countries.get(code, code) or "", code=code, namesake=namesake)
