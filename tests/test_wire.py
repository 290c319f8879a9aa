"""What crosses between the lab and a command's process arrives as it was sent, or is an error."""

from __future__ import annotations

import json
import pickle
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_lab.errors import LabError
from migration_lab.schema import Column, Schema, Table
from migration_lab.values import typed_json
from migration_lab.values.drafted import Drafted, DraftedColumn, DraftedTable
from migration_lab.values.error_report import ErrorReport, Missing, Refusal
from migration_lab.values.frames import Frame, TableFrame
from migration_lab.values.looked import Looked
from migration_lab.values.lost_messages import LostMessages
from migration_lab.values.operations import Count, Lock, RanOperation
from migration_lab.values.pickled import packed, unpacked
from migration_lab.values.reason import Reason
from migration_lab.values.replayed import Replay
from migration_lab.values.reporting import HEAD, Reports
from migration_lab.values.statement import Statement
from migration_lab.values.tried import Tried, TriedEach
from migration_lab.values.typed_json import Malformed, decode, encode, form_of
from migration_lab.values.wire import (
    AppDescription,
    DescribeApp,
    Effects,
    GetPage,
    LookAtPlaces,
    PageAnswer,
    ReplayScripts,
    Report,
    Request,
    RunFlask,
    TryEach,
    TryScripts,
)

texts = st.text(st.characters(codec=None), max_size=8)
"""Halves of characters are among them: so is a byte of a file's name that is not UTF-8."""
names = st.tuples(texts) | st.just(())
refusals = st.builds(Refusal, texts, texts, st.integers())
missing = st.builds(Missing, st.sampled_from(["module", "variable"]), texts)


def reports_of_errors(causes: st.SearchStrategy[Any]) -> st.SearchStrategy[ErrorReport]:
    known = st.none() | refusals, st.none() | texts, st.none() | missing
    return st.builds(ErrorReport, texts, texts, texts, texts, st.integers(), texts, st.booleans(), *known, causes)


errors = st.none() | reports_of_errors(st.none() | reports_of_errors(st.none()))
works = st.one_of(
    st.builds(RunFlask, names, st.booleans(), st.tuples(st.tuples(texts, texts))),
    st.builds(GetPage, texts),
    st.builds(DescribeApp, texts, texts),
    st.builds(
        LookAtPlaces,
        st.booleans(),
        names,
        st.booleans(),
        st.dictionaries(texts, st.tuples(st.tuples(texts, st.none() | texts))),
    ),
    st.builds(ReplayScripts, texts),
    st.builds(TryScripts, texts, texts, names),
    st.builds(TryEach, names, names),
)
requests = st.builds(
    Request,
    works,
    texts,
    st.dictionaries(texts, texts),
    st.none() | texts,
    st.booleans(),
    names,
    st.none() | names,
    st.none() | texts,
)
tables = st.builds(
    TableFrame, texts, names, names, names, st.tuples(names), st.integers(), st.tuples(st.integers()), st.booleans()
)
operations = st.builds(
    RanOperation,
    texts,
    details=st.dictionaries(texts, st.none() | texts | st.integers() | st.booleans()),
    counts=st.tuples(st.builds(Count, texts, st.integers(), st.integers(), texts)),
    locks=st.tuples(st.builds(Lock, texts, texts)),
    rows=st.none() | st.integers(),
)
columns = st.tuples(st.builds(DraftedColumn, texts, texts, texts, texts, st.none() | st.integers(), st.booleans()))
drafted = st.tuples(st.builds(DraftedTable, texts, columns))
effects = st.builds(
    Effects,
    st.tuples(st.builds(Statement, texts, texts, st.booleans(), st.booleans())),
    st.tuples(operations),
    st.tuples(st.builds(Frame, st.integers(), texts, st.integers(), st.tuples(tables), st.tuples(tables), names)),
    names,
    names,
    names,
    names,
    lost_messages=st.tuples(st.builds(LostMessages, texts, st.integers(), texts, st.integers(), texts, st.integers())),
    drafted=st.tuples(st.builds(Drafted, texts, drafted, drafted, columns, columns)),
    upgraded=names,
)
apps = st.builds(
    AppDescription,
    st.dictionaries(texts, texts),
    texts,
    names,
    names,
    st.none() | texts,
    st.none() | names,
    st.booleans(),
)
reasons = st.builds(Reason, texts, st.dictionaries(texts, texts | st.integers()))
schemas = {"": Schema("sqlite", (Table("talk", (Column("id", "INTEGER", False),)),))}
reports = st.builds(
    Report,
    st.none() | st.integers(),
    errors,
    errors,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.tuples(refusals) | st.just(()),
    st.none() | texts,
    effects,
    st.none() | apps,
    st.booleans(),
    st.dictionaries(texts, st.none() | st.tuples(st.integers(), st.integers())),
    st.none() | st.builds(PageAnswer, st.integers(), texts, texts, texts, errors),
    looked=st.none() | st.builds(Looked, error=errors, models=st.just(schemas)),
    replay=st.none() | st.builds(Replay, error=errors, sql=st.just({"a": [Statement("SELECT 1")]})),
    tried=st.none() | st.builds(Tried, st.none() | reasons, error=errors),
    tried_each=st.none() | st.builds(TriedEach, texts, st.dictionaries(texts, st.builds(Tried, error=errors))),
)


@given(requests)
def test_a_request_arrives_as_it_was_sent(request: Request) -> None:
    assert decode(Request, encode(request)) == request
    assert encode(request).isascii()
    assert "\n" not in encode(request)  # a line is a message


@given(reports)
def test_a_report_arrives_as_it_was_sent(report: Report) -> None:
    assert decode(Report, encode(report)) == report


