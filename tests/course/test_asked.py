"""What an exercise may ask for besides structure and rows: the history's shape, pages, and what commands do."""

from __future__ import annotations

import pytest

from migration_lab.course.chapters.chapter import Run
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.exercises.asked_history import history_missing
from migration_lab.course.exercises.asked_rows import rows_missing, wrong_rows
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.exercise_parts import ExercisePart, how_far
from migration_lab.course.exercises.exercise_questions import (
    CommandQuestion,
    HistoryQuestion,
    PageQuestion,
    RowQuestion,
)
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import other_ways, solution
from migration_lab.course.exercises.steps import SqlStep, apply_steps
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.errors import LabError
from migration_lab.values.graph import Revision, RevisionGraph
from tests.course.small_course import FIRST, HALFWAY, PHONE, SECOND, SHORT

ONE = RevisionGraph((Revision("b", parents=("a",)), Revision("a")), heads=("b",), current=("b",))
TWO = RevisionGraph(
    (Revision("c", parents=("a",)), Revision("b", parents=("a",)), Revision("a")), heads=("b", "c"), current=("a",)
)
MERGED = RevisionGraph((Revision("m", parents=("b", "c")), *TWO.revisions), heads=("m",), current=("m",))


@pytest.mark.parametrize(
    ("asked", "graph", "missing"),
    [
        (HistoryQuestion(heads=1, at_head=True, keeps=("a", "b")), ONE, []),
        (HistoryQuestion(heads=1, merges=1, revisions=4, at_head=True), MERGED, []),
        (HistoryQuestion(heads=1), TWO, ["There should be 1 head, and there are 2: b, c."]),
        (HistoryQuestion(merges=1), TWO, ["There should be 1 revision with two parents, and there are none."]),
        (HistoryQuestion(merges=0), MERGED, ["There should be 0 revisions with two parents, and there is 1."]),
        (HistoryQuestion(revisions=3), ONE, ["There should be 3 revisions, and there are 2."]),
        (HistoryQuestion(keeps=("x", "a")), ONE, ["The script of revision x should still be there, and it is gone."]),
        (HistoryQuestion(at_head=True), TWO, ["The database should be at the newest revision, and it is at a."]),
        (
            HistoryQuestion(heads=1, at_head=True),
            RevisionGraph(problem="A parent is gone."),
            [
                "The revision scripts are not in order: A parent is gone.",
                "There should be 1 head, and there are none.",
            ],
        ),
    ],
)
def test_what_is_missing_of_the_history_is_said_in_words(asked, graph, missing):
    assert list(history_missing(asked, graph)) == missing


def test_the_parts_that_are_right_are_named_and_the_others_are_not():
    right, wrong = ExercisePart("the tables"), ExercisePart("the rows", ("No.",))
    later = ExercisePart("the pages", looked_at=False)
    assert how_far([right, wrong, later]) == "1 of 3 parts is right: the tables."
    assert how_far([right, right, wrong]) == "2 of 3 parts are right: the tables; the tables."
    assert how_far([wrong, later]) == "None of 2 parts is right yet."
    assert how_far([right, right]) == how_far([wrong]) == ""


MORE = (
    f'history = {{heads = 1, merges = 0, revisions = 3, keeps = ["{FIRST}", "{SECOND}"], at_head = true}}\n'
    'pages = [{page = "/names", has = "Grace", says = "Grace is not on the page."}]\n'
    'commands = [{flask = ["db", "current"], output = "\\\\(head\\\\)"}, {flask = ["seed", "x", "y"], exit_code = 2}]\n'
)
PAGE = Edit(
    "app.py",
    '    @app.cli.command("seed")',
    '    @app.get("/names")\n    def names():\n        rows = db.session.execute(text("SELECT name FROM speaker"))\n'
    '        return [name for (name,) in rows]\n\n    @app.cli.command("seed")',
)


@pytest.fixture
def phone(toml):
    return find_exercise("03.1", toml(PHONE + MORE))


def test_they_are_read_from_the_entry(phone):
    assert phone.history == HistoryQuestion(1, 0, 3, (FIRST, SECOND), at_head=True)
    assert phone.pages == (PageQuestion("/names", "Grace", "Grace is not on the page."),)
    assert phone.commands == (
        CommandQuestion(("db", "current"), 0, r"\(head\)"),
        CommandQuestion(("seed", "x", "y"), 2),
    )


def test_what_is_tried_on_a_copy_comes_last_and_changes_nothing(phone, at_end, look):
    assert look(phone).how_far == "1 of 6 parts is right: models, scripts and database in step."
    apply_steps(phone.solution, at_end)
    assert look(phone).missing == ("The app no longer answers /names: 404 NOT FOUND.",)
    apply_steps([PAGE], at_end)
    before = fingerprint(at_end.path)
    assert look(phone).done
    assert fingerprint(at_end.path) == before
    apply_steps([SqlStep("UPDATE speaker SET name = 'Somebody' WHERE name = 'Grace'")], at_end)
    assert look(phone).missing == ("Grace is not on the page.",)


def test_rows_are_asked_for_once_and_what_cannot_be_asked_yet_is_not_told_beside_the_tables():
    class Rows:
        asked = 0

        def query(self, question: str) -> list[tuple[int]]:
            self.asked += 1
            if question == "SELECT bio":
                raise LabError("no such column: bio")
            return [(1,)]

    questions = [RowQuestion(one, ((2,),), one) for one in ("SELECT bio", "SELECT 1")]
    rows = Rows()
    assert list(wrong_rows(questions, rows)) == [("SELECT bio", False), ("SELECT 1", True)]
    assert rows.asked == 2
    assert list(rows_missing(questions, rows)) == ["SELECT bio", "SELECT 1"]


