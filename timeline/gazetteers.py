"""How are users' own gazetteers added, listed and removed, as a person at a terminal sees it?"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import added
from timeline.errors import ArgumentRefused, NotFound
from timeline.places import added_folder, open_built_places

if TYPE_CHECKING:
    from geodata.adding.addition import Addition

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def add(file: Path, name: str | None) -> Addition:
    """Add the file under ``name``, or its own. Raises ArgumentRefused or DataMissing; then nothing has changed."""
    from geodata.adding.addition import add as read_in
    from geodata.adding.addition import default_name
    from geodata.adding.refusal import FileRefused

    if file.is_dir():
        raise ArgumentRefused(f"{file}: a folder; give a file in it")
    called = _named(default_name(file) if name is None else name)
    gazetteer = open_built_places()
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    try:
        with _counted() as seen:
            return read_in(file, added_folder(), called, gazetteer, now, seen)
    except FileRefused as error:
        raise ArgumentRefused(str(error)) from error
    finally:
        gazetteer.close()


def told(addition: Addition, file: Path) -> str:
    """What was added, in one line."""
    what = f"{addition.rows:,} places of {file.name} by {addition.names:,} names"
    instead = ", in place of what was called so" if addition.replaced else ""
    return f"{addition.name}: {what}{instead}"


def lines() -> Iterator[str]:
    """A line each: name, file, places, names, licence, when it was added; one that says so where there are none."""
    have = tuple(added.listed(added_folder()))
    if not have:
        yield "no gazetteers added"
    for one in have:
        if one.fault:
            yield f"{one.name}  {one.fault}; remove it with: dateline gazetteer remove {one.name}"
            continue
        licence = one.licence or "licence not stated"
        yield f"{one.name}  {one.file}  {one.rows:,} places  {one.names:,} names  {licence}  {one.added} UTC"


def remove(name: str) -> None:
    """Take a gazetteer away. Raises NotFound."""
    folder = added_folder()
    if not added.remove(folder, name):
        have = ", ".join(path.stem for path in added.files(folder)) or "none"
        raise NotFound(f"{name}: no gazetteer of this name was added; have {have}")


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ArgumentRefused(f"--name {name!r:.60}: give small letters a to z, digits, - and _, at most 40")
    return name


@contextmanager
def _counted() -> Iterator[Callable[[int], None]]:
    """On a terminal, a line that counts the rows read."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} rows"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda count: progress.update(task, completed=count)
