"""Whoever waits for a long look is told how far it is; a short one says nothing."""

from __future__ import annotations

import threading
from pathlib import Path

from migration_lab.kernel import waiting
from migration_lab.kernel.waiting import telling
from migration_lab.values.look_progress import Progress
from tests.desk import open_desk, wait
from tests.notebook_kernel import Kernel
from tests.project.other_shapes import blog, upgraded

HALF = Progress("Running the scripts on an empty database", 340, 1000)


def test_a_short_look_says_nothing() -> None:
    told: list[Progress | None] = []
    with telling(lambda: HALF, told.append, 60):
        pass
    assert told == []


def test_a_long_look_is_told_of_once_for_each_change_and_then_that_it_has_ended() -> None:
    told: list[Progress | None] = []
    came, steps = threading.Event(), iter([None, HALF, HALF])

    def tell(progress: Progress | None) -> None:
        told.append(progress)
        if progress and progress.done == 1000:
            came.set()

    with telling(lambda: next(steps, Progress(HALF.what, 1000, 1000)), tell, 0.01):
        assert came.wait(30)
    assert told == [HALF, Progress(HALF.what, 1000, 1000), None]


def test_the_board_shows_it_with_what_is_known_and_takes_it_away(tmp_path: Path, monkeypatch) -> None:
    with open_desk(tmp_path) as desk:
        status = desk.board.state
        wait(lambda: not status()["_status"]["looking"])
        go = threading.Event()
        project = desk.follower.project
        places = project.places
        monkeypatch.setattr(type(project), "progress", property(lambda _: HALF))
        monkeypatch.setattr(project, "places", lambda early: (go.wait(30), places(early))[1])
        monkeypatch.setattr(waiting, "OFTEN", 0.01)
        desk.follower.wake()
        wait(lambda: status()["_status"]["progress"])
        assert status()["_status"]["progress"] == {
            "known": "The database has run its only revision.",
            "what": HALF.what,
            "done": 340,
            "of": 1000,
        }
        go.set()
        wait(lambda: not status()["_status"]["looking"])
        assert status()["_status"]["progress"] is None


def test_a_cell_that_waits_for_a_project_of_ones_own_says_how_far_it_is(tmp_path: Path) -> None:
    kernel = Kernel(tmp_path)
    try:
        project = str(upgraded(blog(tmp_path / "blog"), "blog"))
        kernel.run(
            f"from migration_lab import lab\np = lab.open_project({project!r}, app='blog')\nstate = p.places().state"
        )
        quick = kernel.run("state = p.places().state")
        slow = kernel.run("from migration_lab.kernel import opened\nopened.LATER = 0.001\nstate = p.places().state")
        assert slow.error is None
        assert quick.text == ""
        assert slow.text.startswith("Looking … ")
    finally:
        kernel.close()
