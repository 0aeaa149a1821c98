"""Which stretches of a text are sentences, which are headings, and which paragraph each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.finding.view import view
from timeline.model import Sentence, Span

#: A full stop after one of these does not end a sentence: "Gen. Miller", "No. 5", "at 9 a.m. on Monday".
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr sgt sen rep gov pres amb hon rev fr st ste mt ft no nos vol pp fig art "
    "sec ch approx est ca cf vs etc e.g i.e a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec mon tue "
    "wed thu fri "
    "u.s u.k u.n e.u d.c inc ltd co corp bros jr sr".split()
)

#: Of those, the ones that may also end a sentence, if what follows looks like a beginning: "at 9 a.m. The convoy …".
OFTEN_LAST = frozenset("a.m p.m u.s u.k u.n e.u d.c etc inc ltd co corp jr sr".split())

MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())

BOUNDARY = re.compile(r"""(?<![.!?])[.!?]+["')\]]{0,3}(?:[ ]+(?=[^\s.,;:!?])|(?=</?[a-z]))""")
STARTER = re.compile(r"(?:The|A|An|In|On|At|It|He|She|They|This|That|These|Those|But|And|However|Since|After|As)\b")
BULLET = re.compile(r"[ \t]*(?:[-*•▪●◦–·‣]+|\(?\d{1,2}[.)](?=[ \t]))[ \t]*")
TERMINAL = re.compile(r"""[.!?;:,]["')\]]{0,3}(?:\[[^\]]{0,20}\]|\([^)]{0,40}\)|\s)*$""")
#: "Flash note, 24 Feb."
MONTH_CUT = re.compile(r"\d\s(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*$")
LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
HEADING_WORDS = 18

#: No sentence is longer, in characters: what is, is a table or an attack, and is cut at a space, which bounds its cost.
LONGEST = 2_000


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences and headings of ``text`` in order; spans lie inside it and hold no leading or trailing space."""
    seen = view(text)
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(seen)):
        heading = _is_heading(seen[start:end])
        pieces = [(start, end)] if heading else _pieces(seen, start, end)
        found += [Sentence(span=Span(start=a, end=b), paragraph=paragraph, heading=heading) for a, b in pieces]
    return tuple(found)


def _paragraphs(seen: str) -> Iterator[tuple[int, int]]:
    """Trimmed ranges of paragraphs. A line is a paragraph, unless a hard wrap cut a sentence in two."""
    start = end = -1
    for line_start, line_end in _lines(seen):
        if line_start == line_end:
            if end > start >= 0:
                yield start, end
            start = end = -1
        elif end > start >= 0 and _wraps(seen, start, end, line_start):
            end = line_end
        else:
            if end > start >= 0:
                yield start, end
            start, end = line_start, line_end
    if end > start >= 0:
        yield start, end


def _lines(seen: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in seen.split("\n"):
        marker = BULLET.match(line)
        left = marker.end() if marker and marker.end() < len(line) else 0
        body = line[left:]
        start = position + left + len(body) - len(body.lstrip())
        yield start, max(start, position + len(line.rstrip()))
        position += len(line) + 1


def _wraps(seen: str, start: int, end: int, following: int) -> bool:
    """Whether the line ending at ``end`` runs on: long, ended mid-sentence, and followed by lower case."""
    line = seen.rfind("\n", start, end) + 1
    return (
        end - max(start, line) > 40
        and not TERMINAL.search(seen[max(start, end - 60) : end])
        and seen[following].islower()
        and not seen[end:following].strip(" \t\n")
    )


def _is_heading(paragraph: str) -> bool:
    """A short paragraph that does not end as a sentence does: "Transit and trade"."""
    ends = TERMINAL.search(paragraph) and not MONTH_CUT.search(paragraph)
    return len(paragraph) < 200 and not ends and len(paragraph.split()) <= HEADING_WORDS


def _pieces(seen: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    left = start
    for boundary in BOUNDARY.finditer(seen, start, end):
        if _ends_sentence(seen, left, boundary):
            pieces.append((left, boundary.start() + len(boundary.group().rstrip())))
            left = boundary.end()
    if left < end:
        pieces.append((left, end))
    return [cut for piece in pieces for cut in _bounded(seen, *piece)]


def _bounded(seen: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``[start, end)`` in stretches of at most ``LONGEST`` characters, cut at spaces where there are any."""
    while end - start > LONGEST:
        space = seen.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut + (seen[cut] == " ")
    yield start, end


def _ends_sentence(seen: str, left: int, boundary: re.Match[str]) -> bool:
    after = seen[boundary.end() : boundary.end() + 12].lstrip("\"'([")
    if after[:1].islower():
        return False
    if boundary.group()[0] != "." or boundary.group().startswith(".."):
        return True
    word = LAST_WORD.search(seen, max(left, boundary.start() - 20), boundary.start())
    if word is None:
        return True
    last = word.group().lower()
    if last in MONTHS and after[:1].isupper() and seen[left : word.start()].rstrip()[-1:].isdigit():  # "8 Oct. They"
        return True
    if len(last) == 1 and word.group().isupper() and last != "i":  # an initial: "J. Smith"
        return False
    return last not in ABBREVIATIONS or (last in OFTEN_LAST and bool(STARTER.match(after)))
