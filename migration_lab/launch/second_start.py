"""Find a JupyterLab of this user that has the same course open. Reads what Jupyter notes of its running servers."""

from __future__ import annotations

import os
from pathlib import Path

OPEN_ALREADY = (
    "This course is open already, at {}: another terminal has the whole address. Save a notebook in only one of the "
    "two, or one overwrites what you did in the other."
)


def open_already(folder: Path) -> list[str]:
    """Return the addresses, without their tokens, at which the course in ``folder`` is open."""
    from jupyter_server.serverapp import list_running_servers

    return [
        str(one["url"])
        for one in list_running_servers(log=None)
        if os.path.realpath(str(one.get("root_dir", ""))) == os.path.realpath(folder)
    ]
