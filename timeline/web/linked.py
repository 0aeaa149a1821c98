"""What do machines read of a page? schema.org as JSON-LD, written so that no text can leave its script element."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
from markupsafe import Markup

from timeline.holdings import Holdings
from timeline.model import Modality
from timeline.web.claims import Statement
from timeline.web.dcat import Addresses
from timeline.web.files import File
from timeline.web.present import BriefingLine, EventLine
from timeline.web.whereabouts import PlaceLine

Thing = dict[str, Any]
# In JSON each may be written as its number; in HTML some end the element, and in scripts some end the line.
_ESCAPED = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}
TYPES = {"country": "Country", "city": "City", "sea": "BodyOfWater"}
POINTS = frozenset({"city", "facility"})


def script(thing: Thing) -> Markup:
    """The thing as a block of data, which no policy for scripts concerns."""
    written = orjson.dumps({"@context": "https://schema.org"} | thing).decode()
    for character, number in _ESCAPED.items():
        written = written.replace(character, number)
    return Markup('<script type="application/ld+json">') + Markup(written) + Markup("</script>")  # noqa: S704


def about_event(event: EventLine, said: tuple[Statement, ...], address: str, language: str) -> Thing:
    """A page about an event, what is claimed of it, and the report that is cited."""
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": event.title,
        "inLanguage": language,
        "mainEntity": _event(event),
        "mentions": [_claim(statement) for statement in said],
        "citation": _report(event.briefing),
    }


def about_edition(holds: Holdings, listed: Iterable[File], at: Addresses, page: str, published: date | None) -> Thing:
    """The events of an edition as a data set, on a page. ``listed`` are those of its files that have events.

    ``published`` is None on pages that are the same wherever and whenever the same was published.
    """
    found: Thing = {
        "@type": "Dataset",
        "@id": f"{at.edition}#events",
        "url": page,
        "sameAs": at.edition,
        "name": "Events found in briefings",
        "alternateName": f"Dateline, edition {holds.edition}",
        "description": "What written briefings say happened: when, where, who says so, and in which sentence.",
        "identifier": holds.edition,
        "version": holds.edition,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "license": at.terms,
        "size": f"{holds.events} events of {holds.briefings} briefings",
        "measurementTechnique": "Rules that read the text of briefings, sentence by sentence",
        "variableMeasured": ["what happened", "when", "where", "who says so"],
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": at.catalog, "url": at.catalog, "name": "Dateline"},
        "distribution": [_download(each) for each in listed],
    }
    if published is not None:
        found["datePublished"] = published.isoformat()
    if holds.days is not None:
        found["temporalCoverage"] = "/".join(day.isoformat() for day in holds.days)
    if holds.box is not None:
        west, south, east, north = holds.box
        shape = {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"}  # latitude first
        found["spatialCoverage"] = {"@type": "Place", "geo": shape}
    return found


def _download(of: File) -> Thing:
    return {
        "@type": "DataDownload",
        "name": of.name.rpartition("/")[2],
        "encodingFormat": of.media,
        "contentUrl": of.address,
        "contentSize": f"{of.bytes} B",
        "sha256": of.sha256,
    }


def _event(event: EventLine) -> Thing:
    found: Thing = {"@type": "Event", "name": event.title, "description": event.status_word}
    if event.start:
        found["startDate"] = event.start
    if event.end:
        found["endDate"] = event.end
    if event.status is Modality.PLANNED:
        found["eventStatus"] = "https://schema.org/EventScheduled"
    if event.places:
        found["location"] = [_place(place) for place in event.places]
    return found


def _place(place: PlaceLine) -> Thing:
    """A country is a country: only what is a point on the map has a point here."""
    found: Thing = {"@type": TYPES.get(place.kind, "Place"), "name": place.name}
    if place.kind in POINTS and not place.near and place.lat is not None and place.lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    if place.code and place.kind != "country":
        found["address"] = {"@type": "PostalAddress", "addressCountry": place.code}
    return found


def _claim(statement: Statement) -> Thing:
    """Who says it is credited in words: whether that is a person or an organisation is not known."""
    return {
        "@type": "Claim",
        "text": statement.claim.quote,
        "creditText": statement.claim.source,
        "description": statement.heading,
        "datePublished": statement.told.briefing.published,
        "inLanguage": statement.told.briefing.language,
    }


def _report(briefing: BriefingLine) -> Thing:
    publisher = {"@type": "Organization", "name": briefing.publisher}
    found: Thing = {
        "@type": "Report",
        "name": briefing.title,
        "author": publisher,
        "publisher": publisher,
        "datePublished": briefing.published,
        "inLanguage": briefing.language,
    }
    return found | {"url": briefing.link} if briefing.link else found
