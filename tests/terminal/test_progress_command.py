"""``migration-lab progress`` as it is typed: shown, exported, taken in, and forgotten after a question."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from migration_lab.course.location import find_course
from migration_lab.course.predictions.answers import keep_answer, keep_outcome
from migration_lab.course.predictions.prediction import predictions
from migration_lab.course.progress_record import progress_file
from tests.terminal.conftest import Command


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner who has answered one prediction."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    keep_answer(predictions()[0], predictions()[0].answer)
    keep_outcome(predictions()[0])
    return progress_file(find_course())


def test_it_shows_what_the_notebook_shows(lab: Command) -> None:
    printed = lab("progress")
    assert (printed.code, printed.err) == (0, "")
    assert "1 of 1 prediction right" in printed.out.splitlines()[0]
    assert printed.out.splitlines()[1] == "  → 00 Start here: 1 of 1 prediction right"


def test_what_was_exported_can_be_taken_in_elsewhere(lab: Command, file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    printed = lab("progress", "--export", mine, "--name", "Ada")
    assert printed.code == 0
    assert printed.out.splitlines()[0] == f"Written to {mine}, under the name Ada: 0 exercises done, 1 prediction."
    before = file.read_bytes()
    assert lab("progress", "--import", mine).out == "Nothing in mine.json is new.\n"
    file.unlink()
    assert lab("progress", "--import", mine).out == "Taken in. Exercises that are done now, too: none.\n"
    assert file.read_bytes() == before


def test_an_export_without_a_name_says_so(lab: Command, tmp_path: Path) -> None:
    assert ", without a name: " in lab("progress", "--export", tmp_path / "mine.json").out
    assert "name" not in (tmp_path / "mine.json").read_text()


def test_a_foreign_file_is_refused_with_one_line(lab: Command, file: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    before = file.read_bytes()
    printed = lab("progress", "--import", tmp_path / "x.json")
    assert (printed.code, printed.out) == (2, "")
    assert printed.err == (
        "migration-lab progress: x.json is no exported progress. `migration-lab progress --export FILE` writes one.\n"
    )
    assert file.read_bytes() == before


class Terminal:
    """Somebody who answers."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return f"{self._answer}\n"


@pytest.mark.parametrize(("answer", "code"), [("n", 1), ("", 1), ("nope", 1), ("y", 0), ("Yes", 0)])
def test_it_asks_before_it_forgets(
    lab: Command, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    before = file.read_bytes()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    printed = lab("progress", "--reset", "00")
    assert printed.code == code
    assert "Forget your progress in chapter 00? The workspaces stay as they are. [y/N]" in printed.out
    assert (file.read_bytes() == before) is (code == 1)
    kept = file.with_name("progress-before-reset.json")
    assert kept.exists() is (code == 0)
    if code == 0:
        assert kept.read_bytes() == before
        assert f"The file from before is kept in {kept}." in printed.out


def test_where_nobody_can_answer_it_forgets_nothing_but_with_yes(
    lab: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()
    with Path("/dev/null" if Path("/dev/null").exists() else "NUL").open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        printed = lab("progress", "--reset")
    assert printed.code == 2
    assert "--yes" in printed.err
    assert file.read_bytes() == before
    assert lab("progress", "--reset", "--yes").out.startswith("Forgotten: all of your progress.")
    assert lab("progress", "--reset", "--yes").out == "Nothing is noted there, so nothing has changed.\n"


@pytest.mark.parametrize("words", [("--name", "Ada"), ("--yes",), ("--reset", "99", "--yes"), ("--export", "/no/x")])
def test_options_that_make_no_sense_are_exit_code_2(lab: Command, file: Path, words: tuple[str, ...]) -> None:
    before = file.read_bytes()
    printed = lab("progress", *words)
    assert printed.code == 2
    assert printed.err.startswith("migration-lab progress: ")
    assert file.read_bytes() == before
