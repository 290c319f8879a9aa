"""Which chapters there are, and what the main line of each writes and runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.course.chapters import recorded_main_lines
from migration_lab.course.chapters.chapter import Chapter, Run, Write, chapters, find_chapter, read_main_line
from migration_lab.course.location import Course, find_course
from migration_lab.course.remembered_folder import remember
from migration_lab.errors import LabError
from tests.course.small_course import code, prose, write_notebook, write_small_course


@pytest.fixture
def main_line(tmp_path: Path):
    """Gives the main line of a notebook with these cells."""

    def read(*cells):
        path = write_notebook(tmp_path / "05_try_it.ipynb", cells)
        return read_main_line(Chapter("05", "Try it", path))

    return read


def test_the_course_is_found_beside_the_package():
    assert (find_course().folder / "migration_lab").is_dir()


def test_chapters_are_the_notebooks_in_order(tmp_path: Path):
    course = write_small_course(tmp_path)
    (course.notebooks / "scratch.ipynb").write_text("{}", encoding="utf-8")
    assert [str(chapter) for chapter in chapters(course)] == [
        "00 Start here",
        "01 Write an app",
        "02 Draft a revision",
        "03 Add a column",
    ]


def test_a_product_in_a_title_is_spelled_as_its_makers_spell_it(tmp_path: Path):
    course = write_small_course(tmp_path)
    (course.notebooks / "04_alter_a_table_in_sqlite.ipynb").write_text("{}", encoding="utf-8")
    assert str(chapters(course)[-1]) == "04 Alter a table in SQLite"


@pytest.mark.parametrize("number", ["03", "3", 3, " 3 "])
def test_a_chapter_is_found_however_its_number_is_written(number, tmp_path: Path):
    assert find_chapter(number, write_small_course(tmp_path)).number == "03"


@pytest.mark.parametrize("number", ["99", 99, "", "../03", "three", "²"])
def test_an_unknown_chapter_names_those_there_are(number, tmp_path: Path):
    with pytest.raises(LabError, match=r"(?s)There is no chapter .*  01 Write an app\n  02 Draft a revision"):
        find_chapter(number, write_small_course(tmp_path))


def test_the_main_line_is_what_the_untagged_cells_write_and_run(main_line):
    assert main_line(
        prose("%flask db init"),
        code("%%writefile models.py\nx = 1\n\ny = 2"),
        code('%flask db migrate -m "add bio"\nprint("%flask is a magic")\nstep = %flask db upgrade'),
        code("%flask db downgrade", "aside"),
        code("%%writefile models.py\nbroken", "aside"),
        code("%flask seed", "raises-exception"),
        code("lab.tables()"),
    ) == (
        Write("models.py", "x = 1\n\ny = 2\n"),
        Run(("db", "migrate", "-m", "add bio")),
        Run(("db", "upgrade")),
        Run(("seed",), fails=True),
    )


CELLS = [
    "%%writefile a.py\nx = 1",
    "%%writefile a.py\n\n\nx = 1\n\n",
    "\n\n%%writefile a.py\nx = 1\n",
    "%%writefile 'a b.py'\nx = 'ü 😀'",
    "%%writefile -a a.py\nx = 1",
]


@pytest.fixture
def ipython():
    """A shell that keeps no history on disk."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    yield InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("source", CELLS)
