"""Where does an event happen: which of the places near it does it have, in which role, and what if none is named?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import shapely

from geodata.gazetteer import Gazetteer
from geodata.place import Place, PlaceKind
from timeline.finding.attributes import is_attribute, is_owner
from timeline.finding.categories import categorise
from timeline.finding.happenings import Telling
from timeline.finding.lexicon import is_listed
from timeline.finding.located import Located, Relation
from timeline.finding.words import fold
from timeline.model import Category, Role, Span, Stance, Where

TOWN = r"(?: the)?(?: (?:city|town|village|port|capital) of)?\s*$"

#: Words before a place, and the role they give it. The first row that fits is taken.
ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    # a place left: "flew from Minsk", "imports from Ukraine"
    (
        Role.ORIGIN,
        re.compile(r"\b(?:from|out of|leaving|left|departed|fled|fleeing)(?: (?:the|its|their|\w+ern))*\s*$"),
    ),
    # "attack on Kyiv", "shelled Bakhmut", "rockets at Melitopol", "war against Ukraine"
    (
        Role.TARGET,
        re.compile(
            r"\b(?:against|target(?:ing|ed)|struck|hit|shelled|bombed|attacked|(?:attacks?|strikes?|raids?|assaults?|"
            r"sanctions|missiles?|rockets?|drones?) (?:on|at|upon|over))" + TOWN
        ),
    ),
    # "into Belarus", "arrived in Minsk", "to the port of Klaipeda"
    (
        Role.DESTINATION,
        re.compile(
            r"\b(?:(?<!\bclose )(?<!\bnext )to|into|toward|towards|onto|bound for|heading for|"
            r"(?:left|leav\w+|depart\w*|flew|sail\w*|set off|headed) for|arriv\w+ (?:in|at)|"
            r"destined for|deploy\w* (?:to|in)|delivered to)" + TOWN
        ),
    ),
    # "via Poland"
    (Role.AREA, re.compile(r"\b(?:via|through|across|throughout|along)(?: the)?\s*$")),
)
LEAD = 34

#: "its troops would be sent there", not "there is"
THERE = re.compile(
    r"\bthere\b(?!\s+(?:is|are|was|were|has|have|had|will|would|may|might|could|can|should|must)\b)", re.I
)

#: Who sits in the capital: "the Ukrainian Foreign Ministry", "the Belarusian government".
INSTITUTION = re.compile(
    r"^(?:'s)?[ \"]{1,3}(?:(?:foreign|defen[cs]e|interior|prime|state|federal|national|deputy|central|general|health|"
    r"\w+)[ \"-]{1,2}){0,2}?"
    r"(?:ministry|minister|government|president|parliament|authorities|officials?|spokes\w+|embassy|cabinet|"
    r"administration|department|"
    r"court|bank|council|staff|mfa|kremlin|ambassador|envoy|secretary|diplomats?|lawmakers|duma|congress|senate|"
    r"commission)\b",
    re.I,
)

#: Who is seldom in the country that sent them: "the French embassy", "US marines".
SENT = re.compile(
    r"^ (?:[\w-]+ ){0,2}?(?:embass(?:y|ies)|consulates?|ambassadors?|envoys?|diplomats|troops|soldiers|marines|"
    r"paratroopers|peacekeepers|warplanes|warships?|(?:fighter )?jets|gunboats)\b"
)

#: Where something goes: "Turkey-bound ships".
BOUND = "-bound"

#: What a body decides or says where it sits; anything else it does in the field.
DECISIONS = (Category.DIPLOMACY, Category.SANCTIONS_OR_TRADE, Category.POLITICS_OR_ELECTION)

#: What stands before a country that sets the scene: "In", "3. (", "Across northern".
SCENE = re.compile(r"(?:\W|\d|(?:in|across|inside|throughout|elsewhere in)\b|\w+ern\b|the\b)*(?:[A-Z]\w+/)?", re.I)

#: A name after "in" or "near" that no list of names may have.
UNLISTED = re.compile(r"\b(?:in|at|near|outside)\s+(?:the \w+ of\s+)?(?P<name>[A-Z][a-z][\w'-]*)")

#: Who tells what happened where they live.
LOCALS = re.compile(
    r"\b(?:residents?|inhabitants|villagers|locals|people|(?:eye)?witnesses|medics|doctors|survivors|farmers|fishermen)\s+"
    r"(?:of|in|from|at|around|near)\s+(?:the\s+)?(?:\w+\s+)?(?:of\s+)?$",
    re.I,
)

#: A country is home where at least this share of all mentions is its own, or the title names it.
HOME_SHARE = 0.4
#: What GeoNames calls a first-order division: a province, a state.
ADM1 = "ADM1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """What a sentence without a place stands before: headings, the last event's places, the briefing's country.

    ``there`` are those that "there" means: abroad, too.
    """

    heading: tuple[Where, ...] = ()
    last: tuple[Where, ...] = ()
    there: tuple[Where, ...] = ()
    home: Place | None = None


def locate(telling: Telling, seen: str, backdrop: Backdrop, gazetteer: Gazetteer) -> tuple[Where, ...]:
    """The places of the telling's event, its site first; inferred ones have no toponym. Empty: nobody says where."""
    voices = (*telling.attributions, *telling.remarks)
    spoken = [voice.speaker for voice in voices if voice.speaker is not None]
    named = _named(telling, spoken, seen)
    elsewhere = _is_elsewhere(telling)
    if sites := _sites(telling, named, seen, elsewhere=elsewhere):
        return _ordered([_where(p, _role(p, seen)) for p in sites])
    if witnessed := [_where(p, Role.LOCATION) for p in telling.places if _is_locals(p, seen)]:
        return _ordered([_inferred(where) for where in witnessed])
    if any(p.disguise is not None for p in telling.places):
        return ()  # somewhere is named, and we do not know where: no place nearby will do instead
    if backdrop.heading:
        return tuple(_inferred(w) for w in backdrop.heading)
    if elsewhere:
        backdrop = replace(backdrop, last=(), there=())
    points_back = THERE.search(telling.words) is not None
    before = backdrop.there if points_back else backdrop.last
    if before and telling.predicate is not None and (points_back or not any(p.place for p in telling.places)):
        return tuple(_inferred(w) for w in before)
    unnamed = [p for p in telling.places if p.place is not None and p not in named and not _works_away(p, telling)]
    unnamed = [p for p in unnamed if not _denies(p, telling)]
    told_of_others = unnamed and all(any(s.holds(p.toponym.span) for s in spoken) for p in unnamed)
    if backdrop.last and told_of_others and categorise(telling) not in DECISIONS:
        return tuple(_inferred(w) for w in backdrop.last)  # "Moscow said a vessel had been damaged": not in Moscow
    by_adjective = _adjectival(unnamed, seen, gazetteer)
    if by_adjective:
        return by_adjective
    if backdrop.last:
        return tuple(_inferred(w) for w in backdrop.last)
    return (
        (Where(place=backdrop.home, role=Role.LOCATION, precision=3, radius_km=backdrop.home.radius_km),)
        if backdrop.home
        else ()
    )


