"""Which browser the tests drive, and how: one that is installed, or one that this script gets.

Order: $DATELINE_BROWSER, a Chromium or Chrome on the path, Playwright's own download, the Debian package (as root).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import debian

ROOT = Path(__file__).resolve().parent.parent
DOWNLOADS = ROOT / ".cache" / "browsers"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# How it is started: as root where need be, and with no way out of this machine.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
# What Playwright unpacks, by platform and by whether it is the small build without windows.
DOWNLOADED = (
    "chromium*/chrome-*/chrome",
    "chromium*/chrome-*/chrome-headless-shell",
    "chromium*/*/*.app/Contents/MacOS/*",
)


def runs(path: Path) -> bool:
    """Whether the browser at ``path`` starts: a download may lack libraries of the system."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def candidates() -> list[Path]:
    """Where a browser may be, best first; none of them need exist."""
    named = [os.environ.get("DATELINE_BROWSER"), *map(shutil.which, NAMES), MAC]
    downloaded = sorted(path for pattern in DOWNLOADED for path in DOWNLOADS.glob(pattern))
    return [*(Path(name) for name in named if name), *downloaded]


def executable() -> Path | None:
    """The first browser that starts, or None."""
    return next((path for path in candidates() if path.is_file() and runs(path)), None)


def download() -> None:
    """Have Playwright download its own Chromium; where that fails, the next way is tried."""
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(DOWNLOADS)}
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], env=environment, check=False)


def install() -> None:
    """Install Debian's chromium, where this is Debian and we may."""
    if debian.may_install():
        debian.install("chromium")


def main() -> int:
    """Print the browser's path, after getting one if need be."""
    found = executable()
    for get in (download, install):
        if found is None:
            get()
            found = executable()
    if found is not None:
        print(found)
        return 0
    print(
        "no browser: the tests need Chromium or Chrome; install one (Debian: apt-get install chromium), "
        "or name it in DATELINE_BROWSER, and run make test again",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
