"""The console command ``migration-lab``: open JupyterLab on the first notebook of the course, or run a subcommand."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.environ import find_our_commands, put_first
from migration_lab.errors import LabError
from migration_lab.lean_server import leave_out

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp

FIRST_NOTEBOOK = "notebooks/00_start_here.ipynb"

JUPYTER = Path(__file__).with_name("jupyter")
"""JupyterLab's settings where the learner has none (it would ask whether it may fetch news), and our extension."""

STARTUP = Path(__file__).with_name("startup.py")

QUIET = logging.ERROR
"""What the server logs unless the learner asks for more."""

SUBCOMMANDS = ("explain", "review", "doctor", "progress", "collect", "new-chapter")

DESCRIPTION = """\
Open the migration-lab course: starts JupyterLab on notebooks/00_start_here.ipynb.

The files you see there are those of the course: the repository that this command was installed from, else the
nearest one above the current folder. MIGRATION_LAB_COURSE=FOLDER opens a course of your own; then JupyterLab
starts on its first chapter. Stop it with Ctrl+C in this terminal.

On your own project, without a notebook (each has its own --help):

  migration-lab explain "text or id"          what an error may mean, or the page of one of the coach's ids
  migration-lab review [PATH]                 what the pending scripts of a project will do, rehearsed on a copy
  migration-lab doctor [PATH]                 what is missing here for the lab, and in a project

For the course:

  migration-lab progress                      what you have done; export it, take it in, forget it
  migration-lab collect FOLDER                one page about a room, from what its learners have exported
  migration-lab new-chapter TITLE             the skeleton of a chapter of your own"""

USAGE = """\
migration-lab [--help] [options of jupyter lab ...]
       migration-lab explain | review | doctor | progress | collect | new-chapter [--help] [options ...]"""

EPILOG = """\
Everything else goes on to "jupyter lab" as it is, for example:

  migration-lab --no-browser --port 9000      print the address, open no browser
  migration-lab --ip 0.0.0.0                  let other machines connect
  migration-lab PATH                          open this notebook instead
  migration-lab --debug                       print everything that JupyterLab does
  migration-lab --help-all                    all options of JupyterLab"""


RUNNING = """\
JupyterLab with the course runs at
  {}
To stop it, press Ctrl+C in this terminal, twice.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (default: the terminal's) and return its exit code."""
    words = sys.argv[1:] if argv is None else [*argv]
    if words and words[0] in SUBCOMMANDS:
        from migration_lab.terminal.subcommands import run

        return run(words)

    from migration_lab.course.location import find_course

    _, passed_on = _parser().parse_known_args(words)
    try:
        folder = find_course().folder
    except LabError as error:
        print(f"migration-lab: {error}", file=sys.stderr)
        return 1
    find_our_commands()
    put_first("JUPYTER_CONFIG_PATH", str(JUPYTER))
    put_first("JUPYTER_PATH", str(JUPYTER))
    os.environ.setdefault("PYTHONSTARTUP", str(STARTUP))
    course_lab(folder).launch_instance(passed_on)
    return 0


def course_settings(folder: Path) -> dict[str, dict[str, object]]:
    """Return the settings with which JupyterLab opens the course in ``folder``.

    They hold for this one server, and the user's own, in files or options, go before them.
    """
    in_a_container = hasattr(os, "geteuid") and os.geteuid() == 0  # where Jupyter would refuse to start
    return {
        "Application": {"log_level": QUIET},
        "ServerApp": {"root_dir": str(folder), "allow_root": in_a_container},
        "LabApp": {"default_url": f"/lab/tree/{first_notebook(folder)}"},
    }


def first_notebook(folder: Path) -> str:
    """Return the notebook with which that course begins, as JupyterLab names it."""
    from migration_lab.course.location import NOTEBOOKS

    found = sorted((folder / "notebooks").glob(NOTEBOOKS))
    return f"notebooks/{found[0].name}" if found else FIRST_NOTEBOOK


def course_lab(folder: Path) -> type[LabApp]:
    """Return JupyterLab's application with the course's settings below all others.

    It prints the address, and how to stop, instead of a log; unless the learner asked for the log, with ``--debug``.
    """
    leave_out()
    from jupyter_server import serverapp
    from jupyterlab import labapp
    from traitlets.config import Config

    from migration_lab.course.chapters.saving import keep_language
    from migration_lab.course.course_map import for_jupyterlab
    from migration_lab.course.location import Course

    class ServerApp(serverapp.ServerApp):
        def start_app(self) -> None:
            self.contents_manager.register_pre_save_hook(keep_language)  # type: ignore[no-untyped-call]
            page = self.web_app.settings.setdefault("page_config_data", {})
            page["migrationLabCourse"] = json.dumps(for_jupyterlab(Course(folder), Path(self.root_dir)))
            if self.log_level == QUIET:
                shown = addresses(self)
                self.log.addFilter(lambda record: shown[0] not in record.getMessage())  # it says more of the same
                print(RUNNING.format("\n  ".join(shown)), flush=True)
            super().start_app()

    class LabApp(labapp.LabApp):  # type: ignore[misc]
        get_extension_package = labapp.LabApp.get_extension_package
        serverapp_class = ServerApp

        @classmethod
        def make_serverapp(cls, **kwargs: Any) -> ServerApp:
            made: ServerApp = super().make_serverapp(config=Config(course_settings(folder)), **kwargs)
            return made

    return LabApp


def addresses(server: ServerApp) -> list[str]:
    """Return the addresses to open: one, but for a server to which other machines connect."""
    here = server.ip in ("localhost", "127.0.0.1", "::1")
    return [server.public_url] if here else [line.strip() for line in server.connect_url.splitlines()]


def _parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="migration-lab",
        usage=USAGE,
        description=DESCRIPTION,
        epilog=EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


if __name__ == "__main__":
    sys.exit(main())
