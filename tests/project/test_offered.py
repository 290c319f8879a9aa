"""Each command that ``places()`` offers does what the sentence says, in every state in which one is offered.

An upgrade was tried on a copy, or the sentence says that it was not; a stamp rests on a comparison of the tables; a
draft on what ``flask db check`` found; a merge and an init only write files, if nothing is in their way.
"""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.project import Places, Project, open_project
from tests.project import states, waiting_states
from tests.project.by_hand import live, sql
from tests.project.other_shapes import BINDS, terminal, upgraded, write
from tests.project.test_places import CASES

Contents = dict[str, list[tuple[object, ...]]]
REHEARSED = ("trial run", "on a copy of the database, with its rows", "It was not tried on a copy first")
WAITING: list[Callable[[Project], None]] = [
    *map(
        waiting_states.waits,
        (
            waiting_states.PARENT,
            waiting_states.BIO,
            f"{waiting_states.DROP_AND_ADD}  # lab: ok A5",  # without that, a rename comes first: test_waiting.py
            waiting_states.RENAME,
            waiting_states.RENAME_TABLE,
            waiting_states.DROP_TABLE,
            waiting_states.EMPTY,
            waiting_states.SAME_NAME,
            waiting_states.UPPER,
            waiting_states.FILL,
            waiting_states.NO_CAST,
        ),
    ),
    waiting_states.models_want_less,
    waiting_states.branches,
]


def contents(project: Project) -> Contents:
    """Every row of the database but Alembic's own."""
    if not live(project).exists():
        return {}
    with closing(sqlite3.connect(live(project))) as connection:
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        found = [name for (name,) in connection.execute(names) if name != "alembic_version"]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in found}


def tables(project: Project) -> list[object]:
    """The structure of every table but Alembic's own."""
    if not live(project).exists():
        return []
    return [table for table in project.read().tables if table.name != "alembic_version"]


def scripts(project: Project) -> set[Path]:
    return {*(project.path / "migrations" / "versions").glob("*.py")}


def do_as_offered(project: Project) -> Places:
    """Run the command, and hold the sentence to its word."""
    places, rows, files = project.places(), contents(project), scripts(project)
    assert places.next_command is not None
    structure = tables(project)
    step = project.run(*shlex.split(places.next_command)[1:])
    assert step.result.ok, f"{places.sentence}\n{step.result.full_output}"
    match shlex.split(places.next_command)[2]:
        case "upgrade":
            upgraded_as_said(project, places, rows)
        case "stamp":
            target = places.next_command.split()[3]
            graph = project.history()
            assert project.versions() == (graph.heads if target in ("head", "heads") else (target,))
            assert (contents(project), scripts(project)) == (rows, files)
            assert not [change for change in project.places().changes if change.kind == "table"]
        case "migrate":
            assert len(scripts(project) - files) == 1
            assert contents(project) == rows
            assert tables(project) == structure
        case "merge":
            assert len(scripts(project) - files) == 1
            assert len(project.history().heads) == 1
            assert contents(project) == rows
        case "init":
            assert (project.path / "migrations" / "env.py").exists()
            made = contents(project).keys() - rows.keys()  # as a start of the app makes them
            assert all(f"itself makes the table {name}" in places.sentence for name in made)
        case other:
            pytest.fail(f"nothing says what flask db {other} has to do")
    return places


def upgraded_as_said(project: Project, places: Places, rows: Contents) -> None:
    assert places.state == "empty" or any(word in places.sentence for word in REHEARSED), places.sentence
    assert project.versions() == project.history().heads
    now = contents(project)
    if "no row and no value is lost" in places.sentence or "no row is lost" in places.sentence:
        assert sum(map(len, now.values())) >= sum(map(len, rows.values()))
    for many, table in re.findall(r"loses all (\d+) rows of (\w+)", places.sentence):
        assert len(rows[table]) == int(many)
        assert not now.get(table)
    for many, table, column in re.findall(r"(\d+) values? of (\w+)\.(\w+)", places.sentence):
        assert int(many) <= len(rows[table]), column
    if "Beware" not in places.sentence and "changes" not in places.sentence and "moves" not in places.sentence:
        assert all(len(now[table]) == len(many) for table, many in rows.items() if table in now)


