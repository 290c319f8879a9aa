"""What a check says must not lead away from the goal: the cold readers' wrong turns, in the real course."""

from __future__ import annotations

from pathlib import Path

from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import put_start
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import find_course
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared


def opened(id: str, folder: Path, open_shared: OpenShared) -> Project:
    put_start(find_exercise(id), find_course(), folder, open_shared)
    return open_shared(folder)


def checked(id: str, project: Project, open_shared: OpenShared) -> Verdict:
    return check(find_exercise(id), project, open_project=open_shared)


def test_a_draft_that_no_model_asks_for_is_not_to_be_run(tmp_path: Path, open_shared: OpenShared) -> None:
    said = str(checked("02.2", opened("02.2", tmp_path / "project", open_shared), open_shared))
    assert "flask db upgrade." not in said
    assert "what the models do not have: column speaker.nickname. Does anybody want it?" in said


def test_a_draft_that_the_models_ask_for_is_to_be_run(tmp_path: Path, open_shared: OpenShared) -> None:
    said = str(checked("10.2", opened("10.2", tmp_path / "project", open_shared), open_shared))
    assert "flask db upgrade" in said
    assert "Does anybody want it?" not in said


def test_rows_that_went_with_their_file_are_told_as_gone(tmp_path: Path, open_shared: OpenShared) -> None:
    project = opened("01.3", tmp_path / "project", open_shared)
    file = project.database.path
    assert file is not None
    file.unlink()
    (missing,) = checked("01.3", project, open_shared).missing
    assert "conference.db, is gone" in missing
    assert missing.endswith("lab.reset() begins the exercise again.")
