"""What are the columns and rows of a user's file? GeoNames dumps, GeoJSON, FlatGeobuf and parquet, row by row.

The readers of the last two are imported late: they take a second.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from shapely import from_wkb
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.adding.refusal import FileRefused

#: The columns of a GeoNames dump, as its readme lists them.
GEONAMES = (
    "geonameid name asciiname alternatenames latitude longitude feature_class feature_code country_code cc2 "
    "admin1_code admin2_code admin3_code admin4_code population elevation dem timezone modification_date"
).split()
LARGEST = 2 * 1024**3  # bytes of a file, and of what is packed in one
LARGEST_JSON = 256 * 1024**2  # read as a whole
LONGEST_LINE = 64 * 1024  # bytes; GeoNames allows 10,000 characters of other names
BATCH = 5_000
SMALLER = "take a smaller part, such as one country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by the names of its columns; ``fault`` says why it could not be read."""

    number: int
    values: Mapping[str, object]
    geometry: BaseGeometry | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file: ``rows`` reads those columns of it. ``licence`` is what the file itself says."""

    columns: tuple[str, ...]
    rows: Callable[[Collection[str]], Iterator[Row]]
    geometry: bool = False
    licence: str = ""
    geonames: bool = False


def open_source(path: Path) -> Source:
    """The file, ready to be read. Raises FileRefused."""
    reader = _READERS.get(path.suffix.lower())
    if not path.is_file():
        raise FileRefused(str(path), "there is no such file", "give the path of a gazetteer")
    if reader is None:
        raise FileRefused(
            str(path), f"no reader for {path.suffix or 'a file without ending'}", f"have {', '.join(_READERS)}"
        )
    size, most = path.stat().st_size, LARGEST_JSON if reader is _geojson else LARGEST
    if not 0 < size <= most:
        raise FileRefused(
            str(path), f"of {size:,} bytes, and 1 to {most:,} can be read", SMALLER if size else "nothing is in it"
        )
    try:
        return reader(path)
    except OSError as error:
        raise FileRefused(
            str(path), f"cannot be read ({error.strerror or error})", "see that it is whole and allowed to be read"
        ) from error


# GeoNames -------------------------------------------------------------------------------------------------------------


def _dump(path: Path) -> Source:
    return _tabbed(path, lambda: path.open("rb"), "")


def _zipped_dump(path: Path) -> Source:
    try:
        with zipfile.ZipFile(path) as archive:
            listed = {item.filename: item for item in archive.infolist()}
            texts = [item for name, item in listed.items() if name.endswith(".txt") and "readme" not in name.lower()]
            licence = _stated(archive, listed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise FileRefused(str(path), f"not a sound zip file ({error})", "fetch it again") from error
    if len(texts) != 1:
        names = ", ".join(item.filename for item in texts[:5]) or "none"
        raise FileRefused(str(path), f"not one text in it but {names}", "unpack it and add the .txt of the places")
    if texts[0].file_size > LARGEST or texts[0].flag_bits & 1:
        raise FileRefused(str(path), "packed too large, or with a password", SMALLER)

    def opened() -> BinaryIO:
        return cast(BinaryIO, zipfile.ZipFile(path).open(texts[0]))

    return _tabbed(path, opened, licence)


def _stated(archive: zipfile.ZipFile, listed: Mapping[str, zipfile.ZipInfo]) -> str:
    """The licence in the readme that GeoNames puts beside."""
    readme = listed.get("readme.txt")
    if readme is None or readme.file_size > LONGEST_LINE:
        return ""
    text = archive.read(readme).decode("utf-8", "replace")
    return "GeoNames, CC BY 4.0" if "creativecommons.org/licenses/by/4.0" in text.lower() else ""


def _tabbed(path: Path, opened: Callable[[], BinaryIO], licence: str) -> Source:
    with _sound(path), opened() as file:
        first = file.readline(LONGEST_LINE)
    if (fields := first.count(b"\t") + 1) != len(GEONAMES):
        raise FileRefused(
            str(path),
            f"no GeoNames dump: {fields} columns divided by tabs in its first line, not {len(GEONAMES)}",
            "take a country's file (BY.zip) or allCountries.zip, or bring GeoJSON, FlatGeobuf or parquet",
        )

    def rows(_wanted: Collection[str]) -> Iterator[Row]:
        with _sound(path), opened() as file:
            yield from (_line(number, line) for number, line in enumerate(_lines(file), 1) if line.strip())

    return Source(columns=tuple(GEONAMES), rows=rows, licence=licence, geonames=True)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long the beginning, without its end."""
    while line := file.readline(LONGEST_LINE):
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)):
            line = line[:100]
        yield line


def _line(number: int, line: bytes) -> Row:
    try:
        fields = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        return Row(number=number, values={}, fault="not UTF-8")
    if len(fields) != len(GEONAMES):
        return Row(number=number, values={}, fault=f"{len(fields)} columns, not {len(GEONAMES)}")
    return Row(number=number, values=dict(zip(GEONAMES, fields, strict=True)))


# GeoJSON --------------------------------------------------------------------------------------------------------------


def _geojson(path: Path) -> Source:
    try:
        # json, not a faster one: it reads the NaN that some programs write, and then one row is refused, not the file.
        read = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise FileRefused(str(path), f"not JSON ({_short(error)})", "save it as GeoJSON again") from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features:
        raise FileRefused(str(path), "no GeoJSON FeatureCollection with features", "save it as GeoJSON (RFC 7946)")
    crs = str((read.get("crs") or {}).get("properties", "")) if isinstance(read.get("crs") or {}, dict) else ""
    if crs and not crs.rstrip("'\"}").endswith(("CRS84", "4326")):
        raise _projected(path, crs)
    columns = {str(key): None for one in features if isinstance(one, dict) for key in _properties(one)}
    licence = next((read[key] for key in ("license", "licence") if isinstance(read.get(key), str)), "")

    def rows(_wanted: Collection[str]) -> Iterator[Row]:
        yield from (_feature(number, one) for number, one in enumerate(features, 1))

    return Source(columns=tuple(columns), rows=rows, geometry=True, licence=licence)


def _properties(feature: Mapping[str, object]) -> Mapping[str, object]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _feature(number: int, feature: object) -> Row:
    if not isinstance(feature, dict):
        return Row(number=number, values={}, fault="no feature")
    try:
        geometry = shape(feature["geometry"]) if feature.get("geometry") else None
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return Row(number=number, values=_properties(feature), fault="its geometry cannot be read")
    return Row(number=number, values={"id": feature.get("id"), **_properties(feature)}, geometry=geometry)


# FlatGeobuf, parquet --------------------------------------------------------------------------------------------------


def _flatgeobuf(path: Path) -> Source:
    import pyogrio

    with _sound(path, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
        info = pyogrio.read_info(path)
    if info["crs"] not in (None, "EPSG:4326", "OGC:CRS84"):
        raise _projected(path, info["crs"])

    def rows(wanted: Collection[str]) -> Iterator[Row]:
        names = [name for name in info["fields"] if name in wanted]
        at = 0
        while True:
            with _sound(path, pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError):
                _, _, shapes, values = pyogrio.raw.read(path, columns=names, skip_features=at, max_features=BATCH)
            yield from _numbered(at, names, shapes, [column.tolist() for column in values])
            at += len(shapes)
            if len(shapes) < BATCH:
                return

    return Source(columns=tuple(info["fields"]), rows=rows, geometry=True)


def _numbered(at: int, names: list[str], shapes: Iterable[object], values: list[list[object]]) -> Iterator[Row]:
    for index, wkb in enumerate(shapes):
        yield _with_shape(
            at + index + 1, {name: column[index] for name, column in zip(names, values, strict=True)}, wkb
        )


def _parquet(path: Path) -> Source:
    from pyarrow import ArrowException, parquet

    with _sound(path, ArrowException, ValueError):
        schema = parquet.read_schema(path)
    column, crs = _geoparquet(schema.metadata or {})
    if crs not in ("", "CRS84", "4326"):
        raise _projected(path, crs)
    has_shape = column in schema.names and "binary" in str(schema.field(column).type)

    def rows(wanted: Collection[str]) -> Iterator[Row]:
        names = [name for name in schema.names if name in wanted or (has_shape and name == column)]
        with _sound(path, ArrowException, ValueError), parquet.ParquetFile(path) as file:
            batches = (batch.to_pylist() for batch in file.iter_batches(batch_size=BATCH, columns=names))
            every = (row for batch in batches for row in batch)
            yield from (_with_shape(number, row, row.pop(column, None)) for number, row in enumerate(every, 1))

    columns = tuple(name for name in schema.names if not (has_shape and name == column))
    return Source(columns=columns, rows=rows, geometry=has_shape)


def _geoparquet(metadata: Mapping[bytes, bytes]) -> tuple[str, str]:
    """The column of the geometry, and the code of what its coordinates are in; empty where that is the usual."""
    try:
        told = json.loads(metadata.get(b"geo", b"{}"))
        column = str(told.get("primary_column", "geometry"))
        crs = told.get("columns", {}).get(column, {}).get("crs")
        return column, str(crs["id"]["code"]) if crs else ""
    except (ValueError, AttributeError, TypeError, KeyError):
        return "geometry", "something unknown"


def _with_shape(number: int, values: Mapping[str, object], wkb: object) -> Row:
    try:
        return Row(number=number, values=values, geometry=from_wkb(cast(Any, wkb)) if wkb else None)
    except (ShapelyError, TypeError):
        return Row(number=number, values=values, fault="its geometry cannot be read")


def _projected(path: Path, crs: str) -> FileRefused:
    remedy = "save it in WGS 84 (EPSG:4326)"
    return FileRefused(str(path), f"in {crs[:80]}, and only degrees of longitude and latitude are read", remedy)


@contextmanager
def _sound(path: Path, *faults: type[Exception]) -> Iterator[None]:
    """What a reader finds wrong with the file, while it is opened or later, refuses it."""
    known: tuple[type[Exception], ...] = (OSError, zipfile.BadZipFile, EOFError, *faults)
    try:
        yield
    except known as error:
        raise FileRefused(str(path), f"damaged or no such format ({_short(error)})", "fetch it again") from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


_READERS: dict[str, Callable[[Path], Source]] = {
    ".txt": _dump,
    ".zip": _zipped_dump,
    ".geojson": _geojson,
    ".json": _geojson,
    ".fgb": _flatgeobuf,
    ".parquet": _parquet,
    ".geoparquet": _parquet,
}
