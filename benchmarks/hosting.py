"""Where do the pages under measure come from? A process of its own serves ours and those that Folium made.

``python -m benchmarks.hosting EDITIONS`` prints two addresses, serves until its input ends, and shares nothing with the
process that drives the browser. All is packed as a server packs it; of Folium's pages once, before they are asked for,
and what they would ask other hosts for is asked for here.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import orjson
from flask import Flask, Response

from benchmarks.peers import ASSETS, PEERS, Points, asset
from timeline.edition import Edition, open_newest
from timeline.web import create_app
from timeline.web.shown import ready
from tools.serving import serving

ROOT = Path(__file__).parents[1]
_ELSEWHERE = re.compile(rb'https://[^"\s]*/([^/"\s]+\.(?:js|css))')


def points_of(edition: Edition) -> Points:
    """The first place of each event and the event's title, as a peer is given them."""
    shown = ready(edition)
    spots, titles = shown.columns.tables["spots"], shown.told.table.column("title").to_pylist()
    firsts = [(shown.columns.spots.of(at)[:1], title) for at, title in enumerate(titles)]
    return [(spots[spot]["lon"], spots[spot]["lat"], title) for given, title in firsts for spot in given]


def pages(points: Points) -> dict[str, bytes]:
    """The pages of those peers that are tried with so many points, by name."""
    made = {peer.name.replace(" ", ""): peer.page(points) for peer in PEERS if len(points) <= peer.most}
    return {name: _ELSEWHERE.sub(rb"/assets/\1", page) for name, page in made.items()}


def application(made: Mapping[str, bytes]) -> Flask:
    """Serves the pages that Folium made, each at its name, and what they ask for."""
    app = Flask("peers", static_folder=None)
    packed = {f"/{name}": _packed(page) for name, page in made.items()}
    packed |= {f"/assets{name}": _packed(asset(name)) for name in ASSETS}

    def answer(name: str) -> Response:
        data = packed.get(f"/{name}", _packed(b""))  # icons that are not drawn
        return Response(data, mimetype=_media(name), headers={"Content-Encoding": "gzip"})

    app.add_url_rule("/<path:name>", view_func=answer)
    return app


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=6, mtime=0)


def _media(name: str) -> str:
    return {".css": "text/css", ".js": "text/javascript"}.get(Path(name).suffix, "text/html")


@contextmanager
def hosted(editions: Path) -> Iterator[tuple[str, str]]:
    """The addresses of our pages and of Folium's while a process serves them."""
    command = [sys.executable, "-m", "benchmarks.hosting", str(editions)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            ours, theirs = orjson.loads(process.stdout.readline() if process.stdout else b"")
            yield ours, theirs
        finally:
            process.communicate()


def main() -> None:
    """Serve the editions in the folder that is named, and the peers' pages of the newest, until the input ends."""
    editions = Path(sys.argv[1])
    ours = create_app(SimpleNamespace(editions=editions))  # type: ignore[arg-type]  # reads no more
    with serving(ours) as home, serving(application(pages(points_of(open_newest(editions))))) as other:
        sys.stdout.buffer.write(orjson.dumps([home, other]) + b"\n")
        sys.stdout.buffer.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
