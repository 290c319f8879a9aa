"""The picture of the relations, as Mermaid text."""

from __future__ import annotations

from dataclasses import replace

from migration_lab.schema import Column, ForeignKey, Table, UniqueKey
from migration_lab.widgets import Diagram
from migration_lab.widgets.diagram import MERMAID, er_diagram
from tests.widgets.examples import HOSTILE, SPEAKER, TALK, VERSIONS, hostile, schema


def test_tables_columns_and_foreign_keys_are_in_it():
    assert (
        er_diagram(schema(VERSIONS, SPEAKER, TALK))
        == """erDiagram
    "speaker" {
        INTEGER id PK
        VARCHAR(80) name
        VARCHAR(120) email UK
    }
    "talk" {
        INTEGER id PK
        INTEGER minutes
        INTEGER speaker_id FK
    }
    "speaker" ||--o{ "talk" : "speaker_id\""""
    )


def test_how_many_of_each_side_there_may_be_is_told():
    nullable = replace(TALK, columns=(Column("id", "INTEGER", False), Column("speaker_id", "INTEGER", True)))
    assert '"speaker" |o--o{ "talk"' in er_diagram(schema(SPEAKER, nullable))
    unique = replace(TALK, unique_keys=(UniqueKey(("speaker_id",)),))
    assert '"speaker" ||--o| "talk"' in er_diagram(schema(SPEAKER, unique))


def test_only_the_named_tables_are_drawn():
    assert "speaker" not in er_diagram(schema(SPEAKER, Table("room", (Column("id", "INTEGER"),))), ["room"])


def test_nothing_in_a_name_is_read_as_mermaid_or_markup():
    twin = Table("t", (Column(HOSTILE, HOSTILE),), foreign_keys=(ForeignKey((HOSTILE,), HOSTILE, ("id",)),))
    text = er_diagram(schema(*hostile().after.tables, twin))
    assert "<" not in text
    assert all(line.count('"') in (0, 2, 6) for line in text.splitlines())
    assert "\u202e" not in text


def test_jupyterlab_is_given_mermaid_and_others_its_text():
    assert set(Diagram(schema(SPEAKER))._repr_mimebundle_()) == {"text/plain", MERMAID}
