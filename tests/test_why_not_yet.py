"""A check asks the coach why an exercise is not done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.kernel import session
from migration_lab.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The project with which chapter 04 begins."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(Path.cwd())
    lab.open("04")
    yield session.current().project
    session.close()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_check_names_why_the_last_command_failed(project: Project) -> None:
    replace(project.path / "models.py", "    seats: Mapped[int]\n", "    seats: Mapped[int]\n    doors: Mapped[int]\n")
    assert lab.run('db migrate -m "add doors"').result.ok
    assert lab.check("04.1").notes.coach == ""
    assert not lab.run("db upgrade").result.ok
    line = 'A NOT NULL column on a table that has rows: lab.explain("S06") says more.'
    assert str(lab.check("04.1")).splitlines()[-1] == f"  {line}"
    lab.undo()
    assert line not in str(lab.check("04.1"))


def test_a_check_names_what_the_coach_says_of_the_three_places(project: Project) -> None:
    script = next((project.path / "migrations" / "versions").glob(f"{project.versions()[0]}_*.py"))
    script.rename(project.path / "kept.txt")
    assert 'lab.explain("S03") says more.' in str(lab.check("04.1")).splitlines()[-1]
