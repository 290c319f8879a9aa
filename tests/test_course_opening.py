"""Which course ``migration-lab`` opens where there is no clone, and what it tells the learner."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migration_lab.course.copies import update_course
from migration_lab.course.location import Course, find_course
from migration_lab.course.remembered_folder import remembered
from migration_lab.errors import LabError
from migration_lab.launch.course_opening import open_course
from migration_lab.launch.progress_line import ProgressLine
from tests.course.installed_course import COURSE, FIRST, Install, install, notebook
from tests.course.small_course import write_small_course

__all__ = ["install"]

LINE = ProgressLine()


@pytest.fixture(autouse=True)
def home(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who has installed version 1.0, and stands in a folder of other things."""
    install("1.0")
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("MIGRATION_LAB_COURSE", "")
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.chdir(elsewhere)
    return home


def another_start(monkeypatch: pytest.MonkeyPatch) -> tuple[Course, list[str]]:
    """Start once more, in another process."""
    monkeypatch.setenv("MIGRATION_LAB_COURSE", "")
    return open_course(None, LINE)


def test_the_first_start_copies_it_to_the_home_folder_and_says_so_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, told = open_course(None, LINE)
    assert course == Course(home / "migration-lab")
    assert told == [f"The course is in {home / 'migration-lab'}, and your work in it stays there."]
    assert os.environ["MIGRATION_LAB_COURSE"] == str(course.folder)
    assert another_start(monkeypatch) == (course, [])


def test_a_folder_that_is_chosen_once_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course, told = open_course("chosen", LINE)
    assert course == Course(tmp_path / "elsewhere" / "chosen")
    assert str(course.folder) in told[0]
    monkeypatch.chdir(tmp_path)
    assert another_start(monkeypatch) == (course, [])
    monkeypatch.setenv("MIGRATION_LAB_COURSE", "")
    assert find_course() == course


def test_a_course_that_is_no_copy_is_opened_as_it_is(tmp_path: Path) -> None:
    own = write_small_course(tmp_path / "own")
    own.sample_app.mkdir()
    before = sorted(own.folder.rglob("*"))
    assert open_course(str(own.folder), LINE) == (own, [])
    assert sorted(own.folder.rglob("*")) == before


def test_a_start_finishes_a_copy_and_overwrites_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course, _ = open_course(None, LINE)
    manifest = course.folder / ".migration-lab" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"complete": true', '"complete": false'), encoding="utf-8")
    (course.folder / FIRST).write_text("mine", encoding="utf-8")
    (course.sample_app / "app.py").unlink()
    again, told = another_start(monkeypatch)
    assert again == course
    assert told
    assert (course.sample_app / "app.py").read_text(encoding="utf-8") == COURSE["sample_app/app.py"]
    assert (course.folder / FIRST).read_text(encoding="utf-8") == "mine"


def test_a_newer_version_is_only_told_of_until_it_is_taken(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    course, _ = open_course(None, LINE)
    install("2.0", COURSE | {FIRST: notebook("new")})
    _, told = another_start(monkeypatch)
    assert len(told) == 1
    assert "version 2.0" in told[0]
    assert "migration-lab update" in told[0]
    assert (course.folder / FIRST).read_text(encoding="utf-8") == COURSE[FIRST]
    update_course(course.folder)
    assert another_start(monkeypatch) == (course, [])


def test_a_newer_version_with_the_same_course_is_not_told_of(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    course, _ = open_course(None, LINE)
    (course.folder / ".migration-lab" / "main_line.json").unlink()
    install("2.0")
    Path(course.folder / ".migration-lab" / "main_line.json").write_text('{"of": "2.0"}', encoding="utf-8")
    assert another_start(monkeypatch) == (course, [])


def test_a_chosen_folder_that_is_gone_is_named_and_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, _ = open_course("chosen", LINE)
    course.folder.rename(tmp_path / "moved")
    with pytest.raises(LabError, match=r"was in .*chosen, which is not there any more.*--folder"):
        another_start(monkeypatch)
    assert remembered() == course.folder
    assert open_course(str(tmp_path / "moved"), LINE) == (Course(tmp_path / "moved"), [])


def test_something_else_in_the_usual_place_is_left_alone(home: Path) -> None:
    (home / "migration-lab").mkdir()
    (home / "migration-lab" / "thesis.txt").touch()
    with pytest.raises(LabError, match=r"holds something else.*--folder"):
        open_course(None, LINE)


def test_a_wrong_course_in_the_variable_is_still_said(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("MIGRATION_LAB_COURSE", str(home / "nothing"))
    with pytest.raises(LabError, match="MIGRATION_LAB_COURSE: There is no folder"):
        open_course(None, LINE)
