"""A command ``flask try`` whose body the test gives, and what the test knows meanwhile of the command's processes."""

from __future__ import annotations

import os
import signal
import textwrap
import threading
import time
from pathlib import Path

import pytest

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="the warm process forks, which only POSIX can")


def command(folder: Path, body: str) -> None:
    """Give the project's app a command ``flask try`` with this body."""
    app = (folder / "app.py").read_text(encoding="utf-8")
    wrapped = textwrap.indent(textwrap.dedent(body), " " * 8)
    addition = f'    @app.cli.command("try")\n    def attempt():\n{wrapped}\n\n    return app\n'
    (folder / "app.py").write_text(app.replace("    return app\n", addition), encoding="utf-8")


def numbers(path: Path) -> list[int]:
    deadline = time.monotonic() + 20
    while not (path.exists() and path.read_text().endswith("\n")) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [int(word) for word in path.read_text().split()]


def interrupt_once_written(path: Path) -> None:
    """Interrupt this very process, as Jupyter does a kernel, as soon as the command has written that file."""

    def interrupt() -> None:
        numbers(path)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
