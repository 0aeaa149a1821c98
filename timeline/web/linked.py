"""What do machines read of a page? schema.org as JSON-LD, written so that no text can leave its script element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from timeline.model import Modality
from timeline.web.claims import Statement
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


def about_edition(edition: str, address: str, layers: Mapping[str, str], days: tuple[str, str] | None) -> Thing:
    """The events of an edition as a data set. ``layers`` are addresses of files by media type, ``days`` ISO 8601."""
    found: Thing = {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": "Events found in briefings",
        "description": "What written briefings say happened: when, where, who says so, and in which sentence.",
        "version": edition,
        "isAccessibleForFree": True,
        "measurementTechnique": "Rules that read the text of briefings, sentence by sentence",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": file} for media, file in layers.items()
        ],
    }
    return found if days is None else found | {"temporalCoverage": "/".join(days)}


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
