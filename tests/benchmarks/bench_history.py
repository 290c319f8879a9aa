"""The history as a value against ``%flask db history``, and a look at the three places against ``%flask db check``."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from migration_lab.project import Project
from migration_lab.project.commands.choosing import make_runner
from tests.project.conftest import APP, MODELS

BRANCHES = 100
LENGTH = 8
ROUNDS = 7
SCRIPT = '''"""{message}

Revision ID: {id}
Revises: {parents}
Create Date: 2026-01-05 09:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = {id!r}
down_revision = {parents!r}
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
'''


def run() -> Iterator[tuple[str, float, float, str]]:
    """Yield medians for 1,000 revisions with 100 branches and merges, and for a project of one table."""
    runner = make_runner()
    try:
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder), stable=True, runner=runner)
            begin(project)
            yield (
                "places(), and %flask db check",
                *by_turns(project.places, lambda: command(project, "check")),
                "within 3 times",
            )
            command(project, "upgrade")
            yield (
                "places() in step, and %flask db check",
                *by_turns(project.places, lambda: command(project, "check")),
                "within 3 times",
            )
            versions = Path(folder, "migrations", "versions")
            count = write_history(versions, project.history().heads[0])
            name = f"history() of {count:,} revisions"
            started = time.perf_counter()
            project.history()
            cold = time.perf_counter() - started
            warm, theirs = by_turns(project.history, lambda: command(project, "history"))
            yield f"{name}, the first time, and %flask db history", cold, theirs, "no goal"
            yield f"{name}, and %flask db history", warm, theirs, "within 1 times"
    finally:
        runner.close()


def begin(project: Project) -> None:
    """One table and one revision, which has not run."""
    (project.path / "app.py").write_text(APP, encoding="utf-8")
    (project.path / "models.py").write_text(MODELS, encoding="utf-8")
    command(project, "init")
    command(project, "migrate", "-m", "speakers")


def command(project: Project, *words: str) -> None:
    project.run("db", *words)


def by_turns(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The medians of both, in seconds."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, times in zip((ours, theirs), found, strict=True):
            started = time.perf_counter()
            work()
            times.append(time.perf_counter() - started)
    return statistics.median(found[0]), statistics.median(found[1])


def write_history(versions: Path, parent: str) -> int:
    """A hundred branches of eight revisions, each off the trunk, and each merged back into it."""
    number = 1

    def write(parents: str | tuple[str, ...]) -> str:
        nonlocal number
        number += 1
        id = f"r{number:05}"
        text = SCRIPT.format(id=id, parents=parents, message=f"revision {number}")
        (versions / f"{id}_revision.py").write_text(text, encoding="utf-8")
        return id

    trunk = parent
    for _ in range(BRANCHES):
        branch = write(trunk)
        for _ in range(LENGTH - 1):
            branch = write(branch)
        trunk = write((write(trunk), branch))
    return number
