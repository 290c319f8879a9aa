"""What a prediction's entry says, which answers it takes, and how they are kept."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import pytest

from migration_lab.course.location import Course
from migration_lab.course.predictions.answers import Answered, answered, keep_answer, keep_outcome
from migration_lab.course.predictions.chapter_recap import chapter_recap
from migration_lab.course.predictions.evidence import CommandEvidence, FileEvidence, PageEvidence, RowsEvidence
from migration_lab.course.predictions.prediction import Prediction, find_prediction, predictions
from migration_lab.course.progress_record import progress_file
from migration_lab.errors import LabError

CHOICES = """
[[prediction]]
id = "03.bio"
question = '''
What will be in
`bio`?

And why?
'''
choices = ["NULL in all six", "an empty text", "an error"]
answer = "NULL in all six"
because = "Nobody has said anything else."
evidence = { rows = "SELECT count(*) FROM speaker WHERE bio IS NULL", expect = [[6]] }
"""
TYPED = """
[[prediction]]
id = "03.how-many"
question = "How many?"
accepts = ["7", "seven"]
answer = "all seven"
because = "One default fills them all."
evidence = { exit_code = 1, output = "^No such" }
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.delenv("MIGRATION_LAB_WORKSPACE", raising=False)
    return Course(tmp_path)


@pytest.fixture
def bio(toml) -> Prediction:
    return predictions(toml(CHOICES))[0]


@pytest.fixture
def how_many(toml) -> Prediction:
    return predictions(toml(TYPED))[0]


def record(course: Course) -> object:
    return json.loads(progress_file(course).read_text(encoding="utf-8"))


def test_an_entry_is_read_with_its_choices_and_its_evidence(bio) -> None:
    assert (bio.id, bio.chapter) == ("03.bio", "03")
    assert bio.question == "What will be in `bio`?\nAnd why?"
    assert bio.lettered == {"a": "NULL in all six", "b": "an empty text", "c": "an error"}
    assert bio.evidence == RowsEvidence("SELECT count(*) FROM speaker WHERE bio IS NULL", ((6,),))


@pytest.mark.parametrize(
    ("evidence", "read"),
    [
        ("{ exit_code = 1 }", CommandEvidence(exit_code=1)),
        ('{ page = "/talks/2", has = "x" }', PageEvidence("/talks/2", has="x")),
        ('{ page = "/talks/2", status = 500 }', PageEvidence("/talks/2", status=500)),
        ('{ rows = "select 1;", expect = [] }', RowsEvidence("select 1", ())),
    ],
)
def test_each_kind_of_evidence_is_read(toml, evidence, read) -> None:
    (one,) = predictions(toml(re.sub("evidence = .*", f"evidence = {evidence}", CHOICES)))
    assert one.evidence == read


def test_the_evidence_of_a_command_and_of_a_file_are_regular_expressions(toml, how_many) -> None:
    assert isinstance(how_many.evidence, CommandEvidence)
    assert how_many.evidence.output.search("x\nNo such table")
    text = CHOICES.replace('{ rows = "SELECT count(*) FROM speaker WHERE bio IS NULL", expect = [[6]] }', "FILE")
    (one,) = predictions(toml(text.replace("FILE", '{ file = "migrations/versions/*_x.py", has = "^def" }')))
    assert isinstance(one.evidence, FileEvidence)
    assert one.evidence.has.search("a\ndef upgrade")


