"""The annotated texts that weights are fitted on: GUM (CoNLL-U, nested entities) and Wikigold, with their places.

GUM: Georgetown University Multilayer corpus, annotations CC BY 4.0; genres whose texts are CC BY, CC BY-SA or public
domain. Wikigold: Balasuriya et al. 2009, CC BY 4.0. Neither lies in this project; only weights come from them.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"\(([^-()]+)-([a-z]+)[^()]*(\))?|([^-()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text; spans of proper names of places; spans of which nothing is known either way; spans of people."""

    id: str
    text: str
    places: frozenset[tuple[int, int]]
    unclear: frozenset[tuple[int, int]]
    people: frozenset[tuple[int, int]]


def gum(path: Path) -> Iterator[Document]:
    """The documents of one GUM genre file."""
    for chunk in gzip.decompress(path.read_bytes()).decode().split("# newdoc id = ")[1:]:
        yield _gum_document(chunk)


def _gum_document(chunk: str) -> Document:
    text = ""
    tokens: list[tuple[int, int, str]] = []
    opened: dict[str, list[tuple[str, int]]] = {}
    entities: list[tuple[str, int, int]] = []
    for line in chunk.splitlines():
        if line.startswith("# newpar") and text and not text.endswith("\n"):
            text = text.rstrip(" ") + "\n"
        fields = line.split("\t")
        if len(fields) != 10 or not fields[0].isdigit():
            continue
        start = len(text)
        text += fields[1]
        tokens.append((start, len(text), fields[4]))
        misc = dict(part.split("=", 1) for part in fields[9].split("|") if "=" in part)
        for mark in MARK.finditer(misc.get("Entity", "")):
            key, kind, closed, ending = mark.groups()
            if key is not None:
                opened.setdefault(key, []).append((kind, len(tokens) - 1))
            for name in (key if closed else None, ending):
                if name is not None and opened.get(name):
                    kind_, first = opened[name].pop()
                    entities.append((kind_, first, len(tokens)))
        text += "" if misc.get("SpaceAfter") == "No" else " "
    places: set[tuple[int, int]] = set()
    unclear: set[tuple[int, int]] = set()
    for kind, first, last in entities:
        if kind == "place":
            _proper_parts(tokens, text, (first, last), places, unclear)
    people = frozenset((tokens[a][0], tokens[b - 1][1]) for kind, a, b in entities if kind == "person")
    name = chunk.split("\n", 1)[0]
    return Document(id=name, text=text, places=frozenset(places), unclear=frozenset(unclear - places), people=people)


def _proper_parts(
    tokens: list[tuple[int, int, str]],
    text: str,
    entity: tuple[int, int],
    places: set[tuple[int, int]],
    unclear: set[tuple[int, int]],
) -> None:
    """ "The city of Herat" holds an unclear name; "Washington, D.C." are two places; "the United States" is one."""
    first, last = entity
    while first < last and (tokens[first][2] in ("DT", "PRP$") or not text[tokens[first][0]].isupper()):
        first += 1
    whole = first == entity[0] or tokens[first - 1][2] in ("DT", "PRP$")
    run: list[int] = []
    for index in range(first, last + 1):
        if index < last and text[tokens[index][0]].isupper():
            run.append(index)
            continue
        comma = index == last or tokens[index][2] == ","
        if run and any(tokens[i][2] in ("NNP", "NNPS") for i in run):
            (places if whole and comma else unclear).add((tokens[run[0]][0], tokens[run[-1]][1]))
        run = []
        if not comma:
            unclear.add((tokens[index][0], tokens[last - 1][1]))  # "the State of Pennsylvania"
            break


def wikigold(path: Path) -> Iterator[Document]:
    """Wikigold's documents, fifty sentences each, with the spaces before signs taken out again."""
    sentences = path.read_text(encoding="utf-8").strip().split("\n\n")
    for begin in range(0, len(sentences), 50):
        yield _wikigold_document(f"wikigold-{begin}", sentences[begin : begin + 50])


def _wikigold_document(name: str, sentences: list[str]) -> Document:
    text = ""
    spans: list[tuple[str, int, int]] = []
    for sentence in sentences:
        before = "O"
        for line in sentence.splitlines():
            word, _, tag = line.rpartition(" ")
            if not word or word.startswith("-DOCSTART"):
                continue
            if word in (",", ".", ";", ":", "?", "!", ")", "'s", "'") and text.endswith(" "):
                text = text[:-1]
            start = len(text)
            text += word
            kind = tag[2:] if tag != "O" else "O"
            if kind != "O" and kind == before:
                spans[-1] = (kind, spans[-1][1], len(text))
            elif kind != "O":
                spans.append((kind, start, len(text)))
            before = kind
            text += "" if word == "(" else " "
        text = text.rstrip(" ") + "\n"
    places = frozenset((a, b) for kind, a, b in spans if kind == "LOC")
    unclear = frozenset((a, b) for kind, a, b in spans if kind in ("ORG", "MISC"))
    people = frozenset((a, b) for kind, a, b in spans if kind == "PER")
    return Document(id=name, text=text, places=places, unclear=unclear, people=people)


def read(folder: Path) -> tuple[Document, ...]:
    """Every document of both corpora in ``folder``."""
    news = [document for path in sorted(folder.glob("gum_*.conllu.gz")) for document in gum(path)]
    return (*news, *wikigold(folder / "wikigold.conll"))
