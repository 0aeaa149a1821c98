"""Runs the nginx of docs/deploy/nginx.conf on this machine, on free ports and in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CONFIGURATION = Path(__file__).parents[1] / "docs" / "deploy" / "nginx.conf"


def nginx() -> str | None:
    """Where nginx is installed: Debian has it where not every user looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def rendered(folder: Path, plain: int, secure: int, upstream: int) -> Path:
    """The configuration with these ports, all else that it names in ``folder``; a certificate is made (openssl)."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for documented, here in (
        ("/run/nginx.pid", f"{folder}/nginx.pid"),
        ("/dev/null crit", f"{folder}/error.log warn"),
        ("/var/cache/nginx", str(folder)),
        ("/etc/ssl/dateline", str(folder)),
        ("listen [::]:80 backlog=4096;", ""),  # not every machine has IPv6
        ("listen [::]:443 ssl http2 backlog=4096;", ""),
        ("listen 80 ", f"listen 127.0.0.1:{plain} "),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
    ):
        if documented not in text:
            raise ValueError(f"{CONFIGURATION}: {documented!r} does not stand in it; see tools/proxying.py")
        text = text.replace(documented, here)
    certify(folder)
    made = folder / "nginx.conf"
    made.write_text(text, encoding="utf-8")
    return made


def certify(folder: Path) -> None:
    """Make a certificate that nobody trusts."""
    made = ("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    subprocess.run(
        ("openssl", "req", "-x509", "-subj", "/CN=maps.example.org", "-days", "2", *kind, *made),
        check=True, capture_output=True,
    )  # fmt: skip


@contextmanager
def proxying(program: str, configuration: Path, port: int) -> Iterator[int]:
    """The process of nginx at work with a configuration, once it takes connections on one of its ports."""
    root = "user root;" if os.geteuid() == 0 else ""  # else its workers may not write into the folder
    command = (program, "-p", configuration.parent, "-c", configuration, "-g", f"daemon off; {root}")
    with (configuration.parent / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        while process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=30):
                break
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)
