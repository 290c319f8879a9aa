"""Choose the way to run commands that works here.

``WarmRunner`` forks a process that has imported all that a command needs (POSIX, some 50 ms each), ``FreshRunner``
starts a new interpreter (everywhere, some ten times as long), ``InlineRunner`` runs the command in this interpreter,
where there are no other processes.
"""

from __future__ import annotations

import os
import sys

from migration_lab.project.commands.runner import Runner

HAS_PROCESSES = sys.platform not in ("emscripten", "wasi")


def make_runner(fork: bool | None = None, python: str = sys.executable, *, inline: bool | None = None) -> Runner:
    """Return the fastest runner that works here; ``fork`` forces one: True the warm process, False a fresh interpreter.

    ``inline`` asks for this interpreter, which is used anyway where there are no processes. ``python`` is the
    interpreter that runs the commands. Raises ``LabError`` if it is another one where it cannot be.
    """
    if not HAS_PROCESSES if inline is None else inline:
        from migration_lab.project.commands.inline_runner import InlineRunner

        return InlineRunner(python)
    if hasattr(os, "fork") if fork is None else fork:
        from migration_lab.project.commands.warm_runner import WarmRunner

        return WarmRunner(python)
    from migration_lab.project.commands.fresh_runner import FreshRunner

    return FreshRunner(python)


def make_runner_beside(runner: Runner) -> Runner:
    """Return a runner for use in another thread at the same time; it shares the warm process, if there is one.

    Closing it ends the commands that were sent through it, and none of the other runner's.
    """
    from migration_lab.project.commands.warm_runner import WarmRunner

    return runner.beside() if isinstance(runner, WarmRunner) else make_runner(python=runner.python)
