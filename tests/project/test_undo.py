"""The way back, step by step: what an undo brings back, and what it leaves alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.project import NothingToUndo, Project, UndoAsks
from migration_lab.project.undo.copy_limits import KEPT
from tests.project.small import add_bio, live, sql


def test_undo_brings_back_tables_rows_and_scripts_step_by_step(seeded):
    add_bio(seeded)
    seeded.run("db", "upgrade")
    seeded.run("db", "current")
    undone = seeded.undo()
    assert undone.command == "flask db upgrade"
    assert str(undone.difference) == "- column speaker.bio  VARCHAR  NULL"
    assert seeded.rows("speaker").count == 2
    undone = seeded.undo()
    assert undone.command == "flask db migrate -m bio"
    assert [(Path(name).name.partition("_")[2], what) for name, what in undone.scripts] == [("bio.py", "removed")]
    assert len(list((seeded.path / "migrations" / "versions").glob("*.py"))) == 1
    assert seeded.undo().rows == (("speaker", 2, 0),)
    assert not any(one.outside for one in iter(lambda: seeded.undo_copies.last() and seeded.undo(), None))
    assert seeded.read().tables == ()
    assert not (seeded.path / "migrations").exists()
    with pytest.raises(NothingToUndo, match="Nothing is left to undo"):
        seeded.undo()


def test_as_text_a_command_and_an_undo_say_what_they_changed(seeded):
    add_bio(seeded)
    [script] = [path.relative_to(seeded.path).as_posix() for path in seeded.path.glob("migrations/versions/*_bio.py")]
    upgraded, failed = seeded.run("db", "upgrade"), seeded.run("db", "upgrade", "nowhere")
    assert str(upgraded) == "flask db upgrade: exit code 0\n+ column speaker.bio  VARCHAR  NULL"
    assert str(failed).startswith("flask db upgrade nowhere: exit code 1\n")
    assert "nowhere" in str(failed).splitlines()[1]
    assert str(seeded.undo()) == "Undone: flask db upgrade\n- column speaker.bio  VARCHAR  NULL"
    assert str(seeded.undo()) == f"Undone: flask db migrate -m bio\n{script}: removed"
    assert str(seeded.undo()) == "Undone: flask seed\nspeaker: 0 rows again, 2 rows before the undo"


def test_undo_follows_a_project_that_was_moved(seeded, runner):
    before = seeded.path.with_name("elsewhere")
    seeded.path.rename(before)
    seeded.path.mkdir()
    assert Project(before, runner=runner).undo().command == "flask seed"
    assert Project(before, runner=runner).rows("speaker").count == 0
    assert list(seeded.path.iterdir()) == []


def test_undo_leaves_a_script_that_was_mended_by_hand(seeded):
    seeded.run("db", "revision", "-m", "half")
    [script] = (seeded.path / "migrations" / "versions").glob("*_half.py")
    draft = script.read_text(encoding="utf-8")
    assert seeded.run("db", "upgrade").changed
    script.write_text(mended := draft.replace("pass", "op.execute('SELECT 1')"), encoding="utf-8")
    assert seeded.undo().scripts == ()
    assert script.read_text(encoding="utf-8") == mended
    with pytest.raises(
        UndoAsks, match=r"_half\.py was edited since flask db revision -m half: .* taken back too"
    ) as asked:
        seeded.undo()
    assert f"migrations/versions/{script.name}: removed" in asked.value.why
    assert script.read_text(encoding="utf-8") == mended
    [(name, what)] = seeded.undo("flask db revision -m half").scripts
    assert (name, what) == (f"migrations/versions/{script.name}", "removed")


def test_undo_says_that_a_script_is_gone_perhaps_to_another_git_branch(seeded):
    seeded.run("db", "revision", "-m", "half")
    [script] = (seeded.path / "migrations" / "versions").glob("*_half.py")
    script.unlink()
    with pytest.raises(UndoAsks, match=r"_half\.py is gone since .* -m half: it was deleted, or .* another Git branch"):
        seeded.undo()
    assert seeded.undo("flask db revision -m half").scripts == ()


def test_undo_asks_before_it_takes_back_a_terminals_work_too(seeded):
    sql(live(seeded), "INSERT INTO speaker (name) VALUES ('Edsger')")
    with pytest.raises(UndoAsks, match=r"a terminal, has written to instance/conference\.db since flask seed") as asked:
        seeded.undo()
    assert seeded.rows("speaker").count == 3
    assert "lab.undo('flask seed')" in str(asked.value)
    assert "speaker: 3 rows now, 0 rows then" in asked.value.why
    undone = seeded.undo("flask seed")
    assert undone.outside
    assert undone.rows == (("speaker", 3, 0),)


def test_undo_brings_back_a_script_that_a_command_set_aside(seeded):
    app = seeded.path / "app.py"
    text = app.read_text(encoding="utf-8")
    body = "import pathlib\n        [path.unlink() for path in pathlib.Path('migrations/versions').glob('*.py')]"
    tidy = f"    @app.cli.command()\n    def tidy():\n        {body}\n\n    return app\n"
    app.write_text(text.replace("    return app\n", tidy), encoding="utf-8")
    assert len(seeded.run("tidy").result.removed) == 1
    assert [what for _, what in seeded.undo().scripts] == ["brought back"]


def test_tables_that_the_app_makes_at_its_start_can_be_undone(project):
    app = project.path / "app.py"
    text = app.read_text(encoding="utf-8")
    project.read()
    app.write_text(
        text.replace(
            "    Migrate(app, db)\n", "    Migrate(app, db)\n    with app.app_context():\n        db.create_all()\n"
        ),
        encoding="utf-8",
    )
    assert project.get("/speakers").json == []
    assert project.read().table_names == ("speaker",)
    undone = project.undo()
    assert undone.command == 'lab.get("/speakers")'
    assert project.read().table_names == ()


def test_asking_the_app_leaves_nothing_to_undo(seeded):
    seeded.get("/speakers")
    assert seeded.undo().command == "flask seed"


def test_undo_keeps_what_was_there_until_then(seeded):
    sql(live(seeded), "INSERT INTO speaker (name) VALUES ('Edsger')")
    undone = seeded.undo("flask seed")
    kept = seeded.path / undone.kept / "0.sqlite"
    assert sql(kept, "SELECT name FROM speaker ORDER BY id") == [("Ada",), ("Grace",), ("Edsger",)]


def test_undo_works_after_a_restart_even_when_the_models_are_broken(seeded, runner):
    (seeded.path / "models.py").write_text("def broken(:\n", encoding="utf-8")
    again = Project(seeded.path, stable=True, runner=runner)
    assert again.undo().command == "flask seed"
    assert again.rows("speaker").count == 0


def test_undo_writes_into_the_live_file_so_a_watcher_goes_on_seeing_it(seeded):
    with closing(sqlite3.connect(live(seeded))) as watcher:
        assert watcher.execute("SELECT count(*) FROM speaker").fetchone() == (2,)
        seeded.undo()
        assert watcher.execute("SELECT count(*) FROM speaker").fetchone() == (0,)


def test_a_failed_upgrade_that_did_half_its_work_can_be_undone(seeded):
    seeded.run("db", "revision", "-m", "half")
    [script] = (seeded.path / "migrations" / "versions").glob("*_half.py")
    text = script.read_text(encoding="utf-8")
    body = 'def upgrade():\n    op.execute("CREATE TABLE half (id INTEGER)")\n    op.execute("nonsense")\n\n\ndef'
    script.write_text(text.replace("def upgrade():\n    pass\n\n\ndef", body), encoding="utf-8")
    step = seeded.run("db", "upgrade")
    assert not step.result.ok
    assert str(step.difference).startswith("+ table half")
    assert str(seeded.undo().difference).startswith("- table half")


def test_only_so_many_copies_are_kept(seeded):
    for _ in range(KEPT + 3):
        seeded.run("seed")
    assert len(seeded.undo_copies.moments()) == KEPT
    assert seeded.undo().command == "flask seed"
