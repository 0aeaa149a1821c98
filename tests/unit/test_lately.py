"""What was asked for lately is not made again."""

from __future__ import annotations

from timeline.web.lately import Lately


def test_what_was_asked_for_lately_is_made_once() -> None:
    made: list[int] = []

    def double(keys: list[int]) -> list[int]:
        made.extend(keys)
        return [2 * key for key in keys]

    kept = Lately[int, int](3)
    assert kept.those([1, 2, 1], double) == [2, 4, 2]
    assert kept.those([3, 1], double) == [6, 2]
    assert kept.those([4], double) == [8]  # and 2, the longest not asked for, goes
    assert kept.those([1, 3, 4, 2], double) == [2, 6, 8, 4]
    assert made == [1, 2, 3, 4, 2]


def test_more_than_are_kept_can_be_asked_for_at_once() -> None:
    assert Lately[int, int](2).those([5, 6, 7, 5], lambda keys: keys) == [5, 6, 7, 5]
