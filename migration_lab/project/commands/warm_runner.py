"""Run each command in a fork of one warm process that has imported all that a command needs. Fast; POSIX only."""

from __future__ import annotations

import sys
from dataclasses import replace

from migration_lab.errors import LabError
from migration_lab.project.commands.fresh_runner import FreshRunner
from migration_lab.project.commands.runner import Decoder, Sink
from migration_lab.project.commands.shadowing import Shadowing
from migration_lab.project.commands.warm_command import WarmCommand
from migration_lab.project.commands.warm_process import FORK_SAFE, WarmProcesses
from migration_lab.values.wire import Outcome, Request


class WarmRunner:
    """Sends requests to the warm process from any number of threads; starts it at the first one or by ``start()``."""

    def __init__(self, python: str = sys.executable) -> None:
        self.python = python
        self.warm = WarmProcesses(python)
        self._owns_it = True
        self._shadowing = Shadowing(python, FreshRunner(python).run_once)
        self._running: set[WarmCommand] = set()

    def beside(self) -> WarmRunner:
        """Return a runner that uses the same process. Closing it ends only the commands that were sent through it."""
        other = WarmRunner(self.python)
        other.warm, other._shadowing, other._owns_it = self.warm, self._shadowing, False
        return other

    def start(self) -> None:
        """Start the warm process without waiting for it. Does nothing if it runs already."""
        self.warm.start()

    def close(self) -> None:
        for command in tuple(self._running):
            command.cancel()
        if self._owns_it:
            self.warm.close()

    def run(self, request: Request, sink: Sink) -> Outcome:
        return self._shadowing.run(self._fork, request, sink)

    def _fork(self, request: Request, sink: Sink) -> Outcome:
        process, command = self.warm.start(), WarmCommand(Decoder(sink))
        self._running.add(command)
        try:
            safe = replace(request, env={**FORK_SAFE, **request.env})
            return command.run(process.line, safe)
        except (BrokenPipeError, ConnectionResetError) as error:
            if command.cancelled:
                raise LabError("The command was ended, since the project was closed.") from error
            raise process.gone() from error
        finally:
            self._running.discard(command)
