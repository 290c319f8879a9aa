"""The console command ``migration-lab``: open JupyterLab on the first notebook of the course, or run a subcommand."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from migration_lab.environ import find_our_commands, put_first
from migration_lab.errors import LabError
from migration_lab.lean_server import leave_out

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp

    from migration_lab.launch.progress_line import ProgressLine

FIRST_NOTEBOOK = "notebooks/00_start_here.ipynb"

JUPYTER = Path(__file__).with_name("jupyter")
"""JupyterLab's settings where the learner has none (it would ask whether it may fetch news), and our extension."""

QUIET = logging.ERROR
"""What the server logs unless the learner asks for more."""

SUBCOMMANDS = ("explain", "review", "doctor", "progress", "collect", "new-chapter", "update", "room")

DESCRIPTION = """\
Open the migration-lab course: starts JupyterLab on notebooks/00_start_here.ipynb.

The files you see there are those of the course: the repository that this command was installed from, else the
nearest course above the current folder, else your copy. The first start makes that copy, in the folder migration-lab
in your home, or where you say; later starts find it. MIGRATION_LAB_COURSE=FOLDER opens a course of your own; then
JupyterLab starts on its first chapter. Stop it with Ctrl+C in this terminal.

  migration-lab --folder FOLDER               copy the course to this folder, or open the one that is there
  migration-lab --last                        open the notebook that you saved last
  migration-lab --version                     the version of migration-lab
  migration-lab update                        get what is new in the course; your work stays as it is

On your own project, without a notebook (each has its own --help):

  migration-lab explain "text or id"          what an error may mean, or the page of one of the coach's ids
  migration-lab review [PATH]                 what the pending scripts of a project will do, rehearsed on a copy
  migration-lab doctor [PATH]                 what is missing here for the lab, and in a project

For the course:

  migration-lab progress                      what you have done; export it, take it in, forget it
  migration-lab collect FOLDER                one page about a room, from what its learners have exported
  migration-lab new-chapter TITLE             the skeleton of a chapter of your own
  migration-lab room [FOLDER]                 a JupyterHub on this machine, for a workshop"""

USAGE = """\
migration-lab [--help] [--version] [--folder FOLDER] [--last] [options of jupyter lab ...]
       migration-lab explain | review | doctor | progress | collect | new-chapter | update | room
                     [--help] [options ...]"""

EPILOG = """\
Everything else goes on to "jupyter lab" as it is, for example:

  migration-lab --no-browser --port 9000      print the address, open no browser
  migration-lab --ip 0.0.0.0                  let other machines connect
  migration-lab PATH                          open this notebook instead
  migration-lab --debug                       print everything that JupyterLab does
  migration-lab --help-all                    all options of JupyterLab"""


RUNNING = """\
JupyterLab with the course in {} runs at
  {}
To stop it, press Ctrl+C in this terminal.
"""

