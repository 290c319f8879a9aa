"""The console command ``migration-lab``: JupyterLab, opened on the first notebook of the course."""

from __future__ import annotations

import argparse
import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

from migration_lab.errors import LabError

FIRST_NOTEBOOK = Path("notebooks", "00_start_here.ipynb")

DESCRIPTION = """\
Open the migration-lab course: starts JupyterLab on notebooks/00_start_here.ipynb.

Run it in the folder of the course, or below it. The files you see in JupyterLab are those of that folder.
Stop it with Ctrl+C in this terminal."""

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
        course = find_course()
    except LabError as error:
        print(f"migration-lab: {error}", file=sys.stderr)
        return 1
    put_scripts_on_path()

    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([*lab_options(course), *passed_on])
    return 0


def find_course(start: Path | None = None) -> Path:
    """Return the folder of the course: ``start`` (default: here) or the first folder above it that has the notebooks.

    Without one there, the checkout that this package was installed from. Raises LabError if there is none at all.
    """
    start = Path.cwd() if start is None else start.resolve()
    for folder in _candidates(start):
        if (folder / FIRST_NOTEBOOK).is_file():
            return folder
    raise LabError(
        f"no {FIRST_NOTEBOOK.as_posix()} in {start} or above it. "
        "The notebooks are in the project's repository, not in the installed package: "
        "clone it, go to its folder with cd, and run migration-lab there."
    )


def lab_options(course: Path) -> list[str]:
    """Return the options that make ``jupyter lab`` open the course, before those of the user, which win.

    They hold for this one server: no settings of the user's are read differently afterwards. A room without
    network has no use for JupyterLab's news and updates, and a question about them is no way to begin a lesson.
    """
    return [
        f"--ServerApp.root_dir={course}",
        f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK.as_posix()}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]


def put_scripts_on_path() -> None:
    """Let ``!flask`` in a cell and ``flask`` in JupyterLab's terminal be this environment's, activated or not."""
    scripts = sysconfig.get_path("scripts")
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if scripts not in folders:
        os.environ["PATH"] = os.pathsep.join([scripts, *folders])


def _candidates(start: Path) -> Iterator[Path]:
    yield start
    yield from start.parents
    yield Path(__file__).resolve().parents[1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="migration-lab",
        usage="migration-lab [--help] [options of jupyter lab ...]",
        description=DESCRIPTION,
        epilog=EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser
