"""The coach's card: its text, its HTML, and what JavaScript draws."""

from __future__ import annotations

from dataclasses import replace

from migration_lab.values.advice import Advice, Do
from migration_lab.widgets import CoachCard
from migration_lab.widgets.advice_state import advice_state, around
from tests.widgets.advice_examples import DROPS, LINES, NOT_NULL, SCRIPT, lines

HOSTILE = "<img src=x onerror=alert(1)>\u202e"


def test_its_text_says_what_happened_where_what_to_do_now_and_why() -> None:
    assert str(CoachCard(NOT_NULL, lines)) == (
        "S06: A new NOT NULL column on a table that has rows\n"
        "  talk.language is new and NOT NULL, but talk has 8 rows already.\n"
        "  migrations/versions/966fe46cbb16_add_language.py, line 5\n"
        "      4  with op.batch_alter_table('talk', schema=None) as batch_op:\n"
        "    > 5      batch_op.add_column(sa.Column('language', sa.String(), nullable=False))\n"
        "      6      batch_op.drop_column('phone')\n"
        "  Nothing was changed: the database is still at revision 78a26b55c326.\n"
        "  What to do now:\n"
        "    1. Give the column a value: add server_default= in line 5.\n"
        "    2. Then run the upgrade again.\n"
        "         flask db upgrade\n"
        "  Why: NOT NULL means that every row has a value.\n"
        '  More: lab.explain("S06"), chapter 03, https://alembic.sqlalchemy.org/en/latest/ops.html'
    )


def test_its_html_has_the_line_marked_and_why_folded() -> None:
    html = CoachCard(NOT_NULL, lines).html()
    assert "<strong>→ 5      batch_op.add_column(sa.Column(&#x27;language&#x27;" in html
    assert "<li>Then run the upgrade again.\n<pre><code>flask db upgrade</code></pre></li>" in html
    assert html.index("What to do now") < html.index("<details><summary>Why?</summary>")


def test_in_a_lesson_what_to_do_now_is_folded_too() -> None:
    html = CoachCard(NOT_NULL, lines, folded=True).html()
    assert "<details><summary>What to do now</summary>\n<ol>\n<li>Give the column" in html
    assert str(CoachCard(NOT_NULL, lines, folded=True)) == str(CoachCard(NOT_NULL, lines))


def test_a_long_sentence_is_broken_into_lines_and_code_is_not() -> None:
    long = replace(NOT_NULL, why="A word and " * 20, now=(Do("Run it.", run="flask db upgrade " + "x" * 120),))
    text = str(CoachCard(long))
    assert f"         flask db upgrade {'x' * 120}\n" in text
    assert all(len(line) <= 100 for line in text.splitlines() if "x" * 120 not in line)


def test_what_to_replace_is_shown_in_text_and_html() -> None:
    card = CoachCard(DROPS, lines)
    assert "       - batch_op.drop_column('phone')\n       + batch_op.drop_column('phone')  # lab: ok A1" in str(card)
    assert "<ins>batch_op.drop_column(&#x27;phone&#x27;)  # lab: ok A1</ins>" in card.html()


def test_without_the_file_the_line_is_the_one_that_the_advice_has() -> None:
    assert "    > 5  batch_op.add_column(" in str(CoachCard(NOT_NULL))


def test_a_line_is_shown_with_its_neighbours_without_the_margin_they_share() -> None:
    assert [(one.number, one.text, one.marked) for one in around(LINES, 5)][1] == (
        5,
        "    batch_op.add_column(sa.Column('language', sa.String(), nullable=False))",
        True,
    )
    assert [one.number for one in around(LINES, 1)] == [1]  # the next one is empty
    assert [*around(LINES, 7)] == [*around(LINES, 0)] == []


def test_a_step_about_the_same_line_does_not_show_it_again() -> None:
    state = CoachCard(NOT_NULL, lines, "workspace/03").state()
    assert state["place"]["path"] == f"workspace/03/{SCRIPT}"
    assert [step["place"] for step in state["steps"]] == [None, None]
    elsewhere = replace(NOT_NULL, now=(Do("Look.", file="models.py"),))
    assert CoachCard(elsewhere).state()["steps"][0]["place"]["path"] == "models.py"


def test_names_and_values_are_tamed_wherever_they_stand() -> None:
    hostile = replace(
        NOT_NULL, id=HOSTILE, title=HOSTILE, what=HOSTILE, why=HOSTILE, state=HOSTILE, file=HOSTILE, source=HOSTILE,
        chapter=HOSTILE, docs=f"javascript:{HOSTILE}", now=(Do(*[HOSTILE] * 4, 1, HOSTILE, HOSTILE),),
    )  # fmt: skip
    card = CoachCard(hostile)
    assert "<img" not in card.html()
    assert "javascript:" not in card.html()
    assert "\u202e" not in card.html() + str(card)


def test_the_passwords_of_what_to_write_are_hidden_and_the_values_of_sql_are_not() -> None:
    url = "create_engine('postgresql://me:geheim@h/db')"
    said = Do("Do it.", sql="UPDATE member SET password = ''", replace=url, by='app.config["SECRET_KEY"] = "geheim"')
    card = CoachCard(replace(NOT_NULL, now=(said,), source=url), lambda file: ())
    for shown in (str(card), card.html(), str(card.state())):
        assert "geheim" not in shown
        assert "me:***@h" in shown
    assert "         UPDATE member SET password = ''\n" in str(card)


def test_an_edit_is_shown_in_whole_lines_without_the_margin_that_they_share() -> None:
    lines = [
        "def upgrade():",
        "    with op.batch_alter_table('talk') as b:",
        "        b.alter_column('phone', type_=x)",
    ]
    half = Do("Say how.", file="x.py", line=3, replace="'phone',", by="'phone', postgresql_using='y',")
    block = Do("In a batch.", file="x.py", replace="with op.batch_alter_table('talk') as b:", by="a()\n    b()")
    other = Do("Elsewhere.", file="x.py", line=1, replace="nowhere", by="here")
    advice = Advice("S15", "t", "fails", "what", "why", (half, block, other))
    steps = advice_state(advice, lambda _: lines).steps
    assert (steps[0].replace, steps[0].by) == (
        "b.alter_column('phone', type_=x)",
        "b.alter_column('phone', postgresql_using='y', type_=x)",
    )
    assert (steps[1].replace, steps[1].by) == ("with op.batch_alter_table('talk') as b:", "a()\nb()")
    assert (steps[2].replace, steps[2].by) == ("nowhere", "here")
