"""The way to run a command where there are no processes, as in a browser: in this interpreter, one after the other.

What comes of a command is what the other ways give, and nothing of it stays (see ``child.inline``). What a process of
its own gives beyond that is missing, so this is taken only where there is none:

- What looks never changes a database or a file: all that holds it back stands here too, in Python. The kernel's own
  help (Landlock) is not asked for, since it could not be taken back: a library written in C that writes past Python
  and past the drivers that are known is not held back, as on macOS and on Windows.
- An interrupt ends a command as it ends a cell: what waits in C ends when that returns. What a command's code catches,
  it may go on after. Its threads are told to end; one that cannot hear that is shut out of files and databases.
- ``os._exit`` ends the command only. A fork, ``exec`` and a signal to its own process raise an error that says so. What
  a crash in C ends is the notebook.
- The output is what Python prints. What other programs print that a command starts is not seen, nor is a question
  shown before its line has ended.
- The project's modules are imported anew by each command; those of packages are the notebook's. A project with a Python
  of its own, or with a module by the name of one that is imported already, cannot be run like this: a ``LabError``.
- While a command runs, its environment, its folder and its streams are those of the whole process; other threads keep
  their streams and their files, and no guard is in their way.
"""

from __future__ import annotations

import sys
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.project.commands.runner import Decoder, Outcome, Sink
from migration_lab.values.wire import Request


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
                f"The folder {Path(report.in_front).name} has a module by the name of one that Python, or a package, "
                "has imported already, so no command was run: commands run in the notebook's own process here. Give "
                "that file another name."
            )
        return Outcome(exit_code, report)
