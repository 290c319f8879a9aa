"""Was this a rename? As text, as HTML, and as the state that JavaScript draws."""

from __future__ import annotations

from migration_lab.values.possible_rename import RenameQuestion
from migration_lab.widgets import RenameQuestions
from migration_lab.widgets.live import DRAWN

QUESTION = RenameQuestion(
    "speaker.phone",
    "speaker.mobile",
    "The draft drops speaker.phone, with its 5 values, and makes a new, empty speaker.mobile.",
    ("both are VARCHAR", "5 of 5 values would fit into mobile"),
    "flask db migrate -m contact --renamed speaker.phone=speaker.mobile",
    "migrations/versions/1_contact.py",
)
HOSTILE = "<img src=x onerror=alert(1)>"


def test_the_text_form_has_the_evidence_and_the_command_that_answers():
    text = """
Was speaker.phone renamed to speaker.mobile?
  The draft drops speaker.phone, with its 5 values, and makes a new, empty speaker.mobile.
  - both are VARCHAR
  - 5 of 5 values would fit into mobile
  If it was, draft it again as a rename:
    %flask db migrate -m contact --renamed speaker.phone=speaker.mobile
  If it was not, leave the draft as it is.
"""
    assert "\n" + str(RenameQuestions([QUESTION])) + "\n" == text


def test_several_questions_are_asked_one_after_the_other():
    assert str(RenameQuestions([QUESTION, QUESTION])).count("Was speaker.phone renamed") == 2


def test_the_static_form_has_the_same_and_no_button():
    html = RenameQuestions([QUESTION]).html()
    assert "<strong>Was speaker.phone renamed to speaker.mobile?</strong>" in html
    assert "<li>both are VARCHAR</li>" in html
    assert "<pre><code>%flask db migrate -m contact --renamed speaker.phone=speaker.mobile</code></pre>" in html
    assert "button" not in html


def test_names_from_a_database_are_escaped():
    hostile = RenameQuestion(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, HOSTILE)
    html = RenameQuestions([hostile]).html()
    assert "<img" not in html
    assert html.count("&lt;img") == 5


def test_a_name_with_a_line_break_stays_on_its_line():
    broken = RenameQuestion("speaker.a\nb", "speaker.c", "The draft.", (), "flask db migrate", "1.py")
    assert str(RenameQuestions([broken])).splitlines()[1] == "  The draft."


def test_the_state_is_drawn_from_the_output():
    bundle = RenameQuestions([QUESTION])._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", DRAWN}
    state = RenameQuestions([QUESTION]).state()
    assert state["questions"][0]["command"] == "%" + QUESTION.run
