"""The coach's warnings: what a trial run costs beside the command that it precedes, and what its parts cost in it.

On chapter 04's project, and on a table of ``MANY`` rows that a batch makes anew. Before each round the script is saved
again, so that nothing is remembered. Ours is the trial run, with record, counts and the way back; theirs is the same
without a part of it, by turns in one process, and then the command itself.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from unittest.mock import patch

from migration_lab.child import trial
from migration_lab.coach.warning import warn
from migration_lab.course.workspaces.workspace import open_workspace
from migration_lab.project import Project
from migration_lab.project.advising import rehearse
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner
from migration_lab.values.tried import TriedBack
from tests.coach.scenario import build

MANY, ROUNDS = 100_000, 7
UPGRADE = (
    "op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')\n"
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
)
DOWNGRADE = (
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=True)"
)


def run() -> Iterator[tuple[str, float, float, str]]:
    """Yield the medians, on each project: in this process without a part, then in the warm process and the command."""
    inline, warm = make_runner(inline=True), make_runner()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for name, root in (("chapter 04", chapter(Path(folder))), (f"{MANY:,} rows", large(Path(folder), warm))):
                here = Project(root, stable=True, runner=inline)
                for what, without in (("record and counts", no_record), ("the way back", no_way_back)):
                    with_it, less = by_turns(here, without)
                    yield f"{name}: a trial, and one without {what}", with_it, less, "no goal"
                there = Project(root, stable=True, runner=warm)
                yield f"{name}: warnings, and the upgrade they precede", *beside_the_command(there), "no goal"
                yield f"{name}: warnings again, and the first time", *again(there), "at least 10 times faster"
    finally:
        inline.close()
        warm.close()


def chapter(folder: Path) -> Path:
    with patch.dict(os.environ, MIGRATION_LAB_WORKSPACE=str(folder / "workspace")):
        path = open_workspace("04").path
    runner = make_runner()
    assert Project(path, stable=True, runner=runner).run("db", "downgrade").result.ok
    runner.close()
    return path


def large(folder: Path, runner: Runner) -> Path:
    made = build(folder / "conference", runner)
    made.sql(
        f"WITH RECURSIVE n(i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) "
        "INSERT INTO talk SELECT i, 'Talk ' || i, i % 60, 1, NULL FROM n"
    )
    made.revision(UPGRADE, DOWNGRADE)
    return made.path


def fresh_trial(project: Project) -> float:
    """Save the pending script once more, and return the seconds until its warnings are there."""
    pending = next(one for one in project.history().revisions if one.is_pending)
    path = project.path / pending.path
    path.write_text(path.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    return seconds(lambda: warn(rehearse(project)))


def by_turns(project: Project, without: Callable[[], ExitStack]) -> tuple[float, float]:
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        found[0].append(fresh_trial(project))
        with without():
            found[1].append(fresh_trial(project))
    return statistics.median(found[0]), statistics.median(found[1])


def no_record() -> ExitStack:
    return patched(
        patch.object(trial.OperationsRecord, "listen", lambda self, _: self),
        patch.object(trial.ScriptSql, "listen", lambda self, _: None),
    )


def no_way_back() -> ExitStack:
    return patched(patch.object(trial, "way_back", lambda *_: TriedBack()))


def patched(*patches: AbstractContextManager[object]) -> ExitStack:
    stack = ExitStack()
    for one in patches:
        stack.enter_context(one)
    return stack


def beside_the_command(project: Project) -> tuple[float, float]:
    trials, commands = [], []
    for _ in range(ROUNDS):
        trials.append(fresh_trial(project))
        commands.append(seconds(lambda: succeed(project, "upgrade")))
        succeed(project, "downgrade")
    return statistics.median(trials), statistics.median(commands)


def again(project: Project) -> tuple[float, float]:
    first = fresh_trial(project)
    return statistics.median(seconds(lambda: warn(rehearse(project))) for _ in range(ROUNDS)), first


def succeed(project: Project, direction: str) -> None:
    step = project.run("db", direction)
    assert step.result.ok, step.result.output


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
