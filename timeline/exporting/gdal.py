"""How does GDAL write a table, so that the same table gives the same bytes?"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pyarrow as pa

log = logging.getLogger(__name__)
WGS84 = "EPSG:4326"  # drivers write longitude first, whatever the register says of the order
_ONE_AT_A_TIME = Lock()  # GDAL's settings hold for the whole process


def save(
    rows: pa.RecordBatchReader,
    out: Path,
    driver: str,
    name: str,
    day: str,
    *,
    geometry_type: str = "Unknown",
    dataset: Mapping[str, str] | None = None,
    layer: Mapping[str, str] | None = None,
) -> None:
    """Write the rows to the file ``out`` as the layer ``name``, or add that to those there.

    ``day`` (ISO 8601) is written where a driver would write the present; the options are the driver's own. What GDAL
    warns of is logged.
    """
    import pyogrio

    drawn = "geometry" in rows.schema.names
    with _ONE_AT_A_TIME, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        # Threads would leave the order to chance.
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00Z", "GDAL_NUM_THREADS": "1"})
        pyogrio.write_arrow(
            rows,
            out,
            driver=driver,
            layer=name,
            geometry_name="geometry" if drawn else None,
            geometry_type=geometry_type if drawn else None,
            crs=WGS84 if drawn else None,
            dataset_options=dict(dataset or {}),
            layer_options=dict(layer or {}),
        )
    for warning in said:
        log.warning("%s: %s", driver, warning.message)


@contextmanager
def named(out: Path, suffix: str) -> Iterator[Path]:
    """A new file beside ``out`` whose name ends so, for drivers look at it; it becomes ``out``."""
    made = out.with_name(f"{out.name}{suffix}")
    yield made
    made.replace(out)
