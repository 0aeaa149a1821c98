"""Which words are places, and which place does each mean?

``proper`` finds names, ``namehood`` judges, ``geodata.resolve`` resolves; ``lines``, ``coasts`` and ``areas`` relate
them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from geodata.gazetteer import Gazetteer
from geodata.place import Candidate, NameGrade, Place, PlaceKind
from geodata.resolve import Mention, resolve
from geodata.sphere import km_between
from timeline.finding import (
    areas,
    backing,
    coasts,
    disguises,
    holding,
    lines,
    namehood,
    proper,
    regions,
    rivers,
    sites,
    words,
)
from timeline.finding.disguises import Disguise, Disguised
from timeline.finding.located import Located, Relation
from timeline.finding.namehood import Name
from timeline.finding.proper import Proper
from timeline.finding.view import view
from timeline.finding.words import TITLES, Words
from timeline.model import Span, Toponym

__all__ = ["Located", "Relation", "find"]

FAR_KM = 100.0  # nothing so far from a town is the town's
#: What is often called after a person, or a place elsewhere.
CALLED_AFTER = frozenset("hospital clinic mosque checkpoint bridge market prison barracks refinery".split())
SHOWN = 8  # candidates kept for the reader


def find(text: str, gazetteer: Gazetteer) -> tuple[Located, ...]:
    """The toponyms of ``text``, in order, not overlapping, each with its scored candidates and the place chosen."""
    seen = words.read(view(text))
    odd = disguises.words(seen.text)
    propers = recognise(seen, gazetteer, odd)
    feigned = [_disguise(seen, item.name, odd) for item in propers]
    names = [
        rivers.named(seen, item.name, gazetteer.candidates) if one is None else replace(item.name, candidates=())
        for item, one in zip(propers, feigned, strict=True)
    ]
    names = [regions.named(seen, names, index, gazetteer) for index in range(len(names))]
    meant = resolve([_mention(seen, names, index) for index in range(len(names))])
    alone = backing.unbacked(meant, gazetteer)
    meant = tuple(
        () if index in alone or _astray(seen, names, meant, index, gazetteer) else found
        for index, found in enumerate(meant)
    )
    found = [_located(text, seen, name, candidates) for name, candidates in zip(names, meant, strict=True)]
    spans = [(name.first, name.last) for name in names]
    for index, item in enumerate(propers):
        if item.generic in ("road", "facility") and not meant[index]:
            found[index] = _sited(found[index], sites.nearest_town(spans, meant, index))
    found = [
        replace(one, disguise=feigned[index])
        for index, one in enumerate(found)
        if index not in alone or propers[index].generic or _is_told_of(seen, names[index])
    ]
    return areas.surround(seen, coasts.follow(seen, lines.draw(seen, found, gazetteer), gazetteer), gazetteer)


def recognise(seen: Words, gazetteer: Gazetteer, odd: Sequence[Disguised] = ()) -> list[Proper]:
    """The names in the words that stand for places; those that disguised words feign to be are taken for that."""
    if not odd:
        found = proper.find(seen, gazetteer.matches(seen.text), gazetteer.candidates)
    else:
        honest, feigned = disguises.names(seen.text, odd, gazetteer.matches)
        named = [_name(seen, one) for one in feigned]
        known = [Proper(name=name, sure=True) for name in named if name.first < name.last]
        taken = {index for item in known for index in range(item.name.first, item.name.last)}
        others = proper.find(seen, honest, gazetteer.candidates)
        apart = [item for item in others if taken.isdisjoint(range(item.name.first, item.name.last))]
        found = tuple(sorted([*known, *apart], key=lambda item: item.name.first))
    judged = [item.name for item in found if item.judged]
    verdicts = iter(namehood.judge(seen, [_known(name) for name in judged] if gazetteer.extended else judged))
    return [item for item in found if not item.judged or next(verdicts)]


def _known(name: Name) -> Name:
    """The name as the judge may know it: that a hamlet is also called "Putin" says nothing about who is meant.

    The judge's weights were fitted without the hamlets that users' own gazetteers bring.
    """
    hamlets = all(
        c.grade is NameGrade.ALTERNATE and c.place.kind is PlaceKind.CITY and not c.place.population
        for c in name.candidates
    )
    return replace(name, candidates=()) if hamlets else name


def _name(seen: Words, one: Disguised) -> Name:
    first, last = seen.range(one.start, one.end)
    return Name(first=first, last=last, candidates=one.candidates)


def _disguise(seen: Words, name: Name, odd: Sequence[Disguised]) -> Disguise | None:
    """How any word of the name is disguised."""
    start, end = seen.starts[name.first], seen.ends[name.last - 1]
    at = bisect_right(odd, start, key=lambda word: word.end)
    return odd[at].disguise if at < len(odd) and odd[at].start < end else None


def locate(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> tuple[Place | None, ...]:
    """The places of names whose spans are given, in order of the text, not overlapping; unknown ones in a town near."""
    seen = words.read(view(text))
    ranges = [(first, max(first, last)) for first, last in (seen.range(start, end) for start, end in spans)]
    read = {(match.start, match.end): match.candidates for match in gazetteer.matches(seen.text)}
    known = [read.get(span) or gazetteer.candidates(text[slice(*span)]) for span in spans]
    names = [Name(first=first, last=last, candidates=found) for (first, last), found in zip(ranges, known, strict=True)]
    meant = resolve([_mention(seen, names, index) for index in range(len(names))])
    return tuple(
        candidates[0].place if candidates else sites.nearest_town(ranges, meant, index)
        for index, candidates in enumerate(meant)
    )


def _astray(
    seen: Words, names: Sequence[Name], meant: Sequence[tuple[Candidate, ...]], index: int, gazetteer: Gazetteer
) -> bool:
    """Whether a name cannot mean the place that it was taken for, though no other is known.

    "Baghdad's Tahrir Square" is not that of Cairo; and what only a hospital or checkpoint is called after is no place
    in a country of which the text tells nothing else.
    """
    if not meant[index]:
        return False
    if holding.elsewhere(seen, names, meant, index, gazetteer):
        return True
    place, after = meant[index][0].place, seen.lower[names[index].last : names[index].last + 1]
    owner = meant[index - 1][0].place if index and meant[index - 1] else None
    owned = index and seen.lower[names[index - 1].last : names[index].first] == ("'s",)
    if owned and owner is not None and owner.kind is PlaceKind.CITY:
        return km_between((owner.lon, owner.lat), (place.lon, place.lat)) > FAR_KM + owner.radius_km
    if not after or after[0] not in CALLED_AFTER or place.kind in (PlaceKind.COUNTRY, PlaceKind.FACILITY):
        return False
    others = (one[0].place for at, one in enumerate(meant) if one and at != index)
    return not any(other.country == place.country for other in others if other.id != place.id)


def _is_told_of(seen: Words, name: Name) -> bool:
    """Whether the words around make it a place, though none that is known: "in Moldo", "Giza's Haram district"."""
    return holding.visited(seen, name) or _lower(seen, name.last) in proper.UNIT_WORDS


def _sited(one: Located, town: Place | None) -> Located:
    if town is None:
        return one
    return replace(one, relation=Relation.WITHIN, place=sites.inside(one.toponym.name, town))


def _located(text: str, seen: Words, name: Name, candidates: tuple[Candidate, ...]) -> Located:
    span = Span(start=seen.starts[name.first], end=seen.ends[name.last - 1])
    best = candidates[0] if candidates else None
    return Located(
        toponym=Toponym(span=span, name=" ".join(text[span.start : span.end].split())),
        candidates=candidates[:SHOWN],
        place=best.place if best else None,
        seat=best is not None and (best.grade is NameGrade.SEAT or _speaks(seen, name, best)),
        body=best is not None and best.grade is NameGrade.SEAT and not holding.visited(seen, name),
        demonym=best is not None and best.grade is NameGrade.DEMONYM,
        embedded=_embedded(seen, name),
    )


#: "Minsk said", "Washington has warned": a capital that speaks or means to is its government.
SPEAKING = frozenset(
    "said says denied denies claimed claims announced warned warns accused accuses insists insisted wants "
    "demanded agreed responded called urged confirmed rejected imposed condemned vowed threatened believes "
    "maintains considers plans plan plays refuses refused hopes fears argues argued".split()
)
#: "Moscow would need", "Minsk could not send": and so is one that may do something ...
MODAL = frozenset("would could may might must should".split())
#: ... but not one that it may be done to, or that it may happen to: "Kyiv would be hit", "Kyiv may fall"
UNDERGOING = frozenset(
    "fall burn flood freeze starve collapse suffer experience undergo see face come get lose become remain stay have "
    "run sustain host".split()
)
#: "Minsk may be willing", "Moscow could be ready": only a government is so
WILLING = frozenset("willing unwilling ready prepared able unable reluctant eager keen open inclined tempted".split())
#: "has warned", "also denied"
_HELPING = frozenset("has have had also will not still soon yet immediately officially repeatedly".split())
#: "we urge Minsk", "accused Moscow of": a capital that is spoken to
SPOKEN_TO = frozenset(
    "urge urged urges accuse accused accuses warned told asked pressed condemned thanked criticised criticized".split()
)


def _speaks(seen: Words, name: Name, best: Candidate) -> bool:
    if best.place.feature_code != "PPLC":
        return False
    if name.first > 0 and seen.lower[name.first - 1] in SPOKEN_TO:
        return True
    verbs = [low for low in seen.lower[name.last : name.last + 5] if low not in _HELPING]
    return verbs[:1] != [] and (verbs[0] in SPEAKING or (verbs[0] in MODAL and _acts(verbs[1:])))


def _acts(verbs: Sequence[str]) -> bool:
    """Whether what stands after a modal is an action: "send troops" and "be preparing" are, "be hit" and "fall" not."""
    if verbs[:1] in (["be"], ["been"]):
        return verbs[1:] != [] and (verbs[1] in WILLING or verbs[1].endswith("ing"))
    return verbs[:1] == [] or verbs[0] not in UNDERGOING


def _embedded(seen: Words, name: Name) -> bool:
    """Whether the capitals go on after the name ("Washington Post"), or an organisation is of it ("Bank of Mexico").

    Or it is what was signed there: "the Minsk agreements".
    """
    if seen.lower[name.last : name.last + 1] and seen.lower[name.last] in SIGNED:
        return True
    last = seen.runs[name.last - 1][1]
    tail = last > name.last and not (seen.lower[name.last] in TITLES and _lower(seen, name.first - 1) in _AT)
    organisation = name.first >= 2 and seen.capital[name.first - 2] and seen.lower[name.first - 2] in ORGANISATIONS
    return tail or (organisation and seen.lower[name.first - 1] == "of")


_AT = frozenset("in at near from to".split())  # "in Minsk President Lukashenko met"


def _lower(seen: Words, index: int) -> str:
    return seen.lower[index] if 0 <= index < len(seen) else ""


#: "the Minsk agreements", "the Vienna convention"
SIGNED = frozenset(
    "agreement agreements accord accords protocol protocols convention conventions treaty pact declaration process "
    "format".split()
)
#: "University of Georgia", "Bank of Mexico", "Ministry of Defence of Belarus"
ORGANISATIONS = frozenset(
    "university bank ministry council church foundation college museum defence defense treaty congress".split()
)


def _mention(seen: Words, names: Sequence[Name], index: int) -> Mention:
    name = names[index]
    within = holding.holders(seen, names, index)
    return Mention(
        name=" ".join(seen.lower[name.first : name.last]),
        candidates=name.candidates,
        within=within,
        certain=any(holding.asserted(seen, names, index, at) for at in within),
        beside=holding.beside(seen, names, index),
    )
