"""Hostile text in every field of a briefing: it is shown as text everywhere, and runs nowhere.

What a browser does with these pages is for the browser tests; here a parser that reads as browsers do makes the trees.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import html5lib
import orjson
import pytest
from flask.testing import FlaskClient

from geodata.place import Candidate, NameGrade
from tests import chronologies as hand
from timeline.edition import HAPPENINGS, publish
from timeline.model import Briefing, Category, Chronology, Claim, Role, Span, Stance
from timeline.store import Store
from timeline.web import create_app

XHTML = "{http://www.w3.org/1999/xhtml}"
PAYLOADS = {
    "script": "<script>window.__x=1</script>",
    "closed script": "</script><script>window.__x=1</script>",
    "image": "<img src=x onerror=window.__x=1>",
    "attribute": '" onmouseover="window.__x=1" x="',
    "single quotes": "' autofocus onfocus='window.__x=1",
    "template literal": "${window.__x=1}",
    "backtick": "`+(window.__x=1)+`",
    "escaped backtick": "\\`+(window.__x=1)+\\`",
    "jinja": "{{7*7}}{% raw %}{{config}}{# x #}",
    "comment": "--><script>window.__x=1</script><!--",
    "cdata": "]]><script>window.__x=1</script>",
    "textarea": "</textarea><script>window.__x=1</script>",
    "title": "</title></bdi></details><svg onload=window.__x=1>",
    "svg": "<svg><style><img src=x onerror=window.__x=1></style></svg>",
    "mathml": '<math><annotation-xml encoding="text/html"><img src=x onerror=window.__x=1></annotation-xml></math>',
    "address": "javascript:window.__x=1",
    "data address": "data:text/html,<script>window.__x=1</script>",
    "css": "red;background:url(https://evil.example/x)",
    "formula": '=HYPERLINK("https://evil.example/","x")',
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "formula at": "@SUM(1)",
    "tab": "\t=1+1",
    "prototype": "__proto__",
    "entities": "&lt;b&gt; &amp;amp; &#60;",
    "bidi": "\u202egnp.exe\u202c \u2066x",
    "separators": "a\u2028b\u2029c",
}


def chronology(payload: str) -> Chronology:
    """The four events of the hand-made chronology, with the text in every field that can hold text."""
    plain = hand.chronology()
    text = f"Before {payload} after.\n\n{payload}\n\nOn {payload} one says {payload}."
    of = Briefing(
        id="0123456789ab",
        title=payload,
        publisher=payload,
        published=date(2022, 2, 7),
        language="en",
        text=text,
        url=payload,
    )
    sentence = text.rsplit("\n\n", maxsplit=1)[-1]
    span = hand.span(text, sentence)
    place = replace(hand.BREST, name=payload)
    other = replace(hand.BREST_FRANCE, name=payload)
    where = hand.at(place, text, payload, candidates=(Candidate(place=other, grade=NameGrade.ALTERNATE, score=0.5),))
    claims = tuple(Claim(source=payload, stance=stance, evidence=span) for stance in (Stance.CLAIMS, Stance.DENIES))
    events = tuple(
        replace(
            event,
            briefing=of.id,
            title=payload,
            when=hand.day(of, payload, date(2022, 2, 3)),
            where=(where, replace(where, role=Role.ORIGIN)),
            actors=(payload,),
            claims=claims,
            evidence=span,
            category=Category.PROTEST,
        )
        for event in plain.events
    )
    return Chronology(briefing=of, events=events)


@pytest.fixture(scope="module", params=list(PAYLOADS), ids=list(PAYLOADS))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, FlaskClient]:
    """A text, and a client of an application whose every field holds it."""
    payload, folder = PAYLOADS[request.param], tmp_path_factory.mktemp("hostile")
    with Store.open(folder / "store.sqlite") as store:
        store.save(chronology(payload))
        publish(store, folder / "editions", hand.HandGazetteer())
    return payload, create_app(SimpleNamespace(editions=folder / "editions")).test_client()  # type: ignore[arg-type]


def pages(payload: str) -> Iterator[tuple[str, bool]]:
    """The address of each page, and whether it shows texts of the briefing."""
    event = hand.chronology().events[0].id
    asked = quote(payload, safe="")
    yield "/", True
    yield "/briefings/0123456789ab", True
    yield f"/events/{event}", True
    yield "/embed", True
    yield "/embed/0123456789ab", True
    yield f"/?q={asked}&actor={asked}&sel={asked}&from={asked}&cat={asked}&status={asked}&{asked}={asked}", True
    yield f"/embed?q={asked}&sel={asked}&{asked}", True
    yield "/layers/", False
    yield "/methodology", False
    yield f"/events/{asked}", False
    yield f"/briefings/{asked}", False
    yield f"/layers/{asked}", False


def elements(page: str) -> Iterator[Any]:
    """The elements of a page as a browser makes them."""
    return (node for node in html5lib.parse(page).iter() if isinstance(node.tag, str))


def shown(page: str) -> str:
    """The text of a page with its spaces as one."""
    return " ".join(" ".join(html5lib.parse(page).itertext()).split())


def expect_ours(node: Any, address: str) -> None:
    """The element is one that a template may have made: our pictures, our scripts, and data that cannot end."""
    tag = node.tag.removeprefix(XHTML)
    assert not tag.startswith("{"), (address, tag)  # svg, math
    assert tag not in {"style", "iframe", "object", "embed", "base", "b", "x"}, (address, tag)
    assert tag != "img" or re.match(r"/(picture|events/\w+)/(map|band|paper)\.svg(\?|$)", node.get("src")), address
    if tag == "script" and node.get("type") == "application/ld+json":
        assert json.loads(node.text)["@context"] == "https://schema.org", address
        assert not set(node.text) & set("<>&\u2028\u2029"), address
    elif tag == "script":
        assert re.fullmatch(r"/(static|editions)/[\w./-]+\.js", node.get("src") or ""), address
        assert not (node.text or "").strip()


def test_no_page_has_an_element_that_the_templates_do_not_have(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    for address, _ in pages(payload):
        for node in elements(client.get(address).text):
            expect_ours(node, address)


def test_no_element_has_a_handler_or_a_style(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    for address, _ in pages(payload):
        for node in elements(client.get(address).text):
            assert not [
                name for name in node.attrib if name.startswith("on") or name in {"style", "srcdoc", "autofocus"}
            ]


def test_no_address_leads_out_of_the_host(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    for address, _ in pages(payload):
        for node in elements(client.get(address).text):
            for name in ("href", "src", "srcset", "action", "formaction", "data-index", "data-basemap"):
                assert re.match(r"(/(?!/)|#|\?|$)", node.get(name, "")), (address, node.get(name))


def test_the_text_is_shown_as_it_is(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    literal = " ".join(payload.split())
    for address, shows in pages(payload):
        if shows:
            assert literal in shown(client.get(address).text), address


def test_every_page_is_answered(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    for address, shows in pages(payload):
        assert client.get(address).status_code in ({200} if shows else {200, 404, 405}), address


def test_the_maps_script_holds_none_of_it(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    edition = client.get("/healthz").json["edition"]
    script = client.get(f"/editions/{edition}/map.js").text
    assert payload.strip() not in script
    assert set(re.findall(r"[A-Za-z_]{4,}", script)) <= {
        "map_main", "center", "zoom", "zoomControl", "false", "true", "preferCanvas", "maxZoom", "minZoom",
        "attributionControl", "fitBounds", "animate", "EPSG",
    }  # fmt: skip


def test_layers_hold_it_unchanged(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    features = json.loads(client.get("/layers/events.geojson").data)["features"]
    assert [feature["properties"]["title"] for feature in features] == [payload] * 4
    assert {feature["properties"]["claims"][0]["source"] for feature in features} == {payload}
    assert {feature["properties"]["places"][0]["name"] for feature in features} == {payload}


def test_the_table_holds_it_without_a_formula(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    rows = list(csv.DictReader(io.StringIO(client.get("/layers/events.csv").text, newline="")))
    assert len(rows) == 4
    for row in rows:
        assert row["title"] in {payload, f"'{payload}"}
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())
        assert not row["title"].startswith("-")


def test_a_layer_is_downloaded_under_its_own_name(hostile: tuple[str, FlaskClient]) -> None:
    _, client = hostile
    assert client.get("/layers/events.csv").headers["Content-Disposition"] == "attachment; filename=dateline-events.csv"


def test_no_answer_header_holds_what_was_asked(hostile: tuple[str, FlaskClient]) -> None:
    payload, client = hostile
    asked = quote(payload, safe="")
    for address in (f"/?q={asked}", f"/layers/{asked}", f"/oembed?url={asked}", f"/{asked}%0d%0aX-Evil:1"):
        head = client.get(address).headers
        assert "X-Evil" not in head
        assert not any(payload.strip() in value for value in head.values())


def retold(payload: str) -> Iterator[Chronology]:
    """The hand-made happenings, the text being the title, the publisher, and all that is claimed and by whom."""
    for one in hand.retold():
        text = f"{one.briefing.text}\n\n{payload}"
        said = Span(start=len(text) - len(payload), end=len(text))
        claims = (Claim(source=payload, stance=Stance.CLAIMS, evidence=said),)
        of = replace(one.briefing, text=text, title=payload, publisher=payload)
        events = tuple(replace(event, title=payload, claims=claims) for event in one.events)
        yield Chronology(briefing=of, events=events)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_told_again_is_shown_as_it_is(payload: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        for one in retold(payload):
            store.save(one)
        made = publish(store, tmp_path / "editions", hand.HandGazetteer())
    happenings = [orjson.loads(line) for line in made.read(HAPPENINGS).splitlines()]
    assert {claim["quote"] for happening in happenings for claim in happening["claims"]} == {payload}
    client = create_app(SimpleNamespace(editions=tmp_path / "editions")).test_client()  # type: ignore[arg-type]
    events = [event.id for one in hand.retold() for event in one.events]
    for address in ("/", *(f"/events/{event}" for event in events)):
        page = client.get(address).text
        assert " ".join(payload.split()) in shown(page), address
        assert {"retold"} <= {node.get("class") for node in elements(page)}, address
        for node in elements(page):
            expect_ours(node, address)
            assert not [name for name in node.attrib if name.startswith("on") or name == "style"], address
            assert re.match(r"(/(?!/)|#|\?|https://example\.org/|$)", node.get("href", "")), node.get("href")
