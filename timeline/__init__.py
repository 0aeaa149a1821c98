"""Dateline: written briefings become a map with a linked chronology.

``timeline.model`` has the nouns, ``timeline.pipeline`` the verbs in order. From Python there are three verbs:
``read`` a file, ``chronicle`` what it tells, ``open_edition`` that was published; ``docs/python.md`` shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.library import chronicle as chronicle
    from timeline.library import open_edition as open_edition
    from timeline.library import read as read

__all__ = ["chronicle", "open_edition", "read"]


def __getattr__(name: str) -> Any:
    """The verbs are imported when they are first named: who imports a part of the package does not wait for them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("timeline.library"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
