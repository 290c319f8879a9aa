"""What a look at a project is held to: its files, which stay as they are, and the exit code of the real check."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def files(root: Path) -> dict[str, str]:
    """Every file of the project but what the lab itself keeps, with its content's hash."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".lab", "__pycache__"} & set(path.parts)
    }


def flask_db_check(folder: Path) -> int:
    """The exit code of the real command, in an interpreter of its own."""
    env = {name: value for name, value in os.environ.items() if name not in ("FLASK_APP", "DATABASE_URL")}
    command = [sys.executable, "-m", "flask", "db", "check"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False).returncode
