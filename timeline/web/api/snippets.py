"""How does one get what a page shows, elsewhere? Lines for curl, Python, R, GDAL, QGIS and Excel."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from timeline.web.api.links import Address
from timeline.web.tongues import gettext

_OF_PAGES = frozenset({"f", "lang", "cursor", "limit"})
# Power Query's own language: every page is read, each feature is a row.
_POWER_QUERY = """\
  Page = (address) => Json.Document(Web.Contents(address)),
  Next = (page) => List.First(List.Select(page[links], each [rel] = "next")),
  Pages = List.Generate(
    () => Page(First),
    each _ <> null,
    each if Next(_) = null then null else Page(Next(_)[href])),
  Features = List.Combine(List.Transform(Pages, each [features]))
in
  Table.FromRecords(List.Transform(Features, each [properties]), null, MissingField.UseNull)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """What to type or to paste into the tool called ``tool``; ``note`` says where, or what it does.

    Between ``before`` and ``after`` stands what is asked, if anything is, behind ``joint``: a form may change it.
    """

    tool: str
    note: str
    before: str
    joint: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippets:
    """The lines for every tool, and the query that says what is asked."""

    query: str
    lines: tuple[Snippet, ...]


def snippets(at: Address, layer: str) -> Snippets:
    """How to get the features of ``layer`` that the address asks for."""
    here = f"{at.root}/collections/{layer}"
    # Written anew: what a client may have left as it was could end a quotation.
    asked = [(name, value) for name, value in parse_qsl(at.query) if name not in _OF_PAGES]
    page, name = f"{here}/items?f=json&limit=1000", layer.replace("-", "_")
    through_gdal = {"note": gettext("All pages, through GDAL."), "joint": "?"}
    return Snippets(
        query=urlencode(asked),
        lines=(
            Snippet(
                tool="curl",
                note=gettext("One page. The link “next” in it leads on."),
                before=f"curl '{page}",
                joint="&",
                after=f"' --output {layer}.geojson",
            ),
            Snippet(
                tool="Python, geopandas",
                before=f'import geopandas\n\n{name} = geopandas.read_file("OAPIF:{here}',
                after='", engine="pyogrio")',
                **through_gdal,
            ),
            Snippet(tool="R, sf", before=f'library(sf)\n\n{name} <- st_read("OAPIF:{here}', after='")', **through_gdal),
            Snippet(
                tool="GDAL",
                note=gettext("All pages into a file."),
                before=f"ogr2ogr {layer}.gpkg 'OAPIF:{here}",
                joint="?",
                after="'",
            ),
            Snippet(
                tool="QGIS",
                note=gettext("Layer, Add Layer, Add WFS / OGC API - Features Layer, New: paste this as the address."),
                before=at.root,
            ),
            Snippet(
                tool="Excel",
                note=gettext("Data, Get Data, From Other Sources, Blank Query, Advanced Editor: paste this."),
                before=f'let\n  First = "{page}',
                joint="&",
                after=f'",\n{_POWER_QUERY}',
            ),
        ),
    )
