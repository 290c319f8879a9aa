"""Which exercise the learner works on, and that the board follows the rows it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from migration_lab import lab
from migration_lab.kernel import session
from migration_lab.kernel.exercise_in_hand import ExerciseInHand
from migration_lab.project import Project
from tests.desk import open_desk, wait


@pytest.fixture
def at_end_of_03(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The project with which chapter 04 begins."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(Path.cwd())
    lab.open("04")
    yield session.current().project
    session.close()


def verdict(id: str, *, done: bool) -> Any:
    from migration_lab.course import find_exercise

    return SimpleNamespace(exercise=find_exercise(id), done=done)


def in_hand(exercise: ExerciseInHand, project: Project) -> str | None:
    state = exercise.state(project, in_step=True)
    return state and state["id"]


def test_at_the_end_of_the_chapter_its_first_exercise_is_in_hand(at_end_of_03: Project) -> None:
    state = ExerciseInHand("03").state(at_end_of_03, in_step=True)
    assert state is not None
    assert (state["id"], state["check"], state["before"], state["met"]) == ("03.1", 'lab.check("03.1")', [], False)
    assert [item["met"] for item in state["items"]] == [False, True]
    assert in_hand(ExerciseInHand(None), at_end_of_03) is None


def test_the_one_that_was_checked_is_in_hand_and_after_it_the_next(at_end_of_03: Project) -> None:
    exercise = ExerciseInHand("03")
    exercise.checked(verdict("03.2", done=False))
    assert in_hand(exercise, at_end_of_03) == "03.2"
    exercise.checked(verdict("03.1", done=True))
    assert in_hand(exercise, at_end_of_03) == "03.2"
    exercise.checked(verdict("03.2", done=True))
    assert in_hand(exercise, at_end_of_03) == "03.3"
    exercise.checked(verdict("03.3", done=True))
    state = exercise.state(at_end_of_03, in_step=True)
    assert state is not None
    assert (state["id"], state["before"]) == ("03.3", ["03.1", "03.2"])
    assert not state["checked"]  # its structure is not there, whatever a check once said


def test_the_goal_follows_rows_that_somebody_writes(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        wait(lambda: not desk.board.state()["_status"]["looking"] and desk.board.state()["_places"]["now"])
        asked: list[Project] = []
        desk.follower.exercise = SimpleNamespace(state=lambda project, in_step: asked.append(project))  # type: ignore[assignment]
        desk.session.project.database.engine.dispose()
        with desk.session.project.database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE room SET seats = seats + 1")
        wait(lambda: asked)
        assert asked[0] is desk.follower.project


def test_in_an_exercises_own_workspace_it_is_in_hand_from_the_start(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.chdir(Path.cwd())
    shown = lab.open("02.2")
    now = session.current()
    assert "workspace/02.2 is at the exercise's starting point." in str(shown)
    state = now.exercise.state(now.project, in_step=False)
    assert state is not None
    assert (state["id"], state["met"], state["before"]) == ("02.2", False, [])
    assert "This exercise has a workspace of its own" in str(lab.check("02.3"))
    assert "what is open here is the workspace of exercise 02.2" in str(lab.check("02.1"))
    assert not lab.check("02.2").done
    [draft] = (now.project.path / "migrations" / "versions").glob("*_add_nickname_to_speaker.py")
    draft.unlink()
    done = lab.check("02.2")
    assert done.done
    assert "A script that has run nowhere is only a file: delete it." in str(done)
    again = lab.reset()
    assert "Your earlier work is kept in workspace/02.2-earlier-1." in str(again)
    session.close()
