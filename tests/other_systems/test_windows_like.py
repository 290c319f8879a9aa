"""The course in a kernel that is like one on Windows, with files whose lines end as there: from opening to a check.

What such a kernel is like, and what it cannot show, stands in ``windows/sitecustomize.py``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from migration_lab.cli import JUPYTER
from tests.notebook_kernel import OPEN, Cell, Kernel
from tests.other_systems.pretending import course_with_other_newlines, only_on_linux, python, variables
from tests.postgres import folder_for_server, need_postgresql

pytestmark = only_on_linux
MINUTES = 600
"""Seconds that a cell may take: each of its commands starts a Python of its own."""
MESSAGE = "add the pronouns by which each speaker has asked us to speak of them"
EDIT = """\
%%edit models.py
     bio: Mapped[str | None] = mapped_column(Text)
+    pronouns: Mapped[str | None] = mapped_column(String(40))
"""
SAVE_ALL = """\
from pathlib import Path
for path in Path(".").rglob("*.py"):
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
print(b"\\r\\n" in Path("models.py").read_bytes())
"""
"""As an editor does that ends lines as Windows does."""
SOLVE = """\
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.kernel import session
apply_steps(find_exercise("{0}").solution, session.current().project)
lab.check("{0}")
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short path, which everybody may enter: see ``folder_for_server``."""
    made = folder_for_server()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def settings(folder: Path) -> dict[str, str]:
    course = course_with_other_newlines(folder / "course")
    return {**variables("windows", folder), "MIGRATION_LAB_COURSE": str(course), "JUPYTER_PATH": str(JUPYTER)}


@pytest.fixture(scope="module")
def kernel(folder: Path, settings: dict[str, str]) -> Iterator[Kernel]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        made = Kernel(folder)
    yield made
    made.close()


def ran(kernel: Kernel, code: str) -> Cell:
    cell = kernel.run(code, MINUTES)
    assert cell.error is None, f"{code}\n{cell.text}\n{cell.traceback}"
    return cell


def test_there_is_no_fork_and_no_signal(kernel: Kernel) -> None:
    """Else what follows would show nothing."""
    ran(kernel, OPEN)
    ran(kernel, "from migration_lab.kernel import session\nrunner = session.current().project._runner")
    ran(kernel, "from migration_lab.project.commands import choosing, runner as commands")
    asked = ran(kernel, "print(type(runner).__name__, choosing.os.name, hasattr(commands.os, 'killpg'))")
    assert asked.text == "FreshRunner nt False\n"
    process = psutil.Process(kernel.pid)
    assert "migration_lab.course_kernel" in process.cmdline()
    assert process.children() == []


def test_a_chapter_a_migration_and_its_undo(kernel: Kernel) -> None:
    opened = ran(kernel, OPEN.replace("03", "04"))
    assert "workspace/04 is at the chapter's starting point." in opened.text
    assert ran(kernel, SAVE_ALL).text == "True\n"
    assert "models.py" in ran(kernel, EDIT).text
    assert "wrote 1 script" in ran(kernel, f'%flask db migrate -m "{MESSAGE}"').text
    ran(kernel, SAVE_ALL)
    assert "speaker: 1 column added" in ran(kernel, "%flask db upgrade").text
    assert "In step" in ran(kernel, "lab.places()").text
    assert "column speaker.pronouns" in ran(kernel, "lab.undo()").text
    assert "pronouns" not in ran(kernel, "lab.tables('speaker')").text
    ran(kernel, "lab.redo()")
    assert "pronouns" in ran(kernel, "lab.tables('speaker')").text
    assert "speaker" in ran(kernel, "lab.board()").text


def test_the_longest_paths_that_windows_takes_are_taken_and_no_longer_ones(kernel: Kernel) -> None:
    """Else the names of workspaces, copies and scripts could have become too long without anybody noticing."""
    make = "import os, sitecustomize\nhome = sitecustomize.COURSE\nroom = {} - len(home) - 1\n"
    make += "path = os.path.join(os.path.dirname(sitecustomize.RUN), 'a' * 100, 'b' * (room - 101))\n"
    folder = make.format(247) + "os.makedirs(path)\nprint(len(path) > 150)"
    assert ran(kernel, folder).text == "True\n"
    longer = kernel.run(folder.replace("247", "248"), MINUTES)
    assert longer.error is not None
    assert longer.error[0] == "FileNotFoundError"


def test_an_exercise_with_git_is_right_when_it_is_solved(kernel: Kernel) -> None:
    ran(kernel, "from migration_lab import lab\nlab.open('11.2')")
    assert "nothing to commit" not in ran(kernel, "%git status").text
    assert "Exercise 11.2, done" in ran(kernel, SOLVE.format("11.2")).text


@pytest.mark.postgres
def test_an_exercise_on_postgresql_is_right_when_it_is_solved(kernel: Kernel) -> None:
    need_postgresql()
    ran(kernel, "from migration_lab import lab\nlab.open('06.4')")
    assert "Exercise 06.4, done" in ran(kernel, SOLVE.format("06.4")).text


def test_progress_goes_out_and_comes_in_and_the_terminal_speaks(
    folder: Path, settings: dict[str, str], kernel: Kernel
) -> None:
    workspace = {"MIGRATION_LAB_WORKSPACE": str(folder / "workspace")}
    lab = ("-m", "migration_lab.cli")
    out = python("windows", folder, *lab, "progress", "--export", "mine.json", **settings, **workspace)
    assert out.returncode == 0, out.stderr
    assert json.loads((folder / "mine.json").read_text(encoding="utf-8"))
    taken = python("windows", folder, *lab, "progress", "--import", "mine.json", **settings, **workspace)
    assert taken.returncode == 0, taken.stderr
    for words in (["doctor"], ["explain", "S06"], ["review", "course/sample_app"]):
        said = python("windows", folder, *lab, *words, **settings, **workspace)
        assert b"went wrong in migration-lab itself" not in said.stderr
        assert said.stdout.decode("cp1252").strip()
