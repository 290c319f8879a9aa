"""What CI installs is used there: a skip for want of a browser or PostgreSQL fails, there only, and no other skip."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SKIPS = """\
import pytest

@pytest.fixture
def nothing_there():
    pytest.skip("not installed")

@pytest.mark.browser
def test_in_a_browser(nothing_there): ...

@pytest.mark.postgres
def test_on_postgresql():
    pytest.skip("not installed")

def test_of_another_kind(nothing_there): ...

@pytest.mark.browser
@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail():
    raise ValueError
"""


@pytest.mark.parametrize(
    ("ci", "closing"),
    [(None, "3 skipped, 1 xfailed"), ("", "3 skipped, 1 xfailed"), ("true", "1 failed, 1 skipped, 1 xfailed, 1 error")],
)
def test_a_skip_for_want_of_what_ci_installs_fails_in_ci_only(tmp_path: Path, ci: str | None, closing: str) -> None:
    (tmp_path / "test_skips.py").write_text(SKIPS, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PYTHONPATH": str(PROJECT)} | ({} if ci is None else {"CI": ci})
    settings = ["-c", str(PROJECT / "pyproject.toml"), "-p", "no:cacheprovider", "--numprocesses=0", "--color=no"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "-p", "tests.conftest", "--rootdir", str(tmp_path), str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
    )
    assert closing in run.stdout, run.stdout + run.stderr
    assert ("may not be skipped. Skipped: not installed" in run.stdout) == (ci == "true")
