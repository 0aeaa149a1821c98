"""What docs/deploy.md tells to install is what works: nginx's configuration, systemd's unit."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.load import free_port
from tests import chronologies as hand
from tests.browser.serving import application
from timeline.cli import commands
from timeline.web.headers import FOREVER
from tools.proxying import CONFIGURATION, nginx, proxying, rendered
from tools.serving import serving

DOCS = Path(__file__).parents[2] / "docs"
UNIT = DOCS / "deploy" / "dateline.service"
PAGE = DOCS / "deploy.md"

needs_nginx = pytest.mark.skipif(
    nginx() is None or shutil.which("openssl") is None, reason="nginx or openssl is not installed"
)


@needs_nginx
def test_nginx_accepts_the_configuration(tmp_path: Path) -> None:
    made = rendered(tmp_path, free_port(), free_port(), 8000)
    said = subprocess.run(
        [str(nginx()), "-t", "-p", tmp_path, "-c", made], capture_output=True, text=True, check=False
    ).stderr
    assert "test is successful" in said, said


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The plain and the secure address of nginx before an application with one briefing."""
    plain, secure = free_port(), free_port()
    with serving(application([hand.chronology()], tmp_path)) as behind:
        folder = tmp_path / "nginx"
        folder.mkdir()
        configuration = rendered(folder, plain, secure, int(behind.rsplit(":", 1)[1]))
        with proxying(str(nginx()), configuration, secure):
            yield f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{secure}"


def fetch(address: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    context = ssl._create_unverified_context()
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=30, context=context) as answer:
        return answer.read(), dict(answer.headers)


@needs_nginx
def test_readers_are_led_to_the_secure_address_and_get_the_page_there(proxied: tuple[str, str]) -> None:
    plain, secure = proxied
    page, headers = fetch(f"{secure}/")
    assert b'id="events"' in page
    assert headers["Strict-Transport-Security"]
    assert "Set-Cookie" not in headers
    with pytest.raises(urllib.error.URLError):  # to the documented name, which is nobody's
        fetch(f"{plain}/")


@needs_nginx
def test_an_edition_is_kept_by_nginx_and_nothing_else_is(proxied: tuple[str, str], tmp_path: Path) -> None:
    _, secure = proxied
    edition = json.loads(fetch(f"{secure}/healthz")[0])["edition"]
    address = f"{secure}/editions/{edition}/index.json"
    first, headers = fetch(address)
    assert headers["Cache-Control"] == FOREVER
    assert fetch(address)[0] == first
    packed, headers = fetch(address, **{"Accept-Encoding": "gzip"})
    assert packed[:2] == b"\x1f\x8b"
    assert fetch(address)[0] == first
    kept = [path for path in (tmp_path / "nginx" / "dateline").rglob("*") if path.is_file()]
    assert kept
    assert all(b"/editions/" in path.read_bytes() for path in kept)


@needs_nginx
def test_nginx_writes_nothing_of_a_reader(proxied: tuple[str, str], tmp_path: Path) -> None:
    _, secure = proxied
    fetch(f"{secure}/?q=secret")
    for path in (tmp_path / "nginx").rglob("*"):
        assert not path.is_file() or b"secret" not in path.read_bytes()
    documented = CONFIGURATION.read_text(encoding="utf-8")
    assert "access_log off;" in documented
    assert "error_log /dev/null crit;" in documented
    assert not re.search(r"^\s*proxy_set_header X-(Forwarded|Real)", documented, re.MULTILINE)


def test_the_service_starts_a_command_that_exists() -> None:
    (start,) = re.findall(r"^ExecStart=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    words = start.split()
    assert words[1] == "serve"
    asked = {word for word in words[2:] if word.startswith("--")}
    told = CliRunner().invoke(commands, ["serve", "--help"]).output
    assert asked <= set(re.findall(r"--[a-z-]+", told))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_service(tmp_path: Path) -> None:
    unit = tmp_path / "dateline.service"  # with a program that is there
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text(encoding="utf-8")))
    ended = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    said = [line for line in ended.stderr.splitlines() if "dateline.service" in line]
    assert said == []


def test_the_page_on_deployment_names_both_files_and_the_measurements() -> None:
    told = PAGE.read_text(encoding="utf-8")
    for named in ("deploy/nginx.conf", "deploy/dateline.service", "benchmarks.servers", "benchmarks.slow"):
        assert named in told
