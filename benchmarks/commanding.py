"""How is a measurement run that serves something itself? One command, which starts itself again as the server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from benchmarks.load import ServerFailed, ToolMissing

SERVE = "--serve"  # and a port: what the command is started again with


def parser(about: str) -> argparse.ArgumentParser:
    """What reads the options of a command that is told about so."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument(SERVE, type=int, metavar="PORT", help=argparse.SUPPRESS)
    return made


def run(
    options: argparse.ArgumentParser,
    serve: Callable[[int], None],
    measure: Callable[[argparse.Namespace], None],
    argv: Sequence[str] | None,
) -> int:
    """Serve where that is asked, else measure; 1 where a program is missing or a server does not answer."""
    asked = options.parse_args(argv)
    if asked.serve is not None:
        serve(asked.serve)
        return 0
    try:
        measure(asked)
    except (ToolMissing, ServerFailed, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