def _named(telling: Telling, spoken: Sequence[Span], seen: str) -> list[Located]:
    """The places of a telling that something can happen at, less those that only say which other is meant."""
    usable = [
        p
        for p in telling.places
        if p.place is not None and not p.embedded and not any(s.holds(p.toponym.span) for s in spoken)
    ]
    return _without_qualifiers([p for p in usable if _is_site(p, seen)], seen)


def _sites(telling: Telling, named: Sequence[Located], seen: str, *, elsewhere: bool) -> list[Located]:
    """Those of them where it happens; ``elsewhere``: the telling names a place besides that nobody knows."""
    said = [a.content for a in telling.attributions]
    sites = [p for p in named if not _accompanies(p, seen)]
    sites = [p for p in sites if any(content.holds(p.toponym.span) for content in said)] or sites
    sites = [p for p in sites if not _sets_scene(p, sites, telling) and not _owns(p, sites, seen)]
    return [p for p in sites if _is_told_with(p, telling, seen)] if elsewhere else sites


def _is_elsewhere(telling: Telling) -> bool:
    """Whether the sentence names a place that is in no gazetteer: it is not where the last event was."""
    start = telling.start
    known = [found.span for found in telling.timexes] + [p.toponym.span for p in telling.places if p.place is not None]
    for named in UNLISTED.finditer(telling.words):
        span = Span(start=start + named.start("name"), end=start + named.end("name"))
        read = any(other.start < span.end and span.start < other.end for other in known)
        if not read and not is_listed(fold(named["name"])):
            return True
    return False


