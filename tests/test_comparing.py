"""Two revisions compared, and the scripts searched, on a real project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migration_lab.kernel.board_questions import LOOKS
from migration_lab.kernel.steps_between import steps_between
from migration_lab.project import Project, Revision, RevisionGraph
from migration_lab.project.commands.runner import Runner
from tests.browser.board_page import history
from tests.project import waiting_states as states
from tests.project.by_hand import script
from tests.project.looked_at import files

ROOM = "op.create_table('room', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('floor', sa.Integer()))"
NO_PHONE = "op.drop_column('speaker', 'phone')"


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Project:
    """A project at the first of four revisions; two of them are branches."""
    folder = states.stands_at_first(tmp_path_factory.mktemp("four") / "workspace", runner)
    project = Project(folder, stable=True, runner=runner)
    script(project, "second", "first", ROOM)
    script(project, "third", "second", NO_PHONE)
    script(project, "side", "first", "op.create_table('side', sa.Column('id', sa.Integer(), primary_key=True))")
    return project


@pytest.fixture
def project(tmp_path: Path, four: Project, runner: Runner) -> Project:
    return Project(Path(shutil.copytree(four.path, tmp_path / "workspace")), stable=True, runner=runner)


def compared(project: Project, start: str, end: str) -> dict:
    return LOOKS["compare"](project, {"from": start, "to": end})


def test_two_revisions_are_compared_with_what_lies_between_and_nothing_is_written(project):
    before = files(project.path)
    found = compared(project, "first", "third")
    assert files(project.path) == before
    assert found["words"] == "2 upgrades; 1 step drops something that may hold data."
    assert [(step["id"], step["way"], step["changes"], step["loses"]) for step in found["steps"]] == [
        ("second", "upgrade", ["room: new table, 2 columns"], ""),
        ("third", "upgrade", ["speaker: 1 column dropped"], "column speaker.phone"),
    ]
    assert {table["name"]: table["state"] for table in found["tables"] if table["state"] != "unchanged"} == {
        "room": "added",
        "speaker": "changed",
    }


def test_the_way_back_drops_what_the_way_there_made(project):
    found = compared(project, "third", "first")
    assert found["words"] == "2 downgrades; 1 step drops something that may hold data."
    assert [(step["id"], step["loses"]) for step in found["steps"]] == [("third", ""), ("second", "table room")]


def test_from_one_branch_to_another_it_goes_down_and_up(project):
    found = compared(project, "third", "side")
    assert [(step["id"], step["way"]) for step in found["steps"]] == [
        ("third", "downgrade"),
        ("second", "downgrade"),
        ("side", "upgrade"),
    ]
    assert found["words"].startswith("2 downgrades, then 1 upgrade; ")
    assert {table["name"]: table["state"] for table in found["tables"] if table["state"] != "unchanged"} == {
        "room": "dropped",
        "side": "added",
        "speaker": "changed",
    }


RENAME = "op.alter_column('speaker', 'phone', new_column_name='mobile')"


def test_a_column_that_was_renamed_on_the_way_is_one_line_and_no_loss(project):
    script(project, "second", "first", RENAME)
    script(project, "third", "second", ROOM)
    for start, end, line in (("first", "third", ("phone", "mobile")), ("third", "first", ("mobile", "phone"))):
        found = compared(project, start, end)
        [speaker] = [table for table in found["tables"] if table["name"] == "speaker"]
        assert speaker["words"] == "1 column renamed"
        [renamed] = [one for one in speaker["columns"] if one["mark"]]
        assert (renamed["before"][0], renamed["after"][0]) == line
        assert [step["loses"] for step in found["steps"] if step["id"] == "second"] == [""]
        assert "speaker: 1 column renamed" in [one for step in found["steps"] for one in step["changes"]]


def test_a_step_that_works_on_rows_says_so(project):
    script(project, "second", "first", 'op.execute("DELETE FROM speaker WHERE phone IS NULL")')
    [step] = compared(project, "first", "second")["steps"]
    assert step["changes"] == ["works on rows"]


def test_an_empty_database_is_a_place_to_compare_with(project):
    assert compared(project, "", "first")["words"] == "1 upgrade; no step drops a table or a column."
    assert compared(project, "first", "first")["words"] == "That is the same revision."


def test_a_script_that_does_not_run_is_an_answer(project):
    script(project, "fourth", "third", "op.drop_table('no_such_table')")
    found = compared(project, "first", "fourth")
    assert "no_such_table" in found["problem"]
    assert found["words"] == "3 upgrades."


def test_the_scripts_are_searched_for_what_their_operations_name(project):
    def search(text: str) -> list[str]:
        return sorted(LOOKS["search"](project, {"text": text})["ids"])

    assert search("Phone") == ["first", "third"]
    assert search("floor") == ["second"]
    assert search("r") == []  # in nearly every script
    assert search("upgrade") == []  # every script has it, but no operation names it
    broken = project.path / "migrations" / "versions" / "third_.py"
    broken.write_text(broken.read_text(encoding="utf-8") + "\ndef (", encoding="utf-8")
    assert search("phone") == ["first"]


def test_the_tables_are_searched_by_the_names_of_their_columns(project):
    found = LOOKS["find"](project, {"text": "ID"})["tables"]
    assert found["talk"] == "id, speaker_id, room_id"
    assert LOOKS["find"](project, {"text": "phone"})["tables"] == {"speaker": "phone"}


def test_between_ancestor_and_descendant_lies_one_way():
    graph = history(100)
    newest, oldest = f"{99:012x}", f"{0:012x}"
    assert not steps_between(graph, oldest, newest).down
    assert len(steps_between(graph, "", newest).up) == 100
    assert [one.id for one in steps_between(graph, newest, "").down] == [one.id for one in graph.revisions]


def test_a_parent_that_is_missing_is_not_on_the_way():
    graph = RevisionGraph((Revision("b", parents=("gone",)), Revision("a")))
    assert [one.id for one in steps_between(graph, "a", "b").up] == ["b"]
