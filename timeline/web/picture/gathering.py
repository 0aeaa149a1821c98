"""Which marks lie so close together that they must share one badge? And which of all places are where most happened?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timeline.web.picture.drawing import Points
from timeline.web.picture.forms import Mark
from timeline.web.picture.sights import Sight

REACH = 24.0  # pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A mark at a pixel; ``weight`` says which of several keeps its place."""

    x: float
    y: float
    weight: float
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Marks that share a spot on the picture, and all their events."""

    x: float
    y: float
    marks: tuple[Mark, ...]
    events: tuple[Sight, ...]


def gather(nodes: Sequence[Node], most: int) -> tuple[Gathered, ...]:
    """At most ``most`` groups of nodes, each within a reach of its heaviest; the reach grows until they are so few."""
    reach = REACH
    while len(found := _gathered(nodes, reach)) > most:
        reach *= 1.5
    return found


def _gathered(nodes: Sequence[Node], reach: float) -> tuple[Gathered, ...]:
    """Greedy and in a fixed order, so that the same events always make the same picture."""
    waiting = sorted(nodes, key=lambda node: (-node.weight, node.x, node.y))
    at = np.array([(node.x, node.y) for node in waiting], dtype=float).reshape(-1, 2)
    free = np.ones(len(waiting), dtype=bool)
    groups = []
    for head in range(len(waiting)):
        if free[head]:
            near = free & (np.hypot(*(at - at[head]).T) <= reach)
            free &= ~near
            groups.append([waiting[number] for number in np.flatnonzero(near)])
    return tuple(_group(members) for members in groups)


def _group(members: Sequence[Node]) -> Gathered:
    events = {event.id: event for node in members for event in node.mark.events}
    marks = tuple(node.mark for node in members)
    return Gathered(x=members[0].x, y=members[0].y, marks=marks, events=tuple(events.values()))


def core(points: Points, share: float) -> Points:
    """Those of the points (longitude, latitude) nearest to their median: as many as ``share`` of all."""
    distance = np.hypot(*((points - np.median(points, axis=0)) * (1, 1.7)).T)
    near: Points = points[distance <= np.quantile(distance, share, method="inverted_cdf")]
    return near