INTERRUPTED = 130
"""The exit code after Ctrl+C, before the server runs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (default: the terminal's) and return its exit code."""
    words = sys.argv[1:] if argv is None else [*argv]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter
    if words and words[0] in SUBCOMMANDS:
        from migration_lab.terminal.subcommands import run

        return run(words)

    options, passed_on = _parser().parse_known_args(words)
    try:
        return _open(options, passed_on)
    except LabError as error:
        print(f"migration-lab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _open(options: argparse.Namespace, passed_on: list[str]) -> int:
    from migration_lab.launch.course_opening import open_course
    from migration_lab.launch.last_notebook import last_notebook
    from migration_lab.launch.mistyped import refuse_mistyped
    from migration_lab.launch.progress_line import ProgressLine
    from migration_lab.launch.second_start import OPEN_ALREADY, open_already

    line = ProgressLine()
    try:
        refuse_mistyped(passed_on, SUBCOMMANDS)
        course, told = open_course(options.folder, line)
        last = last_notebook(course) if options.last else None
        line.clear()
        for said in told:
            print(said, flush=True)
        find_our_commands()
        put_first("JUPYTER_CONFIG_PATH", str(JUPYTER))
        put_first("JUPYTER_PATH", str(JUPYTER))
        if "--debug" not in passed_on:
            line.show("Starting JupyterLab …")
        app = course_lab(course.folder, last, line)
        for address in open_already(course.folder):
            line.clear()
            print(OPEN_ALREADY.format(address), flush=True)
        app.launch_instance(passed_on)
    finally:
        line.clear()
    return 0


def course_settings(folder: Path, notebook: Path | None = None) -> dict[str, dict[str, object]]:
    """Return the settings with which JupyterLab opens the course in ``folder``, on that notebook or on its first.

    They hold for this one server, and the user's own, in files or options, go before them.
    """
    in_a_container = hasattr(os, "geteuid") and os.geteuid() == 0  # where Jupyter would refuse to start
    shown = notebook.relative_to(folder).as_posix() if notebook else first_notebook(folder)
    return {
        "Application": {"log_level": QUIET},
        "ServerApp": {"root_dir": str(folder), "allow_root": in_a_container},
        "MappingKernelManager": {"kernel_manager_class": "migration_lab.launch.quiet_kernels.QuietKernels"},
        # Whoever opens JupyterLab's list of extensions would ask PyPI for all there are: without a network, that keeps
        # the server from ending for minutes.
        "LabApp": {"default_url": f"/lab/tree/{quote(shown)}", "extension_manager": "readonly"},
    }


def first_notebook(folder: Path) -> str:
    """Return the notebook with which that course begins, as JupyterLab names it."""
    from migration_lab.course.location import NOTEBOOKS

    found = sorted((folder / "notebooks").glob(NOTEBOOKS))
    return f"notebooks/{found[0].name}" if found else FIRST_NOTEBOOK


def course_lab(folder: Path, notebook: Path | None = None, line: ProgressLine | None = None) -> type[LabApp]:
    """Return JupyterLab's application with the course's settings below all others.

    It prints the address, and how to stop, instead of a log; unless the learner asked for the log, with ``--debug``.
    """
    leave_out()
    from jupyterlab import labapp
    from traitlets.config import Config

    from migration_lab.course.location import Course
    from migration_lab.launch.ending_server import EndingServer
    from migration_lab.launch.last_notebook import note_last
    from migration_lab.server_extension.known_course import prepare

    course = Course(folder)

    class ServerApp(EndingServer):
        def start_app(self) -> None:
            prepare(self, course)
            self.contents_manager.register_post_save_hook(  # type: ignore[no-untyped-call]
                partial(note_last, course)
            )
            if self.log_level == QUIET:
                shown = addresses(self)
                self.log.addFilter(lambda record: shown[0] not in record.getMessage())  # it says more of the same
                self.io_loop.add_callback(self.say, RUNNING.format(folder, "\n  ".join(shown)))  # once it answers there
            super().start_app()

        def say(self, text: str) -> None:
            if line:
                line.clear()
            print(text, flush=True)

    class LabApp(labapp.LabApp):  # type: ignore[misc]
        get_extension_package = labapp.LabApp.get_extension_package
        serverapp_class = ServerApp

        @classmethod
        def make_serverapp(cls, **kwargs: Any) -> ServerApp:
            made: ServerApp = super().make_serverapp(config=Config(course_settings(folder, notebook)), **kwargs)
            return made

    return LabApp


def addresses(server: ServerApp) -> list[str]:
    """Return the addresses to open: one, but for a server to which other machines connect."""
    here = server.ip in ("localhost", "127.0.0.1", "::1")
    return [server.public_url] if here else [line.strip() for line in server.connect_url.splitlines()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="migration-lab",
        usage=USAGE,
        description=DESCRIPTION,
        epilog=EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=argparse.SUPPRESS)
    parser.add_argument("--folder", metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--last", action="store_true", help=argparse.SUPPRESS)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from migration_lab.course.copies import lab_version

        print(f"migration-lab {lab_version()}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
