"""Which words of a text tell a time, and which days they mean.

An own grammar over tokens (``times/``), in time proportional to the text; the publication day is an argument, the clock
is never asked. Kinds and values follow TIMEX3 (TimeML 1.2.1 annotation guidelines), as TempEval-3 scores them.
"""

from __future__ import annotations

from datetime import date

from timeline.finding.times.lexing import lex
from timeline.finding.times.narration import context_of
from timeline.finding.times.phrases import recognise
from timeline.finding.times.reach import reach
from timeline.finding.times.resolve import resolve
from timeline.finding.times.reviewing import reviewing
from timeline.finding.view import view
from timeline.model import Timex


def find(text: str, published: date) -> tuple[Timex, ...]:
    """The times told in ``text``, in order and not overlapping, resolved against the day of publication.

    A time that fixes no days ("recently", "31 February", "daily") has no interval.
    """
    seen = view(text)
    tokens = lex(seen)
    phrases = recognise(tokens)
    context = reviewing(phrases, seen, context_of(phrases, published))
    read = [(phrase, meaning) for phrase in phrases if (meaning := resolve(phrase, context))]
    return reach(read)
