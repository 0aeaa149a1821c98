"""What sort of happening is it? A vote of the words; where none speaks clearly, ``other``."""

from __future__ import annotations

import re
from collections import defaultdict

from timeline.finding.happenings import Telling
from timeline.finding.predicates import TOPIC_WORDS, Form
from timeline.model import Category

#: What a vote weighs: the main predicate, another predicate, a topic word, a topic word of the heading above.
MAIN, SECOND, TOPIC, HEADING = 2.0, 0.8, 1.0, 0.5

#: The least that a category must gather to be named.
QUORUM = 1.5

TOKEN = re.compile(r"[A-Za-z][A-Za-z-]*")


def categorise(telling: Telling) -> Category:
    """The category with most votes; ``other`` where fewer than ``QUORUM`` were cast for it."""
    votes: dict[Category, float] = defaultdict(float)
    for predicate in telling.predicates:
        if predicate.trigger.category is not None:
            weight = MAIN if predicate is telling.predicate else SECOND
            votes[predicate.trigger.category] += weight if predicate.trigger.form is not Form.GERUND else weight * 0.75
    for words, weight in ((telling.words, TOPIC), (telling.heading, HEADING)):
        for topics in _topics(words):
            for category in topics:
                votes[category] += weight / len(topics)
    best = max(votes, key=lambda c: (votes[c], -list(Category).index(c)), default=Category.OTHER)
    return best if votes.get(best, 0.0) >= QUORUM else Category.OTHER


def _topics(words: str) -> list[tuple[Category, ...]]:
    """The categories each topic word speaks for, every word counted once."""
    tokens = [token.group().lower() for token in TOKEN.finditer(words)]
    grams = {*tokens, *(" ".join(tokens[i : i + 2]) for i in range(len(tokens))), *(" ".join(tokens[i : i + 3]) for i in range(len(tokens)))}
    return [TOPIC_WORDS[gram] for gram in sorted(grams) if gram in TOPIC_WORDS]
