"""Start Pythons that behave as on another system: see ``windows/sitecustomize.py`` and ``macos/sitecustomize.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
BINARY = {".db", ".png", ".svg"}

only_on_linux = pytest.mark.skipif(sys.platform != "linux", reason="it makes Linux like another system")


def variables(system: str, folder: Path) -> dict[str, str]:
    """Return what has to be set for a Python to be like that system; ``folder`` is for what its Pythons note."""
    run = folder / "pythons"
    run.mkdir(exist_ok=True)
    return {
        "PYTHONPATH": os.pathsep.join([str(HERE / system), str(HERE)]),
        "MIGRATION_LAB_TEST_RUN": str(run),
        "PYTHONWARNDEFAULTENCODING": "1",
    }


def python(system: str, folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run such a Python with these words, in ``folder``, with ``more`` variables."""
    env = {**os.environ, **variables(system, folder), **more}
    return subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True, timeout=600, check=False)


def course_with_other_newlines(folder: Path) -> Path:
    """Copy the course, and let all its lines end as an editor on Windows, or Git there, would end them."""
    for name in ("notebooks", "sample_app"):
        shutil.copytree(
            PROJECT / name, folder / name, ignore=shutil.ignore_patterns("workspace", "instance", ".*", "__*")
        )
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in BINARY:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return folder
