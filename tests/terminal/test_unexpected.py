"""What nobody has expected is exit code 2 and one line: 1 would say that something was found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migration_lab.terminal.findings import Review
from migration_lab.terminal.review_command import url_of
from tests.coach.scenario import Scenario
from tests.terminal.conftest import Command

CALLS = {
    "explain": "migration_lab.terminal.explain_command.explain_command",
    "review": "migration_lab.terminal.review_command.reviewed",
    "doctor": "migration_lab.terminal.doctor_command.rooms",
}


@pytest.mark.parametrize("subcommand", CALLS)
def test_an_error_that_nobody_expected_is_one_line_and_exit_code_2(
    lab: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subcommand: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"first\nsecond \x1b[2J postgresql://me:s3cret@h/db{' x' * 500}")

    monkeypatch.setattr(CALLS[subcommand], broken)
    printed = lab(subcommand, folder=tmp_path)
    assert (printed.code, printed.out) == (2, "")
    (line,) = printed.err.splitlines()
    assert line.startswith(
        f"migration-lab {subcommand}: something went wrong in migration-lab itself, so it did not finish: "
    )
    assert "RuntimeError: first second" in line
    assert "me:***@h" in line
    assert "\x1b" not in line
    assert len(line) < 450


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:s3cret@host:port/app",
        "me:s3cret@host",
        "s3cret",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_shown(lab: Command, sqlite: Scenario, address: str) -> None:
    printed = lab("review", sqlite.path, "--database-url", address)
    assert printed.code == 2
    assert "Could not look: --database-url is no URL of a database." in printed.out
    assert "s3cret" not in printed.out + printed.err


def test_an_address_is_read() -> None:
    assert url_of("postgresql://me@host:5432/app").port == 5432


def test_a_project_on_another_drive_is_shown_with_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_drive(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    review = Review(tmp_path / "project")
    assert review.shown("app.py", tmp_path) == "project/app.py"
    monkeypatch.setattr(os.path, "relpath", other_drive)
    assert review.shown("app.py", tmp_path) == (tmp_path / "project" / "app.py").as_posix()