def test_a_written_file_is_what_ipython_writes(source, main_line, ipython, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (step,) = main_line(code(source))
    ipython.run_cell(source).raise_error()
    assert (tmp_path / step.path).read_text(encoding="utf-8") == step.text


def test_a_command_may_go_over_several_lines(main_line):
    assert main_line(code('%flask db migrate \\\n  -m "add bio"')) == (Run(("db", "migrate", "-m", "add bio")),)


def test_text_in_another_cell_magic_is_no_command(main_line):
    assert main_line(code("%%capture\n%flask db upgrade")) == ()


@pytest.mark.parametrize("path", ["../models.py", "/etc/passwd", "a/../../b", "~/x", "C:\\x", "C:x", "a\\b", ".lab/x"])
def test_a_path_that_leaves_the_workspace_is_refused(path, main_line):
    with pytest.raises(LabError, match=r"05_try_it\.ipynb: .*is not a file in the workspace"):
        main_line(code(f"%%writefile '{path}'\nx"))


@pytest.mark.parametrize("source", ["%%writefile", "%%writefile a.py", "%%writefile a.py b.py\nx", "%%writefile 'a\nx"])
def test_a_cell_that_ipython_would_refuse_is_refused(source, main_line):
    with pytest.raises(LabError, match=r"05_try_it\.ipynb: .*%%writefile"):
        main_line(code(source))


@pytest.mark.parametrize("line", ["%flask db downgrade {revision}", "%flask db downgrade $revision"])
def test_a_command_that_depends_on_a_variable_is_refused(line, main_line):
    with pytest.raises(LabError, match="depends on a variable"):
        main_line(code(line))


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_file_that_is_no_notebook_is_named(text, tmp_path: Path):
    path = tmp_path / "05_try_it.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LabError, match=r"05_try_it\.ipynb cannot be read as a notebook"):
        read_main_line(Chapter("05", "Try it", path))


def test_a_main_line_comes_back_from_its_snapshot(tmp_path: Path):
    course = write_small_course(tmp_path)
    before = [read_main_line(chapter) for chapter in chapters(course)]
    assert recorded_main_lines.refresh(course)
    assert [recorded_main_lines.main_line(chapter, course) for chapter in chapters(course)] == before


def test_what_a_learner_changes_in_a_notebook_changes_no_starting_point(tmp_path: Path):
    course = write_small_course(tmp_path)
    recorded_main_lines.refresh(course)
    chapter = chapters(course)[3]
    before = read_main_line(chapter)
    write_notebook(chapter.path, [code("%%writefile models.py\nmy own try"), code("%flask db downgrade base")])
    assert recorded_main_lines.main_line(chapter, course) == before != read_main_line(chapter)


def test_a_snapshot_is_written_only_when_the_main_line_has_changed(tmp_path: Path):
    course = write_small_course(tmp_path)
    assert recorded_main_lines.refresh(course)
    assert not recorded_main_lines.refresh(course)
    chapter = chapters(course)[3]
    write_notebook(chapter.path, [code("%flask seed")])
    assert recorded_main_lines.refresh(course)
    assert recorded_main_lines.main_line(chapter, course) == (Run(("seed",)),)


def test_a_chapter_that_has_no_snapshot_yet_is_read_from_its_notebook(tmp_path: Path):
    course = write_small_course(tmp_path)
    chapter = find_chapter("02", course)
    assert recorded_main_lines.main_line(chapter, course) == read_main_line(chapter)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch) -> None:
    """As for somebody without a clone, who has never started ``migration-lab``."""
    monkeypatch.setattr("migration_lab.__file__", str(tmp_path / "site-packages" / "migration_lab" / "__init__.py"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")


@pytest.mark.usefixtures("installed")
def test_without_its_notebooks_the_course_says_so(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LabError, match="The notebooks of the course are not here"):
        find_course()


@pytest.mark.usefixtures("installed")
def test_the_course_is_found_from_a_folder_in_it(tmp_path: Path, monkeypatch):
    course: Course = write_small_course(tmp_path / "course")
    course.sample_app.mkdir()
    inside = course.notebooks / "workspace" / "03"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert find_course() == course


@pytest.mark.usefixtures("installed")
def test_a_learners_copy_is_found_from_anywhere_even_from_a_folder_of_other_notebooks(tmp_path: Path, monkeypatch):
    others: Course = write_small_course(tmp_path / "others")
    usual: Course = write_small_course(tmp_path / "home" / "migration-lab")
    chosen: Course = write_small_course(tmp_path / "chosen")
    usual.sample_app.mkdir()
    chosen.sample_app.mkdir()
    monkeypatch.chdir(others.notebooks)
    assert find_course() == usual
    assert remember(chosen.folder)
    assert find_course() == chosen
