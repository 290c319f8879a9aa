"""A project and its twin make one trial run for both."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from migration_lab.project import Project
from migration_lab.project.commands.sending import TakesTooLong
from migration_lab.project.kept_trials import KeptTrials, Key
from migration_lab.project.looking import Looker
from migration_lab.values.tried import Tried
from tests.project.by_hand import head, script, sql, upgraded

KEY = Key("upgrade", "head", "scripts", "rows")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The targets of the trial runs that are really made."""
    found: list[str] = []
    make = Looker._try

    def noted(looker, work):
        found.append(work.target)
        return make(looker, work)

    monkeypatch.setattr(Looker, "_try", noted)
    return found


def test_the_twin_has_the_trial_of_the_project_until_something_changes(project: Project, made: list[str]) -> None:
    upgraded(project)
    script(project, "aaa", head(project), "op.drop_column('speaker', 'name')")
    twin = project.twin()
    twin.locate()
    with ThreadPoolExecutor() as threads:
        both = [threads.submit(one.try_out, "upgrade", "head") for one in (project, twin)]
        first, second = [one.result() for one in both]
    assert first is second
    assert first.ok
    assert made == ["head"]
    sql(project, "INSERT INTO speaker (name) VALUES ('Ada')")
    assert twin.try_out("upgrade", "head") is project.try_out("upgrade", "head") is not first
    assert len(made) == 2
    (path,) = project.path.glob("migrations/versions/aaa*.py")
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    project.try_out("upgrade", "head")
    twin.try_out("upgrade", "head")
    assert len(made) == 3
    twin.close()


def test_who_waits_makes_it_if_the_other_was_ended() -> None:
    kept, begun, goes_on = KeptTrials(), threading.Event(), threading.Event()

    def ended():
        begun.set()
        goes_on.wait()
        raise KeyboardInterrupt

    def first():
        with pytest.raises(KeyboardInterrupt):
            kept.get(KEY, ended)

    with ThreadPoolExecutor() as threads:
        one = threads.submit(first)
        begun.wait()
        done = threads.submit(kept.get, KEY, lambda: (Tried(), (), True))
        assert not done.done()
        goes_on.set()
        one.result()
        assert done.result()[0].ok
    assert kept._making == {}


def test_who_may_not_look_for_long_waits_no_longer_and_makes_none() -> None:
    kept, begun, goes_on = KeptTrials(), threading.Event(), threading.Event()

    def slow():
        begun.set()
        goes_on.wait(10)
        return Tried(), (), True

    with ThreadPoolExecutor() as threads:
        one = threads.submit(kept.get, KEY, slow)
        begun.wait()
        with pytest.raises(TakesTooLong):
            kept.get(KEY, lambda: pytest.fail("it was made twice"), 0.05)
        goes_on.set()
        first, _ = one.result()
    assert kept.get(KEY, lambda: pytest.fail("it was made twice"), 0.05)[0] is first
    assert kept._making == {}


def test_a_project_waits_for_its_twin_as_long_as_a_look_may_take(project: Project) -> None:
    upgraded(project)
    script(project, "aaa", head(project), "op.drop_column('speaker', 'name')")
    project.try_out("upgrade", "head")  # a look to which all is known
    sql(project, "INSERT INTO speaker (name) VALUES ('Ada')")
    begun, goes_on = threading.Event(), threading.Event()
    twin = project.twin()
    twin.locate()
    make = twin._looker._try

    def slow(work):
        begun.set()
        goes_on.wait(30)
        return make(work)

    twin._looker._try = slow
    with ThreadPoolExecutor() as threads:
        one = threads.submit(twin.try_out, "upgrade", "head")
        begun.wait()
        with pytest.raises(TakesTooLong), project.within(0.5):
            project.try_out("upgrade", "head")
        goes_on.set()
        assert one.result().ok
    twin.close()


def test_a_file_that_the_run_has_read_and_that_has_changed_makes_it_void(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Ada", encoding="utf-8")
    kept = KeptTrials()
    first, _ = kept.get(KEY, lambda: (Tried(), [str(file)], True))
    assert kept.get(KEY, lambda: (Tried(), [], True))[0] is first
    file.write_text("Grace", encoding="utf-8")
    assert kept.get(KEY, lambda: (Tried(), [], True))[0] is not first
