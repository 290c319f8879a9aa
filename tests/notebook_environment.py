"""The environment variables of a kernel that runs a notebook of the course for a test."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

# What would make a command print something else than it prints for everybody.
UNWANTED = frozenset(
    {"COLUMNS", "LINES", "NO_COLOR", "PY_COLORS", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "DATABASE_URL"}
)
UNWANTED_BEGINNINGS = ("FLASK_", "SQLALCHEMY_", "CLICOLOR", "FORCE_COLOR")


def notebook_environment(folder: Path) -> dict[str, str]:
    """Return this process's variables, changed so that a notebook prints the same for everybody.

    The workspace is ``folder/workspace``, IPython's own files are in ``folder/ipython``; neither need exist yet.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in UNWANTED and not name.startswith(UNWANTED_BEGINNINGS)
    }
    environment["MIGRATION_LAB_WORKSPACE"] = str(folder / "workspace")
    environment["IPYTHONDIR"] = str(folder / "ipython")
    scripts = sysconfig.get_path("scripts")  # so that `!flask` is the one of this environment
    environment["PATH"] = os.pathsep.join([scripts, environment.get("PATH", "")])
    return environment
