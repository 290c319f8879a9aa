"""``migration-lab new-chapter`` as it is typed, and how the course that it is in opens."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from migration_lab.cli import FIRST_NOTEBOOK, course_settings
from migration_lab.course.location import find_course
from migration_lab.terminal.new_chapter_command import opening
from tests.terminal.conftest import Command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course folder with the least that there can be in it."""
    (tmp_path / "sample_app" / "migrations" / "versions").mkdir(parents=True)
    (tmp_path / "sample_app" / "models.py").write_text("db = 1\n\n\nclass Tag(db.Model):\n    pass\n")
    return tmp_path


def test_it_says_what_it_made_and_how_to_open_it(lab: Command, folder: Path) -> None:
    printed = lab("new-chapter", "Add a tag", "--in", folder)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.splitlines() == [
        "Chapter 01 is there:",
        f"  {folder / 'notebooks' / '01_add_a_tag.ipynb'}",
        f"  {folder / 'notebooks' / 'questions' / '01.toml'}",
        "It works as it is. Open it, run it, and change it cell by cell:",
        f"  MIGRATION_LAB_COURSE={folder} migration-lab",
    ]


def test_what_to_type_is_right_for_a_folder_with_a_space_and_in_powershell() -> None:
    assert opening("") == "migration-lab"
    assert shlex.split(opening("/home/a b/it's", windows=False)) == [
        "MIGRATION_LAB_COURSE=/home/a b/it's",
        "migration-lab",
    ]
    assert opening("C:\\a b's", windows=True) == "$env:MIGRATION_LAB_COURSE='C:\\a b''s'; migration-lab"


def test_without_a_folder_it_is_made_in_the_course_that_is_open(
    lab: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab("new-chapter", "Add a tag", "--in", folder)
    monkeypatch.setenv("MIGRATION_LAB_COURSE", str(folder))
    assert lab("new-chapter", "Add a label").code == 0
    assert (folder / "notebooks" / "02_add_a_label.ipynb").exists()


def test_jupyterlab_opens_such_a_course_on_its_first_chapter(lab: Command, folder: Path) -> None:
    lab("new-chapter", "Add a tag", "--in", folder)
    assert course_settings(folder)["LabApp"]["default_url"] == "/lab/tree/notebooks/01_add_a_tag.ipynb"
    ours = course_settings(find_course().folder)
    assert ours["LabApp"]["default_url"] == f"/lab/tree/{FIRST_NOTEBOOK}"


def test_a_folder_that_is_no_course_is_one_line_and_exit_code_2(lab: Command, tmp_path: Path) -> None:
    printed = lab("new-chapter", "Add a tag", "--in", tmp_path / "none")
    assert (printed.code, printed.out) == (2, "")
    assert printed.err == f"migration-lab new-chapter: There is no folder {tmp_path / 'none'}.\n"


def test_a_wrong_course_folder_stops_migration_lab_with_one_line(
    lab: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGRATION_LAB_COURSE", str(tmp_path))
    printed = lab()
    assert (printed.code, printed.out) == (1, "")
    assert printed.err.startswith(f"migration-lab: MIGRATION_LAB_COURSE: {tmp_path} is not a course: ")
