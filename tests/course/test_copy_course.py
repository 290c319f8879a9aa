"""The course is copied to a learner's folder, whole, and never over anything that is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from migration_lab.course.copies import copy_course, course_changes, is_copy
from migration_lab.course.copies.manifest import read_manifest
from migration_lab.course.location import Course
from migration_lab.errors import LabError
from tests.course.installed_course import APP, COURSE, FIRST, QUESTIONS, SECOND, Install, install

__all__ = ["install"]


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "home" / "migration-lab"


def course_in(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_text(encoding="utf-8") for path in COURSE if (folder / path).exists()}


def test_a_copy_has_every_file_and_can_be_opened(install: Install, to: Path) -> None:
    install("1.0")
    told: list[tuple[int, int]] = []
    assert copy_course(to, lambda *how_far: told.append(how_far)).written == len(COURSE) + 1
    assert course_in(to) == COURSE
    assert told[0] == (0, 5)
    assert told[-1] == (5, 5)
    assert (read_manifest(to).version, course_changes(to)) == ("1.0", ())


def test_chapters_of_a_copy_start_from_what_was_recorded_for_it(install: Install, to: Path) -> None:
    install("1.0")
    copy_course(to)
    install("2.0")
    assert Course(to).snapshot.read_text(encoding="utf-8") == '{"of": "1.0"}'


def test_a_second_copy_changes_nothing_not_even_what_was_deleted(install: Install, to: Path) -> None:
    install("1.0")
    copy_course(to)
    (to / FIRST).write_text("mine", encoding="utf-8")
    (to / SECOND).unlink()
    assert copy_course(to).written == 0
    assert course_in(to) == {FIRST: "mine", QUESTIONS: COURSE[QUESTIONS], APP: COURSE[APP]}


def test_a_copy_that_was_interrupted_is_finished_and_keeps_what_was_changed_since(
    install: Install, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("1.0")

    def killed(done: int, all: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_course(to, killed)
    assert is_copy(to)
    assert len(course_in(to)) == 2
    (to / FIRST).write_text("mine", encoding="utf-8")
    assert copy_course(to).written == 3
    assert course_in(to) == COURSE | {FIRST: "mine"}
    assert read_manifest(to).complete
    assert [change.path for change in course_changes(to)] == [FIRST]


def test_a_folder_that_holds_something_else_is_refused_by_name(install: Install, to: Path) -> None:
    install("1.0")
    to.mkdir(parents=True)
    (to / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(LabError, match=r"holds something else \(thesis\.txt\).*--folder"):
        copy_course(to)
    assert [path.name for path in to.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_is_taken_with_what_the_system_leaves_in_it(install: Install, to: Path) -> None:
    install("1.0")
    to.mkdir(parents=True)
    (to / ".DS_Store").touch()
    copy_course(to)
    assert course_in(to) == COURSE


def test_a_file_in_its_place_is_refused(install: Install, to: Path) -> None:
    install("1.0")
    to.parent.mkdir(parents=True)
    to.touch()
    with pytest.raises(LabError, match="is a file"):
        copy_course(to)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(install: Install, to: Path) -> None:
    install("1.0")
    to.parent.mkdir(parents=True)
    to.parent.chmod(0o555)
    with pytest.raises(LabError, match=r"cannot be written to .*Permission denied.*--folder"):
        copy_course(to)


def test_a_full_disk_is_said_and_the_next_copy_goes_on(
    install: Install, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("1.0")
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name.startswith(Path(SECOND).name):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(LabError, match=r"No space left on device.*goes on where this stopped"):
            copy_course(to)
    assert SECOND not in course_in(to)
    assert not [*to.rglob("*.part")]
    copy_course(to)
    assert course_in(to) == COURSE


def test_a_package_without_a_course_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration_lab.__file__", str(tmp_path / "migration_lab" / "__init__.py"))
    with pytest.raises(LabError, match="has no course in it"):
        copy_course(tmp_path / "mine")
