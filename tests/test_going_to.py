"""What the board says of going to a revision is what a try on a copy has shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migration_lab.kernel.board_questions import going_to
from migration_lab.kernel.effects import expected, rehearsed
from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from tests.project import waiting_states as states
from tests.project.by_hand import flask, script, sql
from tests.project.looked_at import files

DROP_BIO = "    with op.batch_alter_table('speaker') as batch:\n        batch.drop_column('bio')"


@pytest.fixture(scope="module")
def at_second(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Path:
    """A project at its second revision, whose downgrade drops a column by batch mode."""
    folder = states.stands_at_first(tmp_path_factory.mktemp("at_second") / "workspace", runner)
    project = Project(folder, stable=True, runner=runner)
    path = script(project, "second", "first", states.BIO)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("def downgrade():\n    pass", f"def downgrade():\n{DROP_BIO}"), encoding="utf-8")
    flask(project, "db", "upgrade")
    return folder


@pytest.fixture
def project(tmp_path: Path, at_second: Path, runner: Runner) -> Project:
    return Project(Path(shutil.copytree(at_second, tmp_path / "workspace")), stable=True, runner=runner)


def test_rows_that_an_upgrade_moves_are_told_at_run(project):
    moving = ("op.execute('CREATE TABLE archive AS SELECT * FROM talk')", "op.execute('DELETE FROM talk')")
    script(project, "third", "second", "\n    ".join(moving))
    places = project.places()
    assert places.next_command == "flask db upgrade"
    ahead = rehearsed(project, places)
    assert expected(places, ahead.tried) == (("", "on a copy: moves 2 rows of talk to archive"),)


def test_rows_that_a_downgrade_takes_along_are_told_and_then_gone(project):
    sql(project, "UPDATE speaker SET bio = 'poet' WHERE id = 1")
    before = files(project.path)
    answer = going_to(project, "first")
    assert files(project.path) == before
    assert answer["losses"] == ["speaker.bio"]
    assert answer["beware"] == (
        "Going there drops column speaker.bio. Beware: on a copy of the database, with its rows, it loses "
        "1 value of speaker.bio and all 2 rows of talk. Undo brings that back."
    )
    flask(project, "db", "downgrade", "first")
    assert project.query("SELECT count(*) FROM talk") == [(0,)]


def test_a_column_without_a_value_is_dropped_and_nothing_is_lost(project):
    sql(project, "DELETE FROM talk")
    answer = going_to(project, "first")
    assert answer["beware"] == (
        "Going there drops column speaker.bio. A trial run on a copy of the database, with its rows, went well: "
        "no row and no value is lost."
    )


def test_a_downgrade_that_does_nothing_drops_nothing(project):
    sql(project, "DELETE FROM talk")
    path = project.path / "migrations" / "versions" / "second_.py"
    path.write_text(path.read_text(encoding="utf-8").replace(DROP_BIO, "    pass"), encoding="utf-8")
    assert going_to(project, "") == {"losses": [], "beware": ""}


def test_a_way_that_fails_on_the_rows_is_told(project):
    script(project, "third", "second", states.UNIQUE)
    assert "flask db upgrade third would fail at revision third: on a copy" in going_to(project, "third")["beware"]


def test_to_where_it_stands_is_no_way(project):
    assert going_to(project, "second") == {"losses": [], "beware": ""}
