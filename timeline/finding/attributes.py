"""Does the name of a place only say whose or what sort something is: "US troops", "a Geneva-based group"?"""

from __future__ import annotations

import re

from timeline.finding.happenings import BE, FUTURE, HAVE, MODAL
from timeline.finding.predicates import TRIGGERS, Form
from timeline.finding.saying import FORMS
from timeline.model import Span

#: Behind a name, these make it somebody's home, friend or maker.
OWNED = re.compile(r"-(?:based|backed|led|born|registered|flagged|owned|made|style|aligned|linked|allied|sponsored)\b")

#: Letters that stand for a country, and for its adjective, too.
LETTERS = re.compile(r"(?:[A-Z]\.?){2,4}")
#: Behind these they are the country: "in the US capital".
INTO = re.compile(r"\b(?:in|from|to|into|across|near|off|throughout|inside|outside) (?:the )?$")
LEAD = 20
#: What is theirs, other adjectives of peoples between: "US | and Canadian | jets".
NOUN = re.compile(r"(?: and [A-Z][\w-]+(?:ian|ish|an|ese|ch|i))? (?P<noun>[a-z][a-z-]+)\b")
#: Words in lower case that are none.
NO_NOUNS = BE | HAVE | MODAL | FUTURE | frozenset(
    "and or but that who which where when while as if of in on at to by for from with into over after before since "
    "until did does do not also then still now again soon both".split()
)  # fmt: skip


def is_owner(name: Span, seen: str) -> bool:
    """Whether a name begins a compound that tells whose something is."""
    return OWNED.match(seen, name.end) is not None


def is_attribute(words: str, name: Span, seen: str) -> bool:
    """Whether the letters of a country stand for its adjective: "US troops", not "the US said", "in the US capital"."""
    if not LETTERS.fullmatch(words) or INTO.search(seen, max(0, name.start - LEAD), name.start):
        return False
    noun = NOUN.match(seen, name.end)
    return noun is not None and not _may_be_verb(noun["noun"])


def _may_be_verb(word: str) -> bool:
    told = TRIGGERS.get(word)
    acts = told is not None and told.form is not Form.NOUN
    return acts or word in NO_NOUNS or word in FORMS or word.endswith(("ed", "ly"))
