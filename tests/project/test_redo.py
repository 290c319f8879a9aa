"""Redo: what an undo has taken back comes again, as it was right before the undo; or it says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.kernel.telling import redone_lines
from migration_lab.project import NothingToRedo, Project, UndoAsks
from migration_lab.project.undo import copy_limits
from tests.project.small import add_bio, command, dump, live, sql


def state(project: Project) -> tuple[object, ...]:
    """Everything that a redo has to bring back."""
    versions = project.path / "migrations" / "versions"
    scripts = {path.name: path.read_bytes() for path in versions.glob("*.py")} if versions.exists() else {}
    return dump(live(project)), scripts


def test_redos_bring_back_what_several_undos_took_back_step_by_step(seeded) -> None:
    states = [state(seeded)]
    add_bio(seeded)
    states.append(state(seeded))
    seeded.run("db", "upgrade")
    states.append(state(seeded))
    seeded.run("seed")
    states.append(state(seeded))
    commands = ["flask db migrate -m bio", "flask db upgrade", "flask seed"]
    for _ in range(2):
        for at in (2, 1, 0):
            assert seeded.undo().command == commands[at]
            assert state(seeded) == states[at]
            assert seeded.redo_copies.next_redo() == commands[at]
        for at in (0, 1, 2):
            assert seeded.redo().command == commands[at]
            assert state(seeded) == states[at + 1]
    assert seeded.redo_copies.next_redo() is None
    with pytest.raises(NothingToRedo, match="Nothing is left to redo"):
        seeded.redo()
    assert [one.command for one in seeded.undo_copies.moments()][-3:] == commands


def test_a_redo_says_what_it_did_as_an_undo_does(seeded) -> None:
    add_bio(seeded)
    seeded.undo()
    [lines] = [redone_lines(seeded.redo())]
    assert lines[0].startswith("migrations/versions/")
    assert lines[0].endswith("_bio.py: brought back")
    seeded.run("db", "upgrade")
    seeded.run("seed")
    seeded.undo()
    redone = seeded.redo()
    assert redone_lines(redone)[0] == "speaker: 4 rows again, 2 rows before the redo"
    assert seeded.way_back.undoable
    seeded.undo()
    seeded.undo()
    assert str(seeded.redo().difference) == "+ column speaker.bio  VARCHAR  NULL"


def test_a_command_that_changes_something_makes_the_redo_void_and_it_says_so(seeded) -> None:
    seeded.run("seed")
    seeded.undo()
    seeded.run("db", "current")
    seeded.get("/speakers")
    assert seeded.redo_copies.next_redo() == "flask seed"
    seeded.run("db", "revision", "-m", "other")
    there = state(seeded)
    assert seeded.redo_copies.next_redo() is None
    with pytest.raises(NothingToRedo) as refused:
        seeded.redo()
    assert str(refused.value) == (
        "flask db revision -m other has changed something since flask seed was undone, so that cannot be redone. "
        "Nothing was done. What was there before the undo is kept in .lab/undone/0005."
    )
    assert state(seeded) == there
    seeded.undo()
    assert seeded.redo().command == "flask db revision -m other"
    with pytest.raises(NothingToRedo, match="flask db revision -m other has changed something"):
        seeded.redo()


def test_what_a_terminal_wrote_since_the_undo_is_never_overwritten(seeded) -> None:
    seeded.run("seed")
    seeded.undo()
    sql(live(seeded), "INSERT INTO speaker (name) VALUES ('Edsger')")
    there = state(seeded)
    assert seeded.redo_copies.next_redo() is None
    with pytest.raises(NothingToRedo, match=r"has written to instance/conference\.db since flask seed was undone"):
        seeded.redo()
    assert state(seeded) == there
    seeded.undo(what := "what changed after the undo of flask seed")
    assert seeded.redo().command == what
    assert state(seeded) == there


def test_a_script_written_by_hand_since_the_undo_is_never_overwritten(seeded) -> None:
    add_bio(seeded)
    [script] = (seeded.path / "migrations" / "versions").glob("*_bio.py")
    seeded.undo()
    script.write_text("mine = True\n", encoding="utf-8")
    assert seeded.redo_copies.next_redo() is None
    with pytest.raises(NothingToRedo, match=r"_bio\.py was edited since flask db migrate -m bio was undone"):
        seeded.redo()
    assert script.read_text(encoding="utf-8") == "mine = True\n"
    script.unlink()
    assert seeded.redo().command == "flask db migrate -m bio"
    assert "mine" not in script.read_text(encoding="utf-8")


def test_models_edited_since_the_undo_stay_as_they_are(seeded) -> None:
    add_bio(seeded)
    seeded.undo()
    models = seeded.path / "models.py"
    models.write_text(text := models.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    seeded.redo()
    assert models.read_text(encoding="utf-8") == text


def test_an_undo_of_more_than_a_command_is_redone_as_a_whole(seeded) -> None:
    sql(live(seeded), "INSERT INTO speaker (name) VALUES ('Edsger')")
    there = state(seeded)
    seeded.undo("flask seed")
    assert seeded.rows("speaker").count == 0
    assert seeded.redo().rows == (("speaker", 0, 3),)
    assert state(seeded) == there
    seeded.undo()
    assert seeded.rows("speaker").count == 0


def test_a_failed_command_that_is_redone_has_failed(seeded) -> None:
    command(seeded, "half", "db.session.add(Speaker(name='x'))", "db.session.commit()", "raise SystemExit(1)")
    seeded.run("half")
    seeded.undo()
    seeded.redo()
    assert seeded.undo_copies.last().after.failed
    assert seeded.undo().rows == (("speaker", 3, 2),)


def test_commands_that_have_no_way_back_are_remembered_after_undo_and_redo(seeded) -> None:
    command(seeded, "report", "import pathlib", "pathlib.Path('report.csv').write_text('x')")
    seeded.run("report")
    with pytest.raises(UndoAsks, match="flask report cannot be taken back"):
        seeded.undo()
    seeded.undo("flask seed")
    seeded.redo()
    with pytest.raises(UndoAsks, match="flask report cannot be taken back"):
        seeded.undo()


def test_a_redo_works_in_a_restarted_kernel_with_broken_models(seeded, runner) -> None:
    there = state(seeded)
    seeded.undo()
    (seeded.path / "models.py").write_text("def broken(:\n", encoding="utf-8")
    again = Project(seeded.path, stable=True, runner=runner)
    assert again.redo_copies.next_redo() == "flask seed"
    assert again.redo().command == "flask seed"
    assert state(again) == there


def test_undo_and_redo_for_ever_keep_no_more_than_the_limits_allow(seeded, monkeypatch) -> None:
    monkeypatch.setattr(copy_limits, "KEPT", 3)
    for _ in range(6):
        seeded.undo()
        seeded.redo()
    for name in ("undo", "undone"):
        assert len([*Path(seeded.path, ".lab", name).glob("[0-9]*")]) <= 3
    sizes = {one.stat().st_ino: one.stat().st_size for one in Path(seeded.path, ".lab").rglob("*.sqlite")}
    assert len(sizes) <= 4


@pytest.mark.parametrize("name", ["scripts.zip", "0.sqlite", "moment.json", "redo.json"])
def test_a_damaged_or_missing_copy_is_never_brought_back(seeded, name: str) -> None:
    there = seeded.undo().kept
    file = seeded.path / there / name
    before = state(seeded)
    file.unlink()
    assert seeded.redo_copies.next_redo() is None
    with pytest.raises(NothingToRedo, match=r"is damaged\. Nothing was done|Nothing is left to redo"):
        seeded.redo()
    file.write_bytes(b"damaged")
    if name != "0.sqlite":
        assert seeded.redo_copies.next_redo() is None
    assert state(seeded) == before


def test_a_project_that_is_open_read_only_redoes_nothing(seeded, runner) -> None:
    seeded.undo()
    other = Project(seeded.path, runner=runner, read_only=True)
    with pytest.raises(Exception, match="open read-only, so nothing was redone"):
        other.redo()