def test_a_command_that_does_not_end_as_asked_is_not_yet(toml, at_end, look):
    def asking(commands: str, also: str = "") -> tuple[str, ...]:
        return look(find_exercise("03.1", toml(PHONE + f"commands = [{commands}]\n" + also))).missing

    apply_steps(find_exercise("03.1", toml(PHONE)).solution, at_end)
    assert asking('{flask = ["db", "check"]}, {flask = ["nowhere"], exit_code = 2}') == ()
    assert asking('{flask = ["db", "check"], exit_code = 1}') == (
        "On a copy of your project, flask db check ends without an error, and it should not.",
    )
    assert asking('{flask = ["db", "show", "nowhere"]}')[0].startswith(
        "On a copy of your project, flask db show nowhere fails: "
    )
    assert asking('{flask = ["db", "heads"], output = "no such thing"}') == (
        "On a copy of your project, flask db heads does not print what the task asks for.",
    )
    assert asking('{flask = ["db", "check"], exit_code = 1, says = "Break it."}') == ("Break it.",)
    assert asking('{flask = ["db", "downgrade", "base"]}, {flask = ["db", "check"], exit_code = 1}') == ()


def test_the_way_back_is_not_tried_where_the_exercise_says_so(toml, at_end, look):
    no_way = Edit(
        "migrations/versions/*_add_phone.py", "def downgrade():\n", "def downgrade():\n    raise ValueError\n"
    )
    phone = find_exercise("03.1", toml(PHONE))
    apply_steps([*phone.solution, no_way], at_end)
    assert not look(phone).done
    assert look(find_exercise("03.1", toml(PHONE + "back = false"))).done


def test_rows_may_be_asked_for_after_the_way_back(toml, at_end, look):
    question = 'question = "SELECT count(bio) FROM speaker", expect = [[2]]'
    asked = f'rows_back = [{{{question}, says = "the bios should be there."}}]'
    phone = find_exercise("03.1", toml(PHONE + asked))
    apply_steps(phone.solution, at_end)
    assert look(phone).done
    forgets = "def downgrade():\n    op.execute('UPDATE speaker SET bio = NULL')\n"
    apply_steps([Edit("migrations/versions/*_add_phone.py", "def downgrade():\n", forgets)], at_end)
    assert look(phone).missing == (
        "The way back loses something. On a copy of your database, after a downgrade: the bios should be there.",
    )


def test_an_exercise_without_scripts_asks_for_pages_and_commands_too(toml, at_end, look):
    short = find_exercise("03.2", toml(SHORT + 'pages = ["/names"]\ncommands = [{flask = ["seed"]}]\n'))
    apply_steps(short.solution, at_end)
    verdict = look(short)
    assert verdict.missing == ("The app no longer answers /names: 404 NOT FOUND.",)
    assert verdict.how_far == "3 of 4 parts are right: the tables; the rows; the commands."
    apply_steps([PAGE], at_end)
    assert look(short).done


def test_a_history_that_is_not_as_asked_is_not_yet(phone, at_end, look):
    apply_steps([*phone.solution, PAGE, Run(("db", "downgrade"))], at_end)
    verdict = look(phone)
    assert f"The database should be at the newest revision, and it is at {SECOND}." in verdict.missing
    assert not verdict.done


HIDDEN = PHONE.replace("Speakers have a phone.", "One can ring up every speaker.")


def test_names_that_the_task_does_not_have_are_not_given_away(toml, at_end, look):
    verdict = look(find_exercise("03.1", toml(HIDDEN)))
    assert verdict.missing == ("The table speaker lacks something: a column.",)
    assert verdict.hidden == {"phone"}
    renamed = HIDDEN.replace("ADD COLUMN phone VARCHAR(20)", "RENAME bio TO phone") + (
        'renames = ["speaker.bio -> speaker.phone"]'
    )
    assert look(find_exercise("03.1", toml(renamed))).missing == ("The column speaker.bio has its old name.",)


WRONG = {
    "history: unknown key head;": "history = {head = 1}",
    "history: asks for nothing": "history = {}",
    "history: heads: should be a whole number": 'history = {heads = "1"}',
    "pages: should be a path of the app": 'pages = ["rooms"]',
    "pages: page: should be a path of the app": 'pages = [{page = "rooms"}]',
    "pages: needs page": 'pages = [{has = "x"}]',
    "commands: needs flask": "commands = [{exit_code = 1}]",
    "commands: output: should be a regular expression": 'commands = [{flask = ["seed"], output = "("}]',
    "back: should be true or false": 'back = "no"',
}


@pytest.mark.parametrize("says", WRONG)
def test_a_wrong_key_is_named(says, toml):
    with pytest.raises(LabError) as raised:
        exercises(toml(PHONE + WRONG[says]))
    assert says in str(raised.value)


def test_the_solution_shows_the_other_right_answers_and_why(toml):
    halfway = find_exercise("03.3", toml(HALFWAY + 'after = "Because."'))
    shown = str(solution(halfway))
    assert shown.index("one way to do it") < shown.index("**Another right answer.**") < shown.index("Because.")
    assert "%flask db stamp head" in shown
    first, second = other_ways(halfway)
    assert "DROP COLUMN" in first
    assert "stamp" in second


@pytest.mark.parametrize("wrong", ["4", '"4"', '"four"'])
def test_where_a_chapter_starts_is_the_number_of_one(wrong, toml):
    with pytest.raises(LabError, match='starts_after should be the number of a chapter, as "04"'):
        exercises(toml(f"starts_after = {wrong}\n"))
