"""``migration-lab review`` and ``explain``, against the ``flask`` commands that they precede, each in a new process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.project.conftest import APP, MODELS

SAMPLE = Path(__file__).resolve().parents[2] / "sample_app"
MANY = 50
ROUNDS = 5
SCRIPT = '''"""revision {n}"""
from alembic import op
import sqlalchemy as sa

revision = "r{n:02}"
down_revision = {parent!r}


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''
COLUMNS = "sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String())"
LAB = [sys.executable, "-m", "migration_lab.cli"]
FLASK = [sys.executable, "-m", "flask"]


def run() -> Iterator[tuple[str, float, float, str]]:
    """Yield the quickest of some rounds, by turns: the others were disturbed."""
    with tempfile.TemporaryDirectory() as place:
        sample, large = Path(place, "sample"), Path(place, "large")
        shutil.copytree(SAMPLE, sample, ignore=shutil.ignore_patterns("instance", "__pycache__", ".lab"))
        make_large(large)
        version, upgrade = [*FLASK, "--version"], [*FLASK, "db", "upgrade"]
        yield (
            "migration-lab explain, and flask --version",
            *by_turns(sample, [*LAB, "explain"], version),
            "within 1 times",
        )
        for name, folder in ((f"sample_app, {len(scripts(sample))} revisions", sample), (f"{MANY} revisions", large)):
            for words in ([], ["--all"]):
                ours = [*LAB, "review", *words, "--fail-on", "never"]
                what = " ".join(["review", *words])
                yield f"{what} of {name}, and flask db upgrade", *by_turns(folder, ours, upgrade), "within 3 times"


def scripts(folder: Path) -> list[Path]:
    return [*folder.glob("migrations/versions/*.py")]


def make_large(folder: Path) -> None:
    """Make a project with many revisions: a table, then a column each."""
    folder.mkdir()
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / "models.py").write_text(MODELS, encoding="utf-8")
    execute(folder, [*FLASK, "db", "init"])
    for n in range(MANY):
        upgrade = f"op.add_column('speaker', sa.Column('c{n}', sa.String()))"
        downgrade = f"op.drop_column('speaker', 'c{n}')"
        if n == 0:
            upgrade = f"op.create_table('speaker', {COLUMNS})"
            downgrade = "op.drop_table('speaker')"
        parent = f"r{n - 1:02}" if n else None
        text = SCRIPT.format(n=n, parent=parent, upgrade=upgrade, downgrade=downgrade)
        (folder / "migrations" / "versions" / f"r{n:02}.py").write_text(text, encoding="utf-8")


def by_turns(folder: Path, ours: list[str], theirs: list[str]) -> tuple[float, float]:
    """Return the seconds of each; the database that theirs makes is removed again."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for seconds, command in zip(found, (ours, theirs), strict=True):
            seconds.append(execute(folder, command))
            shutil.rmtree(folder / "instance", ignore_errors=True)
    return min(found[0]), min(found[1])


def execute(folder: Path, command: list[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - began