WRONG = {
    "an unknown key": (CHOICES, "because =", "why =", "unknown key why"),
    "no answer": (CHOICES, 'answer = "NULL in all six"', "", "needs answer"),
    "an answer that is no choice": (CHOICES, 'answer = "NULL in all six"', 'answer = "NULL"', "one of the choices"),
    "one choice": (CHOICES, ', "an empty text", "an error"]', "]", "2 or more"),
    "six choices": (CHOICES, '"an error"]', '"1x", "2x", "3x", "4x"]', "5 or fewer"),
    "the same choice twice": (CHOICES, '"an error"]', '"An empty text."]', "two of them are the same"),
    "a choice that is a letter": (CHOICES, '"an error"]', '"A"]', "only a letter"),
    "choices and accepts": (TYPED, "accepts", 'choices = ["all seven", "none"]\naccepts', "either choices or accepts"),
    "neither": (TYPED, 'accepts = ["7", "seven"]', "", "either choices or accepts"),
    "an id without words": (CHOICES, "03.bio", "03.1", "words with hyphens"),
    "no evidence": (CHOICES, "rows =", "row =", "needs one of"),
    "two kinds of evidence": (TYPED, "{ exit_code = 1,", '{ page = "/", has = "x",', "needs one of"),
    "rows without what they are": (CHOICES, ", expect = [[6]]", "", "needs expect"),
    "rows that are no list": (CHOICES, "[[6]]", "[6]", "a row should be a list"),
    "a statement that changes": (CHOICES, "SELECT count(*)", "DELETE", "one SELECT"),
    "a second statement": (CHOICES, "IS NULL", "IS NULL; DROP TABLE speaker", "one SELECT"),
    "a SELECT in a disguise": (CHOICES, "SELECT", "WITH x AS (SELECT 1) DELETE", "one SELECT"),
    "no regular expression": (TYPED, "^No such", "(", "should be a regular expression"),
    "a page of nothing": (TYPED, '{ exit_code = 1, output = "^No such" }', '{ page = "/x" }', "has or status"),
    "a page that is no path": (TYPED, '{ exit_code = 1, output = "^No such" }', '{ page = "x", has = "y" }', "a path"),
    "a file outside": (TYPED, '{ exit_code = 1, output = "^No such" }', '{ file = "../x", has = "y" }', "workspace"),
    "a truth for an exit code": (TYPED, "exit_code = 1", "exit_code = true", "whole number"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_entry_is_named_with_what_is_wrong(toml, case) -> None:
    text, old, new, says = WRONG[case]
    assert old in text
    with pytest.raises(LabError, match=re.escape(says)) as caught:
        predictions(toml(text.replace(old, new)))
    assert "prediction 03." in str(caught.value)


def test_a_prediction_is_found_and_an_unknown_one_gets_a_list(toml) -> None:
    place = toml(CHOICES + TYPED)
    assert find_prediction("3.bio", place).id == "03.bio"
    with pytest.raises(LabError, match=r"There is no prediction '03\.x'") as caught:
        find_prediction("03.x", place)
    assert "\n  03.bio What will be in `bio`? And why?\n  03.how-many How many?" in str(caught.value)


@pytest.mark.parametrize("given", ["b", "B", " b) ", "an empty text", "An  Empty\ntext."])
def test_a_choice_is_given_by_its_letter_or_its_text(bio, given) -> None:
    assert bio.read_answer(given) == "an empty text"


@pytest.mark.parametrize("given", ["d", "", "  ", "empty", "x" * 201])
def test_what_is_no_choice_is_refused(bio, given) -> None:
    with pytest.raises(LabError):
        bio.read_answer(given)


def test_each_choice_is_right_or_wrong(bio) -> None:
    assert [bio.is_right(bio.read_answer(letter)) for letter in "abc"] == [True, False, False]


@pytest.mark.parametrize("given", [7, "7", "Seven.", "all  Seven", "`seven`"])
def test_a_typed_answer_is_right_in_any_accepted_form(how_many, given) -> None:
    assert how_many.is_right(how_many.read_answer(given))


@pytest.mark.parametrize("given", ["70", "seven or so", 0])
def test_another_typed_answer_is_wrong(how_many, given) -> None:
    assert not how_many.is_right(how_many.read_answer(given))


def test_an_answer_is_kept_and_can_be_changed_until_what_happened_is_shown(course, bio) -> None:
    assert answered(bio, course) is None
    assert keep_answer(bio, "an error", course)
    assert record(course) == {"predictions": {"03.bio": {"answer": "an error", "right": None}}}
    assert keep_answer(bio, "an empty text", course)
    assert keep_outcome(bio, course)
    keep_answer(bio, "NULL in all six", course)
    keep_outcome(bio, course)
    assert answered(bio, course) == Answered("an empty text", right=False)
    assert record(course) == {"predictions": {"03.bio": {"answer": "an empty text", "right": False}}}


def test_a_right_answer_is_noted_as_right(course, bio, how_many) -> None:
    keep_answer(bio, "NULL in all six", course)
    keep_answer(how_many, "7", course)
    for one in (bio, how_many):
        keep_outcome(one, course)
        assert answered(one, course).right is True


def test_an_outcome_without_an_answer_notes_nothing(course, bio) -> None:
    assert keep_outcome(bio, course)
    assert not progress_file(course).exists()


def test_a_choice_that_the_course_no_longer_offers_may_be_given_again(course, bio) -> None:
    keep_answer(bio, "an old choice", course)
    assert answered(bio, course) is None
    keep_answer(bio, "an error", course)
    assert answered(bio, course) == Answered("an error", right=None)


@pytest.mark.parametrize("damaged", ["", "{", "[1]", "\x00\xff"])
def test_a_damaged_file_counts_as_nothing_and_is_kept(course, bio, damaged) -> None:
    path = progress_file(course)
    path.parent.mkdir(parents=True)
    path.write_text(damaged, encoding="utf-8")
    assert answered(bio, course) is None
    assert keep_answer(bio, "an error", course)
    assert answered(bio, course) == Answered("an error", right=None)
    assert (path.parent / "progress-damaged.json").read_text(encoding="utf-8") == damaged


@pytest.mark.parametrize("odd", ["text", [1], {"03.bio": 7}, {"03.bio": {"answer": 7}}, {"03.bio": {"answer": " "}}])
def test_an_odd_entry_counts_as_no_answer(course, bio, odd) -> None:
    path = progress_file(course)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"predictions": odd}), encoding="utf-8")
    assert answered(bio, course) is None


