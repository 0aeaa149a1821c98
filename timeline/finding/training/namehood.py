"""Fits the weights of ``timeline/finding/namehood.py`` on openly licensed annotated text.

``python -m timeline.finding.training.namehood FOLDER`` with the GUM and Wikigold files (see ``corpora.py``). Every
tenth document is kept aside and scored; the weights written come from the rest. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.place import PlaceKind
from timeline.finding import namehood, proper, words
from timeline.finding.training.corpora import Document, read
from timeline.finding.view import view

PENALTY = 2.0  # of squared weights
Example = tuple[list[str], bool]


def examples(document: Document, gazetteer: Gazetteer) -> Iterator[Example]:
    """The features of every judged name of a document, and whether it is a place there."""
    text = view(document.text)
    seen = words.read(text)
    found = [item for item in proper.find(seen, gazetteer.matches(text), gazetteer.candidates) if item.judged]
    names = [item.name for item in found]
    for name, features in zip(names, namehood.features(seen, names), strict=True):
        start, end = seen.starts[name.first], seen.ends[name.last - 1]
        if (start, end) in document.places:
            yield features, True
        elif not _unsure(document, start, end) and not _team(document, name, start, end):
            yield features, False


def _unsure(document: Document, start: int, end: int) -> bool:
    """Parts of a place's name, and names whose annotation says neither."""
    return any(a < end and start < b for a, b in document.places | document.unclear)


def _team(document: Document, name: namehood.Name, start: int, end: int) -> bool:
    """Whether a country's name is annotated as something else than a place or a person: "Sweden faced South Korea"."""
    country = any(c.place.kind is PlaceKind.COUNTRY for c in name.candidates)
    return country and not any(a <= start and end <= b for a, b in document.people)


def matrix(rows: Sequence[Example]) -> tuple[csr_matrix, NDArray[np.float64]]:
    """The examples as a sparse matrix of counts and a vector of 1 (a place) and -1."""
    indices = [namehood.bucket(feature) for features, _ in rows for feature in features]
    ends = np.cumsum([0, *(len(features) for features, _ in rows)])
    counts = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), namehood.BUCKETS))
    return counts, np.array([1.0 if place else -1.0 for _, place in rows])


def fit(rows: Sequence[Example], penalty: float = PENALTY) -> NDArray[np.float64]:
    """Weights of the logistic regression with the least penalised loss (L-BFGS, from zero)."""
    counts, signs = matrix(rows)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = signs * (counts @ weights)
        value = np.logaddexp(0, -margin).sum() + penalty / 2 * weights @ weights
        slope = counts.T @ (-signs / (1 + np.exp(np.minimum(margin, 500)))) + penalty * weights
        return float(value), slope

    return np.asarray(
        minimize(loss, np.zeros(namehood.BUCKETS), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    )


def score(rows: Sequence[Example], weights: NDArray[np.float64]) -> str:
    """Precision and recall of the weights on examples, in words."""
    counts, signs = matrix(rows)
    said = counts @ weights > 0
    true = signs > 0
    hits = int((said & true).sum())
    precision, recall = hits / max(1, said.sum()), hits / max(1, true.sum())
    return f"{len(rows)} names, {int(true.sum())} places: precision {precision:.3f}, recall {recall:.3f}"


def main(folder: Path) -> None:
    """Fit, report on the documents kept aside, and write the weights beside the code."""
    gazetteer = open_gazetteer()
    rows = [list(examples(document, gazetteer)) for document in read(folder)]
    kept = [row for index, document in enumerate(rows) if index % 10 == 0 for row in document]
    used = [row for index, document in enumerate(rows) if index % 10 for row in document]
    weights = fit(used)
    print(f"fitted on {score(used, weights)}\nkept aside {score(kept, weights)}")  # noqa: T201
    steps = np.clip(np.rint(weights * namehood.SCALE), -127, 127).astype(np.int8)
    (Path(namehood.__file__).parent / namehood.WEIGHTS).write_bytes(gzip.compress(steps.tobytes(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
