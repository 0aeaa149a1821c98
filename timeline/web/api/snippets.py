"""How does one get what a page shows, elsewhere? Lines for curl, Python, R, GDAL, QGIS and Excel."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass

from timeline.web.api.links import Address
from timeline.web.tongues import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """What to type or to paste: ``code`` for the tool called ``tool``, ``note`` says where, or what it does."""

    tool: str
    note: str
    code: str


def snippets(at: Address, layer: str) -> tuple[Snippet, ...]:
    """How to get the features of ``layer`` that the address asks for; it is one of items, in any form."""
    rest = at.rest("f", "lang", "cursor", "limit")
    items = f"{at.root}/collections/{layer}/items"
    address = f"{items}?{rest}&f=json" if rest else f"{items}?f=json"
    page = f"{address}&limit=1000"
    # GDAL puts what stands behind the question mark into each of its own requests.
    gdal = f"OAPIF:{at.root}/collections/{layer}" + (f"?{rest}" if rest else "")
    return (
        Snippet(
            tool="curl",
            note=gettext("One page. The link “next” in it leads on."),
            code=f"curl --get {shlex.quote(page)} --output {layer}.geojson",
        ),
        Snippet(
            tool="Python, geopandas",
            note=gettext("All pages, through GDAL."),
            code=f'import geopandas\n\n{_name(layer)} = geopandas.read_file({_text(gdal)}, engine="pyogrio")',
        ),
        Snippet(
            tool="R, sf",
            note=gettext("All pages, through GDAL."),
            code=f"library(sf)\n\n{_name(layer)} <- st_read({_text(gdal)})",
        ),
        Snippet(
            tool="GDAL",
            note=gettext("All pages into a file."),
            code=f"ogr2ogr {layer}.gpkg {shlex.quote(gdal)}",
        ),
        Snippet(
            tool="QGIS",
            note=gettext("Layer, Add Layer, Add WFS / OGC API - Features Layer, New: paste this as the address."),
            code=at.root,
        ),
        Snippet(
            tool="Excel",
            note=gettext("Data, Get Data, From Other Sources, Blank Query, Advanced Editor: paste this."),
            code=_power_query(address),
        ),
    )


def _power_query(address: str) -> str:
    """Power Query's own language: every page is read, each feature is a row."""
    first = '"' + address.replace('"', '""') + '&limit=1000"'
    return f"""let
  Page = (address) => Json.Document(Web.Contents(address)),
  Next = (page) => List.First(List.Select(page[links], each [rel] = "next")),
  Pages = List.Generate(
    () => Page({first}),
    each _ <> null,
    each if Next(_) = null then null else Page(Next(_)[href])),
  Features = List.Combine(List.Transform(Pages, each [features]))
in
  Table.FromRecords(List.Transform(Features, each [properties]), null, MissingField.UseNull)"""


def _name(layer: str) -> str:
    return layer.replace("-", "_")


def _text(written: str) -> str:
    """A text as Python and R write it."""
    return json.dumps(written)
