"""A long look says what it is doing and how far it is, and tells early what is certain."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from migration_lab.coach.standing.so_far import so_far
from migration_lab.project import Places, Project
from migration_lab.project.looking import MOST_TO_DRAFT
from migration_lab.values.look_progress import NAME, Progress, read_progress, write_progress
from tests.project.small import ready

MANY = MOST_TO_DRAFT + 20
SCRIPT = '''"""change {number}

Revision ID: r{number:03}
Revises: {parent}

"""
import time

from alembic import op
import sqlalchemy as sa

revision = "r{number:03}"
down_revision = {parent!r}


def upgrade():
    time.sleep(0.01)  # so that all of them together take long enough to tell how far they are
    op.add_column("speaker", sa.Column("c{number}", sa.Integer))


def downgrade():
    op.drop_column("speaker", "c{number}")
'''


def write_many(project: Project) -> None:
    parent = project.history().heads[0]
    for number in range(MANY):
        text = SCRIPT.format(number=number, parent=parent)
        (project.path / "migrations" / "versions" / f"r{number:03}_change.py").write_text(text, encoding="utf-8")
        parent = f"r{number:03}"


@pytest.fixture
def many(project: Project) -> Project:
    """A project whose database is behind by many revisions."""
    write_many(ready(project))
    return project


def watched(project: Project) -> tuple[Places, list[Places], list[Progress]]:
    """Look, and note what is told early, and all that is seen of its progress."""
    early: list[Places] = []
    seen: list[Progress] = []
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.002):
            now = project.progress
            if now is not None and seen[-1:] != [now]:
                seen.append(now)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        return project.places(early.append), early, seen
    finally:
        ended.set()
        thread.join()


def test_what_is_certain_is_told_before_all_the_scripts_have_run(many) -> None:
    places, [early], seen = watched(many)
    assert early.state == places.state == "database behind"
    assert early.sentence == places.sentence
    assert early.next_command == places.next_command == "flask db upgrade"
    assert f"has not run {MANY} revisions yet" in early.sentence
    kinds = [one.what for one in seen]
    assert "Running the scripts on an empty database" in kinds
    counted = [one for one in seen if one.what == "Running the scripts on an empty database"]
    assert {one.of for one in counted} == {1, MANY + 1}
    assert [one.done for one in counted] == sorted(one.done for one in counted)
    assert many.progress is None


def test_a_second_look_has_nothing_to_tell_early(many) -> None:
    places = many.places()
    assert watched(many)[:2] == (places, [])


def test_a_look_at_a_small_project_is_told_once(project) -> None:
    ready(project)
    assert watched(project)[1] == []


def test_what_the_scripts_alone_tell_is_said_at_once(many) -> None:
    assert so_far(many.history()) == (f"The database has not run {MANY} revisions yet; the first is r000 (change 0).")
    many.run("db", "upgrade")
    assert so_far(many.history()) == f"The database has run all {MANY + 1} revisions."
    many.run("db", "downgrade", "base")
    assert so_far(many.history()) == f"The database has run no revision yet, of {MANY + 1}."


def test_progress_that_is_just_being_written_is_none(tmp_path: Path) -> None:
    assert read_progress(str(tmp_path)) is None
    write_progress(str(tmp_path), Progress("Running", 340, 1000))
    assert str(read_progress(str(tmp_path))) == "Running: 340 of 1,000"
    (tmp_path / NAME).write_text('{"what": "Run', encoding="utf-8")
    assert read_progress(str(tmp_path)) is None
    write_progress(str(tmp_path / "gone"), Progress("Running"))
