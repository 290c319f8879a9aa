"""What is said of a command, of an undo and of a panel, in words that the board and the notebook share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from migration_lab.course.chapters.chapter import Chapter
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.course.workspaces.workspace import Workspace
from migration_lab.kernel.session import Session
from migration_lab.kernel.telling import board_title, command_result, project_lines, reopening, undone_lines
from migration_lab.project import Project, Undone, open_project
from migration_lab.schema import Change, Difference
from migration_lab.values.error_report import ErrorReport
from tests.widgets.examples import BIO, schema, step

NICK = ErrorReport(
    "OperationalError", "sqlite3", "Cannot add a NOT NULL column with default value NULL", "e2cd_nick.py", 21
)
NO_REVISION = ErrorReport("CommandError", "alembic.util.exc", "Can't locate revision 'a'", plain=True)
BROKEN = ErrorReport("SyntaxError", message="invalid syntax", file="models.py", line=1)
NO_MODULE = ErrorReport("ModuleNotFoundError", message="No module named 'shop'", file="app.py", line=1)
NO_COMMAND = ErrorReport("UsageError", "click.exceptions", "No such command 'seed'.", plain=True)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"error": NICK}, "OperationalError: Cannot add a NOT NULL column with default value NULL"),
        ({"error": NO_REVISION}, "Can't locate revision 'a'"),
        ({"error": BROKEN}, "SyntaxError: invalid syntax (models.py, line 1)"),
        ({"error": NO_COMMAND, "not_loaded": NO_MODULE}, "ModuleNotFoundError: No module named 'shop'"),
        ({"output": "Nothing.\nBye.\n"}, "it ended with exit code 1; the last line that it printed: Bye."),
        ({}, "it ended with exit code 1, and printed nothing"),
    ],
)
def test_a_failure_comes_down_to_its_cause(known, words):
    one = step("db", "upgrade", before=schema(), after=schema())
    output = known.pop("output", "".join(str(error) for error in known.values()))
    failed = replace(one.result, exit_code=1, output=output, full_output=output, **known)
    assert command_result(replace(one, result=failed))["words"] == f"failed: {words}"


def test_a_command_that_was_done_is_said_to_be():
    done = step("db", "upgrade", before=schema(), after=schema())
    assert command_result(done)["words"] == "is done"
    assert command_result(done)["about"] == "What it printed"


def test_what_a_command_printed_is_followed_by_what_could_not_be_compared():
    done = step("db", "upgrade", before=schema(), after=schema(), moved="Another database now.", unread=("Not read.",))
    assert command_result(done)["output"] == "Another database now.\nNot read."


def test_an_undo_says_all_that_it_did_and_did_not():
    change = Change("dropped", "column", "speaker.bio", "speaker", BIO)
    undone = Undone(
        "flask db upgrade",
        Difference((change,)),
        (("migrations/versions/a.py", "removed"),),
        ".lab/undone/0001",
        (("speaker", 7, 6),),
        True,
        ("",),
        (("instance/a.db", "is as it was before flask db upgrade"),),
        (("stats", Difference((change,)), (("visit", 0, 3),)),),
        ("report.csv, which the lab does not copy",),
        ("flask report",),
    )
    lines = undone_lines(undone)
    assert lines[1:6] == [
        "speaker: 6 rows again, 7 rows before the undo",
        f"In the database stats: {change}",
        "In the database stats: visit: 3 rows again, 0 rows before the undo",
        "migrations/versions/a.py: removed",
        "instance/a.db is as it was before flask db upgrade.",
    ]
    assert [line.partition(",")[0] for line in lines[6:]] == [
        "Something else",
        "The command also changed report.csv",
        "What flask report did afterwards stays",
        "All other files stay as they are",
        "What was there before the undo is kept in .lab/undone/0001: lab.redo() brings it back.",
        "A database on a server or in memory was not copied",
    ]


@pytest.mark.parametrize(
    ("own", "folder", "title"),
    [
        (None, "03", "Board · Chapter 03"),
        (None, "03-2", "Board · Chapter 03 · 03-2"),
        (OwnStart("03.3", "Mend it", "", lambda project: None), "03.3", "Board · Exercise 03.3"),
    ],
)
def test_a_panel_names_its_workspace_where_that_is_not_the_chapters_own(own, folder, title):
    there = Path("workspace", folder)
    workspace = Workspace(there, Chapter("03", "Add a column", there), own=own)
    assert board_title(SimpleNamespace(workspace=workspace)) == title


def test_a_panel_names_a_project_of_ones_own_by_its_folder():
    project = SimpleNamespace(path=Path("code", "conference"))
    assert board_title(SimpleNamespace(workspace=None, project=project)) == "Board · conference"


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Project]:
    """A project whose app does not load."""
    (tmp_path / "confapp.py").write_text("import nowhere_at_all\n", encoding="utf-8")
    project = open_project(tmp_path, "confapp:create_app")
    yield project
    project.close()


def test_a_project_whose_app_does_not_load_is_told_why_and_what_to_type(broken):
    lines = list(project_lines(broken, "confapp:create_app"))
    assert lines[0] == "Its database: not known yet."
    assert "No module named 'nowhere_at_all'" in lines[1]
    assert lines[2] == "In a terminal, add --app confapp:create_app to each flask command."
    assert lines[3].startswith("It is open read-only: its databases stay as they are. To look, the lab starts")
    assert not any(line.startswith("In a terminal") for line in project_lines(broken, None))


def test_a_project_of_ones_own_is_opened_again_by_its_cell(broken):
    assert reopening(Session(broken)) == "the cell that opened it"


@pytest.mark.parametrize(
    ("url", "kept"),
    [("sqlite:///here.db", True), ("sqlite://", False), ("postgresql+psycopg://me@127.0.0.1:1/x", False)],
)
def test_before_the_first_command_it_is_said_of_which_database_no_copy_is_kept(tmp_path: Path, url: str, kept: bool):
    app = f"""\
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = {url!r}
db = SQLAlchemy(app)
Migrate(app, db)
"""
    (tmp_path / "app.py").write_text(app, encoding="utf-8")
    project = open_project(tmp_path, read_only=False)
    lines = [*project_lines(project, None)]
    project.close()
    told = "lab.undo() cannot take back what a command changes in it. Make a backup first."
    assert (not any(line.startswith("The lab keeps no copy of ") and line.endswith(told) for line in lines)) is kept
