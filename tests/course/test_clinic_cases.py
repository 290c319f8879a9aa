"""Each case of the clinic is broken as its diagnosis says, and its check proves that no row is lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.course.exercises.asked_rows import rows_missing
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.exercise_parts import IN_STEP
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import put_start
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.exercises.verdict import check
from migration_lab.course.location import CLINIC, find_course
from migration_lab.course.predictions.looking_up import look_up
from migration_lab.course.predictions.prediction import predictions_of
from migration_lab.errors import LabError
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared

COURSE = find_course()
CASES = [one for one in exercises() if one.chapter == CLINIC]
EACH = pytest.mark.parametrize("id", [one.id for one in CASES])
OURS = ("alembic_version",)


@pytest.fixture
def project(id: str, tmp_path: Path, open_shared: OpenShared) -> Project:
    put_start(find_exercise(id), COURSE, tmp_path / "project", open_shared)
    return open_shared(tmp_path / "project")


def test_each_case_has_its_diagnosis_and_each_diagnosis_its_case() -> None:
    assert [one.id for one in predictions_of(CLINIC)] == [one.id for one in CASES]


@EACH
def test_what_the_diagnosis_says_is_so_when_the_case_begins_and_no_row_is_lost_unnoticed(id, project, tmp_path) -> None:
    case = find_exercise(id)
    (diagnosis,) = (one for one in predictions_of(CLINIC) if one.id == id)
    assert look_up(diagnosis.evidence, project, None).true

    apply_steps(case.solution, project)
    assert not list(rows_missing(case.rows, project))
    database, kept = project.database.path, tmp_path / "kept.db"
    assert database is not None
    shutil.copyfile(database, kept)
    for table in (name for name in project.read().table_names if name not in OURS):
        for which in ("min", "max"):
            with closing(sqlite3.connect(database)) as live, live:
                live.execute(f"DELETE FROM {table} WHERE id = (SELECT {which}(id) FROM {table})")
            assert list(rows_missing(case.rows, project)), f"the {which} of {table} could be lost"
            shutil.copyfile(kept, database)


ENTRY = """
[[diagnosis]]
id = "clinic.z"
question = "Why?"
choices = ["one", "two", "three", "four"]
answer = "one"
because = "It is."
evidence = { page = "/", status = 500 }
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("clinic.z", "03.words", "should be the id of its case"),
        ('answer = "one"', 'answer = "five"', "should be one of the choices"),
        ('page = "/", status = 500', "exit_code = 1", "no command has run when a case begins"),
        ("choices", "accepts", "unknown key accepts"),
    ],
)
def test_a_diagnosis_that_is_not_as_it_should_be_is_refused(old, new, said, tmp_path) -> None:
    from migration_lab.course.predictions.prediction import predictions

    file = tmp_path / "clinic.toml"
    file.write_text(ENTRY, encoding="utf-8")
    assert [one.name for one in predictions(file)] == ["Diagnosis clinic.z"]
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(LabError, match=f"diagnosis .*{said}"):
        predictions(wrong)


@pytest.mark.parametrize("id", ["clinic.h"])
def test_scripts_that_do_not_make_what_is_there_are_not_in_step_though_check_finds_nothing(id, project) -> None:
    case = find_exercise(id)
    apply_steps(case.wrong[0].steps, project)
    assert project.run("db", "check").result.ok
    verdict = check(case, project)
    assert IN_STEP in [part.words for part in verdict.parts if part.missing]
    assert "without the column speaker.website" in " ".join(verdict.missing)
    with closing(sqlite3.connect(project.database.path)) as live, live:
        live.execute("DELETE FROM talk")  # nor as long as something else is wrong
    assert IN_STEP not in check(case, project).how_far
    assert "without the column speaker.website" in str(check(case, project))
