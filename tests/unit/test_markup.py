"""What the pages are made of: valid HTML, from real templates and a chronology that has something of everything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.browser import world
from tests.browser.serving import application

ROOT = Path(__file__).parents[2]
LANGUAGES = ("be", "lt", "fr")  # of each script, and of each number of plural forms
HTML_VALIDATE = ROOT / "node_modules" / ".bin" / "html-validate"


def paths(edition: str) -> dict[str, str]:
    """Each page by the name of the file that it is written to."""
    chronology = world.chronology()
    briefing, events = chronology.briefing.id, [event.id for event in chronology.events]
    retold = [event.id for one in hand.retold() for event in one.events]
    pages = {
        "map": "/",
        "map-filtered": "/?from=2022-02-01&to=2022-02-05&cat=diplomacy&status=claimed&q=%3Cb%3E%22%26",
        "map-nothing": "/?q=nothing-has-these-words",
        "map-selected": f"/?sel={events[0]}",
        "map-as-of": "/?asof=2022-02-08",
        "map-before": "/?asof=2022-02-01",
        "briefings": "/briefings/",
        "briefing": f"/briefings/{briefing}",
        "embed": "/embed",
        "embed-briefing": f"/embed/{briefing}",
        "methodology": "/methodology",
        "layers": "/layers/",
        "editions": "/editions/",
        "edition": f"/editions/{edition}/",
        "missing": "/events/nothing-is-called-this",
        **{f"event-{number}": f"/events/{event}" for number, event in enumerate((*events, *retold))},
    }
    spoken = {
        f"{name}-{code}": f"{path}{'&' if '?' in path else '?'}lang={code}"
        for name, path in pages.items()
        for code in LANGUAGES
        if name != "missing"
    }
    return pages | spoken


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return application([world.chronology(), *hand.retold()], tmp_path_factory.mktemp("markup")).test_client()


def test_every_page_is_valid_html(client: FlaskClient, tmp_path: Path) -> None:
    for name, path in paths(client.get("/healthz").json["edition"]).items():
        answer = client.get(path)
        assert answer.status_code == (404 if name == "missing" else 200), path
        assert answer.mimetype == "text/html"
        (tmp_path / f"{name}.html").write_bytes(answer.data)
    command = [str(HTML_VALIDATE), "--config", str(ROOT / ".htmlvalidate.json"), str(tmp_path / "*.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_of_the_application_is_among_them(client: FlaskClient) -> None:
    routes = client.application.url_map
    pages = {rule.rule for rule in routes.iter_rules() if rule.endpoint.startswith("pages.")}
    asked = {routes.bind("").match(path.split("?")[0], return_rule=True)[0].rule for path in paths("0" * 16).values()}
    assert pages <= asked
