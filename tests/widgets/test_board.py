"""The board: what it tells the page, and what the page may ask."""

from __future__ import annotations

import json

from migration_lab.project import Places, Revision, RevisionGraph
from migration_lab.schema import Column, Schema, Table
from migration_lab.widgets import Board
from migration_lab.widgets.board import moment_state
from migration_lab.widgets.live import DRAWN, WIDGET_VIEW
from tests.widgets.examples import BIO, SPEAKER, TALK, added_bio, schema, with_columns

GRAPH = RevisionGraph(
    (Revision("b2", "add bio", ("a1",), is_pending=True), Revision("a1", "create", is_current=True)), current=("a1",)
)
PLACES = Places("database behind", "One to run.", False, next_command="flask db upgrade")


def test_its_text_is_that_of_the_places_and_the_history():
    board = Board()
    assert str(board) == "Nothing is known yet."
    board.show_places(PLACES)
    board.show_history(GRAPH)
    assert str(board).startswith("One to run.\n  next: flask db upgrade\n\n2 revisions")
    assert set(board._repr_mimebundle_()) == {"text/plain", "text/html", DRAWN, WIDGET_VIEW}


def test_each_page_is_sent_on_its_own_and_only_when_it_changed():
    board = Board()
    sent = []
    board.widget.observe(lambda change: sent.append(change["name"]))
    board.show_tables(schema(SPEAKER))
    board.show_history(GRAPH)
    board.show_tables(schema(SPEAKER))
    board.show_history(GRAPH)
    board.show_sql([added_bio()])
    board.show_places(PLACES)
    assert sent == ["_tables", "_history", "_sql", "_places"]
    json.dumps(board.state())


def test_the_tables_are_marked_with_what_the_last_change_did():
    board = Board()
    board.show_tables(schema(SPEAKER))
    board.show_tables(schema(with_columns(SPEAKER, BIO), TALK))
    state = board.state()["_tables"]["now"]
    assert state["news"] == "speaker: 1 column added; talk: new table, 3 columns"
    assert '"speaker" ||--o{ "talk"' in state["diagram"]
    assert state["references"] == [{"from": "talk", "to": "speaker", "columns": ["speaker_id"], "mark": "+"}]


def test_nothing_is_marked_when_the_app_uses_another_database():
    board = Board()
    board.show_tables(schema(SPEAKER), where="SQLite, instance/laptop.db")
    board.show_tables(schema(with_columns(SPEAKER, BIO)), where="SQLite, instance/conference.db")
    assert board.state()["_tables"]["now"]["news"] == ""
    board.show_tables(schema(SPEAKER), where="SQLite, instance/conference.db")
    assert board.state()["_tables"]["now"]["news"] == "speaker: 1 column dropped"


def test_of_many_tables_only_the_changed_ones_are_sent_in_full():
    many = tuple(Table(f"t{number:03}", (Column("id", "INTEGER"),)) for number in range(100))
    board = Board()
    board.show_tables(Schema("sqlite", many))
    assert not any(table["columns"] for table in board.state()["_tables"]["now"]["tables"])
    board.show_tables(Schema("sqlite", (*many, SPEAKER)))
    state = board.state()["_tables"]["now"]
    assert [table["name"] for table in state["tables"] if table["columns"]] == ["speaker"]
    assert state["diagram"] is None


def test_a_button_takes_the_database_only_where_the_history_says():
    board = Board()
    assert board.command_to("a1") is None
    board.show_history(GRAPH)
    assert board.command_to("b2") == "flask db upgrade b2"
    assert board.command_to("a1") is None
    assert board.command_to("; rm -rf /") is None
    assert board.command_to("") == "flask db downgrade base"


def test_where_no_command_works_no_button_takes_the_database_anywhere():
    board = Board()
    board.show_history(GRAPH)
    board.show_places(Places("check fails", "env.py ends with an error.", False))
    assert board.command_to("b2") is None
    assert board.command_to("") is None
    board.show_places(PLACES)
    assert board.command_to("b2") == "flask db upgrade b2"


def test_a_command_is_marked_with_what_it_did_whatever_was_seen_while_it_ran():
    board = Board()
    for seen in (schema(SPEAKER), schema(SPEAKER, TALK), schema(SPEAKER, Table("talk", (BIO,)))):
        board.show_tables(seen)
    board.show_change(schema(SPEAKER), schema(SPEAKER, TALK))
    assert board.state()["_tables"]["now"]["news"] == "talk: new table, 3 columns"
    board.show_tables(schema(SPEAKER, TALK))
    board.show_change(schema(SPEAKER, TALK), schema(SPEAKER, TALK))
    assert board.state()["_tables"]["now"]["news"] == "talk: new table, 3 columns"


def test_a_question_is_answered_under_its_number():
    heard, sent = [], []
    board = Board(lambda question, answer: (heard.append(question["what"]), answer({"rows": 3})))
    board.widget.send = sent.append
    board._hear(board.widget, {"ask": 7, "what": "rows"}, [])
    assert (heard, sent) == (["rows"], [{"rows": 3, "answer": 7}])


def test_the_time_machine_marks_what_a_revision_changed_and_puts_it_first():
    state = moment_state(
        schema(SPEAKER, Table("a", (BIO,))), schema(with_columns(SPEAKER, BIO), Table("a", (BIO,))), "", ()
    )
    assert [(table["name"], table["state"]) for table in state["tables"]] == [
        ("speaker", "changed"),
        ("a", "unchanged"),
    ]
