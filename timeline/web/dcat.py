"""How are the layers told of in a catalogue of data sets? DCAT 3 as JSON-LD that nobody has to fetch a context for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from timeline.geometry import Box
from timeline.holdings import Days, Holdings
from timeline.keeping import Kept
from timeline.layers.fields import LAYERS, Description
from timeline.offers import EDITION
from timeline.web.files import File

Node = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DCAT3 = "https://www.w3.org/TR/vocab-dcat-3/"
FEATURES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
ENGLISH = "http://id.loc.gov/vocabulary/iso639-1/en"
# What files of a media type are written by.
STANDARDS = {
    "application/geo+json": "https://www.rfc-editor.org/rfc/rfc7946",
    "application/geo+json-seq": "https://www.rfc-editor.org/rfc/rfc8142",
    "application/geopackage+sqlite3": "http://www.opengis.net/spec/GPKG",
    "application/vnd.apache.parquet": "https://geoparquet.org/releases/v1.1.0/",
    "application/vnd.flatgeobuf": "https://flatgeobuf.org/",
    "application/vnd.google-earth.kml+xml": "http://www.opengis.net/spec/kml",
    "text/csv": "https://www.rfc-editor.org/rfc/rfc4180",
}
TERMS = (
    "Sentences and titles are quoted from the briefings and stay their publishers'. Places contain GeoNames data (CC BY"
    " 4.0) and were made with Natural Earth. In the rest, facts about the briefings, no rights are claimed."
)
KEYWORDS = ("events", "chronology", "map", "briefings", "claims", "news")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where things are, absolute: the edition for ever, the others with the newest; ``schemas`` by layer."""

    edition: str
    home: str
    api: str
    layers: str
    catalog: str
    terms: str
    schemas: Mapping[str, str]


def catalog(one: Kept, holds: Holdings, listed: tuple[File, ...], at: Addresses) -> Node:
    """An edition as a data set, its layers as parts of it, each with its files, and the API that serves them."""
    sets = [_dataset(layer, one, holds, listed, at) for layer in LAYERS.values()]
    return {
        "@context": CONTEXT,
        "@id": at.catalog,
        "@type": "dcat:Catalog",
        "dct:title": _english("Dateline"),
        "dct:description": _english("What written briefings say happened: when, where, and who says so."),
        "dct:language": _iri(ENGLISH),
        "dct:modified": _typed(one.published.isoformat(), "dateTime"),
        "dct:conformsTo": _standard(DCAT3),
        "foaf:homepage": _iri(at.home),
        "dcat:version": one.id,
        "dcat:dataset": [_whole(sets, one, holds, listed, at), *sets],
        "dcat:service": [_service(sets, at)],
    }


def _whole(parts: Iterable[Node], one: Kept, holds: Holdings, listed: tuple[File, ...], at: Addresses) -> Node:
    """All of the edition, which is one file as soon as that has been made."""
    return {
        "@id": at.edition,
        "@type": "dcat:Dataset",
        "dct:title": _english(f"Dateline, edition {one.id}"),
        "dct:description": _english("All layers, what their columns mean, and checksums."),
        "dct:identifier": one.id,
        **_common(one, at),
        **_reach(holds.days, holds.box),
        "dct:hasPart": [_iri(part["@id"]) for part in parts],
        "dcat:distribution": [_file(each, at) for each in listed if each.offered and each.shown == EDITION],
    }


def _dataset(layer: Description, one: Kept, holds: Holdings, listed: tuple[File, ...], at: Addresses) -> Node:
    files = [each for each in listed if each.offered and each.layer == layer.name]
    days = holds.published if layer.name == "briefings" else holds.days
    return {
        "@id": _id(layer, at),
        "@type": "dcat:Dataset",
        "dct:title": _english(layer.title),
        "dct:description": _english(layer.what),
        "dct:identifier": f"{one.id}/{layer.name}",
        "dct:conformsTo": _standard(at.schemas[layer.of]),
        **_common(one, at),
        **_reach(days, holds.box if layer.drawn else None),
        "dcat:distribution": [*(_file(each, at) for each in files), _answers(layer, at)],
    }


def _common(one: Kept, at: Addresses) -> Node:
    """What is true of all parts of an edition."""
    return {
        "dct:issued": _typed(one.published.isoformat(), "dateTime"),
        "dct:language": _iri(ENGLISH),
        "dct:license": {"@id": at.terms, "@type": "dct:LicenseDocument", "rdfs:label": _english(TERMS)},
        "dcat:version": one.id,
        "dcat:keyword": [_english(word) for word in KEYWORDS],
        "dcat:landingPage": _iri(at.edition),
    }


def _reach(days: Days | None, box: Box | None) -> Node:
    """From when to when, and where; what is not known is left out."""
    found: Node = {}
    if days is not None:
        found["dct:temporal"] = _period(days)
    if box is not None:
        found["dct:spatial"] = _location(box)
    return found


def _file(of: File, at: Addresses) -> Node:
    """A file that stays as it is, with what its bytes sum up to."""
    found: Node = {
        "@id": of.address,
        "@type": "dcat:Distribution",
        "dct:title": _english(of.name.rpartition("/")[2]),
        "dcat:accessURL": _iri(at.edition),
        "dcat:downloadURL": _iri(of.address),
        "dcat:mediaType": _iri(f"{MEDIA_TYPES}{of.media}"),
        "dcat:byteSize": _typed(str(of.bytes), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(of.sha256, "hexBinary"),
        },
    }
    return found | ({"dct:conformsTo": _standard(STANDARDS[of.media])} if of.media in STANDARDS else {})


def _answers(layer: Description, at: Addresses) -> Node:
    """The same as the API gives it: of the newest edition, in parts that are asked for."""
    address = f"{at.api}collections/{layer.name}/items"
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _english("OGC API - Features"),
        "dcat:accessURL": _iri(address),
        "dcat:mediaType": _iri(f"{MEDIA_TYPES}application/geo+json"),
        "dcat:accessService": _iri(at.api),
    }


def _service(sets: Iterable[Node], at: Addresses) -> Node:
    return {
        "@id": at.api,
        "@type": "dcat:DataService",
        "dct:title": _english("OGC API - Features"),
        "dct:conformsTo": _standard(FEATURES),
        "dcat:endpointURL": _iri(at.api),
        "dcat:endpointDescription": _iri(f"{at.api}openapi"),
        "dcat:servesDataset": [_iri(each["@id"]) for each in sets],
    }


def _period(days: Days) -> Node:
    first, last = (_day(day) for day in days)
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}


def _location(box: Box) -> Node:
    west, south, east, north = box
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    written = ", ".join(f"{lon:g} {lat:g}" for lon, lat in ring)
    return {"@type": "dct:Location", "dcat:bbox": {"@value": f"POLYGON(({written}))", "@type": "geo:wktLiteral"}}


def _id(layer: Description, at: Addresses) -> str:
    """The layer of this edition, which is another than that of the next."""
    return f"{at.edition}#{layer.name}"


def _english(text: str) -> Node:
    return {"@value": text, "@language": "en"}


def _typed(written: str, kind: str) -> Node:
    return {"@value": written, "@type": f"xsd:{kind}"}


def _day(day: date) -> Node:
    return _typed(day.isoformat(), "date")


def _iri(address: str) -> Node:
    return {"@id": address}


def _standard(address: str) -> Node:
    return {"@id": address, "@type": "dct:Standard"}
