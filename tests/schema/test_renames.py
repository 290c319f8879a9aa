"""A rename is one change, and takes the keys with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration_lab.schema import Change, Column, Index, Renames, Schema, Table, compare
from migration_lab.schema.renaming import in_sql, joined, renamed_schema
from tests.widgets.examples import SPEAKER, TALK, schema

LENGTH = Renames(columns=(("talk", "minutes", "length"),))
PERSON = Renames((("speaker", "person"),), (("person", "id", "number"),))


def after(renames: Renames) -> Schema:
    return renamed_schema(schema(SPEAKER, TALK), renames)


def test_a_renamed_column_is_one_change_and_its_keys_checks_and_indexes_are_none():
    now = after(LENGTH)
    talk = now.table("talk")
    assert (talk.checks[0].sql, talk.indexes[0].parts, talk.indexes[0].where) == (
        "length > 0",
        ("length",),
        "length > 60",
    )
    difference = compare(schema(SPEAKER, TALK), now, LENGTH)
    assert str(difference) == "~ column talk.length  renamed from minutes"
    assert difference.renames == LENGTH
    assert [change.renamed for change in difference] == [True]


def test_a_renamed_table_is_one_change_and_what_refers_to_it_is_none():
    difference = compare(schema(SPEAKER, TALK), after(PERSON), PERSON)
    assert str(difference) == "~ table person  renamed from speaker\n~ column person.number  renamed from id"
    assert difference.renames == PERSON
    assert difference.tables == ("person",)


def test_what_else_is_different_in_a_renamed_column_stands_beside_it():
    talk = after(LENGTH).table("talk")
    columns = (talk.columns[0], Column("length", "TEXT", False, "30"), *talk.columns[2:])
    difference = compare(schema(SPEAKER, TALK), schema(SPEAKER, replace(talk, columns=columns)), LENGTH)
    assert str(difference) == "~ column talk.length  renamed from minutes, type INTEGER → TEXT"


def test_without_word_of_a_rename_it_is_a_drop_and_an_add():
    lines = str(compare(schema(SPEAKER), renamed_schema(schema(SPEAKER), PERSON))).splitlines()
    assert [line[:9] for line in lines] == ["+ table p", "- table s"]


@pytest.mark.parametrize("wrong", [Renames((("speaker", "talk"),)), Renames(columns=(("talk", "minutes", "id"),))])
def test_a_rename_of_what_is_not_so_changes_nothing(wrong):
    difference = compare(schema(SPEAKER, TALK), schema(SPEAKER, TALK), wrong)
    assert not difference
    assert not difference.renames


def test_an_undo_renames_back():
    assert compare(after(PERSON), schema(SPEAKER, TALK), PERSON.back).renames == PERSON.back
    assert PERSON.back == Renames((("person", "speaker"),), (("speaker", "number", "id"),))


def test_names_are_found_as_the_database_spells_them():
    loud = Renames(columns=(("public.TALK", "Minutes", "LENGTH"),))
    assert compare(schema(SPEAKER, TALK), after(LENGTH), loud).renames == LENGTH


def test_a_name_in_a_string_of_an_expression_stays():
    table = Table("t", (Column("a", "TEXT"),), indexes=(Index("i", ("lower(\"a\") || 'a'",)),))
    [now] = renamed_schema(schema(table), Renames(columns=(("t", "a", "b c"),))).tables
    assert now.indexes[0].parts == ("lower(\"b c\") || 'a'",)


def test_a_function_or_a_type_of_the_same_name_stays_and_a_quote_is_doubled():
    names = {"length": "minutes", "text": "words", "plain": 'od"d'}
    assert in_sql("length(title) > length", names) == "length(title) > minutes"
    assert in_sql("(text)::text <> CAST(length AS text)", names) == "(words)::text <> CAST(minutes AS text)"
    assert in_sql('"plain" > 0', names) == '"od""d" > 0'


def test_two_halves_of_a_rename_are_joined():
    difference = compare(schema(TALK), renamed_schema(schema(TALK), LENGTH))
    one = joined(difference, LENGTH)
    assert [change for change in one if change.kind == "column"] == [
        Change(
            "changed",
            "column",
            "talk.length",
            "talk",
            TALK.columns[1],
            Column("length", "INTEGER", False, "30"),
            "renamed from minutes",
        )
    ]
    assert joined(difference, Renames(columns=(("talk", "minutes", "no"),))) == difference
