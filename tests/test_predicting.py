"""Predictions as a notebook calls them: asked, answered, shown and listed, in the open workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from migration_lab import lab
from migration_lab.course.exercises.steps import Edit, apply_steps
from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.kernel.session import NothingOpen
from migration_lab.project import Project
from migration_lab.widgets.outcome_view import OtherwiseView, OutcomeView

BIO = "03.bio-in-old-rows"
LINE = "    phone: Mapped[str | None] = mapped_column(String(20))\n"
RIGHT, WRONG = "`NULL`, in all six", "an empty text, in all six"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace folder of its own, with nothing open and no progress."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(Path.cwd())
    session.close()
    yield tmp_path
    session.close()


@pytest.fixture
def chapter(root: Path) -> Project:
    """Chapter 03, at its beginning."""
    lab.open("03")
    return session.current().project


def run_the_cells(chapter: Project) -> None:
    """Do what the cells between the question and the reveal do."""
    new = "    bio: Mapped[str | None] = mapped_column(String(2000))\n"
    apply_steps([Edit("models.py", LINE, LINE + new)], chapter)
    assert lab.run('db migrate -m "add bio to speaker"').result.ok
    assert lab.run("db upgrade").result.ok


def kept(root: Path) -> Any:
    return json.loads((root / "progress.json").read_text(encoding="utf-8")).get("predictions", {})


def test_a_question_is_asked_with_nothing_open_and_nothing_is_noted(root) -> None:
    assert str(lab.predict(BIO)).startswith(f"Prediction {BIO}\n  Six speakers")
    assert not (root / "progress.json").exists()
    with pytest.raises(NothingOpen):
        lab.reveal(BIO)


def test_an_answer_in_the_cell_is_kept_and_shown_when_the_cell_runs_again(chapter, root) -> None:
    lab.predict(BIO, "c")
    lab.predict(BIO, "b")
    assert kept(root) == {BIO: {"answer": WRONG, "right": None}}
    assert f"You said: {WRONG}" in str(lab.predict(BIO))
    with pytest.raises(LabError, match="none of the choices"):
        lab.predict(BIO, "perhaps")
    assert kept(root) == {BIO: {"answer": WRONG, "right": None}}


def test_every_display_shows_an_answer_wherever_it_was_given(chapter) -> None:
    first = lab.predict(BIO)
    second = lab.predict(BIO, "b")
    assert [one.answer.answer for one in (first, second)] == [WRONG, WRONG]
    first.widget._handle_custom_msg({"answer": "a", "name": "1"}, [])
    assert [one.answer.answer for one in (first, second)] == [RIGHT, RIGHT]
    first.widget._handle_custom_msg({"answer": "z", "name": "2"}, [])
    assert "none of the choices" in first.problem
    assert first.answer.answer == RIGHT


def test_after_the_reveal_the_first_answer_stays(chapter, root) -> None:
    lab.predict(BIO, "b")
    run_the_cells(chapter)
    shown = str(lab.reveal(BIO))
    assert f"You said: {WRONG}\n  What happened: {RIGHT}\n" in shown
    assert kept(root) == {BIO: {"answer": WRONG, "right": False}}
    again = str(lab.predict(BIO, "a"))
    assert f"You said: {WRONG}" in again
    assert "has been shown already" in again
    assert str(lab.reveal(BIO)) == shown
    assert "That was your first answer" in str(lab.predict(BIO))


def test_without_the_cells_it_came_out_otherwise_and_nothing_is_noted(chapter, root) -> None:
    lab.predict(BIO, "b")
    shown = lab.reveal(BIO)
    assert isinstance(shown, OtherwiseView)
    assert "in this workspace it came out otherwise" in str(shown)
    assert "no such column: bio" in str(shown)
    assert kept(root) == {BIO: {"answer": WRONG, "right": None}}
    lab.predict(BIO, "a")
    run_the_cells(chapter)
    assert isinstance(lab.reveal(BIO), OutcomeView)
    assert kept(root) == {BIO: {"answer": RIGHT, "right": True}}


def test_in_another_chapters_workspace_nothing_is_noted(root) -> None:
    lab.predict(BIO, "a")
    lab.open("04")
    assert "is about chapter 03, and the workspace of chapter 04 is open" in str(lab.reveal(BIO))
    assert kept(root) == {BIO: {"answer": RIGHT, "right": None}}


def test_in_a_project_of_ones_own_the_evidence_alone_decides(chapter, root) -> None:
    run_the_cells(chapter)
    lab.open_project(chapter.path)
    assert isinstance(lab.reveal(BIO), OutcomeView)
    lab.open_project(chapter.path, read_only=False).run("db", "downgrade")
    assert "and a project of your own is open" in str(lab.reveal(BIO))


def test_an_answer_after_the_reveal_is_not_kept_until_the_chapter_is_opened_again(chapter, root) -> None:
    run_the_cells(chapter)
    assert "You said: nothing this time" in str(lab.reveal(BIO))
    assert "has been shown already" in str(lab.predict(BIO, "a"))
    assert kept(root) == {}
    lab.reset()
    lab.predict(BIO, "a")
    assert kept(root) == {BIO: {"answer": RIGHT, "right": None}}


def test_the_recap_is_of_the_open_chapter_or_of_the_one_that_is_named(chapter) -> None:
    assert str(lab.recap()) == str(lab.recap("03")) == str(lab.recap(3))
    assert str(lab.recap()).endswith("none of them answered yet")
    lab.predict(BIO, "b")
    run_the_cells(chapter)
    lab.reveal(BIO)
    assert f"You said: {WRONG}\n    What happened: {RIGHT}" in str(lab.recap())
    with pytest.raises(LabError, match="There is no chapter"):
        lab.recap("77")


def test_a_folder_that_cannot_be_written_is_said_and_stops_nothing(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "file"))
    assert "It could not be kept" in str(lab.predict(BIO, "a"))
