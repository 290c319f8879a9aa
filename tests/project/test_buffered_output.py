"""What a command prints is shown, whether Python buffers its output, as it does by default, or not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migration_lab.project.commands.warm_runner import WarmRunner
from migration_lab.values.wire import Request, RunFlask
from tests.project.other_shapes import INSTALLED, upgraded, write
from tests.project.try_command import posix


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_alembic_prints_is_shown(tmp_path: Path, unbuffered: str) -> None:
    """It writes to the stream that was standard output when it was imported, which the warm process has done before."""
    folder = upgraded(write(tmp_path / "blog", INSTALLED), "blog")
    environment = {**os.environ, "FLASK_APP": "blog", "PYTHONUNBUFFERED": unbuffered}
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONUNBUFFERED", unbuffered)
        warm = WarmRunner()
        request = Request(RunFlask(("db", "current")), str(folder), environment)
        for _ in range(2):  # the second finds Alembic imported
            outcome = warm.run(request, lambda text: printed.append(text or ""))
        warm.close()
    assert outcome.exit_code == 0, printed
    assert "".join(printed).count("(head)") == 2
