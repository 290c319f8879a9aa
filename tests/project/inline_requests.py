"""As a program, in an interpreter of its own: requests of the course's first chapters and of real life's states.

``python -m tests.project.inline_requests FOLDER`` runs each by the warm process and in this interpreter, and prints for
each how the two differed, and what was left here: see ``both_ways``.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from inspect import getmembers, isfunction
from pathlib import Path

from migration_lab.course.chapters.chapter import Write, chapters
from migration_lab.course.chapters.edited_file import edit_file
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.chapters.main_line import write_file
from migration_lab.course.chapters.recorded_main_lines import main_line
from migration_lab.course.location import find_course
from migration_lab.errors import LabError
from migration_lab.project import Project
from tests.project import states
from tests.project.both_ways import BothWays
from tests.project.conftest import APP, MODELS

REPLAYED = frozenset({"in_step", "scripts_that_cannot_be_replayed", "a_script_that_drops", "several_heads"})
NO_STATES = frozenset({"nothing_known"})


def run_chapters(folder: Path, runner: BothWays, last: str = "04") -> None:
    """What the notebooks write and run, up to that chapter; and the app is asked after each."""
    folder.mkdir()
    course = find_course()
    project = Project(folder, stable=True, runner=runner)
    for chapter in chapters(course):
        if chapter.path.name[:2] <= last:
            runner.name = chapter.path.name[:2]
            for step in main_line(chapter, course):
                match step:
                    case Write():
                        write_file(step, folder)
                    case Edit():
                        edit_file(folder, [step])
                    case _:
                        project.run(*step.args)
            look(project)
            if runner.name >= "02":
                project.get("/")


def run_states(folder: Path, runner: BothWays) -> None:
    for name, make in getmembers(states, isfunction):
        if make.__module__ != states.__name__ or name in NO_STATES:
            continue
        runner.name = name
        place = folder / name
        place.mkdir(parents=True)
        (place / "app.py").write_text(APP, encoding="utf-8")
        (place / "models.py").write_text(MODELS, encoding="utf-8")
        make(Project(place, stable=True, runner=runner.warm))
        look(Project(place, stable=True, runner=runner), more=name in REPLAYED)


def look(project: Project, more: bool = True) -> None:
    """How the places stand, and what an upgrade would do; and ``more``: what each revision does, and a downgrade."""
    project.places()
    asks = [lambda: project.try_out("upgrade", "heads")]
    if more:
        asks.append(lambda: project.try_out("downgrade", "-1"))
        asks.append(lambda: [project.schema_at(head) for head in project.history().heads])
    for ask in asks:
        with suppress(LabError):
            ask()


def main() -> None:
    folder, runner = Path(sys.argv[1]), BothWays()
    try:
        run_chapters(folder / "chapters", runner)
        run_states(folder / "states", runner)
    finally:
        runner.close()
        print(json.dumps(runner.found))


if __name__ == "__main__":
    main()
