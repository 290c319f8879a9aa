"""A script or a command that asks a question: there is no keyboard here, and that is what is said."""

from __future__ import annotations

import pytest

from migration_lab.kernel.telling import command_result
from migration_lab.magics import failure
from migration_lab.project import Project
from tests.project import waiting_states as states
from tests.project.by_hand import flask
from tests.project.small import command, live, ready, sql

NO_KEYBOARD = "and there is no keyboard here to answer it: run it in a terminal, in the folder of the project"
ASKS = {
    "input": ("input('Really? ')", " ('Really?')"),
    "confirm": ("import click; click.confirm('Really?', abort=True)", " ('Really? [y/N]:')"),
    "prompt": ("import click; click.prompt('Name')", " ('Name:')"),
    "password": ("import getpass; getpass.getpass('Word: ')", ""),
}


@pytest.mark.parametrize("kind", ASKS)
def test_a_command_that_asks_ends_at_once_and_says_what_to_do(project: Project, kind: str):
    ready(project)
    asks, quoted = ASKS[kind]
    command(project, "ask", "import warnings; warnings.simplefilter('ignore')", asks)
    step = project.run("ask")
    assert not step.result.ok
    assert f"it asked a question{quoted}, {NO_KEYBOARD}. Nothing was changed." in failure(step)
    assert "Traceback" not in step.result.output
    assert command_result(step)["words"] == f"failed: it asked a question{quoted}, {NO_KEYBOARD}"


def test_what_a_command_had_done_before_it_asked_can_be_undone(project: Project):
    ready(project)
    command(project, "ask", "db.session.execute(db.text('DELETE FROM speaker'))", "db.session.commit()", "input()")
    step = project.run("ask")
    assert f"it asked a question, {NO_KEYBOARD}. It had already changed something. lab.undo()" in failure(step)
    project.undo()
    assert sql(live(project), "SELECT count(*) FROM speaker") == [(2,)]


def test_a_command_that_does_without_an_answer_goes_on(project: Project):
    ready(project)
    command(project, "ask", "try:", "    input('Really? ')", "except EOFError:", "    print('no')")
    assert project.run("ask").result.ok


def test_a_command_that_asks_and_then_fails_of_something_else_says_that(project: Project):
    ready(project)
    command(project, "ask", "try:", "    input('Really? ')", "except EOFError:", "    pass", "raise SystemExit(3)")
    assert "the reason is in the output above" in failure(project.run("ask"))


def test_a_script_that_asks_is_not_tried_and_that_is_said(waiting: Project):
    states.waits("input('Really? ')")(waiting)
    places = waiting.places()
    assert places.next_command is None
    assert (
        "It was not tried on a copy first. Revision second asks a question ('Really?') when it runs, and there is "
        "no keyboard here to answer it: run flask db upgrade in a terminal, in the folder of the project."
    ) in places.sentence
    assert "would fail" not in places.sentence
    assert "EOFError" not in str(places)
    assert f"it asked a question ('Really?'), {NO_KEYBOARD}" in failure(waiting.run("db", "upgrade"))


def test_a_script_that_asked_and_has_run_is_told_where_the_scripts_are_run_again(waiting: Project):
    states.waits("pass\n    if not __import__('os').environ.get('ANSWERED'):\n        input('Really? ')")(waiting)
    sql(waiting.path / "instance" / "conference.db", "UPDATE alembic_version SET version_num = 'second'")
    places = waiting.places()
    assert "EOFError" not in str(places)
    assert "asks a question ('Really?')" in str(places)


def test_a_script_that_does_without_an_answer_is_tried(waiting: Project):
    body = "try:\n        input('Really? ')\n    except EOFError:\n        pass"
    states.waits(body)(waiting)
    assert waiting.places().next_command == "flask db upgrade"
    flask(waiting, "db", "upgrade")


def test_an_app_that_asks_as_it_starts_is_said_to_ask(project: Project):
    app = project.path / "app.py"
    app.write_text("input('Which database? ')\n" + app.read_text(encoding="utf-8"), encoding="utf-8")
    places = project.places()
    assert places.next_command is None
    assert "The app asks a question when it starts, and there is no keyboard here to answer it." in places.sentence
    assert "no flask db command can work" not in places.sentence
