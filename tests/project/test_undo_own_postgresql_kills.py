"""An undo on a PostgreSQL that the lab made can be done again, at whatever moment it was killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from migration_lab.backends.postgresql import template_copies
from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from tests.project.own_postgresql import folder, names, state

__all__ = ["folder"]
pytestmark = pytest.mark.postgres

UNDO = """
import sys
from pathlib import Path
from migration_lab.project import Project
Project(Path(sys.argv[1]), stable=True).undo()
"""


def test_an_undo_that_is_killed_at_any_moment_can_be_done_again(seeded: Project, runner: Runner) -> None:
    before = state(seeded)
    for round_ in range(5):
        seeded.run("db", "revision", "-m", f"r{round_}")
        seeded.run("seed")
        undo = subprocess.Popen([sys.executable, "-c", UNDO, str(seeded.path)], stderr=subprocess.DEVNULL)
        time.sleep(random.Random(round_).uniform(0.6, 2.4))
        undo.kill()
        undo.wait()
        again = Project(seeded.path, stable=True, runner=runner)
        last = again.undo_copies.last()
        assert last is not None
        if last.command == "flask seed":
            again.undo("flask seed")
        assert again.undo(f"flask db revision -m r{round_}").command == f"flask db revision -m r{round_}"
        assert state(again) == before
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


@pytest.mark.parametrize("step", ["made", "swapped"])
def test_an_undo_that_ends_between_two_steps_can_be_done_again(
    seeded: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """What a kill would leave at each step: as if the process had ended there."""

    class Killed(BaseException):
        pass

    def after(what: Callable[..., None]) -> Callable[..., None]:
        def done(*given: object) -> None:
            what(*given)
            raise Killed

        return done

    before = seeded.rows("speaker").count
    seeded.run("seed")
    with monkeypatch.context() as patched:
        patched.setattr(template_copies, "drop_soon", lambda *_: None)
        if step == "made":
            make = template_copies.make
            patched.setattr(
                template_copies, "make", lambda c, name, of: (after(make) if "new" in name else make)(c, name, of)
            )
        else:
            patched.setattr(template_copies.ServedDatabase, "_swap", after(template_copies.ServedDatabase._swap))
        with pytest.raises(Killed):
            seeded.undo()
    assert seeded.rows("speaker").count in (before, before + 2)
    assert seeded.undo("flask seed").command == "flask seed"
    assert seeded.rows("speaker").count == before
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []
