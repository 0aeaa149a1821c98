"""Makes the word lists that recognising names rests on: ordinary English words, given names, surnames.

``python -m timeline.finding.training.wordlists NAMES FAKER DICTIONARY`` with three unpacked packages:
``names`` 0.3.0 (PyPI, MIT; lists of the US Census of 1990, public domain), ``faker`` (PyPI, MIT) and
``dictionary-en`` 4.0.0 (npm, "MIT AND BSD"; SCOWL). The result lies in ``timeline/finding/lexicon``.
"""

from __future__ import annotations

import ast
import gzip
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "lexicon"
SURNAMES = 25_000  # of 88,799: rarer ones are mostly towns and words by another name
LATIN = re.compile(r"[A-Za-zÀ-ɏ'-]{2,}")
RULE = re.compile(r"(PFX|SFX) (\S) +(\S+) +(\S+) +(\S+)$")


def census(path: Path) -> list[str]:
    """Names of a census list, commonest first, written as names are ("MCDONALD" stays folded: "mcdonald")."""
    return [line.split()[0].casefold() for line in path.read_text().splitlines() if line.strip()]


def fold(word: str) -> str:
    """Lower case without accents, as names are looked up."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def faker_names(package: Path, *attributes: str) -> Iterator[str]:
    """The literal strings of the given class attributes, in every locale's person provider."""
    for module in sorted(package.glob("providers/person/*/__init__.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id in attributes for t in node.targets
            ):
                yield from _strings(node.value)


def _strings(value: ast.expr) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LATIN.fullmatch(node.value):
            yield fold(node.value)


def words(dictionary: Path) -> Iterator[str]:
    """Every form of the lower-case entries of a Hunspell dictionary, by its own affix rules."""
    rules = [m.groups() for m in map(RULE.match, (dictionary / "index.aff").read_text().splitlines()) if m]
    for line in (dictionary / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        stem, _, flags = line.partition("/")
        if stem.isalpha() and stem.islower() and stem.isascii() and len(stem) > 1:
            yield stem
            yield from _forms(stem, flags, rules)


def _forms(stem: str, flags: str, rules: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for where, flag, strip, add, condition in rules:
        if flag not in flags or "'" in add:
            continue
        cut = 0 if strip == "0" else len(strip)
        if where == "PFX":
            yield add + stem
        elif re.search(condition + "$", stem):
            yield stem[: len(stem) - cut] + add


def write(name: str, lines: Iterable[str]) -> None:
    """One word a line, packed without a time stamp, so that the same words give the same bytes."""
    body = ("\n".join(lines) + "\n").encode()
    (LEXICON / f"{name}.txt.gz").write_bytes(gzip.compress(body, mtime=0))


def main(names: Path, faker: Path, dictionary: Path) -> None:
    """Write ``words``, ``given`` and ``surnames``; the last with the commonest first."""
    ranked = census(names / "dist.all.last")[:SURNAMES]
    foreign = sorted(set(faker_names(faker, "last_names")) - set(ranked))
    given = set(census(names / "dist.female.first")) | set(census(names / "dist.male.first"))
    given |= set(faker_names(faker, "first_names", "first_names_male", "first_names_female"))
    write("words", sorted(set(words(dictionary))))
    write("given", sorted(given))
    write("surnames", [*ranked, *foreign])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