def _is_site(found: Located, seen: str) -> bool:
    """Whether a name can be where something happens: no nationality, no government, no mere side of a border."""
    if found.demonym or found.seat or found.relation is Relation.SIDE or is_owner(found.toponym.span, seen):
        return False
    country = found.place is not None and found.place.kind is PlaceKind.COUNTRY
    if country and is_attribute(found.toponym.name, found.toponym.span, seen):
        return False
    return not (country and INSTITUTION.match(seen[found.toponym.span.end : found.toponym.span.end + 60]))


def _sets_scene(found: Located, sites: Sequence[Located], telling: Telling) -> bool:
    """Whether a country only opens the sentence for a place in it: "In Malawi, floods hit Nsanje", "(Syria) …"."""
    place, start = found.place, telling.start
    if place is None or place.kind is not PlaceKind.COUNTRY:
        return False
    after = telling.words[found.toponym.span.end - start : found.toponym.span.end - start + 2]
    opens = SCENE.fullmatch(telling.words[: found.toponym.span.start - start]) and after[:1] in (",", ")", ":", "/")
    finer = (s.place for s in sites if s.place is not None and s.place.kind is not PlaceKind.COUNTRY)
    return bool(opens) and any(other.country == place.country for other in finer)


def _owns(found: Located, sites: Sequence[Located], seen: str) -> bool:
    """Whether a country only says whose a place is: "Kyrgyzstan's Batken region"."""
    place, end = found.place, found.toponym.span.end
    if place is None or place.kind is not PlaceKind.COUNTRY or seen[end : end + 2] != "'s":
        return False
    behind = (s.place for s in sites if end < s.toponym.span.start <= end + LEAD)
    return any(other is not None and other.country == place.country for other in behind)


def _is_told_with(found: Located, telling: Telling, seen: str) -> bool:
    """Whether no semicolon parts a place from the word that tells the happening."""
    best = telling.predicate
    if best is None:
        return True
    first, last = sorted((found.toponym.span.start, best.span.start))
    return ";" not in seen[first:last]


def _works_away(found: Located, telling: Telling) -> bool:
    """Whether a body acts elsewhere than where it sits: "UNHCR registered 3,100 arrivals", not "the EU froze aid"."""
    place = found.place
    own_name = place is not None and fold(found.toponym.name) == fold(place.name)  # "Brussels" for who governs there
    return found.seat and not own_name and categorise(telling) not in DECISIONS


def _denies(found: Located, telling: Telling) -> bool:
    """Whether a name is that of a government which denies it: "…, which Paris denied" tells of no place."""
    voices = (*telling.attributions, *telling.remarks)
    speakers = (voice.speaker for voice in voices if voice.stance is Stance.DENIES and voice.speaker is not None)
    return any(speaker.holds(found.toponym.span) for speaker in speakers)


def _is_locals(found: Located, seen: str) -> bool:
    """Whether a name tells where those live who saw it: "Residents of Brest said that drones struck a market"."""
    lead = seen[max(0, found.toponym.span.start - LEAD) : found.toponym.span.start]
    return found.place is not None and not found.demonym and not found.seat and LOCALS.search(lead) is not None


def _accompanies(found: Located, seen: str) -> bool:
    """Whether a country is only a partner: "exercises with Russia"."""
    lead = seen[max(0, found.toponym.span.start - 12) : found.toponym.span.start]
    return (
        found.place is not None
        and found.place.kind is PlaceKind.COUNTRY
        and bool(re.search(r"\bwith(?: the)?\s+$", lead))
    )


def home_country(title: Sequence[Located], body: Sequence[Located], gazetteer: Gazetteer) -> Place | None:
    """The one country a briefing is about, the title's, or the one most of its places lie in; or the title's region."""
    titled = {p.place.country for p in title if p.place is not None and p.place.country}
    regions = {p.place.id: p.place for p in title if p.place is not None and p.place.feature_code == ADM1}
    if len(titled) == 1:
        return regions.popitem()[1] if len(regions) == 1 else _country(titled.pop(), gazetteer)
    counts = Counter(p.place.country for p in (*title, *body) if p.place is not None and p.place.country)
    if not counts:
        return None
    iso, most = counts.most_common(1)[0]
    return _country(iso, gazetteer) if most / counts.total() >= HOME_SHARE else None


