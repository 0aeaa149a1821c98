"""What sort of happening is it? A vote of the words; where none speaks clearly, ``other``."""

from __future__ import annotations

import re
from collections import defaultdict

from timeline.finding.happenings import Predicate, Telling
from timeline.finding.predicates import TOPIC_WORDS, Form
from timeline.finding.senses import sense_of
from timeline.model import Category

#: What a vote weighs: the main predicate, another predicate, a topic word, a topic word of the heading above.
MAIN, SECOND, TOPIC, HEADING = 2.0, 1.5, 1.0, 0.5
#: "carrying" tells less surely than "carried".
GERUND = 0.75

#: However many topic words speak for a category, they weigh no more than this: names of bodies repeat.
TOPICS_AT_MOST = 1.5

#: Who was hurt tells less of what happened than by what: "killed" alone is fighting, "killed when a bus fell" is not.
HARM = frozenset({"kill", "injure", "wound", "damage", "destroy", "hit", "burn"})
HARM_WEIGHT = 0.9

#: The least that a category must gather to be named.
QUORUM = 1.0

#: Bodies whose names speak of what they watch, not of what happens: "the Observatory for Human Rights".
NAMES = re.compile(
    r"(?:[A-Z][\w-]+ )+(?:for |of |on )?(?:the )?(?:Human Rights|Humanitarian|Relief|Refugees?|Health|Justice)"
    r"(?: [A-Z][\w-]+)*"
    r"|(?:European|African|Soviet|Inter-Parliamentary|Postal|Telecommunication) Union\b"
)
#: Who may report on anything.
MEDIA = re.compile(r"\b(?:media|television|TV|radio|newspaper|broadcaster|website|news)\b")
TOKEN = re.compile(r"[A-Za-z][A-Za-z-]*")


def categorise(telling: Telling) -> Category:
    """The category with most votes; ``other`` where fewer than ``QUORUM`` were cast for it."""
    votes: dict[Category, float] = defaultdict(float)
    meant = _meant(telling)
    for predicate in telling.predicates:
        category = meant[predicate.trigger.lemma] if predicate.trigger.category else None
        if category is not None:
            votes[category] += _weight(predicate, main=predicate is telling.predicate)
    harm = any(predicate.trigger.lemma in HARM for predicate in telling.predicates)
    for words, weight in ((_unspoken(telling), TOPIC), (telling.heading, HEADING)):
        for category, count in _topics(words).items():
            if harm and category is Category.BORDER_OR_TRANSIT_RESTRICTION:  # a bridge that is damaged closes no border
                continue
            fought = harm and category is Category.MILITARY_MOVEMENT  # soldiers who are hurt did not only move
            votes[Category.ARMED_CLASH_OR_STRIKE if fought else category] += min(weight * count, TOPICS_AT_MOST)
    best = max(votes, key=lambda c: (votes[c], -list(Category).index(c)), default=Category.OTHER)
    return best if votes.get(best, 0.0) >= QUORUM else Category.OTHER


def _unspoken(telling: Telling) -> str:
    """The words without the media that have reported it: "…, state television said" tells nothing of what."""
    words = telling.words
    for voice in telling.attributions:
        behind = voice.speaker is not None and voice.content.end <= voice.speaker.start
        if voice.speaker is not None and behind and MEDIA.search(voice.source):
            before, named, after = telling.around(voice.speaker)
            words = words.replace(before + named + after, before + " " * len(named) + after)
    return words


def _meant(telling: Telling) -> dict[str, Category | None]:
    """What each lemma tells in its company; a word has one sense in a sentence, the main predicate's before others."""
    found: dict[str, Category | None] = {}
    for predicate in sorted(telling.predicates, key=lambda p: p is not telling.predicate):
        lemma, usual = predicate.trigger.lemma, predicate.trigger.category
        if usual is not None and lemma not in found:
            before, _, after = telling.around(predicate.span)
            found[lemma] = sense_of(lemma, usual, before, after)
    return found


def _weight(predicate: Predicate, *, main: bool) -> float:
    if predicate.trigger.lemma in HARM:
        return HARM_WEIGHT
    weight = MAIN if main else SECOND
    return weight * GERUND if predicate.trigger.form is Form.GERUND else weight


def _topics(words: str) -> dict[Category, float]:
    """How many topic words speak for each category; a word that speaks for two is half a word for each."""
    tokens = [token.group().lower().rstrip("-") for token in TOKEN.finditer(NAMES.sub("", words))]
    grams = {" ".join(tokens[i : i + n]) for n in (1, 2, 3) for i in range(len(tokens))}
    counts: dict[Category, float] = defaultdict(float)
    for gram in sorted(grams & TOPIC_WORDS.keys()):
        for category in TOPIC_WORDS[gram]:
            counts[category] += 1 / len(TOPIC_WORDS[gram])
    return counts
