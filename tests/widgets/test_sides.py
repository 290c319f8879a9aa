"""Before and after, line against line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration_lab.schema import Column, Index, Renames, UniqueKey, compare, loosen
from migration_lab.widgets.sides import SideLine, table_sides
from tests.widgets.examples import BIO, SPEAKER, TALK, schema, with_columns


def sides(before, after):
    difference = compare(schema(*[before] if before else []), schema(*[after] if after else []))
    return table_sides(before, after, difference)


def marked(lines):
    return [(line.mark, line.cells[0]) for line in lines]


def test_a_table_that_did_not_change_has_no_marks():
    table = sides(TALK, TALK)
    assert (table.state, table.words, table.mark) == ("unchanged", "3 columns", "")
    assert {line.mark for line in (*table.columns, *table.keys)} == {""}


def test_cells_say_type_null_default_and_keys():
    assert sides(TALK, TALK).heads == ("column", "type", "NULL?", "default", "key")
    assert [line.after for line in sides(TALK, TALK).columns] == [
        ("id", "INTEGER", "NOT NULL", "", "primary key"),
        ("minutes", "INTEGER", "NOT NULL", "DEFAULT 30", ""),
        ("speaker_id", "INTEGER", "NOT NULL", "", "→ speaker.id"),
    ]


def test_what_no_column_has_gets_no_cell():
    assert sides(SPEAKER, SPEAKER).heads == ("column", "type", "NULL?", "key")


def test_keys_checks_and_indexes_stand_below():
    assert [line.after for line in sides(TALK, TALK).keys] == [
        ("primary key", "pk_talk (id)"),
        ("foreign key", "fk_talk_speaker_id_speaker (speaker_id) → speaker (id)"),
        ("check", "ck_talk_minutes: minutes > 0"),
        ("index", "ix_talk_minutes (minutes) where minutes > 60"),
    ]


def test_a_dropped_column_keeps_its_place_and_goes_before_what_replaced_it():
    after = replace(SPEAKER, columns=(SPEAKER.columns[0], Column("full_name", "TEXT"), SPEAKER.columns[2]))
    assert marked(sides(SPEAKER, after).columns) == [("", "id"), ("-", "name"), ("+", "full_name"), ("", "email")]


def test_the_last_column_dropped_comes_last():
    assert marked(sides(with_columns(SPEAKER, BIO), SPEAKER).columns)[-1] == ("-", "bio")


def test_another_order_is_no_change():
    assert {line.mark for line in sides(SPEAKER, replace(SPEAKER, columns=SPEAKER.columns[::-1])).columns} == {""}


def test_a_table_made_or_dropped_is_marked_as_a_whole():
    made, gone = sides(None, SPEAKER), sides(SPEAKER, None)
    assert (made.mark, made.words) == ("+", "new table, 3 columns")
    assert (gone.mark, gone.words) == ("-", "table dropped")
    assert {line.mark for line in (*made.columns, *gone.columns)} == {""}
    assert made.columns[0].before is None
    assert gone.columns[0].after is None


def test_a_key_without_a_name_says_so_and_its_change_is_one_line():
    bare = replace(SPEAKER, unique_keys=(UniqueKey(("email",)),))
    both = replace(SPEAKER, unique_keys=(UniqueKey(("email", "name")),))
    lines = [line for line in sides(bare, both).keys if line.mark]
    assert lines == [
        SideLine("-", ("unique key", "(no name) (email)"), None),
        SideLine("+", None, ("unique key", "(no name) (email, name)")),
    ]


def test_an_index_that_became_unique_is_changed():
    before = replace(SPEAKER, indexes=(Index("ix", ("name",)),))
    after = replace(SPEAKER, indexes=(Index("ix", ("name",), unique=True),))
    assert SideLine("~", ("index", "ix (name)"), ("index", "ix (name) unique")) in sides(before, after).keys
    assert sides(before, after).words == "1 index changed"


def test_columns_are_marked_from_a_loose_difference_too():
    after = with_columns(SPEAKER, BIO)
    difference = compare(loosen(schema(SPEAKER)), loosen(schema(after)))
    assert marked(table_sides(SPEAKER, after, difference).columns)[-1] == ("+", "bio")


def test_a_table_on_neither_side_is_an_error():
    with pytest.raises(ValueError, match="before or after"):
        table_sides(None, None)


def test_a_column_under_its_new_name_is_one_line_at_its_new_place():
    after = with_columns(SPEAKER, Column("full_name", "VARCHAR(80)", False), without=["name"])
    renames = Renames(columns=(("speaker", "name", "full_name"), ("speaker", "x", "y")))
    table = table_sides(SPEAKER, after, compare(schema(SPEAKER), schema(after), renames))
    assert table.words == "1 column renamed"
    assert marked(table.columns) == [("", "id"), ("", "email"), ("~", "name → full_name")]
    assert [line.word() for line in table.columns] == ["", "", "renamed"]


def test_a_table_left_over_by_a_batch_says_so_while_it_is_there():
    left = replace(SPEAKER, name="_alembic_tmp_speaker")
    assert sides(None, left).words == sides(left, left).words
    assert sides(left, left).words == "left over from a change that failed halfway, 3 columns"
