"""``migration-lab --last`` opens the notebook that was saved last."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest

from migration_lab.course.location import Course
from migration_lab.course.progress_record import change_record, read_record
from migration_lab.launch.last_notebook import KEY, last_notebook, note_last
from tests.course.small_course import write_small_course
from tests.lab_server import SECONDS, TOKEN, lab_server

NOTEBOOK = {"type": "notebook"}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.delenv("MIGRATION_LAB_WORKSPACE", raising=False)
    made = write_small_course(tmp_path / "course")
    made.sample_app.mkdir()
    monkeypatch.setenv("MIGRATION_LAB_COURSE", str(made.folder))
    return made


def test_before_anything_is_saved_it_is_the_next_chapter(course: Course) -> None:
    assert last_notebook(course) == course.notebooks / "00_start_here.ipynb"


def test_it_is_what_was_saved_last_and_the_rest_of_the_progress_stays(course: Course) -> None:
    change_record(course, lambda record: record | {"mine": 1})
    for name in ("01_write_an_app", "02_draft_a_revision"):
        note_last(course, str(course.notebooks / f"{name}.ipynb"), NOTEBOOK)
    note_last(course, str(course.notebooks / "glossary.md"), {"type": "file"})
    note_last(course, str(course.folder.parent / "other.ipynb"), NOTEBOOK)
    assert last_notebook(course) == course.notebooks / "02_draft_a_revision.ipynb"
    assert read_record(course) == {"mine": 1, KEY: "notebooks/02_draft_a_revision.ipynb"}


@pytest.mark.parametrize("kept", ["notebooks/gone.ipynb", "../outside.ipynb", "/etc/passwd", 3, None])
def test_a_path_that_leads_to_no_notebook_of_the_course_is_not_opened(course: Course, kept: object) -> None:
    (course.folder.parent / "outside.ipynb").write_text("{}", encoding="utf-8")
    change_record(course, lambda record: record | {KEY: kept})
    assert last_notebook(course) == course.notebooks / "00_start_here.ipynb"


def test_what_jupyterlab_saves_is_what_the_next_start_opens(course: Course, tmp_path: Path) -> None:
    with lab_server(tmp_path) as address:
        root = address.partition("/lab/")[0]
        place = f"{root}/api/contents/notebooks/02_draft_a_revision.ipynb?token={TOKEN}"
        with urllib.request.urlopen(place, timeout=SECONDS) as answer:
            model = json.loads(answer.read())
        request = urllib.request.Request(place, data=json.dumps(model).encode(), method="PUT")
        urllib.request.urlopen(request, timeout=SECONDS).close()
    with lab_server(tmp_path, "--last") as address:
        assert address.endswith("/lab/tree/notebooks/02_draft_a_revision.ipynb")
