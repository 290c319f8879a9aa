"""An update renews what a learner has not touched, and neither overwrites nor loses anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.copies import CourseChange, How, What, copy_course, course_changes, update_course
from migration_lab.course.copies.manifest import NAME, read_manifest
from migration_lab.course.location import COPY_FOLDER, Course
from migration_lab.errors import LabError
from tests.course.installed_course import APP, COURSE, FIRST, QUESTIONS, SECOND, Install, install, notebook

__all__ = ["install"]

NEWER = {FIRST: notebook("print('hello')"), SECOND: notebook("x = 2"), QUESTIONS: "# better\n", APP: "app = 2\n"}
RUN = notebook("x = 1", "print(x)", outputs=("", "1\n"))
RUN_TO_ITS_END = notebook("x = 1", "print(x)", "", "\n", outputs=("", "1\n"))  # Shift+Enter in the last cell adds one
MINE = notebook("x = 'mine'", "print(x)")
RECORDED = f"{COPY_FOLDER}/main_line.json"


@pytest.fixture
def mine(install: Install, tmp_path: Path) -> Path:
    """A learner's copy of version 1.0."""
    install("1.0")
    return copy_course(tmp_path / "mine").folder


def read(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).write_text(text, encoding="utf-8", newline="\n")


def files(folder: Path) -> dict[str, str]:
    """Every file of the copy, but for what only we read."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and COPY_FOLDER not in path.parts
    }


def test_what_nobody_touched_is_renewed(install: Install, mine: Path) -> None:
    install("2.0", NEWER)
    done = update_course(mine)
    assert files(mine) == NEWER
    assert (done.before, done.now, done.renewed) == ("1.0", "2.0", [RECORDED, FIRST, SECOND, QUESTIONS, APP])
    assert read(mine, RECORDED) == '{"of": "2.0"}'
    assert course_changes(mine) == ()


@pytest.mark.parametrize("how", [How.KEEP, How.LATER])
def test_what_was_changed_stays_as_it_is(install: Install, mine: Path, how: How) -> None:
    write(mine, SECOND, MINE)
    write(mine, APP, "app = 'mine'\n")
    install("2.0", NEWER)
    done = update_course(mine, how)
    assert files(mine) == NEWER | {SECOND: MINE, APP: "app = 'mine'\n"}
    assert (done.kept, done.later)[how == How.LATER] == [SECOND, APP]


def test_what_was_kept_is_asked_about_again_only_when_the_course_changes_it_again(install: Install, mine: Path) -> None:
    write(mine, SECOND, MINE)
    install("2.0", NEWER)
    update_course(mine, How.KEEP)
    assert update_course(mine).later == []
    install("3.0", NEWER | {FIRST: COURSE[FIRST]})
    assert update_course(mine).later == []
    install("4.0", NEWER | {SECOND: notebook("x = 4")})
    assert update_course(mine).later == [SECOND]
    assert read(mine, SECOND) == MINE


def test_what_was_left_for_later_is_asked_about_again(install: Install, mine: Path) -> None:
    write(mine, SECOND, MINE)
    install("2.0", NEWER)
    update_course(mine)
    assert read_manifest(mine).version == "1.0"
    assert course_changes(mine) == (CourseChange(SECOND, What.ASK),)


def test_a_new_one_is_put_beside_and_is_no_second_chapter(install: Install, mine: Path) -> None:
    write(mine, SECOND, MINE)
    write(mine, APP, "app = 'mine'\n")
    install("2.0", NEWER)
    done = update_course(mine, How.BESIDE)
    beside = {SECOND: "notebooks/new-in-2.0/01_build_an_app.ipynb", APP: "notebooks/new-in-2.0/sample_app/app.py"}
    assert done.beside == beside
    new = {place: NEWER[path] for path, place in beside.items()}
    assert files(mine) == NEWER | {SECOND: MINE, APP: "app = 'mine'\n"} | new
    assert [chapter.number for chapter in chapters(Course(mine))] == ["00", "01"]
    assert course_changes(mine) == ()


def test_each_can_be_decided_alone(install: Install, mine: Path) -> None:
    write(mine, SECOND, MINE)
    write(mine, APP, "app = 'mine'\n")
    install("2.0", NEWER)
    done = update_course(mine, lambda change: How.KEEP if change.path == APP else How.BESIDE)
    assert (done.kept, [*done.beside]) == ([APP], [SECOND])


@pytest.mark.parametrize("run", [RUN, RUN_TO_ITS_END], ids=["run", "run to its end"])
def test_a_notebook_that_was_only_run_is_renewed_and_its_outputs_are_kept(
    install: Install, mine: Path, run: str
) -> None:
    write(mine, SECOND, run)
    install("2.0", NEWER)
    done = update_course(mine, How.KEEP)
    kept = "notebooks/yours-from-1.0/01_build_an_app.ipynb"
    assert done.moved == {SECOND: kept}
    assert files(mine) == NEWER | {kept: run}
    assert [chapter.number for chapter in chapters(Course(mine))] == ["00", "01"]


def test_a_notebook_that_was_run_stays_where_its_cells_are_the_same_in_the_new_version(
    install: Install, mine: Path
) -> None:
    write(mine, SECOND, RUN)
    install("2.0", COURSE | {SECOND: notebook("x = 1", "print(x)", outputs=("", "one\n"))})
    assert update_course(mine).renewed == [RECORDED]
    assert files(mine) == COURSE | {SECOND: RUN}


def test_nothing_that_was_kept_before_is_overwritten(install: Install, mine: Path) -> None:
    write(mine, SECOND, RUN)
    kept = mine / "notebooks" / "yours-from-1.0" / "01_build_an_app.ipynb"
    kept.parent.mkdir()
    kept.write_text("from before", encoding="utf-8")
    install("2.0", NEWER)
    assert update_course(mine).moved == {SECOND: "notebooks/yours-from-1.0/01_build_an_app-2.ipynb"}
    assert kept.read_text(encoding="utf-8") == "from before"


def test_a_new_chapter_is_added_and_a_deleted_one_comes_back(install: Install, mine: Path) -> None:
    (mine / FIRST).unlink()
    added = {"notebooks/02_more.ipynb": notebook("y = 1")}
    install("2.0", COURSE | added)
    assert update_course(mine).added == [FIRST, *added]
    assert files(mine) == COURSE | added


def test_a_file_of_the_learners_with_the_name_of_a_new_one_is_asked_about(install: Install, mine: Path) -> None:
    own = "notebooks/02_more.ipynb"
    write(mine, own, MINE)
    install("2.0", COURSE | {own: notebook("y = 1")})
    assert update_course(mine).later == [own]
    assert read(mine, own) == MINE


def test_what_the_course_has_no_more_goes_but_what_was_changed_is_kept(install: Install, mine: Path) -> None:
    write(mine, SECOND, MINE)
    install("2.0", {FIRST: COURSE[FIRST], APP: COURSE[APP]})
    done = update_course(mine)
    assert done.removed == [QUESTIONS]
    assert files(mine) == {
        FIRST: COURSE[FIRST],
        APP: COURSE[APP],
        "notebooks/yours-from-1.0/01_build_an_app.ipynb": MINE,
    }


def test_workspaces_progress_and_databases_are_not_touched(install: Install, mine: Path) -> None:
    own = {
        "notebooks/workspace/progress.json": "{}",
        "notebooks/workspace/03/models.py": "x",
        "sample_app/instance/a": "y",
    }
    for path, text in own.items():
        (mine / path).parent.mkdir(parents=True, exist_ok=True)
        write(mine, path, text)
    install("2.0", NEWER)
    update_course(mine, How.BESIDE)
    assert files(mine) == NEWER | own


@pytest.mark.parametrize("damage", [lambda file: file.write_text("{"), lambda file: file.write_text('{"files": []}')])
def test_with_a_damaged_manifest_everything_that_differs_counts_as_changed(
    install: Install, mine: Path, damage: Callable[[Path], int]
) -> None:
    damage(mine / COPY_FOLDER / NAME)
    write(mine, SECOND, MINE)
    install("2.0", NEWER | {FIRST: COURSE[FIRST]})
    assert update_course(mine).later == [SECOND, QUESTIONS, APP]
    assert files(mine) == COURSE | {SECOND: MINE}


def test_an_update_that_was_interrupted_is_finished_by_the_next(install: Install, mine: Path) -> None:
    write(mine, FIRST, notebook("print('welcome')", outputs=("welcome\n",)))
    write(mine, SECOND, MINE)
    install("2.0", NEWER)

    def killed(change: CourseChange) -> How:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_course(mine, killed)
    assert files(mine)[FIRST] == NEWER[FIRST]
    assert update_course(mine, How.KEEP).moved == {}
    kept = {"notebooks/yours-from-1.0/00_start_here.ipynb": notebook("print('welcome')", outputs=("welcome\n",))}
    assert files(mine) == NEWER | {SECOND: MINE} | kept


def test_another_folder_is_not_updated(install: Install, tmp_path: Path) -> None:
    install("1.0")
    with pytest.raises(LabError, match=r"no copy of the course.*git pull"):
        update_course(tmp_path)
    assert not (tmp_path / COPY_FOLDER).exists()
