"""What do catalogues and search engines read of the data? DCAT 3, schema.org, and the JSON Schema of a feature."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, request, url_for
from markupsafe import Markup

from timeline import keeping
from timeline.errors import NotFound
from timeline.holdings import Holdings
from timeline.layers.fields import LAYERS
from timeline.layers.schema import feature_schema
from timeline.offers import EDITION
from timeline.web import dcat
from timeline.web.files import File, counted, files, held
from timeline.web.headers import protect
from timeline.web.linked import about_edition, script
from timeline.web.pages import pages, shelf
from timeline.web.shown import Shown
from timeline.web.tongues import marked

catalogue = Blueprint("catalogue", __name__)
FEW = ("events.geojson", "events.csv", EDITION)  # on the page that everybody reads: it has to be light
# The name of one feature of a layer, as its schema is called.
ONE = {"event": "events", "place": "places", "claim": "claims", "briefing": "briefings"}


@catalogue.get("/api/catalog.jsonld")
def catalog() -> Response:
    """The layers of the newest edition as data sets (DCAT 3)."""
    one = keeping.exactly(folder(), shelf().shown().id)
    holds = held(one)
    if holds is None:
        raise NotFound(marked("There is nothing at this address."))
    told = dcat.catalog(one, holds, tuple(files(one.edition)), _addresses(one.id))
    return _document(told, "application/ld+json")


@catalogue.get("/schemas/<name>.json")
def schema(name: str) -> Response:
    """What a feature looks like (JSON Schema): of an event, a place, a claim or a briefing."""
    if name not in ONE:
        raise NotFound(marked("There is nothing at this address."))
    address = url_for("catalogue.schema", name=name, _external=True)
    return _document(feature_schema(LAYERS[ONE[name]], address), "application/schema+json")


@pages.app_template_global("dataset")
def dataset(shown: Shown, *, names: tuple[str, ...] | None = FEW) -> Markup:
    """The edition as a data set (schema.org), for machines that read a page; its files of these names, None is all."""
    holds = counted(shown.edition.directory)
    listed = (each for each in files(shown.edition) if names is None or each.shown in names)
    return Markup() if holds is None else dataset_of(holds, listed, request.base_url)


def dataset_of(holds: Holdings, listed: Iterable[File], page: str, published: date | None = None) -> Markup:
    """The same of any edition, on the page of that address: ``listed`` are its files."""
    offered = [each for each in listed if each.offered and (each.layer == "events" or each.shown == EDITION)]
    return script(about_edition(holds, offered, _addresses(holds.edition), page, published))


def address_of(edition: str) -> str:
    """The permanent address of an edition, absolute and without a language."""
    return url_for("pages.an_edition", edition=edition, lang="en", _external=True)


def folder() -> Path:
    """The folder of the editions."""
    found: Path = current_app.extensions["dateline.editions"]
    return found


def _addresses(edition: str) -> dcat.Addresses:
    root = request.url_root
    return dcat.Addresses(
        edition=address_of(edition),
        home=root,
        api=f"{root}api/",
        layers=f"{root}layers/",
        catalog=url_for("catalogue.catalog", _external=True),
        terms=f"{address_of(edition)}#terms",
        schemas={of: url_for("catalogue.schema", name=name, _external=True) for name, of in ONE.items()},
    )


def _document(told: dict[str, Any], media: str) -> Response:
    response = current_app.response_class(orjson.dumps(told, option=orjson.OPT_INDENT_2), mimetype=media)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return protect(response, shared=True)
