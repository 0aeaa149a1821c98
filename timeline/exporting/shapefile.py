"""How do events leave as a shapefile? One for each sort of geometry, zipped, with a note of what it cannot hold."""

from __future__ import annotations

import logging
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from timeline.errors import ArgumentRefused
from timeline.exporting import gdal
from timeline.exporting.flat import Flat, flat, of_dimension, sentence
from timeline.exporting.record import Record
from timeline.exporting.tables import tables

log = logging.getLogger(__name__)
WIDTH = 254  # bytes of text in a cell of a DBF
CUT = "…"
NAME = 10  # characters in the name of a column
NUMBER = 9  # digits of a whole number: more, and readers take it for a fraction
KINDS = {"events-points": "MultiPoint", "events-lines": "MultiLineString", "events-areas": "MultiPolygon"}
#: What columns are called whose names have more than ten characters.
SHORT: Mapping[str, str] = {
    "time_precision": "time_prec", "time_phrase": "time_words", "source_of_claim": "source", "iso_country": "country",
    "geo_precision": "geo_prec", "plover_type": "plover",
}  # fmt: skip
AT_ALL_TIMES = (1980, 1, 1, 0, 0, 0)  # the same events, the same bytes
WARNING = f"""What a shapefile cannot hold, and the other formats can:

- A file has one sort of geometry, so the events are split into points, lines and areas. An event that has several is in
  several of them, under the same id; {{placeless:,}} of {{rows:,}} events have no known place and are in none.
- Text has at most {WIDTH} bytes. {{cut:,}} texts were longer: each is cut and ends in "{CUT}".
- Names of columns have at most ten characters; below stands what each was called.
- Nothing is null: what is not known is empty, and may be read as 0. Several actors or countries are one text.

Text is UTF-8, coordinates are WGS 84 in degrees, longitude first.
"""


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    save(flat(tables(records)), out)


def save(table: Flat, out: Path) -> None:
    """Write the events to ``out``, a zip file of shapefiles; logs what the format lost.

    Raises ArgumentRefused where one of the files would have more than 2 GB.
    """
    longest, cut = _measured(table)
    note = _note(table, cut)
    log.warning("shapefile: %s", " ".join(note.partition("\n\nText is")[0].split()))
    with TemporaryDirectory(dir=out.parent, prefix=".shapefile-") as folder:
        for name, kind in KINDS.items():
            _save(of_dimension(table, name), Path(folder) / f"{name}.shp", kind, longest)
        (Path(folder) / "README.txt").write_text(note, encoding="utf-8")
        _zip(Path(folder), out)


def _save(table: Flat, path: Path, kind: str, longest: Mapping[str, int]) -> None:
    from pyogrio.errors import DataLayerError

    schema = pa.schema([_narrow(field, longest) for field in table.schema])
    batches = (pa.record_batch(_columns(batch), schema=schema) for batch in table.batches())
    options = {"ENCODING": "UTF-8", "2GB_LIMIT": "YES", "DBF_DATE_LAST_UPDATE": table.latest}
    reader = pa.RecordBatchReader.from_batches(schema, batches)
    try:
        gdal.save(reader, path, "ESRI Shapefile", path.stem, table.latest, geometry_type=kind, layer=options)
    except DataLayerError as error:
        if "size" not in str(error):
            raise
        raise ArgumentRefused(
            f"a shapefile has at most 2 GB, so many events have more; try geopackage ({error})"
        ) from error


def _measured(table: Flat) -> tuple[Mapping[str, int], int]:
    """How many bytes the longest text of each column has, at least 1, and how many texts are longer than a cell."""
    longest = {field.name: 1 for field in table.schema if pa.types.is_string(field.type)}
    cut = 0
    for batch in table.batches():
        for name, known in longest.items():
            lengths = pc.binary_length(batch[name])
            longest[name] = max(known, pc.max(lengths).as_py() or 0)
            cut += pc.sum(pc.greater(lengths, WIDTH)).as_py() or 0
    return longest, cut


def _narrow(field: pa.Field, longest: Mapping[str, int]) -> pa.Field:
    """The column by its short name, no wider than it need be."""
    if field.name == "geometry":
        return field
    width = NUMBER if pa.types.is_int64(field.type) else min(WIDTH, longest.get(field.name, 0))
    return pa.field(SHORT.get(field.name, field.name), field.type, metadata={"GDAL:OGR:width": str(width)})


def _columns(batch: pa.RecordBatch) -> list[pa.Array]:
    return [_cut(column) if pa.types.is_string(column.type) else column for column in batch.columns]


def _cut(column: pa.Array) -> pa.Array:
    """Texts that fit, no character of them halved."""
    if (pc.max(pc.binary_length(column)).as_py() or 0) <= WIDTH:
        return column
    return pa.array([None if text is None else _short(text) for text in column.to_pylist()], pa.string())


def _short(text: str) -> str:
    written = text.encode()
    return text if len(written) <= WIDTH else written[: WIDTH - len(CUT.encode())].decode(errors="ignore") + CUT


def _note(table: Flat, cut: int) -> str:
    """What was lost, and what the columns hold."""
    told = WARNING.format(rows=len(table.table), placeless=table.table["geometry"].null_count, cut=cut)
    columns = (f"{SHORT.get(field.name, field.name):<{NAME}}  {sentence(field)}\n" for field in table.fields)
    return f"{told}\nColumns\n\n{''.join(columns)}"


def _zip(folder: Path, out: Path) -> None:
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, AT_ALL_TIMES)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as file, archive.open(entry, "w", force_zip64=True) as inside:
                shutil.copyfileobj(file, inside)
