"""Find the Chromium that the tests use, and print its path; also used by `.ci/chromium`.

A distribution's own is preferred to Playwright's download.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The "new" headless mode is the browser that readers have. The other flags stop its own requests,
# and let root start it in a container.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium that starts, or None.

    Ubuntu's `chromium-browser` may be a script that only mentions a snap.
    """
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    for path in (*map(shutil.which, NAMES), own):
        if (
            path
            and Path(path).exists()
            and subprocess.run([path, "--version"], capture_output=True, check=False).returncode
            == 0
        ):
            return path
    return None


if __name__ == "__main__":
    found = find_chromium()
    print(found or "no Chromium found")
    sys.exit(found is None)
