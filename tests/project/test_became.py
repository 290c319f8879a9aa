"""What became of a table's rows and values, whole values and exact counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.backends.database import Database
from migration_lab.rows.between import MOST_ROWS, changed_rows
from migration_lab.rows.what_became import what_became
from migration_lab.schema import compare
from migration_lab.values.became import Became
from migration_lab.values.result import TableRows
from migration_lab.values.statement import Statement
from tests.widgets.examples import SPEAKER, speakers

SPEAKERS = [(1, "Ada " + "L" * 90, "a@x.org"), (2, "Grace " + "H" * 90, "g@x.org"), (3, None, "t@x.org")]


def became(
    folder: Path, *statements: str, rows: Iterable[tuple[object, ...]] = SPEAKERS, made: Iterable[str] = ()
) -> dict[str, Became]:
    """What these statements make of a table ``speaker``, and of others that were ``made`` before."""
    paths = [folder / "before.db", folder / "after.db"]
    for path, after in zip(paths, (False, True), strict=True):
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE speaker (id INTEGER PRIMARY KEY, name VARCHAR(200), email VARCHAR(80))")
        connection.executemany("INSERT INTO speaker VALUES (?, ?, ?)", rows)
        for statement in made:
            connection.execute(statement)
        connection.commit()
        for statement in statements if after else ():
            connection.execute(statement)
        connection.commit()
        connection.close()
    old, new = (Database(f"sqlite:///{path.as_posix()}") for path in paths)
    before, after = old.read(), new.read()
    sql = ("UPDATE speaker",) if statements else ()

    found = changed_rows(
        [Statement(one) for one in (*sql, *statements)], old, new, before, after, compare(before, after)
    )
    return {one.table: one.became for one in found if one.became is not None}


def test_a_value_that_was_cut_behind_what_is_shown_has_changed(tmp_path):
    assert became(tmp_path, "UPDATE speaker SET name = substr(name, 1, 80)")["speaker"].values_changed == (("name", 2),)


@pytest.mark.parametrize(
    "seen",
    ["-- tidy\nDELETE FROM speaker", "/* tidy */ (DELETE FROM speaker)", "SET a = 1; DELETE FROM speaker", ""],
    ids=["comment", "bracket", "second", "unseen"],
)
@pytest.mark.parametrize("many", [3, 3000])
def test_rows_are_compared_whatever_sql_was_seen(tmp_path, seen, many):
    paths = [tmp_path / "before.db", tmp_path / "after.db"]
    for path in paths:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE speaker (id INTEGER PRIMARY KEY, name TEXT)")
            connection.executemany("INSERT INTO speaker VALUES (?, 'x')", [(at,) for at in range(many)])
            if path == paths[1]:
                connection.execute("DELETE FROM speaker WHERE id = 1")
            connection.commit()
    old, new = (Database(f"sqlite:///{path.as_posix()}") for path in paths)
    before, after = old.read(), new.read()
    statements = [Statement(seen)] if seen else []
    [found] = changed_rows(statements, old, new, before, after, compare(before, after))
    assert found.became is not None
    assert (found.table, found.became.rows_gone, found.became.rows_after) == ("speaker", 1, many - 1)


def test_nothing_that_changed_is_nothing_to_tell(tmp_path):
    assert became(tmp_path, "UPDATE speaker SET name = name") == {}


def test_a_value_behind_the_rows_that_are_shown_is_compared(tmp_path):
    many = [(at, f"name {at}", f"{at}@x.org") for at in range(500)]
    said = became(tmp_path, "UPDATE speaker SET name = 'x' WHERE id > 450", rows=many)["speaker"]
    assert (said.values_changed, said.compared) == ((("name", 49),), 500)


def test_rows_that_went_and_came_are_counted(tmp_path):
    said = became(tmp_path, "DELETE FROM speaker WHERE id = 2", "INSERT INTO speaker VALUES (9, 'Alan', 'z@x.org')")
    assert (said["speaker"].rows_gone, said["speaker"].rows_come) == (1, 1)


def test_a_number_of_another_type_is_another_value_where_the_type_stayed(tmp_path):
    said = became(tmp_path, "UPDATE speaker SET email = CAST(email AS BLOB) WHERE id = 1")
    assert said["speaker"].values_changed == (("email", 1),)


def test_a_table_that_went_took_its_values_with_it(tmp_path):
    said = became(tmp_path, "DROP TABLE speaker")["speaker"]
    assert (said.rows_gone, said.values_lost) == (3, (("id", 3), ("name", 2), ("email", 3)))


def test_a_table_of_which_one_side_is_not_known_is_not_judged():
    assert what_became(TableRows("speaker", None, speakers("id")), SPEAKER, SPEAKER) is None


def test_of_a_table_too_large_to_be_compared_whole_it_is_known_how_much_was(tmp_path):
    many = [(at, f"name {at}", f"{at}@x.org") for at in range(MOST_ROWS + 5)]
    said = became(tmp_path, "UPDATE speaker SET name = 'x' WHERE id % 2", rows=many)["speaker"]
    assert (said.compared, said.all_compared, said.rows_gone) == (MOST_ROWS, False, None)
    assert said.values_changed == (("name", MOST_ROWS // 2),)


def test_values_too_large_to_be_compared_all_are_not_said_to_be_compared_all(tmp_path, monkeypatch):
    monkeypatch.setattr("migration_lab.rows.between.MOST_BYTES_IN_ALL", 100_000)
    many = [(at, "x" * 100, "y") for at in range(3000)]
    said = became(tmp_path, "UPDATE speaker SET email = 'z'", rows=many)["speaker"]
    assert (said.compared, said.all_compared) == (1000, False)


def test_a_renamed_table_has_not_lost_its_rows(tmp_path):
    said = became(tmp_path, "ALTER TABLE speaker RENAME TO person", "ALTER TABLE person RENAME COLUMN email TO mail")
    assert (said["speaker"].now_in, said["speaker"].rows_gone, said["speaker"].values_lost) == ("person", 0, ())
    assert (said["person"].was_in, said["person"].rows_come) == ("speaker", 0)


def test_a_table_made_anew_with_fewer_values_is_not_the_old_one(tmp_path):
    made = "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)"
    said = became(tmp_path, made, "INSERT INTO person SELECT id, name FROM speaker", "DROP TABLE speaker")
    assert (said["speaker"].now_in, said["speaker"].rows_gone) == ("", 3)


def test_rows_that_go_by_a_cascade_and_come_by_a_trigger_are_seen(tmp_path):
    made = (
        "CREATE TABLE talk (id INTEGER PRIMARY KEY, speaker_id INTEGER REFERENCES speaker ON DELETE CASCADE)",
        "CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT)",
        "CREATE TRIGGER gone AFTER DELETE ON speaker BEGIN INSERT INTO log (what) VALUES (OLD.email); END",
        "INSERT INTO talk VALUES (1, 1), (2, 3)",
    )
    said = became(tmp_path, "PRAGMA foreign_keys = ON", "DELETE FROM speaker WHERE id = 1", made=made)
    assert {name: (one.rows_gone, one.rows_come) for name, one in said.items()} == {
        "speaker": (1, 0),
        "talk": (1, 0),
        "log": (0, 1),
    }


@pytest.mark.parametrize(
    ("update", "cut"),
    [
        ("name = substr(name, 1, 3)", (("name", 2),)),
        ("name = rtrim(name)", ()),
        ("name = email, email = name", ()),
    ],
    ids=["the beginning", "blanks at the end", "swapped"],
)
def test_only_values_of_which_something_is_gone_are_cut(tmp_path, update, cut):
    rows = [(1, "Ada L.  ", "Ada L."), (2, "Grace H.  ", "Grace")]
    found = became(tmp_path, f"UPDATE speaker SET {update}", rows=rows)["speaker"]
    assert dict(found.values_changed)["name"] == 2
    assert found.cut == cut
