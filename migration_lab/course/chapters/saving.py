"""Keep a chapter's notebook as it is in the repository when JupyterLab saves it and nobody has changed a cell.

As soon as a kernel runs, JupyterLab writes what the kernel says of its language into the notebook, with the version of
Python, and saves that by itself some seconds later. Reads notebooks; writes none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from migration_lab.course.location import CLINIC, NOTEBOOKS

CHAPTERS = (NOTEBOOKS, f"{CLINIC}.ipynb")


def keep_language(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """Let a chapter keep what its file says of the language, before Jupyter's server saves ``model`` at ``path``."""
    file = Path(contents_manager.root_dir, path.strip("/"))
    if model.get("type") != "notebook" or not model.get("content") or not any(map(file.match, CHAPTERS)):
        return
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # a new notebook, or another one
        there, now = json.loads(file.read_text(encoding="utf-8"))["metadata"], model["content"]["metadata"]
        if there["language_info"]["name"] == now["language_info"]["name"]:
            now["language_info"] = there["language_info"]
