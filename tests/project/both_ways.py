"""A runner that runs each request twice, by the warm process and in this interpreter, and compares what came of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from migration_lab.child import inline
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Sink
from migration_lab.values.operations import RanOperation
from migration_lab.values.replayed import Replay
from migration_lab.values.tried import Tried
from migration_lab.values.wire import Outcome, Report, Request, RunFlask
from tests.project import interpreter_state


class BothWays:
    """What the warm runner gives is what counts; ``found`` says for each request how the other one differed from it."""

    def __init__(self) -> None:
        self.warm, self.inline = make_runner(True), make_runner(inline=True)
        self.python = self.warm.python
        inline.get_ready()
        self.found: list[dict[str, Any]] = []
        self.name = ""

    def start(self) -> None:
        self.warm.start()

    def close(self) -> None:
        self.warm.close()

    def run(self, request: Request, sink: Sink) -> Outcome:
        """The folder is the same both times, and what the warm runner has made of it stays."""
        folder = Path(request.cwd)
        with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
            unchanged, changed = Path(aside, "unchanged"), Path(aside, "changed")
            shutil.copytree(folder, unchanged, symlinks=True)
            outcome, printed, seconds = timed(self.warm, request, sink)
            warm = result(outcome, printed, folder)
            folder.rename(changed)
            unchanged.rename(folder)
            empty(request)
            try:
                before = interpreter_state.state()
                outcome_here, printed, seconds_here = timed(self.inline, request, lambda _: None)
                left = interpreter_state.changed(before, interpreter_state.state())
                here = result(outcome_here, printed, folder)
            finally:
                folder.rename(Path(aside, "inline"))
                changed.rename(folder)
        names = [name for name in {**warm, **here} if warm.get(name) != here.get(name)]
        differs = [f"{name}: {warm.get(name)!r} and here {here.get(name)!r}" for name in names]
        words = " ".join(request.work.args) if isinstance(request.work, RunFlask) else type(request.work).__name__
        what = {"name": f"{self.name}: {words}", "differs": differs, "left": left}
        self.found.append({**what, "seconds": [seconds, seconds_here], "exit_code": outcome.exit_code})
        return outcome


def timed(runner: Any, request: Request, sink: Sink) -> tuple[Outcome, str, float]:
    printed: list[str] = []

    def both(text: str | None) -> None:
        printed.append(text or "")
        sink(text)

    started = time.perf_counter()
    outcome = runner.run(request, both)
    return outcome, "".join(printed), time.perf_counter() - started


def empty(request: Request) -> None:
    """Make the folder for what is thrown away as it was given."""
    if scratch := request.scratch:
        shutil.rmtree(scratch, ignore_errors=True)
        Path(scratch).mkdir(exist_ok=True)


def result(outcome: Outcome, printed: str, folder: Path) -> dict[str, Any]:
    report = comparable(outcome.report, folder)
    told = {f"report's {field.name}": getattr(report, field.name) for field in fields(report)}
    return {"exit code": outcome.exit_code, "printed": printed, **told, "files": files(folder)}


def comparable(report: Report, folder: Path) -> Report:
    """Without what differs from process to process: an installed file that only one has read, times, and the order of
    sets.
    """
    settings = {path: stat is None for path, stat in report.settings.items() if path.startswith(str(folder))}
    looked = report.looked and replace(report.looked, replay=without_order(report.looked.replay))
    effects = replace(report.effects, operations=tuple(without_times(report.effects.operations)))
    tried, each = report.tried, report.tried_each
    return replace(
        report,
        settings=settings,
        replay=without_order(report.replay),
        looked=looked,
        tried=tried and timeless(tried),
        tried_each=each and replace(each, by_revision={name: timeless(one) for name, one in each.by_revision.items()}),
        effects=effects,
    )


def timeless(tried: Tried) -> Tried:
    return replace(tried, operations=without_times(tried.operations))


def without_times(operations: Iterable[RanOperation]) -> list[RanOperation]:
    """Leave out how long each took, and in which order a batch has looked at other tables."""
    return [
        replace(
            one,
            microseconds=0,
            details={name: 0 if name == "milliseconds" else value for name, value in one.details.items()},
            statements=tuple(in_any_order(one.statements)),
        )
        for one in operations
    ]


def without_order(replay: Replay | None) -> Replay | None:
    return replay and replace(replay, sql={revision: in_any_order(ran) for revision, ran in replay.sql.items()})


def in_any_order(statements: Any) -> Any:
    """As text, sorted: batch mode takes constraints and tables out of sets."""
    return sorted(str(sorted(str(statement).replace(",", "").split("\\n"))) for statement in statements)


def files(folder: Path) -> dict[str, object]:
    """Every file's contents; of a database all that it holds. What is in ``.lab`` is the lab's."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(".lab") and "__pycache__" not in name:
            data = path.read_bytes()
            found[name] = dump(path) if data.startswith(b"SQLite format 3\0") else data
        elif path.is_dir():
            found[name] = os.access(path, os.W_OK)
    return found


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda value: value.decode("utf-8", "backslashreplace")
        return [*connection.iterdump()]
