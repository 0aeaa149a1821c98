"""Where does a document lead? Absolute addresses, each with its relation and media type (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_plus

from flask import Request
from werkzeug.sansio.utils import get_current_url, get_host

from timeline.errors import ArgumentRefused
from timeline.web.api.cursors import Cursor
from timeline.web.api.negotiation import GEOJSON, HTML, JSON

Link = dict[str, str]
ROOT = "/api"
ROOTS = 64  # addresses of the server that are remembered: making one takes as long as finding a feature
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
# What stands in an address as it is; a client may send anything.
_UNTOUCHED = "%&=+,/:;?@!$'()*[]-._~"
_PLAIN = re.compile(rb"[\w%&=+,/:;?@!$'()*\[\].~-]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a request was sent: ``root`` of the API, the ``path`` below it, the query as it was written."""

    root: str
    path: str
    query: str

    def __str__(self) -> str:
        return f"{self.root}{self.path}?{self.query}" if self.query else f"{self.root}{self.path}"

    def form(self, form: str) -> str:
        """The same in another form, ``json`` or ``html``."""
        return self._with("f", form)

    def page(self, cursor: Cursor) -> str:
        """The page of the same question that begins there."""
        return self._with("cursor", str(cursor))

    def filled(self) -> Address:
        """The same without the parameters that have no value."""
        kept = "&".join(piece for piece in self.query.split("&") if piece.partition("=")[2])
        return Address(root=self.root, path=self.path, query=kept)

    def rest(self, *without: str) -> str:
        """The query without these parameters."""
        return "&".join(self._pieces(frozenset(without)))

    def _with(self, name: str, value: str) -> str:
        return f"{self.root}{self.path}?{'&'.join((*self._pieces(frozenset({name})), f'{name}={value}'))}"

    def _pieces(self, without: frozenset[str]) -> Iterator[str]:
        for piece in self.query.split("&"):
            if piece and unquote_plus(piece.partition("=")[0]) not in without:
                yield piece


def address(request: Request, path: str) -> Address:
    """Where the request was sent; ``path`` is below the API's root."""
    query = request.query_string
    written = query.decode("ascii") if _PLAIN.fullmatch(query) else quote(query, safe=_UNTOUCHED)
    return Address(root=root(request), path=path, query=written)


def root(request: Request) -> str:
    """The absolute address of the API, without a slash at its end; raises ArgumentRefused where no host is named."""
    given = request.environ
    return _root(given["wsgi.url_scheme"], given.get("HTTP_HOST") or request.host, given.get("SCRIPT_NAME", ""))


@lru_cache(ROOTS)
def _root(scheme: str, host: str, folder: str) -> str:
    named = get_host(scheme, host)  # "" where it is no name
    if not named:
        raise ArgumentRefused("Host: the request names no host; no address of the API can be told without it")
    return get_current_url(scheme, named, folder).rstrip("/") + ROOT


def link(rel: str, href: str, media: str, title: str) -> Link:
    """A link to ``href``."""
    return {"rel": rel, "href": href, "type": media, "title": title}


def of_itself(at: Address, media: str) -> list[Link]:
    """The links from a document to itself and to the page that says the same."""
    return [
        link("self", str(at), media, "This document"),
        link("alternate", at.form("html"), HTML, "This document as a page"),
    ]


def of_page(at: Address, edition: str, question: str, offset: int, most: int, behind: int | None) -> list[Link]:
    """The links from a page of features: itself, the page for people, the pages after and before, the collection."""
    found = of_itself(at, GEOJSON)
    steps = (("next", behind), ("prev", max(0, offset - most) if offset else None))
    for rel, begin in steps:
        if begin is not None:
            there = Cursor(edition=edition, offset=begin, question=question)
            found.append(link(rel, at.page(there), GEOJSON, f"The {rel.replace('prev', 'previous')} page"))
    return [*found, link("collection", f"{at.root}{at.path.removesuffix('/items')}", JSON, "The collection")]


def of_feature(at: Address, name: str) -> list[Link]:
    """The links from a feature: itself, its page, its collection."""
    return [*of_itself(at, GEOJSON), link("collection", f"{at.root}/collections/{name}", JSON, "The collection")]


def quoted(id: str) -> str:
    """An id as it stands in an address."""
    return id if id.isascii() and id.replace("-", "").isalnum() else quote(id, safe="")
