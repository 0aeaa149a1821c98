"""The programs besides a browser that some tests drive: got where a machine only checks, else told of.

A machine that checks says so by CI=true. Elsewhere nothing is installed for the sake of a test: what needs a program
that is not there is skipped.
"""

from __future__ import annotations

import os
import shutil

from tools import debian

PACKAGES = {"nginx": "nginx-light", "openssl": "openssl", "ogrinfo": "gdal-bin"}


def missing() -> list[str]:
    """The packages of the programs that are not there."""
    path = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin"
    return [package for program, package in PACKAGES.items() if shutil.which(program, path=path) is None]


def main() -> None:
    """Get what is missing, and print what is missing still."""
    if missing() and os.environ.get("CI") == "true" and debian.may_install():
        debian.install(*missing())
    if left := missing():
        print(f"Some tests will be skipped: they need {' '.join(left)} (so called in Debian).")


if __name__ == "__main__":
    main()
