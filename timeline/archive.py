"""What is in the zip file of a whole edition? Its tables, and all that somebody needs who finds it in ten years."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from hashlib import file_digest, sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO

import orjson

from timeline import citation
from timeline.datapackage import about, package
from timeline.edition import Edition
from timeline.holdings import Holdings, holdings
from timeline.layers.fields import STORED

AT_ALL_TIMES = (1980, 1, 1, 0, 0, 0)  # the same edition, the same bytes
PACKED = {".parquet": zipfile.ZIP_STORED}  # packed already
DATA = ("csv", "parquet")  # of each layer
README = """# {title}

This is an edition of what was found in written briefings: what happened, when, where, who says so, and in which
sentence. Its id is `{edition}`; it never changes, and what is called so elsewhere is the same. How it is cited stands
in `CITATION.cff`, and here:

> {cited}

| file | what it holds |
|---|---|
{files}
| `datapackage.json` | which columns each table has, and what each means (Frictionless Data Package) |
| `LICENSE.md` | what may be done with it |
| `SHA256SUMS` | checksums: `sha256sum --check SHA256SUMS` |

A briefing is one published document, an event what it tells, a claim who says so. `doc_id` leads from an event to its
briefing, `event` from a place or a claim to its event. Days are ISO 8601 and no more exact than the briefing: `2022`,
`2022-01`, `2022-01-31`; `first_day` and `last_day` are whole days. What is not known is empty. Places are WGS 84,
longitude first. In CSV, text that a spreadsheet would run as a formula begins with an apostrophe.

Events were found by rules, without a person reading along. Each has the sentence that it was found in: read that first.
Made with Dateline {version}.
"""
LICENSE = """# Licence

**Sentences and titles** (`quote`, `title`, `phrase`, `time_phrase`) are quoted from the briefings. They stay their
publishers': {publishers}. Quote them as that permits, naming the publisher.

**Places** (names, positions, outlines) contain GeoNames data (geonames.org), under the Creative Commons Attribution 4.0
licence, https://creativecommons.org/licenses/by/4.0/, and were made with Natural Earth, which is in the public domain.
Whoever publishes them says so.

**The rest** (dates, categories, who is named as a source) are facts about the briefings. No rights are claimed in them.

Dateline, the program, is free software under the MIT licence.
"""


def save(edition: Edition, made: Path, out: Path) -> None:
    """Write the archive of the edition to ``out``; in the folder ``made`` are the tables that go into it."""
    holds, tables = holdings(edition), {name: edition.layer(name).table for name in STORED}
    files = _data(edition, made)
    sums = {name: _digest(path) for name, path in files.items()}
    told = {
        "README.md": _readme(holds, files),
        "LICENSE.md": LICENSE.format(publishers=citation.publishers(holds) or "not named"),
        "CITATION.cff": _citation(holds),
        "datapackage.json": package(holds, tables, files, sums),
    }
    sums |= {name: sha256(text.encode()).hexdigest() for name, text in told.items()}
    told["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in told.items():
            _add(archive, name, BytesIO(text.encode()))
        for name, path in files.items():
            with path.open("rb") as file:
                _add(archive, name, file)


def _data(edition: Edition, made: Path) -> dict[str, Path]:
    """The files of data by their names in the archive."""
    tables = {f"data/{layer}.{end}": made / f"{layer}.{end}" for layer in STORED for end in DATA}
    return tables | {
        "data/edition.gpkg": made / "events.gpkg",
        "data/events.geojson": edition.path("layers/events.geojson"),
    }


def _add(archive: zipfile.ZipFile, name: str, file: IO[bytes]) -> None:
    entry = zipfile.ZipInfo(name, AT_ALL_TIMES)
    entry.compress_type = PACKED.get(Path(name).suffix, zipfile.ZIP_DEFLATED)
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w", force_zip64=True) as inside:
        shutil.copyfileobj(file, inside)


def _readme(holds: Holdings, files: Mapping[str, Path]) -> str:
    rows = (f"| `{name}` | {about(name)} |" for name in files)
    return README.format(
        title=citation.title(holds),
        edition=holds.edition,
        cited=citation.cited(holds),
        files="\n".join(rows),
        version=version("dateline"),
    )


def _citation(holds: Holdings) -> str:
    """As the Citation File Format 1.2.0 has it; in YAML a text may stand as JSON."""
    names = holds.publishers or ("Dateline",)
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, cite the edition.",
        "type: dataset",
        f"title: {_text(citation.title(holds))}",
        f"version: {_text(holds.edition)}",
        "authors:",
        *(f"  - name: {_text(name)}" for name in names),
        "identifiers:",
        f"  - type: other\n    value: {_text(holds.edition)}\n    description: The edition",
    ]
    if holds.published:
        lines.append(f"date-released: {_text(holds.published[1].isoformat())}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return orjson.dumps("".join(one if one.isprintable() else " " for one in text)).decode()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
