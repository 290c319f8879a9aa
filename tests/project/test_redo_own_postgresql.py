"""Redo on a PostgreSQL that the lab made: from the copies on the server, also after a redo that was cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from migration_lab.backends.postgresql import template_copies
from migration_lab.project import NothingToRedo, Project
from migration_lab.project.undo import copy_limits
from tests.project.own_postgresql import folder, name_of, names, other, script, state

__all__ = ["folder", "other"]
pytestmark = pytest.mark.postgres


def test_redos_bring_back_what_undos_took_back_with_its_rows(seeded: Project) -> None:
    states = [state(seeded)]
    script(seeded, "op.drop_column('speaker', 'name')")
    states.append(state(seeded))
    seeded.run("db", "upgrade")
    states.append(state(seeded))
    for _ in range(2):
        seeded.undo()
        seeded.undo("flask db revision -m next")
        assert state(seeded) == states[0]
        assert seeded.redo().command == "flask db revision -m next"
        assert seeded.redo_copies.next_redo() == "flask db upgrade"
        assert str(seeded.redo().difference) == "- column speaker.name  character varying  NOT NULL"
        assert state(seeded)[:2] == states[2][:2]


def test_a_redo_that_would_overwrite_what_another_session_wrote_does_nothing(seeded: Project, other) -> None:
    seeded.run("seed")
    seeded.undo()
    with other.begin() as connection:
        connection.exec_driver_sql("INSERT INTO speaker (name) VALUES ('Edsger')")
    assert seeded.redo_copies.next_redo() is None
    with pytest.raises(NothingToRedo, match=f"has written to {name_of(seeded)} since flask seed was undone"):
        seeded.redo()
    assert seeded.rows("speaker").count == 3


def test_the_copies_on_the_server_do_not_grow_without_end(seeded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_limits, "KEPT", 3)
    kept = []
    for _ in range(6):
        seeded.undo()
        seeded.redo()
        kept.append(len(names(seeded.path, template_copies.COPY)))
    assert kept[-1] <= kept[2]
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


@pytest.mark.parametrize("step", ["make", "_swap"])
def test_a_redo_that_ends_between_two_steps_can_be_done_again(
    seeded: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Killed(BaseException):
        pass

    def last(what: Callable[..., None]) -> Callable[..., None]:
        def done(*given: object) -> None:
            what(*given)
            raise Killed

        return done

    after = state(seeded)
    seeded.undo()
    before = state(seeded)
    home = template_copies if step == "make" else template_copies.ServedDatabase
    with monkeypatch.context() as patched:
        patched.setattr(home, step, last(getattr(home, step)))
        with pytest.raises(Killed):
            seeded.redo()
    again = Project(seeded.path, stable=True, runner=seeded._runner)
    assert again.redo().command == "flask seed"
    assert state(again) == after
    assert again.undo().command == "flask seed"
    assert state(again) == before
