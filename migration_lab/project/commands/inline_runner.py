"""Run commands in this interpreter, one after the other, where there are no processes, as in a browser.

The result of a command is the same as in the other ways, and nothing of it stays (see ``child.inline``). Some things
need a process of their own, so this way is used only where there is none:

- A command that looks never changes a database or a file: all guards work here too, in Python. The kernel's own guard
  (Landlock) is not used, since it could not be removed again: a library written in C that writes past Python and past
  the known drivers is not held back, as on macOS and on Windows.
- An interrupt ends a command as it ends a cell: code that waits in C ends when the C call returns. If a command's code
  catches the interrupt, it may go on. Its threads are told to end; a thread that cannot be told is kept from files and
  databases.
- ``os._exit`` ends only the command. A fork, ``exec`` and a signal to its own process raise an error that says so. A
  crash in C ends the notebook.
- The output is what Python prints. What other programs print that a command starts is not seen, and a question is not
  shown before its line has ended.
- The project's modules are imported anew by each command; those of packages are the notebook's. A project with a Python
  of its own, or with a module of the same name as an imported one, cannot run here: that raises ``LabError``.
- While a command runs, its environment, its folder and its streams are those of the whole process; other threads keep
  their streams and their files, and the guards do not affect them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.project.commands.runner import Decoder, Sink
from migration_lab.values.wire import Outcome, Request


class InlineRunner:
    """Runs each command in this interpreter."""

    def __init__(self, python: str = sys.executable) -> None:
        if python != sys.executable:
            raise LabError(
                f"Commands run in the notebook's own process here, so they cannot run in another Python ({python}). "
                "Leave python= out."
            )
        self.python = python

    def start(self) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        """There is nothing to end."""

    def run(self, request: Request, sink: Sink) -> Outcome:
        from migration_lab.child.inline import run_inline

        decoder = Decoder(sink)
        exit_code, report = run_inline(request, decoder.feed)
        decoder.feed(b"", final=True)
        if report.in_front is not None:
            raise LabError(
                f"The folder {Path(report.in_front).name} has a module with the name of one that Python, or a package, "
                "has already imported, so no command was run: commands run in the notebook's own process here. Give "
                "that file another name."
            )
        return Outcome(exit_code, report)
