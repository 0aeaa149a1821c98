"""Whether the sentence around a time speaks of the past or of what is to come."""

from __future__ import annotations

import re
from enum import StrEnum

from timeline.finding.times.lexing import Tokens


class Tense(StrEnum):
    """Where the clause puts what it tells."""

    PAST = "past"
    FUTURE = "future"


# "will open", "would meet on", "expires"
_FUTURE = frozenset(
    "will shall 'll won't would going planning expects upcoming expires expire matures maturing payable forthcoming "
    "tentatively effective may might ends begins starts opens takes soon".split()
)
# "plans to open"
_INTENDING = frozenset("plan plans aim aims hope hopes intend intends promise promises threaten threatens".split())
# "is due on Friday", "was scheduled for May": what is to come, whatever the tense of "to be"
_APPOINTED = frozenset("due scheduled set expected planned slated timed poised forecast".split())
_PAST = frozenset(
    "was were had did said told took came went made became began got gave found left held led met sent saw won lost "
    "fell rose grew spoke wrote brought bought sold paid kept cut hit shut broke struck fought flew drove ran stood "
    "knew thought felt built spent showed been killed fled hurt beat burst shot sought caught taught chose drew threw "
    "swore tore bore woke arose withdrew underwent overthrew undertook hung stuck sank swept slid rode rang sang sat "
    "slept".split()
)
# Words in -ed that are no verb in the past.
_NOT_VERBS = frozenset(
    "need indeed speed feed seed red bed shed united hundred sacred kindred breed greed proceed succeed exceed embed "
    "fled armed so-called allied wed ted fred ahmed mohammed".split()
)
_ED = re.compile(r"[a-z]{2,}ed")
_STOPS = frozenset(".!?;:\n")
_BACK, _AHEAD = 18, 14  # tokens looked at on either side


def tense(tokens: Tokens, first: int, stop: int) -> Tense | None:
    """The tense of the clause around tokens ``first`` to ``stop``; the nearest sign counts, behind it before ahead.

    A time that opens its clause ("On Monday, the ministry announced") is told by what follows.
    """
    if (next_sign := _sign(tokens, stop)) is Tense.PAST:  # "the ministry on Sunday issued"
        return next_sign
    behind, ahead = _behind(tokens, first), _ahead(tokens, stop)
    return (ahead or behind) if _opens_clause(tokens, first) else (behind or ahead)


# What may stand between a clause's beginning and a time that opens it.
_LEADING = frozenset("on in at by the from since until late early and but".split())


def _opens_clause(tokens: Tokens, first: int) -> bool:
    if first and tokens.texts[first - 1] in ("On", "In", "By", "Since"):  # after a date line without a full stop
        return True
    back = first - 1
    while tokens.word(back) in _LEADING:
        back -= 1
    return not tokens.word(back)[:1].isalnum()


def _behind(tokens: Tokens, first: int) -> Tense | None:
    for index in range(first - 1, max(-1, first - 1 - _BACK), -1):
        if tokens.word(index)[:1] in _STOPS:
            return None
        if found := _sign(tokens, index):
            return found
    return None


def _ahead(tokens: Tokens, stop: int) -> Tense | None:
    for index in range(stop, min(len(tokens.texts), stop + _AHEAD)):
        if tokens.word(index)[:1] in _STOPS:
            return None
        if found := _sign(tokens, index):
            return found
    return None


_BE = frozenset("is are was were be been".split())


def _sign(tokens: Tokens, index: int) -> Tense | None:
    """What the word at ``index`` says: "will", "announced", "to be announced"."""
    word = tokens.word(index)
    if word in _FUTURE or (word in _INTENDING and tokens.word(index + 1) == "to"):
        return Tense.FUTURE
    if word == "to" and tokens.word(index - 1) in ("is", "are"):  # "talks are to begin on Friday"
        return Tense.FUTURE
    if word in _APPOINTED:
        if word == "due":  # "due to the threat" is a reason
            return None if tokens.word(index + 1) == "to" and tokens.word(index - 1) not in _BE else Tense.FUTURE
        appointed = tokens.word(index + 1) in ("to", "for", "on", "in", "at") or tokens.word(index - 1) in _BE
        return Tense.FUTURE if appointed else Tense.PAST if word.endswith("ed") else None
    if word in _PAST or (_ED.fullmatch(word) and word not in _NOT_VERBS):
        helpers = {tokens.word(index - back) for back in (1, 2, 3)}
        return Tense.FUTURE if helpers & {"will", "shall", "'ll", "would"} or {"to", "be"} <= helpers else Tense.PAST
    return None
