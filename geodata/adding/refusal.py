"""Why a file, or a row of it, cannot be added."""

from __future__ import annotations


class FileRefused(Exception):
    """Nothing of the file was added; the message names the file, the reason and the remedy."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        self.name, self.reason, self.remedy = name, reason, remedy
        super().__init__(f"{name}: {reason}; {remedy}")


class RowRefused(Exception):
    """This row is no place; the message is the reason. The others are not touched by it."""
