"""Which table refers to which."""

from __future__ import annotations

from dataclasses import replace

from migration_lab.schema import Column, ForeignKey, PrimaryKey, Renames, Schema, Table
from migration_lab.widgets.references import references
from tests.widgets.examples import BIO, HOSTILE, SPEAKER, TALK, TAMED, schema, with_columns

ALONE = replace(TALK, foreign_keys=())


def test_each_foreign_key_is_listed_once_with_its_mark():
    key = {"from": "talk", "to": "speaker", "columns": ["speaker_id"]}
    assert references(schema(SPEAKER, TALK), schema(SPEAKER, TALK)) == [{**key, "mark": ""}]
    assert references(schema(SPEAKER, ALONE), schema(SPEAKER, TALK)) == [{**key, "mark": "+"}]
    assert references(schema(SPEAKER, TALK), schema(SPEAKER, ALONE)) == [{**key, "mark": "-"}]
    assert references(schema(SPEAKER, TALK), schema(SPEAKER)) == [{**key, "mark": "-"}]


def test_a_key_with_another_name_is_the_same():
    [key] = TALK.foreign_keys
    renamed = replace(TALK, foreign_keys=(replace(key, name="other", on_delete="CASCADE"),))
    assert [one["mark"] for one in references(schema(SPEAKER, TALK), schema(SPEAKER, renamed))] == [""]


def test_a_key_whose_table_and_column_were_renamed_is_the_same():
    [key] = TALK.foreign_keys
    held = with_columns(TALK, Column("held_by", "INTEGER"), without=["speaker_id"])
    held = replace(held, foreign_keys=(replace(key, columns=("held_by",), target="person"),))
    after = schema(replace(SPEAKER, name="person"), held)
    renames = Renames((("speaker", "person"),), (("talk", "speaker_id", "held_by"),))
    assert references(schema(SPEAKER, TALK), after, renames) == [
        {"from": "talk", "to": "person", "columns": ["held_by"], "mark": ""}
    ]


def test_what_leads_nowhere_is_left_out():
    assert references(schema(TALK), schema(TALK)) == []


def test_hostile_names_are_tamed():
    key = ForeignKey((HOSTILE,), HOSTILE, (HOSTILE,))
    one = Schema("sqlite", (Table(HOSTILE, (BIO,), PrimaryKey(("bio",)), (key,)),))
    assert references(one, one) == [{"from": TAMED, "to": TAMED, "columns": [TAMED], "mark": ""}]
