"""What is put into an interpreter for a request can be taken away: attributes, listeners, what an audit hook tells."""

from __future__ import annotations

import shutil
import sys
import threading
import types

import pytest
from sqlalchemy import create_engine

from migration_lab.child.audit import heard_of
from migration_lab.child.installed import Installed


@pytest.fixture
def installed():
    made = Installed(process_ends=False)
    yield made
    made.close()


class Parent:
    name = "of the class"


def test_an_attribute_is_put_back_where_it_was(installed):
    thing, move = Parent(), shutil.move
    installed.patch(thing, "name", "of the object")
    installed.patch(shutil, "move", lambda *_: "moved")
    installed.patch(shutil, "move", lambda *_: "moved again")
    assert (thing.name, shutil.move("a", "b")) == ("of the object", "moved again")
    installed.close()
    assert (vars(thing), thing.name, shutil.move) == ({}, "of the class", move)


def test_a_module_that_has_taken_it_over_meanwhile_gets_the_original(installed, monkeypatch):
    move, late = shutil.move, types.ModuleType("late")
    monkeypatch.setitem(sys.modules, "late", late)
    installed.patch(shutil, "move", lambda *_: "moved")
    late.move = shutil.move
    installed.close()
    assert late.move is move


def test_all_is_taken_away_the_last_first_even_when_one_of_them_fails(installed):
    done: list[str] = []
    installed.defer(done.append, "first")
    installed.defer(lambda: 1 / 0)
    installed.defer(done.append, "last")
    with pytest.raises(ZeroDivisionError):
        installed.close()
    assert done == ["last", "first"]


def test_events_are_told_until_then_and_nothing_of_other_threads(installed, tmp_path):
    heard: list[object] = []
    go, ended = threading.Event(), threading.Event()
    (tmp_path / "mine").write_text("x", encoding="utf-8")

    def other() -> None:
        go.wait()
        (tmp_path / "mine").read_text(encoding="utf-8")
        ended.set()

    thread = threading.Thread(target=other)
    thread.start()
    with_other = Installed(process_ends=False)
    with_other.on_audit(["open"], lambda event, details: heard.append(details[0]))
    go.set()
    ended.wait()
    thread.join()
    assert heard == []
    (tmp_path / "mine").read_text(encoding="utf-8")
    assert [str(name) for name in heard] == [str(tmp_path / "mine")]
    with_other.close()
    (tmp_path / "mine").read_text(encoding="utf-8")
    assert len(heard) == 1
    assert "open" not in heard_of()


def test_a_listener_hears_of_engines_until_then(installed):
    heard: list[object] = []
    engine = create_engine("sqlite://")
    installed.listen(type(engine), "engine_connect", heard.append)
    with engine.connect():
        pass
    installed.close()
    with engine.connect():
        pass
    assert len(heard) == 1
    engine.dispose()
