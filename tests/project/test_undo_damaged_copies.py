"""Undo when what was kept for it is damaged, cut off, or of an older version."""

from __future__ import annotations

import json

import pytest

from migration_lab.project import Project, UndoAsks
from tests.project.small import command, sql

ENDS = ("moment", "after")


def test_a_moment_that_cannot_be_read_is_told_and_left_out(seeded):
    seeded.run("seed")
    newest = seeded.undo_copies.folders()[-1]
    whole = (newest / "moment.json").read_text(encoding="utf-8")
    for text in ("", whole[:40], "[]", '{"command": 1}'):
        (newest / "moment.json").write_text(text, encoding="utf-8")
        with pytest.raises(UndoAsks, match=rf"What was kept in \.lab/undo/{newest.name} cannot be read: it is"):
            seeded.undo()
    undone = seeded.undo("flask seed")
    assert undone.rows == (("speaker", 4, 0),)
    assert not newest.exists()


def test_the_note_of_a_commands_end_that_is_cut_off_is_as_good_as_none(seeded):
    after = seeded.undo_copies.folders()[-1] / "after.json"
    after.write_text(after.read_text(encoding="utf-8")[:30], encoding="utf-8")
    with pytest.raises(UndoAsks, match="The lab did not see the end of flask seed"):
        seeded.undo()
    assert seeded.undo("flask seed").rows == (("speaker", 2, 0),)


def test_the_copies_of_the_first_versions_are_of_use(seeded):
    seeded.run("db", "revision", "-m", "half")
    for folder in seeded.undo_copies.folders():
        moment, after = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ENDS)
        moment = {name: moment[name] for name in ("command", "databases", "not_copied", "scripts", "prints")}
        after = {name: after[name] for name in ("touched", "prints")}
        for name, record in zip(ENDS, (moment, after), strict=True):
            (folder / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(UndoAsks, match=r"half\.py was edited since flask db revision -m half: an older"):
        seeded.undo()
    assert [what for _, what in seeded.undo("flask db revision -m half").scripts] == ["removed"]
    assert seeded.undo().rows == (("speaker", 2, 0),)
    assert seeded.undo().command == "flask db upgrade"
    assert "speaker" not in seeded.read().table_names


def test_copies_of_which_the_note_is_damaged_are_kept_when_an_earlier_command_is_taken_back(seeded: Project) -> None:
    delete = ("from models import db, Speaker", "db.session.query(Speaker).delete()", "db.session.commit()")
    command(seeded, "wipe", *delete)
    assert seeded.run("wipe").result.ok
    newest = seeded.undo_copies.folders()[-1]
    (newest / "moment.json").write_text("", encoding="utf-8")
    with pytest.raises(UndoAsks, match=r"stay there, and move to \.lab/undone when an earlier command is taken back"):
        seeded.undo()
    seeded.undo("flask seed")
    assert not newest.exists()
    kept = sql(seeded.path / ".lab" / "undone" / newest.name / "0.sqlite", "SELECT name FROM speaker")
    assert kept == [("Ada",), ("Grace",)]
