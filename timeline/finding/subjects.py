"""Whom does a pronoun stand for that opens a sentence: "He was sentenced on 4 May"?

A subject tends to stay the subject (Grosz, Joshi and Weinstein, "Centering", 1995). So it is the person who is the
subject of the sentence before, in the same paragraph, and the only person that it names; else nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.finding.happenings import Telling
from timeline.finding.lexicon import given_names, ordinary
from timeline.finding.sources import subject_before, tidy
from timeline.finding.words import fold

PRONOUN = re.compile(r"(?:He|She|His|Her)\b")
#: Words in capitals that may be a name; one may have a particle in it: "Miguel de la Torre", "Abu Bakr al-Baghdadi".
CAPITALS = re.compile(
    r"(?<![\w-])[A-Z][\w'-]+(?:\s+(?:(?:de|la|van|von|bin|al|el|der|den|di)\s+){0,2}[A-Z][\w'-]*){1,5}"
)


def opens_with_pronoun(words: str) -> bool:
    """Whether the words begin with a pronoun for one person."""
    return PRONOUN.match(words) is not None


def person_told_of(telling: Telling, seen: str, before: str) -> str:
    """The one person whom the next sentence may call "he"; ``before`` is that person for this one. Empty for nobody."""
    people = tuple(_people(telling, seen))
    if opens_with_pronoun(telling.words):
        return "" if people else before
    verb = next((p.span.start for p in telling.predicates if p.finite), None)
    subject = subject_before(seen, telling.sentence.span.start, verb) if verb is not None else None
    name = tidy(seen[subject.start : subject.end]) if subject else ""
    return people[0] if len(people) == 1 and name.endswith(people[0]) else ""


def person(name: str) -> str:
    """The person's name in words in capitals: "Denis Pushilin" of "Head Denis Pushilin"; empty where they name none.

    It begins with a given name and does not end with an ordinary word: not "Grace Cathedral".
    """
    words = name.split()
    given = [at for at, word in enumerate(words[:-1]) if fold(word) in given_names()]
    first = next((at for at in given if fold(words[at]) not in ordinary()), given[0] if given else None)
    return "" if first is None or fold(words[-1]) in ordinary() else " ".join(words[first:])


def _people(telling: Telling, seen: str) -> Iterator[str]:
    taken = [place.toponym.span for place in telling.places]
    for match in CAPITALS.finditer(seen, telling.sentence.span.start, telling.sentence.span.end):
        held = any(span.start < match.end() and match.end() <= span.end for span in taken)
        if not held and (name := person(match[0])):
            yield name
