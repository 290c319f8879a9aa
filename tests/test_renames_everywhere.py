"""A rename is one thing: in what a command did, before it, on the board, in a live view, and in an undo's words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab.kernel.board_questions import going_to, revision
from migration_lab.kernel.comparing import compare
from migration_lab.kernel.session import Session
from migration_lab.kernel.telling import redone_lines, undone_lines
from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from migration_lab.widgets import Card, TablesView
from tests.project import waiting_states as states
from tests.project.by_hand import script

TABLE, BACK = ('op.rename_table("talk", "lecture")', 'op.rename_table("lecture", "talk")')
COLUMN = states.batch("lecture", 'batch.alter_column("title", new_column_name="subject")')
COLUMN_BACK = states.batch("lecture", 'batch.alter_column("subject", new_column_name="title")')


@pytest.fixture
def session(tmp_path: Path, runner: Runner) -> Iterator[Session]:
    """A project whose next revision renames a table, and a column of it by batch mode."""
    project = Project(states.stands_at_first(tmp_path / "workspace", runner), stable=True, runner=runner)
    path = script(project, "second", "first", f"{TABLE}\n    {COLUMN}")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("def downgrade():\n    pass", f"def downgrade():\n    {COLUMN_BACK}\n    {BACK}"), "utf-8"
    )
    made = Session(project)
    yield made
    made.close()


RENAMED = ["talk > lecture", "title > subject"]


def renames(tables: list[dict]) -> list[str]:
    """What the tables of a display say was renamed."""
    lines = [line for table in tables for line in table["columns"] if line["renamed"]]
    return [
        *(f"{table['was']} > {table['name']}" for table in tables if table["was"]),
        *(f"{line['before'][0]} > {line['after'][0]}" for line in lines),
    ]


def test_a_rename_is_one_thing_everywhere(session):
    project = session.project
    assert going_to(project, "second") == {"losses": [], "beware": ""}
    view = TablesView(project.read())
    session.follow(view)
    asyncio.run(asyncio.sleep(0))

    step = session.run(["db", "upgrade"])
    assert step.result.ok, step.result.output
    assert [str(change) for change in step.difference] == [
        "~ table lecture  renamed from talk",
        "~ column lecture.subject  renamed from title",
    ]
    assert {one.table: one.became.all_kept for one in step.rows if one.became} == {"lecture": True}
    card = Card(step).state()
    assert renames(card["tables"]) == RENAMED
    [headline] = card["headlines"]
    assert (headline["was"], headline["name"]) == ("talk", "lecture")
    assert [fact["words"] for fact in headline["changes"]] == ["renamed title → subject"]
    assert [fact["words"] for fact in headline["rows"]] == ["2 rows kept, with all values"]
    assert renames(view.state()["tables"]) == RENAMED
    assert renames(revision(project, {"id": "second"})["tables"]) == RENAMED
    assert going_to(project, "first") == {"losses": [], "beware": ""}
    up, down = (
        compare(project, {"from": one, "to": other}) for one, other in (("first", "second"), ("second", "first"))
    )
    assert (renames(up["tables"]), renames(down["tables"])) == (RENAMED, ["lecture > talk", "subject > title"])
    assert [step["loses"] for step in (*up["steps"], *down["steps"])] == ["", ""]

    lines = undone_lines(session.undo())
    assert lines[:2] == ["~ table talk  renamed from lecture", "~ column talk.title  renamed from subject"]
    assert renames(view.state()["tables"]) == ["lecture > talk", "subject > title"]

    assert redone_lines(session.redo())[0] == "~ table lecture  renamed from talk"
    assert renames(view.state()["tables"]) == RENAMED
    assert undone_lines(session.undo())[0] == "~ table talk  renamed from lecture"


def test_an_undo_in_another_kernel_knows_the_rename_too(session, runner):
    session.run(["db", "upgrade"])
    other = Project(session.project.path, stable=True, runner=runner)
    assert other.undo().difference.renames.columns == (("talk", "subject", "title"),)