OFFERED = [case[0] for case in CASES if case[2]]


@pytest.mark.parametrize("make", OFFERED, ids=[make.__name__ for make in OFFERED])
def test_in_a_state_of_real_life(project: Project, make: Callable[[Project], None]) -> None:
    make(project)
    do_as_offered(project)


@pytest.mark.parametrize("make", WAITING, ids=map(str, range(len(WAITING))))
def test_with_scripts_that_wait(waiting: Project, make: Callable[[Project], None]) -> None:
    make(waiting)
    do_as_offered(waiting)


def test_a_large_database_says_that_nothing_was_tried(waiting: Project) -> None:
    waiting_states.waits(waiting_states.BIO)(waiting)
    sql(waiting, "CREATE TABLE heap (x BLOB)", "INSERT INTO heap VALUES (zeroblob(65 << 20))")
    assert "It was not tried on a copy first." in do_as_offered(waiting).sentence


def test_before_a_merge_a_large_database_says_so_too(waiting: Project) -> None:
    waiting_states.branches(waiting)
    sql(waiting, "CREATE TABLE heap (x BLOB)", "INSERT INTO heap VALUES (zeroblob(65 << 20))")
    assert "The upgrade after it was not tried on a copy first." in do_as_offered(waiting).sentence


# Several databases, of which one is behind


@pytest.fixture
def shop(tmp_path: Path, runner) -> Project:
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make", "--multidb")
    return open_project(folder, app="shop:make", runner=runner)


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_an_upgrade_of_one_of_several_is_tried_on_copies_of_all(shop: Project) -> None:
    (shop.path / "instance" / "audit.sqlite").unlink()
    places = shop.places()
    assert places.next_command == "flask db upgrade"
    assert "The database audit is empty, but the others have run every revision" in places.sentence
    assert places.sentence.endswith("A trial run on a copy of the database went well.")
    assert terminal(shop.path, "shop:make", "db", "upgrade").returncode == 0
    assert shop.places().state == "in step"


def test_the_way_back_of_one_of_several_leaves_the_others_alone(shop: Project) -> None:
    (shop.path / "instance" / "audit.sqlite").unlink()
    tried = shop.try_out("upgrade", "head")
    assert tried.ran
    assert tried.back is not None
    assert (tried.back.untried, tried.back.error, tried.back.left, tried.back.fates) == ("", None, (), ())


def test_an_upgrade_of_one_of_several_that_would_fail_is_not_offered(shop: Project) -> None:
    audit = shop.path / "instance" / "audit.sqlite"
    audit.unlink()
    execute(audit, "CREATE VIEW event AS SELECT 1 AS id")
    places = shop.places()
    assert places.next_command is None
    assert "flask db upgrade would fail" in places.sentence
    assert terminal(shop.path, "shop:make", "db", "upgrade").returncode != 0


def test_one_of_several_is_not_stamped_if_that_would_stamp_another_wrongly(shop: Project) -> None:
    config = shop.path / "shop" / "__init__.py"
    text = config.read_text(encoding="utf-8")
    third = '"audit": "sqlite:///audit.sqlite", "stock": "sqlite:///stock.sqlite"'
    config.write_text(text.replace('"audit": "sqlite:///audit.sqlite"', third), encoding="utf-8")
    for name in ("audit", "stock"):
        execute(shop.path / "instance" / f"{name}.sqlite", "CREATE TABLE IF NOT EXISTS alembic_version (version_num)")
        execute(shop.path / "instance" / f"{name}.sqlite", "DELETE FROM alembic_version")
    execute(shop.path / "instance" / "stock.sqlite", "CREATE TABLE shelf (id INTEGER PRIMARY KEY)")
    assert shop.places().next_command is None


def test_every_state_that_offers_a_command_is_tried_here() -> None:
    assert {make.__name__ for make in OFFERED} <= set(dir(states))
    assert len(OFFERED) >= 15
