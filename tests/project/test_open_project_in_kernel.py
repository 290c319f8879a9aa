"""A project that is not ours, opened in a kernel, where the notebook then works on it; and in a script, as a value."""

from __future__ import annotations

import subprocess
import sys

import pytest

import migration_lab
from migration_lab import lab, magics
from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.kernel.telling import command_result
from migration_lab.project import Project
from migration_lab.project.commands.refusals import CommandRefused
from tests.project.other_shapes import blog, upgraded

SCRIPT = """\
import sys

from migration_lab import lab

project = lab.open_project("blog", app="blog", read_only=False)
print(project)
print(project.places().sentence)
print(project.run("db", "downgrade").result.ok, project.places().state)
print(project.undo().command, project.places().state)
print("IPython.display" in sys.modules and "IPython" in sys.modules and bool(sys.modules["IPython"].get_ipython()))
project.rows("nowhere")
"""


def test_in_a_kernel_it_becomes_what_the_notebook_works_on(tmp_path):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    try:
        project = migration_lab.open_project(folder, app="blog")
        first, second, *_ = map(str.strip, repr(project).splitlines())
        assert (first, second) == ("Project blog", "Its database: SQLite, instance/blog.sqlite")
        assert lab.run("db check").result.ok
        assert str(lab.places()).startswith("In step")
        for run in (lambda: lab.run("db downgrade"), lambda: project.run("db", "downgrade")):
            with pytest.raises(CommandRefused):
                run()
        with pytest.raises(LabError, match="open read-only"):
            project.undo()
    finally:
        session.close()


def test_it_is_a_project_whose_commands_the_lab_knows_of(tmp_path):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    try:
        project = migration_lab.open_project(folder, app="blog", read_only=False)
        assert isinstance(project, Project)
        assert project.places().state == "in step"
        printed: list[str] = []
        step = project.run("db", "downgrade", on_output=printed.append)
        assert "Running downgrade" in "".join(printed)
        assert lab.last is step
        assert lab.tables().schema.table_names == project.read().table_names
        assert project.undo().command == "flask db downgrade"
        assert str(lab.places()).startswith("In step")
        lab.run("db downgrade")
        assert project.places().state == "empty"
        assert str(lab.undo()).startswith("Undone: flask db downgrade")
    finally:
        session.close()
    assert project.run("db", "current").result.ok, "it goes on when another one has been opened"


def test_an_unknown_setting_is_an_error_at_once(tmp_path):
    with pytest.raises(TypeError, match="readonly"):
        lab.open_project(tmp_path, readonly=True)  # type: ignore[call-arg]


def test_a_command_that_fails_without_a_word_is_given_its_error(tmp_path):
    """The env.py of older templates silences the logger by which Flask-Migrate says why."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    try:
        migration_lab.open_project(folder, app="blog", read_only=False)
        env = folder / "schema_history" / "env.py"
        text = env.read_text(encoding="utf-8")
        quiet = "import logging; logging.getLogger('flask_migrate').disabled = True\n"
        env.write_text(text.replace("logger =", f"{quiet}logger =", 1), encoding="utf-8")
        (folder / "blog.py").write_text(
            (folder / "blog.py").read_text(encoding="utf-8") + "    body = db.Column(db.Text)\n", encoding="utf-8"
        )
        step = lab.run("db check")
        assert "New upgrade operations" not in step.result.output
        assert "New upgrade operations detected" in step.result.unsaid
        assert (
            "the output above does not say why, but this is the reason: New upgrade operations detected"
            in magics.failure(step)
        )
        assert "New upgrade operations detected" in command_result(step)["words"]
        env.write_text(text, encoding="utf-8")
        step = lab.run("db check")
        assert step.result.unsaid == ""
        assert "the reason is in the output above" in magics.failure(step)
    finally:
        session.close()


def test_a_script_uses_it_as_a_value(tmp_path):
    upgraded(blog(tmp_path / "blog"), "blog")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    ran = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    lines = ran.stdout.splitlines()
    assert lines[:2] == ["Project blog", "  Its database: SQLite, instance/blog.sqlite"], ran.stderr
    assert lines[-4].startswith("In step")
    assert lines[-3:] == ["True empty", "flask db downgrade in step", "False"]
    assert "There is no table 'nowhere' in the database. The tables are: " in ran.stderr.splitlines()[-1]
    assert ran.returncode == 1
