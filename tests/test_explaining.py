"""The coach in a notebook after a command: what it says by itself, and what ``lab.explain`` shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.errors import LabError
from migration_lab.widgets import CoachCard, CoachPage
from tests.coached_chapter import PHONE, add_level, change, chapter, drop_phone, flask

__all__ = ["chapter"]
pytestmark = pytest.mark.usefixtures("chapter")


def test_after_a_failure_the_coach_speaks_below_the_terminals_own_words(capsys) -> None:
    shown = add_level(capsys)
    assert shown.index("sqlalchemy.exc") < shown.index("S06: ") < shown.index("exit code 1")
    assert "batch_op.add_column(sa.Column('level', sa.String(), nullable=False))" in shown


def test_what_the_coach_said_last_is_shown_again(capsys) -> None:
    add_level(capsys)
    flask("db current", capsys)
    again = lab.explain()
    assert isinstance(again, CoachCard)
    assert str(again).startswith("S06: ")
    assert str(lab.explain(again.advice)) == str(again)


def test_of_a_card_and_a_warning_the_newer_one_is_shown_again(capsys) -> None:
    add_level(capsys)
    assert str(lab.explain()).startswith("S06: ")
    change("models.py", f"{PHONE}    level: Mapped[str]\n", "")
    for script in Path("migrations/versions").glob("*level.py"):
        script.unlink()
    flask('db migrate -m "drop phone"', capsys)
    assert str(lab.explain()).startswith("A1: ")


def test_a_step_that_showed_nothing_is_explained_when_it_is_asked_for(capsys) -> None:
    change("models.py", PHONE, f"{PHONE}    level: Mapped[str]\n")
    lab.run("db migrate -m level")
    step = lab.run("db upgrade")
    assert str(lab.explain()).startswith("S06: ")
    assert str(lab.explain(step)).startswith("S06: ")


def test_a_warning_is_explained_when_nothing_else_was_said(capsys) -> None:
    drop_phone(capsys)
    shown = lab.explain()
    assert isinstance(shown, CoachCard)
    assert str(shown).startswith("A1: ")


def test_after_the_command_a_warning_is_not_told_as_still_to_come(capsys) -> None:
    drop_phone(capsys)
    assert "above line" in str(lab.explain())
    flask("db upgrade", capsys)
    shown = " ".join(str(lab.explain()).split())
    assert "flask db upgrade has run since the coach said this, and it has happened: “5 values of" in shown
    assert "lab.undo() does it" in shown
    assert "above line" not in shown
    lab.undo()
    shown = str(lab.explain())
    assert "has happened" not in shown, "it is still to come again"
    assert "above line" in shown
    flask("db upgrade", capsys)
    flask("db current", capsys)
    shown = str(lab.explain())
    assert "has happened" in shown
    assert "lab.undo()" not in shown, "that is not what an undo after another command takes back"


def test_what_was_warned_of_and_then_mended_has_not_happened(capsys) -> None:
    script, _ = drop_phone(capsys)
    change(script, "batch_op.drop_column('phone')", "pass")
    flask("db upgrade", capsys)
    assert "has happened" not in str(lab.explain())


def test_of_what_the_coach_does_not_know_it_says_nothing(capsys) -> None:
    Path("migrations/env.py").write_text("raise RuntimeError('no such thing')\n", encoding="utf-8")
    shown = flask("db upgrade", capsys)
    assert "What to do now" not in shown
    assert str(lab.explain()) == "There is nothing to explain: the coach has said nothing of a command yet."
    assert str(lab.explain(lab.last)) == "The coach knows nothing certain about flask db upgrade."


def test_an_id_has_its_page_and_an_unknown_one_says_which_there_are() -> None:
    page = lab.explain("s6")
    assert isinstance(page, CoachPage)
    assert str(page).startswith("# S06: ")
    with pytest.raises(LabError, match=r"(?s)no entry 'S99'.*S06 "):
        lab.explain("S99")
