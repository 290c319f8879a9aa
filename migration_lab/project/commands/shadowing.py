"""Run a command again as a terminal would, if one of the project's modules has the name of one imported before it.

Touches no database; what the command's process does for this is in ``shadowed``.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace

from migration_lab.project.commands.runner import Sink
from migration_lab.values.wire import Outcome, Request

ASK = """
import sys
from flask.cli import ScriptInfo, main
def load_app(self):
    sys.stdout.write(" ".join(sorted(sys.modules)))
    raise SystemExit
ScriptInfo.load_app = load_app
sys.argv = ["flask", "there is no such command"]
main()
"""
LONGEST = 60
"""Seconds to wait for the answer."""

Run = Callable[[Request, Sink], Outcome]


class Shadowing:
    """Does this for one runner; ``python`` is its interpreter, and ``afresh`` runs a request in a new one."""

    def __init__(self, python: str, afresh: Run) -> None:
        self.python = python
        self._afresh = afresh
        self._at_start: tuple[str, ...] | None = None

    def run(self, run: Run, request: Request, sink: Sink) -> Outcome:
        """Run the request by ``run``; if there is such a module, again in a fresh interpreter that knows of it."""
        outcome = run(self._told(request), sink)
        if outcome.report.in_front is not None and self._at_start is None:
            self._at_start = imported_at_start(self.python, request.env)
            outcome = run(self._told(request), sink)
        if outcome.report.in_front is not None:
            outcome = self._afresh(replace(self._told(request), in_front=outcome.report.in_front), sink)
        return outcome

    def _told(self, request: Request) -> Request:
        return replace(request, at_start=self._at_start)


def imported_at_start(python: str, env: Mapping[str, str]) -> tuple[str, ...]:
    """Return the modules that ``flask`` imports before it puts a project's folder in front; empty if unknown.

    Runs flask in that Python, and nothing of the project.
    """
    try:
        asked = subprocess.run(
            [python, "-P", "-c", ASK],
            env={**env, "PYTHONIOENCODING": "utf-8"},
            cwd=os.path.dirname(python) or None,  # noqa: PTH120
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(asked.stdout.decode(errors="replace").split())
