"""``migration-lab progress``: show what a learner has done, export it, take an export in, or forget it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from migration_lab.course.records.exported import export_progress
from migration_lab.course.records.forgetting import find_what, forget, in_words
from migration_lab.course.records.importing import import_progress
from migration_lab.course.records.learner_progress import learner_progress
from migration_lab.course.records.progress_words import lines, title
from migration_lab.errors import LabError
from migration_lab.terminal.exit_codes import FOUND, NOTHING
from migration_lab.terminal.plain_text import one_line
from migration_lab.values.wording import number


def progress_command(options: argparse.Namespace) -> int:
    """Do what the options ask for, and return the exit code: 1 if the learner said no. Raises ``LabError``."""
    if options.name and not options.export_to:
        raise LabError("--name goes with --export: it is the name in the exported file.")
    if options.yes and not options.reset:
        raise LabError("--yes goes with --reset.")
    if options.export_to:
        return _export(Path(options.export_to), options.name)
    if options.import_from:
        return _import(Path(options.import_from))
    if options.reset:
        return _reset(options.reset, yes=options.yes)
    progress = learner_progress()
    print(title(progress))
    for line in lines(progress):
        print(f"  {one_line(line)}".rstrip())
    return NOTHING


def _export(file: Path, name: str) -> int:
    taken = export_progress(file, name)
    exercises = sum(tries.done for tries in taken.exercises.values())
    said = f"{number(exercises, 'exercise')} done, {number(len(taken.predictions), 'prediction')}"
    whose = f"under the name {one_line(taken.name)}" if taken.name else "without a name"
    print(f"Written to {one_line(str(file))}, {whose}: {said}.")
    print("Your answers to the predictions are in it as you gave them. Nothing was sent anywhere.")
    return NOTHING


def _import(file: Path) -> int:
    done = import_progress(file)
    if not done.changed:
        print(f"Nothing in {one_line(file.name)} is new.")
        return NOTHING
    print(f"Taken in. Exercises that are done now, too: {', '.join(done.newly_done) or 'none'}.")
    if done.kept:
        print(f"Your progress from before is kept in {done.kept}.")
    return NOTHING


def _reset(wanted: str, *, yes: bool) -> int:
    what = find_what(wanted)
    if not yes and not _sure(f"Forget {in_words(what)}? The workspaces stay as they are. [y/N] "):
        print("Nothing has changed.")
        return FOUND
    kept = forget(what)
    if kept is None:
        print("Nothing is noted there, so nothing has changed.")
    else:
        print(f"Forgotten: {in_words(what)}. The file from before is kept in {kept}.")
    return NOTHING


def _sure(question: str) -> bool:
    """Ask in the terminal. Raises ``LabError`` where nobody can answer."""
    if not sys.stdin.isatty():
        raise LabError("This asks before it forgets anything, and here nobody can answer. With --yes it does not ask.")
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        return False
