"""How does somebody at a terminal, or a program, see what became of each file?"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from timeline.ingestion import Receipt
from timeline.printing import printable


def line(receipt: Receipt) -> str:
    """The receipt in one line: result, briefing, its date, events found, the file, remarks."""
    briefing, published = receipt.briefing or "-", receipt.published or "-"
    events = "-" if receipt.briefing is None else f"{receipt.events} events"
    head = f"{receipt.result:<9}  {briefing:<12}  {published!s:<10}  {events:>10}  {receipt.path}"
    return printable(
        "; ".join((head, *receipt.remarks)) if receipt.briefing else f"{head}: {'; '.join(receipt.remarks)}"
    )


def shown(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """The receipts, each printed as it comes; on a terminal a line below counts them."""
    if not sys.stderr.isatty():
        for receipt in receipts:
            click.echo(line(receipt))
            yield receipt
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    # Where both are one terminal the receipts go above the line that counts; else the line must not be among them.
    console = Console(stderr=not sys.stdout.isatty())
    columns = (SpinnerColumn(), TextColumn("{task.completed} files"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for receipt in receipts:
            if console.stderr:
                click.echo(line(receipt))
            else:
                console.print(line(receipt), markup=False, highlight=False, soft_wrap=True)
            progress.advance(task)
            yield receipt
