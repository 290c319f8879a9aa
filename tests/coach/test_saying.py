"""The sentences about the three places are data: each one is used, each used one exists, and gets what it needs."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import migration_lab
from migration_lab.coach.entries import catalogue
from migration_lab.coach.filling import fill
from migration_lab.coach.saying import Sentence, read_sentence, say, sentences
from migration_lab.errors import LabError
from migration_lab.values.reason import Reason

HOUSE = Path(migration_lab.__file__).parent
SAYING = ("say", "diagnose")
REASONS = "untried."
"""Those that a ``Reason`` names."""
OTHERS = {"state", "problem"}
"""What ``diagnose`` takes besides facts."""


def calls() -> Iterator[ast.Call]:
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                yield node


def texts(node: ast.AST) -> list[str]:
    """The texts in the first argument: two where it depends on something which one it is."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            return [*texts(body), *texts(other)]
    return []


def used() -> dict[str, list[tuple[set[str], bool]]]:
    """By sentence: for each call, the facts that it gives, and whether there may be more."""
    found = defaultdict(list)
    for call in calls():
        assert isinstance(call.func, ast.Name)
        given = {word.arg for word in call.keywords if word.arg} - OTHERS
        open_ended = any(word.arg is None for word in call.keywords)
        if call.func.id in SAYING:
            for name in texts(call.args[0]):
                found[name].append((given, open_ended))
        elif call.func.id == Reason.__name__ or call.func.id == "CannotFill":
            for name in texts(call.args[0]):
                facts = given
                for more in call.args[1:]:
                    facts = facts | {text for key in getattr(more, "keys", ()) for text in texts(key)}
                found[f"{REASONS}{name}"].append((facts, any(isinstance(one, ast.Name) for one in call.args[1:])))
    return dict(found)


def fields(sentence: Sentence) -> set[str]:
    parts = [*Formatter().parse(sentence.say), *Formatter().parse(sentence.next)]
    return {name for _, name, _, _ in parts if name}


def test_each_sentence_is_used_and_each_used_one_exists() -> None:
    assert used().keys() == sentences().keys()


def test_each_sentence_is_given_every_field_that_it_has() -> None:
    there = used()
    lacking = {
        name: fields(sentence) - given
        for name, sentence in sentences().items()
        for given, open_ended in there[name]
        if not open_ended and not fields(sentence) <= given
    }
    assert lacking == {}


def test_no_two_sentences_are_the_same() -> None:
    said = [one.say for one in sentences().values() if one.say != "{begin}" and len(one.say.split()) > 6]
    assert len(said) == len({*said})


def test_a_state_is_given_only_to_whole_sentences() -> None:
    for name, one in sentences().items():
        if one.next or one.entry:
            assert one.state is not None, name


def test_each_entry_that_a_standing_names_is_there() -> None:
    assert {one.entry for one in sentences().values() if one.entry} <= catalogue().keys()


WRONG = [
    ({"say": "In step.", "stat": "in step"}, "unknown key stat"),
    ({"say": "In step.", "state": "in stride"}, "should be one of"),
    ({"say": "In step.", "state": "in step", "entry": "head"}, "should be the id of an entry"),
    ({"state": "in step"}, "needs say"),
    ("  ", "should be some text"),
    (["In step."], "should be a table"),
]


@pytest.mark.parametrize(("value", "why"), WRONG, ids=[why for _, why in WRONG])
def test_a_wrong_sentence_is_refused(value: object, why: str) -> None:
    with pytest.raises(LabError, match=why):
        read_sentence(value)


def test_what_is_not_given_is_never_left_out_in_silence() -> None:
    with pytest.raises(KeyError):
        say("pending.one")
    with pytest.raises(KeyError):
        say("pending.nothing_of_the_kind")


def test_words_follow_the_number_of_things() -> None:
    template = "{names:table/tables} {names:list} {names:is/are} there, and {n:row} in {names:it/them}"
    assert fill(template, {"names": ["talk"], "n": 1}) == "table talk is there, and 1 row in it"
    assert fill(template, {"names": ["talk", "room"], "n": 2}) == "tables talk and room are there, and 2 rows in them"


def test_a_fact_with_braces_is_left_as_it_is() -> None:
    assert say("pending.one", first="a1 ({first})") == "The database has not run revision a1 ({first}) yet."
