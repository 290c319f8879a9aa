"""A Chromium to drive, whichever the machine has, that looks up no name outside of it."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

IN_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHANNELS = ("chromium", "chrome", "msedge")  # Playwright's own, and those that it finds where systems install them
HOW_TO = "Install Chromium or Chrome (Debian: `apt-get install chromium`; anywhere: `playwright install chromium`)."
OFFLINE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def launch(playwright: Playwright) -> Browser | None:
    """The first that starts; ``None`` where there is none, and ``HOW_TO`` says what to do."""
    found = [{"executable_path": path} for name in IN_PATH if (path := shutil.which(name))]
    for where in [*found, *({"channel": channel} for channel in CHANNELS)]:
        try:
            return playwright.chromium.launch(args=[*OFFLINE], chromium_sandbox=False, **where)
        except PlaywrightError:
            continue
    return None
