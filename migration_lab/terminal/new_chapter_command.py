"""``migration-lab new-chapter``: make the skeleton of a chapter, and say what to do next."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path

from migration_lab.course.location import COURSE_VARIABLE, find_course
from migration_lab.course.own_chapters.skeleton import make_chapter
from migration_lab.shell_words import powershell_word
from migration_lab.terminal.exit_codes import NOTHING
from migration_lab.terminal.plain_text import one_line


def new_chapter_command(options: argparse.Namespace) -> int:
    """Make it. Raises ``LabError`` if no chapter can be made there."""
    folder = Path(options.folder) if options.folder else find_course().folder
    made = make_chapter(options.title, folder)
    print(f"Chapter {made.number} is there:")
    print(f"  {one_line(str(made.notebook))}")
    print(f"  {one_line(str(made.questions))}")
    in_powershell = " in PowerShell" if os.name == "nt" and options.folder else ""
    print(f"It works as it is. Open it{in_powershell}, run it, and change it cell by cell:")
    print(f"  {opening(options.folder or '')}")
    return NOTHING


def opening(folder: str, windows: bool = os.name == "nt") -> str:
    """Return what to type in a terminal to open the course in that folder: in PowerShell on Windows."""
    if not folder:
        return "migration-lab"
    if windows:
        return f"$env:{COURSE_VARIABLE}={powershell_word(one_line(folder))}; migration-lab"
    return f"{COURSE_VARIABLE}={shlex.quote(one_line(folder))} migration-lab"
