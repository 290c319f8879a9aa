"""Live views are let go of: when their comm closes, and when nobody has them on a page any more."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import ipywidgets
import pytest

from migration_lab.kernel.session import Session
from migration_lab.project import Project
from migration_lab.schema import Schema
from migration_lab.widgets import Board, TablesView, presence


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(Project(tmp_path))
    yield made
    made.close()


def shown(session: Session) -> TablesView:
    """A view that a cell has displayed and that follows the database."""
    view = TablesView(Schema("sqlite"))
    session.follow(view)
    view._repr_mimebundle_()
    return view


def tell(view: TablesView, name: str, there: bool) -> None:
    """What the page says of one of the places in which it shows the view."""
    view.widget._handle_custom_msg({"view": name, "there": there}, [])


def test_a_view_whose_comm_was_closed_is_let_go_of(session):
    view = shown(session)
    model_id = view.widget.model_id
    weak, widget = weakref.ref(view), weakref.ref(view.widget)
    assert model_id in ipywidgets.widget._instances
    view.widget.comm.handle_close({})
    assert not session.views
    assert model_id not in ipywidgets.widget._instances
    del view
    gc.collect()
    assert weak() is None
    assert widget() is None


def test_a_view_that_no_page_shows_any_more_is_let_go_of_after_a_while(session, monkeypatch):
    monkeypatch.setattr(presence, "GRACE", 0.01)

    async def leave() -> tuple[int, int, int]:
        view = shown(session)
        counts = []
        for name, there in (("one", True), ("two", True), ("one", False), ("two", False)):
            tell(view, name, there)
            if name == "one" and not there:
                await asyncio.sleep(0.05)
                counts.append(len(session.views))
        counts.append(len(session.views))
        await asyncio.sleep(0.05)
        return (*counts, len(session.views))

    assert asyncio.run(leave()) == (1, 1, 0)


def test_a_view_that_comes_back_in_time_is_kept(session, monkeypatch):
    monkeypatch.setattr(presence, "GRACE", 0.02)

    async def come_back() -> int:
        view = shown(session)
        for there in (True, False, True):
            tell(view, "one", there)
        await asyncio.sleep(0.06)
        return len(session.views)

    assert asyncio.run(come_back()) == 1


def test_a_view_that_is_shown_again_follows_again(session):
    view = shown(session)
    view.widget.comm.handle_close({})
    assert not session.views
    view._repr_mimebundle_()
    assert list(session.views) == [view]


def test_the_heartbeat_rests_while_the_board_is_on_no_page(tmp_path, monkeypatch):
    from migration_lab.kernel import follower

    monkeypatch.setattr(follower, "BEAT", 0.01)
    beats: list[float] = []
    board = Board()
    board.beat = lambda: beats.append(time.monotonic())  # type: ignore[method-assign]
    following = follower.Follower(Project(tmp_path), board)
    try:
        following.look_out(True)
        while not beats:
            time.sleep(0.01)
        following.look_out(False)
        time.sleep(0.05)
        there = len(beats)
        time.sleep(0.1)
        assert len(beats) == there
        following.look_out(True)
        while len(beats) == there:
            time.sleep(0.01)
    finally:
        following.stop()
