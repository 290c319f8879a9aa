"""``lab.practice``: an exercise opens, is checked, and the next one follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.course import find_exercise
from migration_lab.course.exercises.help import _had
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.errors import LabError
from migration_lab.kernel import session


@pytest.fixture(autouse=True)
def workspaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(Path.cwd())
    _had.clear()
    yield tmp_path
    session.close()


def test_it_opens_with_its_task_and_the_commands_without_a_name_are_about_it(workspaces: Path) -> None:
    shown = str(lab.practice("03", 1))
    exercise = find_exercise("practice.03.1")
    assert shown.startswith(f"Exercise practice.03.1, {exercise.title}\n")
    assert "practice.03.1 is at the exercise's starting point." in shown
    assert " ".join(exercise.task.split()) in shown
    assert "`lab.check()` checks your work" in shown
    assert (workspaces / "practice.03.1" / "models.py").is_file()
    everything = lab.get("/").json
    assert [len(rows) for rows in everything.values()] == [7]
    assert str(lab.check()).startswith("Exercise practice.03.1, not yet: ")
    assert str(lab.hint()).startswith("Exercise practice.03.1, hint 1 of 3\n")
    assert repr(lab.solution()).startswith("**Exercise practice.03.1, ")


def test_when_it_is_done_the_next_one_is_another(workspaces: Path) -> None:
    lab.practice("05")
    now = session.current()
    state = now.exercise.state(now.project, in_step=True)
    assert state is not None
    assert (state["id"], state["check"]) == ("practice.05.1", 'lab.check("practice.05.1")')
    apply_steps(find_exercise("practice.05.1").solution, now.project)
    done = str(lab.check())
    assert done.startswith("Exercise practice.05.1, done: ")
    assert 'More like this: `lab.practice("05")`.' in done
    assert "Practised of 05: back to a revision 1 (1 check)." in str(lab.progress())
    assert str(lab.practice("05")).startswith("Exercise practice.05.2, ")
    assert str(lab.check("practice.05.1")).splitlines()[1].startswith("  not yet: This exercise has a workspace of its")


def test_what_was_done_of_it_is_kept_and_can_be_gone_on_with(workspaces: Path) -> None:
    lab.practice("03", 2)
    before = Path("models.py").read_text(encoding="utf-8")
    Path("models.py").write_text(before + "# mine\n", encoding="utf-8")
    assert "Your earlier work is kept in" in str(lab.practice("03", 2))
    assert Path("models.py").read_text(encoding="utf-8") == before
    assert "goes on where you left off" in str(lab.practice("03", 2, resume=True))
    assert Path("models.py").read_text(encoding="utf-8").endswith("# mine\n")
    assert "is at the exercise's starting point" in str(lab.reset())
    assert str(lab.open("practice.03.2", resume=True)) == str(lab.practice("03", 2, resume=True))


def test_without_a_name_and_without_an_exercise_a_check_asks_which(workspaces: Path) -> None:
    lab.open("04")
    with pytest.raises(LabError, match=r'^Which exercise\? Name it, as in lab\.check\("03\.1"\)\.$'):
        lab.check()
    lab.check("04.1")
    assert str(lab.check()).startswith("Exercise 04.1, not yet")
    with pytest.raises(LabError, match=r"no practice for chapter 01\."):
        lab.practice("01")
    with pytest.raises(LabError, match="There is no chapter '99'"):
        lab.practice("99")
