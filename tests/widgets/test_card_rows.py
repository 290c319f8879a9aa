"""What the card says of rows and values."""

from __future__ import annotations

from migration_lab.values.result import Rows, TableRows
from migration_lab.values.statement import Statement
from migration_lab.widgets import Card
from tests.widgets.examples import (
    PEOPLE,
    RENAME,
    SPEAKER,
    TALK,
    renamed,
    schema,
    speakers,
    step,
)


def text(card: Card) -> str:
    return "\n" + str(card) + "\n"


def test_rows_that_came_are_counted_and_shown():
    now = schema(SPEAKER)
    rows = TableRows("speaker", speakers("id", "name", count=0), speakers("id", "name"))
    insert = [Statement("INSERT INTO speaker (name) VALUES (?)", f"('{one}',)") for one in PEOPLE]
    card = Card(step("seed", before=now, after=now, rows=(rows,), sql=insert))
    assert (
        text(card)
        == """
flask seed: added 3 rows of speaker

+ speaker: 3 rows added: 0 before, 3 after
    after: 3 rows
      id  name
      1   Ada
      2   Grace
      3   Alan

  SQL that ran
    INSERT INTO speaker (name) VALUES (?)  (3 times)
"""
    )


def test_lost_values_stand_first_and_beside_their_column():
    card = Card(renamed([None] * 3))
    assert str(card).splitlines()[0] == (
        "flask db upgrade: lost 3 values: speaker.name is gone; changed 1 table: speaker"
    )
    assert "\n  - name       VARCHAR(80)   NOT NULL  (3 values lost)\n" in str(card)
    assert "speaker.full_name is NULL in every row" in str(card)
    assert "<strong>3 values lost</strong></td></tr>" in card.html()
    assert card.html().startswith(
        "<p><strong>speaker</strong>: <strong>- name</strong>, <strong>+ full_name</strong>; "
    )
    assert "<strong>- 3 values of name lost</strong>" in card.html()


def test_a_rename_that_kept_the_values_is_one_change_and_no_loss():
    card = Card(renamed(PEOPLE, [RENAME]))
    assert (
        text(card)
        == """
flask db upgrade: changed 1 table: speaker; renamed speaker.name → full_name

~ speaker: 1 column renamed; 3 rows kept
    id                        INTEGER       NOT NULL         primary key
    email                     VARCHAR(120)  NOT NULL         unique
  ~ renamed name → full_name  VARCHAR(80)   NOT NULL → NULL
    unique key  uq_speaker_email (email)

  SQL that ran
    ALTER TABLE speaker RENAME COLUMN name TO full_name
"""
    )
    html = card.html()
    assert "~ renamed</td>" in html
    assert "<del>name</del>" in html
    assert "<ins>full_name</ins></strong> <code>VARCHAR(80) <ins>NULL</ins></code>" in html
    line = card.state()["tables"][0]["columns"][-1]
    assert (line["mark"], line["renamed"], line["before"][0], line["after"][0]) == ("~", True, "name", "full_name")
    assert card.state()["rows"][0]["renames"] == (("name", "full_name"),)


def test_rows_that_were_updated_are_in_the_headline():
    now = schema(SPEAKER)
    rows = TableRows("speaker", speakers("id", "name"), speakers("id", name=("Ada", "Amazing Grace", "Alan T.")))
    card = Card(step("seed", before=now, after=now, rows=(rows,)))
    assert str(card).splitlines()[0] == "flask seed: changed 2 rows of speaker"
    many = TableRows(
        "speaker", speakers("id", "name", count=90), speakers("id", name=("Ada", "Hopper", "Alan"), count=91)
    )
    card = Card(step("seed", before=now, after=now, rows=(many,)))
    assert str(card).splitlines()[0] == "flask seed: changed at least 1 row of speaker; added 1 row of speaker"


def test_what_is_too_long_for_one_line_takes_several():
    lines = str(Card(renamed([None] * 3))).splitlines()
    assert lines[2:5] == [
        "~ speaker: 1 column added, 1 column dropped; 3 rows still there",
        "  - speaker.name is gone, and with it 3 values",
        "    speaker.full_name is NULL in every row",
    ]


def test_lost_rows_of_a_table_that_did_not_change_are_told():
    now = schema(SPEAKER, TALK)
    rows = TableRows("talk", Rows(2, ("id",), (("1",), ("2",))), Rows(0, ("id",), ()))
    card = str(Card(step("db", "upgrade", before=now, after=now, rows=(rows,))))
    assert card.startswith("flask db upgrade: lost 2 rows of talk\n")
    assert "- talk: all its rows lost: 2 before, 0 after" in card
    assert "unchanged: " not in card
