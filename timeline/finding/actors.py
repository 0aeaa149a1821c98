"""Who acts or is acted on: the names and bodies in an event's sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.finding.happenings import Telling
from timeline.model import Span

MOST = 4
LONGEST = 70

#: Bodies that act, as the last word of a noun phrase: "Belarusian armed forces", "the Estonian government".
BODIES = (
    "forces army military troops government police authorities officials ministry parliament rebels militants "
    "insurgents protesters guards soldiers navy court prosecutors president minister ambassador spokesman "
    "spokeswoman spokesperson company railways network mission union party opposition diplomats council "
    "commission committee service services staff brigade regiment gunmen "
).split()
NAME = r"(?:[A-Z][\w.'-]*)"
PERSON_OR_BODY = re.compile(
    rf"(?<![\w-])(?:{NAME}(?:\s+(?:of|for|and|the|de|al|bin|von|van)\s+(?:the\s+)?{NAME}|\s+{NAME}|\s+(?:armed|air|"
    rf"border|defen[cs]e|foreign|prime|"
    rf"security|national|general|state))*\s+(?:{'|'.join(BODIES)})|{NAME}(?:\s+{NAME}|\s+(?:of|"
    rf"for)\s+(?:the\s+)?{NAME})+)(?![\w-])"
)
ACRONYM = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")


def act(telling: Telling, seen: str, times: Sequence[Span]) -> tuple[str, ...]:
    """At most ``MOST`` actors in the order of the text; place names and dates are none."""
    taken = [p.toponym.span for p in telling.places if not p.demonym] + list(times)
    start, end = telling.sentence.span.start, telling.sentence.span.end
    found: list[str] = []
    for match in (*PERSON_OR_BODY.finditer(seen, start, end), *ACRONYM.finditer(seen, start, end)):
        if any(span.start < match.end() and match.start() < span.end for span in taken):
            continue
        name = " ".join(match.group().split())[:LONGEST]
        if not any(name in other for other in found):
            found.append(name)
    return tuple(found[:MOST])
