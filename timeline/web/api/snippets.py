"""How does one get what a page shows, elsewhere? Lines for curl, Python, R, GDAL, QGIS and Excel."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from timeline.web.api.arguments import MOST
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


_IMPORTS = "import json\nfrom urllib.request import urlopen\n\nimport geopandas\nimport pandas\n\n"
_LOOP = """\
while address:
    page = json.load(urlopen(address))
    pages.append(geopandas.GeoDataFrame.from_features(page["features"], crs="OGC:CRS84"))
    address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
"""


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
    page, name = f"{here}/items?f=json&limit={MOST}", layer.replace("-", "_")
    one_page = gettext("One page of at most %(most)s features. The link “next” in it leads on.", most=f"{MOST:,}")
    return Snippets(
        query=urlencode(asked),
        lines=(
            Snippet(tool="curl", note=one_page, before=f"curl '{page}", joint="&", after=f"' --output {layer}.geojson"),
            Snippet(
                tool="Python, geopandas",
                note=gettext("All pages."),
                before=f'{_IMPORTS}pages, address = [], "{page}',
                joint="&",
                after=f'"\n{_LOOP}{name} = pandas.concat(pages, ignore_index=True)',
            ),
            Snippet(
                tool="R, sf", note=one_page, before=f'library(sf)\n\n{name} <- st_read("{page}', joint="&", after='")'
            ),
            Snippet(tool="GDAL", note=one_page, before=f"ogr2ogr {layer}.gpkg '{page}", joint="&", after="'"),
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
