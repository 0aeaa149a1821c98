"""Which words are places, and which place does each mean?

``proper`` finds names, ``namehood`` judges, ``geodata.resolve`` resolves, ``lines`` and ``areas`` relate them.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.place import Candidate, NameGrade
from geodata.resolve import Mention, resolve
from timeline.finding import areas, lines, namehood, proper, words
from timeline.finding.located import Located, Relation
from timeline.finding.namehood import Name
from timeline.finding.view import view
from timeline.finding.words import Words
from timeline.model import Span, Toponym

__all__ = ["Located", "Relation", "find"]


def find(text: str, gazetteer: Gazetteer) -> tuple[Located, ...]:
    """The toponyms of ``text``, in order, not overlapping, each with its scored candidates and the place chosen."""
    seen = words.read(view(text))
    names = recognise(seen, gazetteer)
    mentions = [_mention(seen, names, index) for index in range(len(names))]
    found = [_located(text, seen, name, candidates) for name, candidates in zip(names, resolve(mentions), strict=True)]
    return areas.surround(seen, lines.draw(seen, found, gazetteer), gazetteer)


def recognise(seen: Words, gazetteer: Gazetteer) -> list[Name]:
    """The names in the words that stand for places."""
    found = proper.find(seen, gazetteer.matches(seen.text), gazetteer.candidates)
    verdicts = iter(namehood.judge(seen, [item.name for item in found if item.judged]))
    return [item.name for item in found if not item.judged or next(verdicts)]


def resolve_spans(
    text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> tuple[tuple[Candidate, ...], ...]:
    """The scored candidates of names whose spans are given, in order of the text, not overlapping."""
    seen = words.read(view(text))
    names = []
    for start, end in spans:
        first, last = seen.range(start, end)
        names.append(Name(first=first, last=max(first, last), candidates=gazetteer.candidates(text[start:end])))
    return resolve([_mention(seen, names, index) for index in range(len(names))])


def _located(text: str, seen: Words, name: Name, candidates: tuple[Candidate, ...]) -> Located:
    span = Span(start=seen.starts[name.first], end=seen.ends[name.last - 1])
    best = candidates[0] if candidates else None
    return Located(
        toponym=Toponym(span=span, name=" ".join(text[span.start : span.end].split())),
        candidates=candidates,
        place=best.place if best else None,
        seat=best is not None and (best.grade is NameGrade.SEAT or _speaks(seen, name, best)),
        demonym=best is not None and best.grade is NameGrade.DEMONYM,
        embedded=_embedded(seen, name),
    )


#: "Minsk said", "Moscow denied", "Washington has warned": a capital that speaks is its government.
SPEAKING = frozenset(
    "said says denied denies claimed claims announced warned warns accused accuses insists insisted wants "
    "demanded agreed responded called urged confirmed rejected imposed condemned vowed threatened believes "
    "maintains considers".split()
)


def _speaks(seen: Words, name: Name, best: Candidate) -> bool:
    after = seen.lower[name.last : name.last + 2]
    if after[:1] and after[0] in ("has", "have", "also", "had", "will", "immediately", "officially"):
        after = after[1:]
    return best.place.feature_code == "PPLC" and bool(after) and after[0] in SPEAKING


def _embedded(seen: Words, name: Name) -> bool:
    """Whether the capitals go on after the name: "Washington Post", "University of Georgia"."""
    tail = seen.runs[name.last - 1][1] > name.last
    of = (
        name.first >= 2
        and seen.lower[name.first - 1] == "of"
        and seen.lower[name.first - 2] in ORGANISATIONS
        and seen.capital[name.first - 2]
    )
    return tail or of


#: "University of Georgia", "Bank of Mexico", "Ministry of Defence of Belarus"
ORGANISATIONS = frozenset("university bank ministry council church foundation college museum defence defense".split())

#: Words between a demonym and what it holds: "the Belarusian city of Brest", "Lithuania's port city Klaipeda"
_BETWEEN = frozenset(
    "city town village port region province district of the capital border southern northern eastern western "
    "'s central".split()
)


def _mention(seen: Words, names: Sequence[Name], index: int) -> Mention:
    name = names[index]
    within = [at for at in (index - 1, index + 1) if 0 <= at < len(names) and _holds(seen, names, index, at)]
    return Mention(
        name=" ".join(seen.lower[name.first : name.last]),
        candidates=name.candidates,
        within=tuple(within),
    )


def _holds(seen: Words, names: Sequence[Name], index: int, at: int) -> bool:
    """Whether the words between say that the name ``at`` holds the name ``index``."""
    name, holder = names[index], names[at]
    if at > index:  # "Brest, France", "Homel (Belarus)", "Cairns in Queensland", "Cairns in northern Queensland"
        between = seen.lower[name.last : holder.first]
        return between in ((",",), ("(",), ("in",), ("in", "the")) or (len(between) == 2 and between[0] == "in")
    between = seen.lower[holder.last : name.first]  # "Lithuanian Mazeikiai", "Lithuania's Klaipeda"
    adjective = all(c.grade is NameGrade.DEMONYM for c in holder.candidates) or between[:1] == ("'s",)
    return adjective and len(between) <= 4 and all(low in _BETWEEN for low in between) and holder.candidates != ()
