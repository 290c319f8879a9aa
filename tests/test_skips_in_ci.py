"""What CI installs is used there: a skip for want of a browser, PostgreSQL or old packages fails, no other does."""

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

@pytest.mark.oldest
def test_on_old_packages(nothing_there): ...

def test_of_another_kind(nothing_there): ...

@pytest.mark.browser
@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail():
    raise ValueError
"""


@pytest.mark.parametrize(
    ("ci", "closing"), [("", "4 skipped, 1 xfailed"), ("true", "1 failed, 1 skipped, 1 xfailed, 2 errors")]
)
def test_a_skip_for_want_of_what_ci_installs_fails_in_ci_only(tmp_path: Path, ci: str, closing: str) -> None:
    (tmp_path / "test_skips.py").write_text(SKIPS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser\n  postgres\n  oldest\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "--color=no"],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": ci},
    )
    assert closing in run.stdout, run.stdout + run.stderr
    assert ("may not be skipped. Skipped: not installed" in run.stdout) == bool(ci)
