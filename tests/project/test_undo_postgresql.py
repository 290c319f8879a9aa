"""Undo where the database is on a server, which is not copied: what it says, and that it takes back nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import URL

from migration_lab.backends.postgresql.embedded_server import FOLDER, is_made
from migration_lab.backends.postgresql.template_copies import provide
from migration_lab.kernel.board_questions import going_to
from migration_lab.kernel.telling import project_lines, undone_lines
from migration_lab.magics import failure
from migration_lab.project import Project, UndoAsks
from migration_lab.project.commands.runner import Runner
from tests.project.small import command

pytestmark = pytest.mark.postgres


@pytest.fixture
def project(folder: Path, runner: Runner, postgres_url: URL) -> Project:
    """The small project, its database on the server."""
    app = folder / "app.py"
    url = postgres_url.render_as_string(hide_password=False)
    app.write_text(app.read_text(encoding="utf-8").replace("sqlite:///conference.db", url), encoding="utf-8")
    project = Project(folder, stable=True, runner=runner)
    for words in (("db", "init"), ("db", "migrate", "-m", "speakers"), ("db", "upgrade")):
        assert project.run(*words).result.ok
    return project


NO_COPY = (
    "The lab keeps no copy of postgresql+psycopg://postgres:***@/lab_{}?host={}, because it is on a server that is not "
    "the lab's own: lab.undo() cannot take back what a command changes in it. Make a backup first."
)


def test_that_no_copy_is_kept_is_said_when_the_project_is_opened(project: Project) -> None:
    said = [*project_lines(project, None)][-1]
    assert re.fullmatch(re.escape(NO_COPY).replace(r"\{\}", ".*"), said)


def test_it_is_the_first_line_of_a_command_that_may_change_it(project: Project) -> None:
    for words in (("db", "downgrade"), ("seed",), ("db", "upgrade")):
        said: list[str] = []
        project.run(*words, on_output=said.append)
        assert re.fullmatch(re.escape(NO_COPY).replace(r"\{\}", ".*") + "\n", said[0])
    for words in (("db", "current"), ("routes",), ("db", "migrate", "-m", "none"), ("db", "upgrade", "--sql")):
        said.clear()
        project.run(*words, on_output=said.append)
        assert "no copy" not in "".join(said)


def test_the_time_machine_promises_no_undo(project: Project) -> None:
    project.run("seed")
    warning = going_to(project, "")["beware"]
    assert "Beware" in warning
    assert "Undo" not in warning


def test_a_server_of_the_users_is_not_taken_for_the_labs_own(project: Project, project_with_server: Path) -> None:
    """Though the project has a server of its own too, with a database of that name."""
    [(name,)] = project.database.query("SELECT current_database()")
    provide(project_with_server, name)
    (project.path / FOLDER).symlink_to(project_with_server / FOLDER, target_is_directory=True)
    assert is_made(project.path)
    assert project.undo_names == []
    assert project.no_undo
    assert project.run("seed").way_back.not_kept == ("the database on a server, which the lab does not copy",)


def test_an_upgrade_on_a_server_is_not_taken_back_and_the_script_before_it_neither(project: Project) -> None:
    scripts = sorted((project.path / "migrations").rglob("*.py"))
    with pytest.raises(UndoAsks, match=r"flask db upgrade cannot be taken back: it changed the database on a server"):
        project.undo()
    assert sorted((project.path / "migrations").rglob("*.py")) == scripts


def test_a_command_that_failed_on_a_server_advises_no_undo(project: Project) -> None:
    body = ("db.session.add(Speaker(name='Ada'))", "db.session.commit()", "raise SystemExit(2)")
    command(project, "half", *body)
    step = project.run("half")
    assert not step.undoable
    assert failure(step).endswith(
        "It had already changed something. It cannot be undone: it changed the database on a server, which the lab "
        "does not copy."
    )


def test_what_is_taken_back_in_part_is_said_before(project: Project) -> None:
    command(project, "draft", "db.session.add(Speaker(name='Ada'))", "db.session.commit()", "open('migrations/n', 'w')")
    step = project.run("draft")
    assert step.undoable
    with pytest.raises(
        UndoAsks, match=r"flask draft can be taken back in part only: it also changed the database on a"
    ):
        project.undo()
    undone = project.undo("flask draft")
    assert undone.scripts == (("migrations/n", "removed"),)
    assert "The command also changed the database on a server" in "\n".join(undone_lines(undone))
    assert project.rows("speaker").count == 1


def test_a_command_that_changed_nothing_on_a_server_leaves_nothing_to_tell(project: Project) -> None:
    assert project.run("db", "upgrade").result.ok
    assert not project.way_back.changed
    assert project.get("/speakers").json == []
    assert not project.way_back.changed


def test_what_an_upgrade_that_failed_halfway_has_left_on_a_server_is_not_put_down_to_anybody_else(project: Project):
    assert project.run("db", "revision", "-m", "half").result.ok
    [script] = (project.path / "migrations" / "versions").glob("*_half.py")
    text = script.read_text(encoding="utf-8")
    body = (
        "op.add_column('speaker', sa.Column('z', sa.Integer))\n"
        "    with op.get_context().autocommit_block():\n"
        "        op.execute('CREATE INDEX CONCURRENTLY ix_z ON speaker (z)')\n"
        "    op.execute('UPDATE nowhere SET z = 1')"
    )
    script.write_text(text.replace("pass", body, 1), encoding="utf-8")
    for _ in range(2):  # the second fails at its first step, and changes nothing
        assert not project.run("db", "upgrade").result.ok
    places = project.places()
    assert "flask db upgrade failed halfway, and what it had done by then has stayed: + column" in places.sentence
    assert "No copy is kept of a database on a server" in places.sentence
    assert "which no script that has run makes" not in places.sentence
    assert "lab.undo()" not in places.sentence
    assert places.next_command is None
    with project.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE speaker DROP COLUMN z")
    assert "failed halfway" not in project.places().sentence