def test_nothing_is_sent_of_what_goes_without_saying() -> None:
    assert encode(Report()) == "{}"
    assert json.loads(encode(Report(error=ErrorReport("KeyError")))) == {"error": {"type": "KeyError"}}


ASKED = {"work": {"kind": "GetPage", "path": "/"}, "cwd": "/here", "env": {}}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"color": "red"}, "Request has no color"),
        ({"cwd": None}, "str is wanted where None stands"),
        ({"cwd": 1}, "str is wanted where 1 stands"),
        ({"blank": 1}, "bool is wanted where 1 stands"),
        ({"env": []}, r"an object is wanted where \[\] stands"),
        ({"env": {"A": 1}}, "str is wanted where 1 stands"),
        ({"preload": "os"}, "a list is wanted where 'os' stands"),
        ({"work": None}, "one of RunFlask, GetPage"),
        ({"work": {"kind": "Sing"}}, "one of RunFlask, GetPage"),
        ({"work": {"path": "/"}}, "one of RunFlask, GetPage"),
        ({"work": {"kind": "GetPage"}}, "GetPage lacks its path"),
        ({"work": {"kind": "GetPage", "path": "/", "args": []}}, "GetPage has no args"),
        ({"work": {"kind": "LookAtPlaces", "extensions": {"": [["citext"]]}}}, r"a list of 2 is wanted"),
    ],
)
def test_what_is_no_request_is_an_error_that_says_why(change: dict[str, Any], why: str) -> None:
    with pytest.raises(Malformed, match=why):
        decode(Request, json.dumps({**ASKED, **change}))
    assert decode(Request, json.dumps(ASKED)) == Request(GetPage("/"), "/here", {})


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", '"Report"', "[" * 100_000, "\udcff", '{"exit_code": true}']
)
def test_what_is_no_report_is_an_error_for_the_reader(text: str) -> None:
    with pytest.raises(LabError, match="Restart the kernel, and run the cell again"):
        decode(Report, text)


def test_a_kind_that_is_none_of_the_few_is_an_error() -> None:
    with pytest.raises(Malformed, match="one of 'module', 'variable' is wanted where 'planet' stands"):
        decode(Missing, '{"kind": "planet", "name": "Mars"}')


def test_a_type_that_cannot_travel_is_found_at_once() -> None:
    @dataclass
    class Odd:
        when: complex = field(default=1j)

    with pytest.raises(TypeError, match="cannot travel"):
        encode(Odd(2j))
    assert form_of(int).read(3) == 3


# What is pickled


class Evil:
    def __reduce__(self) -> Any:
        return (print, ("it was called",))


@pytest.mark.parametrize("value", [Evil(), {"a": Evil()}, print, Evil, pickle.Unpickler, LabError("no value")])
def test_a_project_cannot_make_the_lab_call_anything(value: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no value is packed in it"):
        unpacked(packed(value))
    assert capsys.readouterr().out == ""


def test_nor_by_the_name_of_what_a_module_of_the_lab_has_imported() -> None:
    module, name = typed_json.__name__.encode(), b"json.JSONDecoder"
    data = b"\x80\x04\x8c%c%b\x8c%c%b\x93." % (len(module), module, len(name), name)
    with pytest.raises(ValueError, match=r"json\.JSONDecoder is none of the lab's values"):
        unpacked(b64encode(data).decode())


@pytest.mark.parametrize("text", ["", "no base64!", b64encode(b"no pickle").decode(), b64encode(b"\x80").decode()])
def test_what_is_not_packed_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no value is packed in it"):
        unpacked(text)


def test_another_value_than_the_one_that_belongs_there_is_an_error() -> None:
    with pytest.raises(Malformed, match=r"a Looked is wanted where Tried\("):
        decode(Report, json.dumps({"looked": packed(Tried())}))


# On the line


def test_of_several_reports_the_last_counts_and_half_of_one_does_not() -> None:
    reports = Reports()
    messages = [json.dumps({"pid": 7}), encode(Report(1)), encode(Report(0, loaded=True))]
    data = b"".join(len(each).to_bytes(HEAD, "big") + each.encode() for each in messages)
    for byte in data[:-1]:
        reports.feed(bytes([byte]))
    assert (reports.pid, reports.last) == (7, Report(1))
    reports.feed(data[-1:])
    assert reports.last == Report(0, loaded=True)
    assert Reports().last == Report()


# In words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            ErrorReport("SyntaxError", message="invalid syntax", file="models.py", line=16),
            "SyntaxError: invalid syntax",
        ),
        (ErrorReport("KeyError"), "KeyError"),
        (ErrorReport("UsageError", message="No such command 'x'.", plain=True), "No such command 'x'."),
        (ErrorReport("Abort", plain=True), "Abort"),
        (ErrorReport("EOFError", question="Really?"), "It asks a question ('Really?'), and there is no keyboard here"),
    ],
)
def test_an_error_is_said_as_a_traceback_ends(error: ErrorReport, words: str) -> None:
    assert str(error).startswith(words)
    assert error.located == (f"{words} (models.py, line 16)" if error.file else str(error))


def test_a_refusal_is_said_with_the_line_that_wanted_it() -> None:
    assert str(Refusal("another program, ls", "app.py", 3)).endswith("it refused another program, ls (app.py, line 3).")
    assert str(Refusal("another program, ls")).endswith("it refused another program, ls.")


def test_all_that_led_to_an_error_can_be_asked() -> None:
    error = ErrorReport("A", cause=ErrorReport("B", cause=ErrorReport("C")))
    assert [one.type for one in error.chain()] == ["A", "B", "C"]
