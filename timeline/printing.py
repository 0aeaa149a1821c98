"""What may a terminal be given? Names of files and words of briefings can hold what moves its cursor."""

from __future__ import annotations

import click


def printable(text: str) -> str:
    """The text on one line that a terminal only shows: control characters and direction marks as escapes."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def complain(message: str) -> None:
    """One line on standard error."""
    click.echo(f"dateline: {printable(message)}", err=True)
