"""Undo on a PostgreSQL that the lab made: what a command lost is back, whoever else is connected, whoever is killed."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from migration_lab.backends.backend import DatabaseBusy
from migration_lab.backends.postgresql import sessions, template_copies
from migration_lab.backends.postgresql.dropping import drop, wait_until_dropped
from migration_lab.backends.postgresql.embedded_server import release, serve
from migration_lab.errors import LabError
from migration_lab.kernel.telling import undone_lines
from migration_lab.project import NothingToUndo, Project, UndoAsks
from migration_lab.project.commands.runner import Runner
from migration_lab.project.undo import copy_limits
from migration_lab.schema import Schema, compare
from tests.project.conftest import APP, MODELS
from tests.project.small import add_bio, command, ready

pytestmark = pytest.mark.postgres

URL = 'app.config["SQLALCHEMY_DATABASE_URI"] = '
NUMBERS = itertools.count(1)
UNDO = """
import sys
from pathlib import Path
from migration_lab.project import Project
Project(Path(sys.argv[1]), stable=True).undo()
"""


@pytest.fixture
def folder(project_with_server: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project at its beginning, with an empty database of its own on that server."""
    root = project_with_server
    for path in (*root.iterdir(), *(root / ".lab").iterdir()):
        if path.name not in (".lab", "postgresql"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    left = names(root, "lab_")  # of tests before, whose notes of them are gone by now
    with serve(root).maintenance.connect() as connection:
        for name in left:
            drop(connection, name)
    app = APP.replace(f'{URL}"sqlite:///conference.db"', f'import os; {URL}os.environ["DATABASE_URL"]')
    (root / "app.py").write_text(app, encoding="utf-8")
    (root / "models.py").write_text(MODELS, encoding="utf-8")
    address, new = template_copies.provide(root, f"app{next(NUMBERS)}")
    assert new
    monkeypatch.setenv("DATABASE_URL", address)
    return root


@pytest.fixture
def seeded(project: Project) -> Project:
    return ready(project)


@pytest.fixture
def other(folder: Path) -> Iterator[Engine]:
    """Somebody else's way to the database."""
    engine = create_engine(os.environ["DATABASE_URL"], poolclass=NullPool)
    yield engine
    engine.dispose()


def state(project: Project) -> tuple[object, ...]:
    """All that the database and the scripts hold."""
    schema = project.read()
    rows = {name: sorted(project.query(f"SELECT * FROM {name}")) for name in schema.table_names}
    scripts = sorted(path.name for path in (project.path / "migrations").rglob("*.py"))
    return str(compare(Schema("postgresql"), schema)), rows, scripts


def script(project: Project, *lines: str, back: str = "pass", title: str = "next") -> None:
    """A revision that does this."""
    assert project.run("db", "revision", "-m", title).result.ok
    [path] = (project.path / "migrations" / "versions").glob(f"*_{title}.py")
    up, down = path.read_text(encoding="utf-8").rsplit("pass", 1)[0].split("pass", 1)
    path.write_text(f"{up}{f'{chr(10)}    '.join(lines)}{down}{back}\n", encoding="utf-8")


def names(root: Path, like: str) -> list[str]:
    wait_until_dropped()
    with serve(root).maintenance.connect() as connection:
        return [
            name for name in connection.exec_driver_sql("SELECT datname FROM pg_database").scalars() if like in name
        ]


def test_what_an_upgrade_lost_is_back_with_its_rows(seeded: Project) -> None:
    script(seeded, "op.drop_column('speaker', 'name')")
    before = state(seeded)
    step = seeded.run("db", "upgrade")
    assert step.result.ok
    assert step.undoable
    assert [column.name for column in seeded.read().table("speaker").columns] == ["id"]
    undone = seeded.undo()
    assert undone.command == "flask db upgrade"
    assert str(undone.difference) == "+ column speaker.name  character varying  NOT NULL"
    assert state(seeded) == before
    assert seeded.get("/speakers").json == ["Ada", "Grace"]
    assert seeded.undo("flask db revision -m next").scripts


def test_what_a_downgrade_lost_is_back(seeded: Project) -> None:
    before = state(seeded)
    assert seeded.run("db", "downgrade", "base").result.ok
    undone = seeded.undo()
    assert undone.databases == ((name_of(seeded), "is as it was before flask db downgrade base"),)
    assert state(seeded) == before


def name_of(project: Project) -> str:
    [name] = filter(None, project._where.undo_names().values())
    return name


def test_what_a_failure_halfway_has_left_is_taken_back(seeded: Project) -> None:
    script(
        seeded,
        "op.add_column('speaker', sa.Column('z', sa.Integer))",
        "with op.get_context().autocommit_block():",
        "    op.execute('CREATE INDEX CONCURRENTLY ix_z ON speaker (z)')",
        "op.execute('UPDATE nowhere SET z = 1')",
    )
    before = state(seeded)
    assert not seeded.run("db", "upgrade").result.ok
    assert "lab.undo() takes that back." in seeded.places().sentence
    assert seeded.undo().command == "flask db upgrade"
    assert state(seeded) == before


def test_commands_are_taken_back_one_by_one(seeded: Project) -> None:
    states = [state(seeded)]
    add_bio(seeded)
    states.append(state(seeded))
    for words in (("db", "upgrade"), ("seed",), ("db", "downgrade"), ("db", "stamp", "head")):
        assert seeded.run(*words).result.ok
        states.append(state(seeded))
    while len(states) > 1:
        assert state(seeded) == states.pop()
        seeded.undo()
    assert state(seeded) == states.pop()
    assert seeded.undo().command == "flask seed"
    assert seeded.rows("speaker").count == 0


def test_a_step_shows_the_rows_from_the_copy(seeded: Project) -> None:
    script(seeded, "op.execute(\"UPDATE speaker SET name = 'Eda' WHERE id = 1\")")
    [rows] = seeded.run("db", "upgrade").rows
    assert [side and side.sample[0] for side in (rows.before, rows.after)] == [("1", "Ada"), ("1", "Eda")]


def test_commands_that_change_nothing_share_one_copy(seeded: Project) -> None:
    seeded.run("routes")
    copies = names(seeded.path, template_copies.COPY)
    for words in (("routes",), ("db", "current"), ("db", "upgrade")):
        assert seeded.run(*words).result.ok
        assert not seeded.way_back.changed
    assert names(seeded.path, template_copies.COPY) == copies
    assert seeded.undo().command == "flask seed"


def test_copies_go_with_their_moments(seeded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_limits, "KEPT", 2)
    for _ in range(5):
        seeded.run("seed")
    assert len(seeded.undo_copies.moments()) == 2
    assert len(names(seeded.path, template_copies.COPY)) <= 3
    seeded.undo()
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


def test_copies_count_with_the_bytes_that_they_take_on_the_server(seeded: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copy_limits, "MOST_BYTES", 20_000_000)
    for _ in range(4):
        seeded.run("seed")
    assert 1 <= len(seeded.undo_copies.moments()) <= 2
    assert seeded.undo().rows == (("speaker", 10, 8),)


def test_an_idle_session_is_told_to_go_and_that_is_said(seeded: Project, other: Engine) -> None:
    said: list[str] = []
    with other.connect() as connection:
        connection.exec_driver_sql("SET application_name = 'psql'")
        connection.exec_driver_sql("SELECT * FROM speaker").fetchall()
        assert seeded.run("seed", on_output=said.append).result.ok
        connection.invalidate()
    database = name_of(seeded).removeprefix("postgresql:")
    assert f"An open session on the database {database} was ended, so that a copy for undo could be made (psql)." in (
        "".join(said)
    )
    assert seeded.undo().rows == (("speaker", 4, 2),)


def test_a_session_of_the_labs_that_has_no_name_yet_is_left_alone(seeded: Project, other: Engine) -> None:
    said: list[str] = []
    database = name_of(seeded).removeprefix("postgresql:")
    with other.connect() as begun, serve(seeded.path).maintenance.connect() as connection:
        naming = threading.Timer(0.3, begun.exec_driver_sql, [f"SET application_name = '{sessions.NAME}'"])
        naming.start()
        sessions.clear(connection, database, said.append, ours=False)
        naming.join()
        assert begun.exec_driver_sql("SELECT 1").scalar_one() == 1
    assert said == []


def test_a_session_without_a_name_is_told_to_go_like_any_other(seeded: Project, other: Engine) -> None:
    said: list[str] = []
    with other.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        assert seeded.run("seed", on_output=said.append).result.ok
        connection.invalidate()
    assert "was ended, so that a copy for undo could be made." in "".join(said)


def test_who_has_changed_something_and_not_committed_it_is_not_sent_away(
    seeded: Project, other: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "PATIENCE", 0.3)
    with other.connect() as connection:
        connection.exec_driver_sql("UPDATE speaker SET name = 'Eda' WHERE id = 1")
        with pytest.raises(DatabaseBusy, match=r"has not committed it, so no copy for undo can be\s+kept"):
            seeded.run("seed")
        with pytest.raises(LabError):
            seeded.undo()
        connection.commit()
    assert [row[1] for row in sorted(seeded.query("SELECT * FROM speaker"))] == ["Eda", "Grace"]
    assert seeded.run("seed").result.ok
    assert seeded.undo().rows == (("speaker", 4, 2),)
    assert [row[1] for row in sorted(seeded.query("SELECT * FROM speaker"))] == ["Eda", "Grace"]


def test_a_look_of_the_labs_own_that_does_not_end_is_sent_away_too(seeded: Project) -> None:
    said: list[str] = []
    with seeded.database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM speaker").fetchall()
        assert seeded.run("seed", on_output=said.append).result.ok
        connection.invalidate()
    assert "ended" not in "".join(said)
    assert seeded.undo().rows == (("speaker", 4, 2),)


def test_what_somebody_wrote_since_is_asked_about(seeded: Project, other: Engine) -> None:
    with other.begin() as connection:
        connection.exec_driver_sql("DELETE FROM speaker WHERE id = 1")
    with pytest.raises(UndoAsks, match="Something else, such as a terminal, has written to postgresql:app"):
        seeded.undo()
    assert seeded.rows("speaker").count == 1
    seeded.undo("flask seed")
    assert seeded.rows("speaker").count == 0
    [kept] = (seeded.path / ".lab" / "undone").iterdir()
    copies = template_copies.ticket_of(next(kept.glob("*.postgresql"))).database
    with serve(seeded.path).engine(copies).connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM speaker").scalars().all() == ["Grace"]


def test_what_is_written_while_it_is_put_back_is_not_lost(
    seeded: Project, other: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap, once = template_copies.ServedDatabase._swap, [True]

    def write_first(self: template_copies.ServedDatabase, comes: str, goes: str) -> None:
        if once and once.pop():
            with other.begin() as connection:
                connection.exec_driver_sql("INSERT INTO speaker (name) VALUES ('Eda')")
        swap(self, comes, goes)

    monkeypatch.setattr(template_copies.ServedDatabase, "_swap", write_first)
    with pytest.raises(DatabaseBusy, match="is writing to postgresql:app"):
        seeded.undo()
    assert seeded.rows("speaker").count == 3
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


def test_who_looks_all_the_time_is_not_in_the_way(seeded: Project) -> None:
    ended, began, looks, said = threading.Event(), threading.Event(), [0], list[str]()

    def look() -> None:
        twin = seeded.twin()
        twin._where.locate()
        while not ended.is_set():
            with suppress(LabError):
                twin.pulse()
                twin.structures()
                looks[0] += 1
                began.set()
        twin.close()

    watcher = threading.Thread(target=look)
    watcher.start()
    assert began.wait(60)
    try:
        for _ in range(2):
            assert seeded.run("seed", on_output=said.append).result.ok
            assert seeded.undo().rows == (("speaker", 4, 2),)
    finally:
        ended.set()
        watcher.join()
    assert looks[0] > 2
    assert "ended" not in "".join(said)


def test_of_two_binds_both_are_brought_back(folder: Path, project: Project) -> None:
    app = folder / "app.py"
    binds = 'app.config["SQLALCHEMY_BINDS"] = {"stats": "sqlite:///stats.db"}\n    db.init_app'
    app.write_text(app.read_text(encoding="utf-8").replace("db.init_app", binds, 1), encoding="utf-8")
    with (folder / "models.py").open("a", encoding="utf-8") as file:
        file.write("\n\nclass Visit(db.Model):\n    __bind_key__ = 'stats'\n")
        file.write("    id: Mapped[int] = mapped_column(primary_key=True)\n")
    for words in (("db", "init", "--multidb"), ("db", "migrate", "-m", "all"), ("db", "upgrade"), ("seed",)):
        assert project.run(*words).result.ok
    add = ("db.session.add_all([Speaker(name='Eda'), Visit()])", "db.session.commit()")
    app.write_text(app.read_text(encoding="utf-8").replace("import Speaker, db", "import Speaker, Visit, db"))
    command(project, "both", *add)
    assert project.run("both").result.ok
    undone = project.undo()
    assert undone.rows == (("speaker", 3, 2),)
    assert [(bind, rows) for bind, _, rows in undone.elsewhere] == [("stats", (("visit", 1, 0),))]
    assert undone.not_copied == ()


def test_an_undo_goes_on_in_a_kernel_that_was_started_anew(seeded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ``DATABASE_URL`` is not set again yet, the project's own server is known all the same."""
    app = seeded.path / "app.py"
    text = app.read_text(encoding="utf-8")
    app.write_text(text.replace('os.environ["DATABASE_URL"]', 'os.environ.get("DATABASE_URL", "sqlite://")'))
    address = os.environ["DATABASE_URL"]
    monkeypatch.delenv("DATABASE_URL")
    release(seeded.path)
    assert Project(seeded.path, stable=True, runner=seeded._runner).undo("flask seed").command == "flask seed"
    monkeypatch.setenv("DATABASE_URL", address)
    assert seeded.rows("speaker").count == 0


def test_an_undo_that_is_killed_at_any_moment_can_be_done_again(seeded: Project, runner: Runner) -> None:
    before = state(seeded)
    for round_ in range(5):
        seeded.run("db", "revision", "-m", f"r{round_}")
        seeded.run("seed")
        undo = subprocess.Popen([sys.executable, "-c", UNDO, str(seeded.path)], stderr=subprocess.DEVNULL)
        time.sleep(random.Random(round_).uniform(0.6, 2.4))
        undo.kill()
        undo.wait()
        again = Project(seeded.path, stable=True, runner=runner)
        last = again.undo_copies.last()
        assert last is not None
        if last.command == "flask seed":
            again.undo("flask seed")
        assert again.undo(f"flask db revision -m r{round_}").command == f"flask db revision -m r{round_}"
        assert state(again) == before
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


@pytest.mark.parametrize("step", ["made", "swapped"])
def test_an_undo_that_ends_between_two_steps_can_be_done_again(
    seeded: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """What a kill would leave at each step: as if the process had ended there."""

    class Killed(BaseException):
        pass

    def after(what: Callable[..., None]) -> Callable[..., None]:
        def done(*given: object) -> None:
            what(*given)
            raise Killed

        return done

    before = seeded.rows("speaker").count
    seeded.run("seed")
    with monkeypatch.context() as patched:
        patched.setattr(template_copies, "drop_soon", lambda *_: None)
        if step == "made":
            make = template_copies.make
            patched.setattr(
                template_copies, "make", lambda c, name, of: (after(make) if "new" in name else make)(c, name, of)
            )
        else:
            patched.setattr(template_copies.ServedDatabase, "_swap", after(template_copies.ServedDatabase._swap))
        with pytest.raises(Killed):
            seeded.undo()
    assert seeded.rows("speaker").count in (before, before + 2)
    assert seeded.undo("flask seed").command == "flask seed"
    assert seeded.rows("speaker").count == before
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


def test_what_an_undo_says(seeded: Project) -> None:
    lines = undone_lines(seeded.undo())
    assert lines[0] == "speaker: 0 rows again, 2 rows before the undo"
    assert not any("was not copied" in line for line in lines)


def test_a_command_on_an_empty_database_leaves_nothing_to_undo(project: Project) -> None:
    assert project.run("routes").result.ok
    with pytest.raises(NothingToUndo):
        project.undo()


def test_settings_of_the_database_stay_set(seeded: Project, other: Engine) -> None:
    database = name_of(seeded).removeprefix("postgresql:")
    with other.begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {database} SET lock_timeout = '7s'")
    seeded.undo()
    with other.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "7s"


def test_what_was_not_dropped_to_its_end_hinders_nothing(seeded: Project) -> None:
    """As when the server was stopped meanwhile: PostgreSQL lets nobody connect to such a database."""
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_old_half")
        connection.exec_driver_sql("UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'lab_old_half'")
        connection.exec_driver_sql("CREATE DATABASE lab_copy_nobodys")
    seeded.run("seed")
    assert not {"lab_old_half", "lab_copy_nobodys"} & {*names(seeded.path, "lab_")}


def test_what_was_there_when_an_undo_was_killed_is_kept_unless_a_copy_has_the_same(seeded: Project) -> None:
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_old_somebodys")
    with serve(seeded.path).engine("lab_old_somebodys").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE work (x int)")
    seeded.run("seed")
    assert "lab_old_somebodys" in names(seeded.path, template_copies.OLD)
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE lab_old_somebodys")


def test_no_copy_is_dropped_while_a_note_of_one_cannot_be_read(seeded: Project) -> None:
    seeded.run("seed")
    there = names(seeded.path, template_copies.COPY)
    damaged = seeded.path / ".lab" / "undone" / "0001" / "0.postgresql"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("", encoding="utf-8")
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_copy_of_what")
    seeded.run("seed")
    assert {*there, "lab_copy_of_what"} <= {*names(seeded.path, template_copies.COPY)}
