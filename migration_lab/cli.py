"""The console command ``migration-lab``: JupyterLab, opened on the first notebook of the course."""

from __future__ import annotations

import argparse
import os
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from migration_lab.course.location import find_course
from migration_lab.errors import LabError

FIRST_NOTEBOOK = "notebooks/00_start_here.ipynb"

DESCRIPTION = """\
Open the migration-lab course: starts JupyterLab on notebooks/00_start_here.ipynb.

The files you see there are those of the course: the repository that this command was installed from, else the
nearest one above the current folder. Stop it with Ctrl+C in this terminal."""

EPILOG = """\
Every other option goes on to "jupyter lab" as it is, for example:

  migration-lab --no-browser --port 9000      print the address, open no browser
  migration-lab --ip 0.0.0.0                  let other machines connect
  migration-lab notebooks/03_add_a_column.ipynb   open this notebook instead
  migration-lab --help-all                    all options of JupyterLab"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (default: the terminal's) and return its exit code."""
    _, passed_on = _parser().parse_known_args(argv)
    try:
        folder = find_course().folder
    except LabError as error:
        print(f"migration-lab: {error}", file=sys.stderr)
        return 1
    put_scripts_on_path()

    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([*lab_options(folder), *passed_on])
    return 0


def lab_options(folder: Path) -> list[str]:
    """Return the options that make ``jupyter lab`` open the course in ``folder``, before those of the user, which win.

    They hold for this one server: no settings of the user's are read differently afterwards. A room without
    network has no use for JupyterLab's news and updates, and a question about them is no way to begin a lesson.
    """
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container one often is, and Jupyter would refuse to start
        options.append("--ServerApp.allow_root=True")
    return options


def put_scripts_on_path() -> None:
    """Let ``!flask`` in a cell and ``flask`` in JupyterLab's terminal be this environment's, activated or not."""
    scripts = sysconfig.get_path("scripts")
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if scripts not in folders:
        os.environ["PATH"] = os.pathsep.join([scripts, *folders])


def _parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="migration-lab",
        usage="migration-lab [--help] [options of jupyter lab ...]",
        description=DESCRIPTION,
        epilog=EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


if __name__ == "__main__":
    sys.exit(main())
