"""What sort of text it is: news of these days, or a narrative of a past; and which of its 02/03 is the month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.finding.times.context import Context
from timeline.finding.times.phrases import Phrase

# Rules whose words only make sense on the day of publication.
_DEICTIC = frozenset({"deictic", "weekday", "daypart", "weekend"})
_FEWEST_YEARS = 3  # years told before a text counts as a narrative
_DEICTIC_RELATIVES = frozenset({"last", "this"})
_FAR = 2  # years from publication


def context_of(phrases: Sequence[Phrase], published: date) -> Context:
    """Where reading starts."""
    return Context(published=published, narrative=_narrative(phrases, published), day_first=_day_first(phrases))


def _narrative(phrases: Sequence[Phrase], published: date) -> bool:
    """Whether the text names far more years that lie far off than days that count from publication."""
    years = [int(year) for phrase in phrases if len(year := phrase.text("year")) == 4 and year.isdecimal()]
    far = sum(published.year - year >= _FAR for year in years) + sum("era" in phrase.groups for phrase in phrases)
    deictic = sum(phrase.rule in _DEICTIC or phrase.text("rel") in _DEICTIC_RELATIVES for phrase in phrases)
    return far >= _FEWEST_YEARS and far > 4 * deictic and far > len(years) - far


def _day_first(phrases: Sequence[Phrase]) -> bool | None:
    """Whether the text's own 25/02/2022 or 02/25/2022 say which comes first, or else its 25.02.2022; None if neither.

    A text that shows both orders says nothing.
    """
    figures = [phrase.text("figures") for phrase in phrases if phrase.text("figures")]
    pairs = [text.split("/")[:2] for text in figures if "/" in text]
    orders = {int(first) > 12 for first, second in pairs if 12 < max(int(first), int(second)) <= 31}
    if not orders and any("." in text for text in figures):
        return True
    return orders.pop() if len(orders) == 1 else None
