"""Remember in which folder a learner has the copy of the course, so that ``migration-lab`` finds it from anywhere.

It is kept where Jupyter keeps a user's data, in ``migration-lab.json``.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from migration_lab.backends.atomic import write_text

NAME = "migration-lab.json"
USUAL = "migration-lab"
"""The folder in the learner's home that is taken unless another one is chosen."""


def copy_folder() -> Path | None:
    """Return the folder that was chosen last, else the usual one; ``None`` without a home. Neither need exist."""
    if chosen := remembered():
        return chosen
    with suppress(RuntimeError):
        return Path.home() / USUAL
    return None


def remembered() -> Path | None:
    """Return the folder that was chosen last; ``None`` if none was."""
    with suppress(OSError, ValueError, KeyError, TypeError, RuntimeError):
        folder = json.loads(_file().read_text(encoding="utf-8"))["folder"]
        return Path(folder) if folder and isinstance(folder, str) else None
    return None


def remember(folder: Path) -> bool:
    """Remember it; tell whether that could be written."""
    try:
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, json.dumps({"folder": str(folder)}) + "\n")
    except (OSError, RuntimeError):
        return False
    return True


def _file() -> Path:
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir(), NAME)
