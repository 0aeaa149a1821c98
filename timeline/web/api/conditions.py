"""Which features meet the filter of a request? Its coordinates are brought into CRS84 first."""

from __future__ import annotations

from functools import lru_cache

from timeline.layers.filtering import Filter, mask, parse
from timeline.layers.layer import Layer, Mask
from timeline.web.api.arguments import Condition
from timeline.web.api.systems import to_stored

REMEMBERED = 64  # filters: whoever walks through pages sends the same one again and again


def meeting(condition: Condition, layer: Layer) -> Mask:
    """The features that meet the condition; raises ArgumentRefused where it cannot be understood."""
    return mask(_read(condition), layer)


@lru_cache(REMEMBERED)
def _read(condition: Condition) -> Filter:
    return parse(condition.text, condition.language, to_stored(condition.system))
