"""Warnings before a script runs: their text, their HTML, and where they stand on a card."""

from __future__ import annotations

from dataclasses import replace

from migration_lab.widgets import Board, Card, WarningsView
from tests.widgets.advice_examples import DROPS, NOT_NULL, SCRIPT, lines
from tests.widgets.examples import SPEAKER, schema, step
from tests.widgets.test_board import PLACES

TEXT = """\
flask db upgrade, tried on a copy of the database: 2 warnings
  ✗ will fail: talk.language is new and NOT NULL, but talk has 8 rows already. (S06)
    migrations/versions/966fe46cbb16_add_language.py, line 5: batch_op.add_column(sa.Column('language', sa.String(), \
nullable=False))
  - loses data: 5 values of talk.phone will be gone. (A1)
    migrations/versions/966fe46cbb16_add_language.py, line 6: batch_op.drop_column('phone')
  More: lab.explain("S06"), lab.explain("A1")"""


def test_each_warning_says_how_bad_it_is_and_at_which_line() -> None:
    assert str(WarningsView("flask db upgrade", [NOT_NULL, DROPS], lines)) == TEXT


def test_each_warning_opens_in_html() -> None:
    html = WarningsView("flask db upgrade", [DROPS], lines).html()
    assert "<summary>- <strong>loses data</strong>: 5 values of talk.phone will be gone.</summary>" in html
    assert html.index("</summary>") < html.index("A column takes its values with it.")


def test_of_one_problem_twice_the_page_is_named_once() -> None:
    text = str(WarningsView("This script", [DROPS, replace(DROPS, line=4)], lines))
    assert text.startswith("This script, tried on a copy of the database: 2 warnings\n")
    assert text.endswith('\n  More: lab.explain("A1")')


def test_the_card_of_a_new_script_has_its_warnings() -> None:
    same = schema(SPEAKER)
    written = step("db", "migrate", before=same, after=same, written=(SCRIPT,))
    view = WarningsView("This script", [DROPS], lines)
    card = Card(written, warnings=view)
    assert str(view) in str(card)
    assert view.html() in card.html()
    assert card.state()["warnings"] == view.state()
    assert Card(written).state()["warnings"] is None


def test_the_board_has_the_warnings_about_what_waits() -> None:
    board = Board()
    view = WarningsView("flask db upgrade", [DROPS], lines)
    board.show_places(PLACES, warnings=view)
    assert board.state()["_places"]["now"]["warnings"] == view.state()
    board.show_places(PLACES)
    assert board.state()["_places"]["now"]["warnings"] is None
