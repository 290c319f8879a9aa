"""What the tests of ``explain``, ``review`` and ``doctor`` share: the coach's project, and the command itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from migration_lab import cli
from tests.coach.conftest import built, postgresql, scenario, sqlite

__all__ = ["built", "postgresql", "scenario", "sqlite"]


@dataclass(frozen=True)
class Printed:
    """What the command printed, and its exit code."""

    code: int
    out: str
    err: str


Command = Callable[..., Printed]
DROP = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('phone')"
"""A script that loses the five telephone numbers."""


@pytest.fixture
def lab(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run ``migration-lab`` with these words, in a folder."""

    def run(*words: str | Path, folder: Path | None = None) -> Printed:
        capfd.readouterr()
        with monkeypatch.context() as patch:
            if folder:
                patch.chdir(folder)
            try:
                code = cli.main([str(word) for word in words])
            except SystemExit as stopped:
                code = int(stopped.code or 0)
        out, err = capfd.readouterr()
        return Printed(code, out, err)

    return run


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes and the time of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
