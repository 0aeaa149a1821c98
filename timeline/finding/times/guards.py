"""What only looks like a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.finding.times.phrases import Phrase


def misleads(phrase: Phrase) -> bool:
    """Whether the words around ``phrase`` show that it tells no time."""
    return False
