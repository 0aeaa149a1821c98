"""What is at which address of the API? The request is read, asked of an edition, answered as JSON or a page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from timeline.edition import Edition
from timeline.errors import NotFound
from timeline.layers.fields import LAYERS, Description
from timeline.web.api import answers, arguments, browsing, documents, links, openapi, taking, writing
from timeline.web.api.arguments import Asked
from timeline.web.api.documents import Document
from timeline.web.api.links import Address
from timeline.web.api.negotiation import JSON, OPENAPI, SCHEMA, wants_page
from timeline.web.pages import shelf
from timeline.web.shown import Shown

api = Blueprint("api", __name__, url_prefix=links.ROOT)


@api.get("/")
def landing() -> Response:
    """The landing page."""
    return _document("landing", "/", JSON, lambda _, at: documents.landing(at))


@api.get("/conformance")
def conformance() -> Response:
    """What the API conforms to."""
    return _document("conformance", "/conformance", JSON, lambda _, at: documents.conformance(at))


@api.get("/collections")
def collections() -> Response:
    """All collections."""
    return _document("collections", "/collections", JSON, documents.collections)


@api.get("/collections/<name>")
def collection(name: str) -> Response:
    """One collection."""
    layer = _layer(name)
    return _document(
        "collection",
        f"/collections/{name}",
        JSON,
        lambda shown, at: documents.collection(shown, layer, at.root),
        layer,
    )


@api.get("/collections/<name>/queryables")
def queryables(name: str) -> Response:
    """What filters may ask of a collection."""
    layer = _layer(name)
    path = f"/collections/{name}/queryables"
    return _document("fields", path, SCHEMA, lambda _, at: documents.queryables(layer, at), layer)


@api.get("/collections/<name>/schema")
def schema(name: str) -> Response:
    """What a feature of a collection looks like."""
    layer = _layer(name)
    path = f"/collections/{name}/schema"
    return _document("fields", path, SCHEMA, lambda _, at: documents.schema(layer, at), layer)


@api.get("/openapi")
@api.get("/openapi.json")
def definition() -> Response:
    """The API for programs."""
    return _document("docs", "/openapi", OPENAPI, lambda _, at: openapi.document(at.root))


@api.get("/docs")
def docs() -> Response:
    """The API for people."""
    arguments.known(request.args)
    return browsing.page(
        "docs", shelf().shown().edition, links.address(request, "/docs"), openapi.document(links.root(request))
    )


@api.get("/collections/<name>/items")
def items(name: str) -> Response:
    """Features of a collection, a page of them."""
    layer, at = _layer(name), links.address(request, f"/collections/{name}/items")
    asked = arguments.asked(layer, request.args)
    edition = _edition(asked)
    if wants_page(request):
        return browsing.items(edition, layer, asked, at)
    if answers.is_held(edition.id, request):
        return answers.held(edition.id)
    stored = edition.layer(name)
    found = taking.found(edition, stored, asked, asked.limit)
    around = links.of_page(at, edition.id, asked.question, found.offset, asked.limit, found.next)
    head = answers.collection(found.matched, len(found.positions), around)
    if not asked.system.stored or asked.properties is not None:
        told = writing.rewritten(head, stored, found.positions, asked.system, asked.properties)
        return answers.features(told, edition.id, asked.system, request)
    packed, ascending = answers.takes_packed(request), not asked.order
    if packed:
        body = writing.packed(head, stored, found.positions, edition.blocks(stored), ascending=ascending)
    else:
        body = writing.ready(head, stored, found.positions, ascending=ascending)
    return answers.features(body, edition.id, asked.system, request, packed=packed)


@api.get("/collections/<name>/ask")
def ask(name: str) -> Response:
    """Where the form leads: it sends its empty fields, too, and each would be a parameter that cannot be read."""
    filled = links.address(request, f"/collections/{_layer(name).name}/items").filled()
    response = Response(status=303)
    response.headers["Location"] = f"items?{filled.query}"  # relative: no Host that a request names is repeated
    return response


@api.get("/collections/<name>/items/<id>")
def item(name: str, id: str) -> Response:
    """One feature of a collection."""
    layer, at = _layer(name), links.address(request, f"/collections/{name}/items/{links.quoted(id)}")
    system, properties = arguments.asked_of_one(layer, request.args)
    shown = shelf().shown()
    stored = shown.edition.layer(name)
    position = stored.position(id)
    if wants_page(request):
        return browsing.item(shown.edition, layer, position, at)
    if answers.is_held(shown.id, request):
        return answers.held(shown.id)
    feature = writing.one(stored, position, system, properties)
    return answers.features(answers.linked(feature, links.of_feature(at, name)), shown.id, system, request)


@api.get("/<path:_rest>")
def nothing(_rest: str) -> Response:
    """Whatever else is asked for below the API is not there, and programs are told so as it tells all else."""
    raise NotFound(f"There is nothing at this address; the API begins at {links.root(request)}/")


def _document(
    template: str, path: str, media: str, made: Callable[[Shown, Address], Document], layer: Description | None = None
) -> Response:
    """A document as JSON, or as the page that says the same."""
    arguments.known(request.args)
    shown, at = shelf().shown(), links.address(request, path)
    document = made(shown, at)
    if wants_page(request):
        return browsing.page(template, shown.edition, at, document, layer)
    return answers.document(document, media, shown.id, request)


def _edition(asked: Asked) -> Edition:
    """The edition that is asked: the newest, or the one that a cursor leads into; raises NotFound."""
    return (shelf().shown() if asked.cursor is None else shelf().edition(asked.cursor.edition)).edition


def _layer(name: str) -> Description:
    """The collection of that name; raises NotFound."""
    if name not in LAYERS:
        raise NotFound(f"{name[:80]}: no such collection; have {', '.join(LAYERS)}")
    return LAYERS[name]
