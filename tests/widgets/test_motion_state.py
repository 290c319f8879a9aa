"""The rows that move: what is told of each statement, which values it carries, and what is the same thing after it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from migration_lab.backends.sqlite.sqlite_frames import SqliteFrames
from migration_lab.child.rows_record import touched
from migration_lab.rows.pours import pours_of
from migration_lab.values.frames import Frame, TableFrame
from migration_lab.values.statement import Statement
from migration_lab.widgets import Card
from migration_lab.widgets.motion_state import MOST_STEPS, Motion, Picture, motion
from tests.widgets.examples import HOSTILE, TAMED, added_bio

TALK = "CREATE TABLE talk (id INTEGER PRIMARY KEY, title TEXT, length INTEGER)"
ROWS = "INSERT INTO talk VALUES (1, 'Undo', 45), (2, 'Names', 30), (3, 'Ask us', NULL)"
BUILT = "CREATE TABLE _alembic_tmp_talk (id INTEGER PRIMARY KEY, title TEXT{})"
SWAP = "DROP TABLE talk", "ALTER TABLE _alembic_tmp_talk RENAME TO talk"


def recorded(statements: Iterable[str], before: Iterable[str] = (TALK, ROWS)) -> tuple[list[Frame], list[Statement]]:
    """What is recorded while these statements run on a database in which the others ran."""
    reader, known = SqliteFrames(), dict[str, TableFrame]()
    frames, ran = [], []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        cursor = connection.cursor()
        for statement in before:
            cursor.execute(statement)
        for at, statement in enumerate(statements):
            opening = [one for one in touched(statement, reader.names(cursor)) if one not in known]
            first = tuple(reader.read(cursor, one) for one in opening)
            known |= {one.table: one for one in first}
            cursor.execute(statement)
            names = reader.names(cursor)
            now = {name: reader.read(cursor, name) for name in {*known, *touched(statement, names)} & {*names}}
            changed = tuple(one for name, one in sorted(now.items()) if known.get(name) != one)
            gone = tuple(name for name in known if name not in now)
            frames.append(Frame(at, "app.db", 1, first, changed, gone))
            known = now
            ran.append(Statement(statement))
    return frames, ran


def moved(*statements: str, before: Iterable[str] = (TALK, ROWS)) -> Motion:
    found = motion(*recorded(statements, before), "alembic_version")
    assert found is not None
    return found


def said(told: Motion) -> list[str]:
    return [f"{step.mark} {step.words}" for step in told.steps]


def test_a_new_column_says_what_is_in_it():
    assert said(moved("ALTER TABLE talk ADD COLUMN kind TEXT")) == ["+ talk gets the column kind: NULL in all 3 rows"]
    defaulted = moved("ALTER TABLE talk ADD COLUMN language TEXT DEFAULT 'en'")
    assert said(defaulted) == ["+ talk gets the column language: 'en' in all 3 rows"]
    numbered = moved(
        "ALTER TABLE talk ADD COLUMN seats INTEGER DEFAULT 30", before=(TALK, ROWS, "DELETE FROM talk WHERE id = 1")
    )
    assert said(numbered) == ["+ talk gets the column seats: 30 in both rows"]


def test_a_column_that_is_filled_from_another_says_so_and_keeps_its_values_when_that_one_goes():
    told = moved(
        "ALTER TABLE talk ADD COLUMN minutes INTEGER",
        "UPDATE talk SET minutes = length",
        "ALTER TABLE talk DROP COLUMN length",
    )
    assert said(told) == [
        "+ talk gets the column minutes: NULL in all 3 rows",
        "~ the values of length pour into minutes",
        "~ length is dropped; its values are in minutes",
    ]
    [flow] = told.steps[1].flows
    assert (flow.columns, flow.rows) == ((("length", "minutes"),), (("1", "1"), ("2", "2")))
    assert told.steps[2].lost == ()


def test_a_computed_value_comes_from_nowhere():
    told = moved("ALTER TABLE talk ADD COLUMN hours REAL", "UPDATE talk SET hours = length / 60.0")
    assert told.steps[1].flows == ()
    assert told.steps[1].words == "hours has a value in 2 of 3 rows, before in 0"


def test_a_dropped_column_says_how_many_values_go_with_it():
    [step] = moved("ALTER TABLE talk DROP COLUMN length").steps
    assert (step.mark, step.words) == ("-", "length is dropped, and with it 2 values")
    assert [words for _, _, words in step.lost] == ["2 values"]


def test_a_renamed_column_is_the_same_column():
    told = moved("ALTER TABLE talk RENAME COLUMN length TO minutes")
    assert said(told) == ["~ length is now called minutes; its values stay"]
    before, after = told.pictures
    assert [one[0] for one in before.columns] == [one[0] for one in after.columns]
    assert [one[1] for one in after.columns] == ["id", "title", "minutes"]


def test_a_batch_copies_row_by_row_and_says_what_it_leaves_behind():
    copy = "INSERT INTO _alembic_tmp_talk (id, title) SELECT talk.id, talk.title FROM talk"
    told = moved(BUILT.format(""), copy, *SWAP)
    assert said(told) == [
        "+ a new table for talk: _alembic_tmp_talk, still empty",
        "+ 3 rows copied from talk, length is not copied",
        "- talk is dropped: the 2 values of length were not copied, and are gone",
        "~ _alembic_tmp_talk is now called talk",
    ]
    assert [flow.rows for flow in told.steps[1].flows] == [(("1", "1"), ("2", "2"), ("3", "3"))]
    assert [column for _, column, _ in told.steps[2].lost] == ["length"]


def test_in_a_batch_a_renamed_column_is_the_same_column_and_the_swapped_table_takes_the_place():
    copy = "INSERT INTO _alembic_tmp_talk (id, title, minutes) SELECT talk.id, talk.title, talk.length FROM talk"
    told = moved(BUILT.format(", minutes INTEGER"), copy, *SWAP)
    assert told.steps[1].words == "3 rows copied from talk, length as minutes"
    assert told.steps[2].words == "talk is dropped; its 3 rows are in _alembic_tmp_talk"
    first, last = told.pictures[told.steps[0].before[0]], told.pictures[told.steps[-1].after[0]]
    assert [one[0] for one in first.columns] == [one[0] for one in last.columns]
    assert len(told.steps[-1].after) == 1
    assert told.pictures[told.steps[2].after[0]].gone


def test_an_empty_new_column_in_the_place_of_a_dropped_one_is_not_taken_for_it():
    copy = "INSERT INTO _alembic_tmp_talk (id, title) SELECT talk.id, talk.title FROM talk"
    told = moved(BUILT.format(", minutes INTEGER"), copy, *SWAP)
    assert told.steps[1].words == "3 rows copied from talk, length is not copied, minutes stays NULL"
    assert said(told)[2] == "- talk is dropped: the 2 values of length were not copied, and are gone"


def test_rows_go_to_a_new_table_by_a_column_that_holds_their_key():
    told = moved(
        "CREATE TABLE duration (id INTEGER PRIMARY KEY, talk_id INTEGER, length INTEGER)",
        "INSERT INTO duration (id, talk_id, length) SELECT id + 10, id, length FROM talk",
        "ALTER TABLE talk DROP COLUMN length",
    )
    assert [flow.rows for flow in told.steps[1].flows] == [(("1", "11"), ("2", "12"), ("3", "13"))]
    assert told.steps[2].words == "length is dropped; its values are in duration.length"


def test_a_number_that_the_database_gave_itself_was_not_carried():
    frames, ran = recorded(
        ["CREATE TABLE t (id INTEGER PRIMARY KEY, talk_id INTEGER)", "INSERT INTO t (talk_id) SELECT id FROM talk"]
    )
    talk, empty, filled = frames[1].opening[0], frames[0].tables[0], frames[1].tables[0]
    [pour] = pours_of(ran[1].sql, {"talk": talk, "t": empty}, {"talk": talk, "t": filled})
    assert pour.columns == (("id", "talk_id"),)


def test_rows_that_go_are_counted():
    [deleted] = moved("DELETE FROM talk WHERE id < 3").steps
    assert (deleted.words, deleted.lost[0][1:]) == ("2 rows deleted from talk", ("", "2 rows"))
    [dropped] = moved("DROP TABLE talk").steps
    assert (dropped.words, dropped.lost[0][1:]) == ("talk is dropped, and with it 3 rows", ("", "3 rows"))


def test_a_renamed_table_is_the_same_table():
    told = moved("ALTER TABLE talk RENAME TO session")
    assert said(told) == ["~ talk is now called session"]
    assert len({picture.id for picture in told.pictures}) == 1


def test_tables_that_have_nothing_to_do_with_each_other_come_one_after_the_other():
    room = "CREATE TABLE room (id INTEGER PRIMARY KEY)", "INSERT INTO room VALUES (1)"
    told = moved("DELETE FROM talk WHERE id = 1", "DELETE FROM room", before=(TALK, ROWS, *room))
    assert [[told.pictures[at].table for at in step.after] for step in told.steps] == [["talk"], ["room"]]


def test_without_rows_there_is_nothing_to_see():
    assert motion(*recorded([TALK], before=()), "alembic_version") is None
    assert motion((), (), "alembic_version") is None


def test_alembics_own_table_is_not_shown():
    made = "CREATE TABLE alembic_version (version_num TEXT)"
    frames = recorded(["INSERT INTO alembic_version VALUES ('a')"], before=[made])
    assert motion(*frames, "alembic_version") is None
    assert motion(*frames, "versions") is not None


def test_of_more_steps_than_can_be_followed_none_are_shown():
    every = [f"UPDATE talk SET length = {at}" for at in range(MOST_STEPS + 1)]
    assert motion(*recorded(every), "alembic_version") is None
    assert len(moved(*every[1:]).steps) == MOST_STEPS


@pytest.mark.parametrize("many", [9, 30])
def test_of_many_columns_the_key_and_those_that_change_are_shown(many):
    columns = ", ".join(f"c{at} TEXT" for at in range(many))
    made = f"CREATE TABLE wide ({columns}, last TEXT, id INTEGER PRIMARY KEY)"
    told = moved("UPDATE wide SET last = 'x'", before=[made, "INSERT INTO wide (id) VALUES (1)"])
    shown = [name for _, name, _ in told.pictures[0].columns]
    assert len(shown) == 8
    assert {"id", "last"} < {*shown}
    assert told.pictures[0].more == many - 6
    assert {name for _, name, rank in told.pictures[0].columns if rank < 2} == {"id", "last"}


def test_a_statement_that_failed_changed_no_row():
    frames, ran = recorded(["ALTER TABLE talk ADD COLUMN kind TEXT"])
    told = motion(frames, [*ran, Statement("UPDATE talk SET kind = nothing", failed=True)], "alembic_version")
    assert told is not None
    assert said(told)[1] == "! failed, and changed no row"
    assert told.steps[1].before == told.steps[1].after


def test_hostile_names_and_values_are_tamed():
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    made = f"CREATE TABLE {quoted} (id INTEGER PRIMARY KEY, x TEXT)"
    told = moved(f"UPDATE {quoted} SET x = '\u202e<b>'", before=[made, f"INSERT INTO {quoted} VALUES (1, NULL)"])
    assert {picture.table for picture in told.pictures} == {TAMED}
    assert told.pictures[1].rows[0][1] == ("1", "\\u202e<b>")


def test_a_card_has_it_where_frames_were_recorded():
    step = added_bio()
    assert Card(step).state()["motion"] is None
    frames, ran = recorded(["ALTER TABLE talk ADD COLUMN kind TEXT"])
    state = Card(replace(step, result=replace(step.result, sql=tuple(ran)), frames=tuple(frames))).state()
    assert state["motion"]["steps"][0]["words"] == "talk gets the column kind: NULL in all 3 rows"


RANDOM = (
    "ALTER TABLE {t} ADD COLUMN {c} TEXT",
    "ALTER TABLE {t} ADD COLUMN {c} INTEGER DEFAULT 7",
    "ALTER TABLE {t} DROP COLUMN {d}",
    "ALTER TABLE {t} RENAME COLUMN {d} TO {c}",
    "ALTER TABLE {t} RENAME TO {n}",
    "UPDATE {t} SET {d} = {e}",
    "UPDATE {t} SET {d} = id * 2",
    "DELETE FROM {t} WHERE id % 3 = 1",
    "INSERT INTO {t} (id, {d}) SELECT max(id) + 1, 'new' FROM {t}",
    "CREATE TABLE {n} AS SELECT * FROM {t}",
    "CREATE TABLE {n} (id INTEGER PRIMARY KEY, {d} TEXT, {c} TEXT)",
    "INSERT INTO {n} (id, {d}) SELECT id, {d} FROM {t}",
    "DROP TABLE {t}",
)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_ran_each_step_begins_where_the_one_before_ended_and_nothing_comes_from_nowhere(seed):
    chosen = random.Random(seed)
    ran: list[str] = []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in (TALK, ROWS):
            connection.execute(statement)
        for _ in range(MOST_STEPS):
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if not tables:
                break
            table = chosen.choice(tables)
            columns = [one[1] for one in connection.execute(f"PRAGMA table_info({table})")]
            one, other = chosen.choices([name for name in columns if name != "id"] or ["id"], k=2)
            new, free = (f"{chosen.choice('abc')}{chosen.randrange(3)}" for _ in range(2))
            statement = chosen.choice(RANDOM).format(t=table, n=f"t{new}", c=free, d=one, e=other)
            with suppress(sqlite3.Error):
                connection.execute(statement)
                ran.append(statement)
    told = motion(*recorded(ran), "alembic_version")
    for at, step in enumerate(told.steps if told else ()):
        before, after = (
            {told.pictures[place].id: told.pictures[place] for place in side} for side in (step.before, step.after)
        )
        assert len(before) == len(step.before)
        assert len(after) == len(step.after)
        if at and told.steps[at - 1].after:
            earlier = {told.pictures[place].id: told.pictures[place] for place in told.steps[at - 1].after}
            assert all(earlier[one] == before[one] for one in {*earlier} & {*before})
        for picture in (*before.values(), *after.values()):
            assert len({one for one, _, _ in picture.columns}) == len(picture.columns)
            assert len({one for one, _ in picture.rows}) == len(picture.rows)
        for flow in step.flows:
            assert {old for old, _ in flow.rows} <= {one for one, _ in before[flow.from_table].rows}
            assert {new for _, new in flow.rows} <= {one for one, _ in after[flow.to_table].rows}
            for old, new in flow.columns:
                source, target = cells(before[flow.from_table], old), cells(after[flow.to_table], new)
                assert not (source and target) or all(source[one] == target[two] for one, two in flow.rows)
        assert {table for table, _, _ in step.lost} <= before.keys()


def cells(picture: Picture, column: str) -> dict[str, str | None]:
    """The values of a column by the ids of the rows; none of a column that is not shown."""
    at = next((at for at, (one, _, _) in enumerate(picture.columns) if one == column), None)
    return {} if at is None else {one: row[at] for one, row in picture.rows}
