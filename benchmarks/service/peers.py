"""How is each server started? Those of the peers as their own documentation tells, with two processes each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import free_port, running, tool
from benchmarks.service import ours
from benchmarks.service.asking import NGINX, OURS, PACKED, PYGEOAPI, TIPG, fetch
from benchmarks.service.database import NAME, UNPRIVILEGED, Database
from benchmarks.service.installing import MADE, environment

#: properties of a collection and its extent, as pygeoapi wants them to be told
_LINK = [{"type": "text/html", "rel": "canonical", "title": "none", "href": "http://127.0.0.1"}]
_EXTENT = {"spatial": {"bbox": [-180, -90, 180, 90], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}
_CONTACT = "name position address city stateorprovince postalcode country phone fax hours instructions role".split()
_NGINX = """
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; gzip_static on;
  keepalive_requests 100000000; default_type application/geo+json;
  open_file_cache max=1000; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server at work: its name, its port, and the processes that answer, a database too."""

    name: str
    port: int
    processes: tuple[int, ...]


@contextmanager
def dateline(folder: Path) -> Iterator[Running]:
    """Dateline with the edition in a folder."""
    port = free_port()
    with running(ours.command("serve", folder, port), port, path="/healthz", log=MADE / "dateline.log") as process:
        yield Running(name=OURS, port=port, processes=(process,))


@contextmanager
def pygeoapi(database: Database, count: int) -> Iterator[Running]:
    """Pygeoapi under gunicorn, as its documentation has it, with four threads a process."""
    port, programs = free_port(), MADE / "venv-pygeoapi" / "bin"
    settings, document = MADE / "pygeoapi.json", MADE / "pygeoapi.openapi.json"
    settings.write_text(json.dumps(_configured(database, count, port)), encoding="utf-8")
    environ = {"PYGEOAPI_CONFIG": str(settings), "PYGEOAPI_OPENAPI": str(document)}
    subprocess.run(
        (programs / "pygeoapi", "openapi", "generate", settings, "--format", "json", "--output-file", document),
        check=True, capture_output=True, env={**os.environ, **environ},
    )  # fmt: skip
    command: Sequence[str | Path] = (programs / "gunicorn", "-k", "gthread", "-w", "2", "--threads", "4", "-t", "600")
    with running(
        (*command, "-b", f"127.0.0.1:{port}", "pygeoapi.flask_app:APP"), port,
        path="/collections/events/items?limit=1&f=json", log=MADE / "pygeoapi.log", environ=environ,
    ) as process:  # fmt: skip
        yield Running(name=PYGEOAPI, port=port, processes=(process, database.process))


@contextmanager
def tipg(database: Database, count: int) -> Iterator[Running]:
    """TiPg under uvicorn, as its documentation has it."""
    port, programs = free_port(), environment("tipg", ())
    environ = {
        "DATABASE_URL": database.url,
        "TIPG_DB_SCHEMAS": '["public"]',
        "TIPG_MAX_FEATURES_PER_QUERY": str(count),
        "TIPG_TABLE_CONFIG__public_events__datetimecol": "first",
        "TIPG_TABLE_CONFIG__public_events__geomcol": "geom",
        "TIPG_TABLE_CONFIG__public_events__pk": "id",
    }
    command = (programs / "uvicorn", "tipg.main:app", "--workers", "2", "--port", str(port), "--log-level", "warning")
    with running(
        command, port, path="/collections/public.events/items?limit=1&f=geojson", log=MADE / "tipg.log", environ=environ
    ) as process:
        yield Running(name=TIPG, port=port, processes=(process, database.process))


@contextmanager
def nginx(other: Running, asked: Mapping[str, Sequence[str]], export: Path) -> Iterator[Running]:
    """Nginx with the very bytes that another server answers with, each answer as a file."""
    folder, port = MADE / "nginx", free_port()
    shutil.rmtree(folder, ignore_errors=True)
    for case, paths in asked.items():
        (folder / "files" / case).mkdir(parents=True)
        for number, path in enumerate(paths):
            (folder / "files" / case / str(number)).write_bytes(fetch(other.port, path))
            (folder / "files" / case / f"{number}.gz").write_bytes(fetch(other.port, path, PACKED))
    (folder / "files" / "export").symlink_to(export)
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, port=port), encoding="utf-8")
    user = ("-g", "user root;") if os.geteuid() == 0 else ()
    command = (tool("nginx", "nginx-light"), "-p", str(folder), "-c", str(configuration), *user)
    with running(command, port, path="/page/0", log=MADE / "nginx.log") as process:
        yield Running(name=NGINX, port=port, processes=(process,))


def _configured(database: Database, count: int, port: int) -> Mapping[str, object]:
    """Pygeoapi's configuration: one collection, the table."""
    where = {"host": "127.0.0.1", "port": database.port, "dbname": NAME, "user": UNPRIVILEGED, "password": "none",
             "search_path": ["public"]}  # fmt: skip
    provider = {"type": "feature", "name": "PostgreSQL", "data": where, "id_field": "id", "table": "events",
                "geom_field": "geom", "time_field": "first"}  # fmt: skip
    said = {"title": "Events", "description": "Events", "keywords": ["events"], "links": _LINK}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port}, "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json", "encoding": "utf-8", "languages": ["en-US"],
            "gzip": True, "pretty_print": False,
            "limits": {"default_items": 10, "max_items": count, "on_exceed": "throttle"},
            "map": {"url": "http://127.0.0.1/{z}/{x}/{y}", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {"title": "Events", "description": "Events", "keywords": ["events"],
                               "keywords_type": "theme", "terms_of_service": "none", "url": "http://127.0.0.1"},
            "license": {"name": "none", "url": "http://127.0.0.1"},
            "provider": {"name": "none", "url": "http://127.0.0.1"},
            "contact": dict.fromkeys(_CONTACT, "none") | {"email": "none@example.org", "url": "http://127.0.0.1"},
        },
        "resources": {"events": {"type": "collection", **said, "extents": _EXTENT, "providers": [provider]}},
    }  # fmt: skip
