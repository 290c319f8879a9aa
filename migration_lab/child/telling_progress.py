"""In a process of its own: tell whoever waits for a look what it is doing. Writes into the scratch folder only."""

from __future__ import annotations

import time

from migration_lab.values.look_progress import Progress, write_progress

LOADING = "Loading the app"
CHECKING = "Comparing models and database, as flask db check does"
MODELS = "Making the models' tables on an empty database"
SCRIPTS = "Running the scripts on an empty database"
COPY = "Trying the scripts on a copy of the database"
COMPARING = "Comparing models, scripts and database"
OFTEN = 0.2
"""Seconds between two notes of how far the same work is."""

_folder = ""
_last = ("", 0.0)


def tell(what: str, done: int = 0, of: int = 0) -> None:
    """Note that ``done`` of the ``of`` parts of that work are done."""
    global _last
    now = time.monotonic()
    if _folder and (what != _last[0] or done >= of or now - _last[1] >= OFTEN):
        _last = what, now
        write_progress(_folder, Progress(what, done, of))