def wheres(places: Sequence[Located]) -> tuple[Where, ...]:
    """The places that a heading names, as locations."""
    return tuple(_where(p, Role.LOCATION) for p in places if p.place is not None and not p.demonym)


def _country(iso: str | None, gazetteer: Gazetteer) -> Place | None:
    try:
        return gazetteer.country(iso) if iso else None
    except KeyError:
        return None


def _without_qualifiers(places: list[Located], seen: str) -> list[Located]:
    """Without those that only tell which town is meant: "Dadeville, Alabama, United States"."""
    kept: list[Located] = []
    for place in places:
        if kept and _qualifies(place, kept, seen):
            continue
        kept.append(place)
    return kept


def _qualifies(place: Located, before: list[Located], seen: str) -> bool:
    previous = before[-1]
    outer, inner = place.place, previous.place
    if outer is None or inner is None or outer.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.AREA):
        return False
    between = seen[previous.toponym.span.end : place.toponym.span.start]
    joined = re.fullmatch(r"\s*(?:\([^)]*\)\s*)?,?\s*(?:in |of |occupied |the |, )*[^.;:]{0,24}?,?\s*", between)
    smaller = outer.country == inner.country and (inner.radius_km < outer.radius_km or inner.kind is PlaceKind.CITY)
    if {inner.feature_code, outer.feature_code} == {ADM1}:
        return False  # "Imbabura, Cotopaxi and Azuay": one after another
    return (
        bool(joined)
        and len(between) < 28
        and smaller
        and (between.strip().startswith(",") or " in " in between or "(" in between or between.strip() in ("of", "in"))
    )


def _where(found: Located, role: Role) -> Where:
    place = found.place
    assert place is not None
    precision = (
        1
        if place.kind in (PlaceKind.CITY, PlaceKind.FACILITY) and not found.seat
        else 3
        if place.kind is PlaceKind.COUNTRY
        else 2
    )
    return Where(
        place=place,
        role=Role.BORDER if place.kind is PlaceKind.BORDER else role,
        precision=precision,
        radius_km=place.radius_km,
        toponym=found.toponym,
        seat=found.seat,
        candidates=found.candidates,
        shape=_geojson(found),
    )


def _geojson(found: Located) -> str | None:
    return None if found.shape is None else json.dumps(shapely.geometry.mapping(found.shape))


def _role(found: Located, seen: str) -> Role:
    if seen.startswith(BOUND, found.toponym.span.end):
        return Role.DESTINATION
    lead = seen[max(0, found.toponym.span.start - LEAD) : found.toponym.span.start]
    return next((role for role, pattern in ROLES if pattern.search(lead)), Role.LOCATION)


def _ordered(found: list[Where]) -> tuple[Where, ...]:
    """Locations before borders before the rest, each place once in a role."""
    order = {Role.LOCATION: 0, Role.BORDER: 1, Role.TARGET: 2, Role.AREA: 3, Role.DESTINATION: 4, Role.ORIGIN: 5}
    once: dict[tuple[str, Role], Where] = {}
    for where in found:
        once.setdefault((where.place.id, where.role), where)
    return tuple(sorted(once.values(), key=lambda w: order[w.role]))


def _adjectival(places: Sequence[Located], seen: str, gazetteer: Gazetteer) -> tuple[Where, ...]:
    """Places told only by nationality: an institution's is its capital, anything else's the whole country."""
    found = []
    for located in places:
        place = located.place
        assert place is not None
        if located.seat:
            found.append(_where(located, Role.LOCATION))
            continue
        following = seen[located.toponym.span.end : located.toponym.span.end + 60]
        if SENT.match(following):
            continue
        capital = gazetteer.capital(place.country) if place.country and INSTITUTION.match(following) else None
        if capital is not None:
            found.append(
                Where(
                    place=capital,
                    role=Role.LOCATION,
                    precision=3,
                    radius_km=capital.radius_km,
                    toponym=located.toponym,
                    seat=True,
                )
            )
        else:
            found.append(_where(located, Role.LOCATION))
    return _ordered(found[:2])


def _inferred(where: Where) -> Where:
    """The same place, no longer by words of this sentence, and so no finer than near it; who arrived is there now."""
    return Where(
        place=where.place,
        role=Role.LOCATION if where.role is Role.DESTINATION else where.role,
        precision=max(2, where.precision),
        radius_km=where.radius_km,
        seat=where.seat,
        candidates=where.candidates,
        shape=where.shape,
    )