def test_whatever_else_is_in_the_file_stays(course, bio) -> None:
    path = progress_file(course)
    path.parent.mkdir(parents=True)
    kept = {"mine": [1], "exercises": {"01.1": {"done": True}}, "predictions": {"99.x": 1, "03.bio": {"at": "noon"}}}
    path.write_text(json.dumps(kept), encoding="utf-8")
    keep_answer(bio, "an error", course)
    entry = {"at": "noon", "answer": "an error", "right": None}
    assert record(course) == {**kept, "predictions": {"99.x": 1, "03.bio": entry}}


def test_a_folder_that_cannot_be_written_raises_nothing_and_is_told(course, bio) -> None:
    course.workspaces.parent.mkdir(parents=True, exist_ok=True)
    course.workspaces.write_text("in the way", encoding="utf-8")
    assert not keep_answer(bio, "an error", course)
    assert answered(bio, course) is None


def test_answers_of_several_kernels_at_once_are_all_kept(course, toml) -> None:
    many = predictions(toml("".join(CHOICES.replace("03.bio", f"03.p{number}") for number in range(8))))
    threads = [threading.Thread(target=keep_answer, args=(one, "an error", course)) for one in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answered(one, course) for one in many)


def test_the_recap_tells_wrong_right_not_shown_and_not_made_apart(course, toml) -> None:
    place = toml("".join(CHOICES.replace("03.bio", f"03.{name}") for name in ("wrong", "right", "open", "none")))
    wrong, right, still_open, none = predictions(place)
    for one, answer in ((wrong, "an error"), (right, "NULL in all six"), (still_open, "an error")):
        keep_answer(one, answer, course)
    keep_outcome(wrong, course)
    keep_outcome(right, course)
    found = chapter_recap("03", course, place)
    assert found.wrong == ((wrong, Answered("an error", right=False)),)
    assert (found.right, found.not_shown, found.not_made) == ((right,), (still_open,), (none,))
    with pytest.raises(LabError, match="Chapter 04 has no predictions"):
        chapter_recap("04", course, place)
