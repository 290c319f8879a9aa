"""Note paths relative to a project, so that they stay true when it is moved. Touches no file."""

from __future__ import annotations

import os
from pathlib import Path


def relative(path: Path, root: Path) -> str:
    """Return ``path`` as seen from ``root``, so that it stays true when the project is moved."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(root))).as_posix()
    except ValueError:  # on another drive of Windows
        return path.as_posix()
