"""Packages of Debian, where this is Debian and we may install them."""

from __future__ import annotations

import os
import shutil
import subprocess


def may_install() -> bool:
    """Whether there is apt and we are root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(*packages: str) -> bool:
    """Install ``packages``, and nothing that they only recommend; whether that went well."""
    # In runlevel 1 nothing is started that was installed.
    environment = {**os.environ, "RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["update"], ["install", "--yes", "--no-install-recommends", *packages])
    ended = [
        subprocess.run(["apt-get", "--quiet=2", *step], env=environment, stdout=subprocess.DEVNULL, check=False)
        for step in steps
    ]
    return ended[-1].returncode == 0
