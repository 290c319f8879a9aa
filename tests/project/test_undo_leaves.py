"""What an undo leaves alone, since the command that it takes back did not make it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from migration_lab.project import Project, UndoAsks
from tests.project.small import command, dump, live, ready, sql


def linked(link: Path, to: Path) -> Path:
    try:
        link.symlink_to(to)
    except OSError:
        pytest.skip("this user may not make symbolic links here")
    return link


def test_the_undo_of_init_leaves_a_database_and_a_link_that_were_put_beside_the_scripts(project: Project) -> None:
    assert project.run("db", "init").result.ok
    backup = project.path / "migrations" / "backup.db"
    sql(backup, "CREATE TABLE kept (x)", "INSERT INTO kept VALUES (42)")
    link = linked(backup.with_name("notes"), Path("nowhere"))
    project.undo()
    assert sql(backup, "SELECT x FROM kept") == [(42,)]
    assert link.is_symlink()
    assert {path.name for path in backup.parent.iterdir()} == {"backup.db", "notes"}


def test_the_undo_of_init_removes_the_folder_when_nothing_else_is_in_it(project: Project) -> None:
    assert project.run("db", "init").result.ok
    (project.path / "migrations" / "versions" / "__pycache__").mkdir()
    project.undo()
    assert not (project.path / "migrations").exists()


SAVE = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}])"


def test_what_an_editor_saves_while_a_command_runs_does_not_go_unasked(project: Project) -> None:
    """The editor is another program, which here the command starts, so that it is certain to be meanwhile."""
    script = next((ready(project).path / "migrations" / "versions").glob("*.py"))
    saving = SAVE.format(f"open({str(script)!r}, 'a').write('# an hour of work')")
    command(project, "long", saving, "db.session.add(Speaker(name='Eda'))", "db.session.commit()")
    assert project.run("long").result.ok
    with pytest.raises(UndoAsks, match=f"{script.name} was edited since flask long: what was written by hand is taken"):
        project.undo()
    assert "an hour of work" in script.read_text(encoding="utf-8")
    assert project.undo("flask long").rows == (("speaker", 3, 2),)
    command(project, "idle", saving)
    assert not project.run("idle").way_back.undoable
    assert project.undo().command == "flask seed"
    assert "an hour of work" in script.read_text(encoding="utf-8")


def test_a_script_that_is_a_link_stays_one_and_the_file_that_it_means_is_set_back(project: Project) -> None:
    versions = ready(project).path / "migrations" / "versions"
    script = next(versions.glob("*.py"))
    shared = shutil.move(script, project.path / "shared.py")
    shared.chmod(0o755)
    before = shared.read_text(encoding="utf-8")
    linked(script, shared)
    command(project, "edits", f"open({str(script)!r}, 'a').write('# more')")
    step = project.run("edits")
    assert step.way_back.sentence == "lab.undo() takes that back."
    project.undo()
    assert script.is_symlink()
    assert shared.read_text(encoding="utf-8") == before
    assert os.access(shared, os.X_OK)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_database_that_was_overwritten_keeps_who_may_write_to_it(project: Project) -> None:
    database = live(ready(project))
    database.chmod(0o660)
    before = dump(database)
    command(project, "overwrite", f"open({str(database)!r}, 'wb').write(b'no database ' * 99)")
    assert project.run("overwrite").result.ok
    project.undo()
    assert dump(database) == before
    assert database.stat().st_mode & 0o777 == 0o660
