"""The board of an open chapter as tests see it: without a page, as if one showed it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.kernel import session
from migration_lab.kernel.desk import Desk

PATIENCE = 30.0


@contextmanager
def open_desk(workspace: Path) -> Iterator[Desk]:
    """Chapter 03, opened in a workspace of its own in that folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGRATION_LAB_WORKSPACE", str(workspace / "workspace"))
        patch.chdir(Path.cwd())
        lab.open("03")
        desk = session.current().desk
        desk.hear({"what": "seen"}, print)
        yield desk
        session.close()


def wait(until: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < deadline, "the board did not follow"
        time.sleep(0.02)
