"""Is an exercise done? Looks at the learner's real database and scripts, and says what is still missing.

The check only reads, but for a scratch copy of the project, whose scripts it runs on a new database.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.course.exercises import Exercise, exercises
from migration_lab.course.files import IGNORED_FOLDERS
from migration_lab.course.goal import Goal, read_goal
from migration_lab.course.location import Course, find_course
from migration_lab.course.replay import OpenProject
from migration_lab.course.starting_point import own_settings
from migration_lab.errors import LabError
from migration_lab.schema import Change, Column, Difference, Schema, compare, loosen
from migration_lab.schema.words import describe

if TYPE_CHECKING:
    from migration_lab.project.project import Project

LEFTOVER = "_alembic_tmp_"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an exercise is done, and what is missing if not."""

    exercise: Exercise
    missing: tuple[str, ...]
    """One sentence for each thing."""
    difference: Difference
    """From the database as it is to the goal, as far as the exercise asks for it."""
    goal: Schema
    current: Schema

    @property
    def done(self) -> bool:
        return not self.missing

    @property
    def title(self) -> str:
        return f"Exercise {self.exercise.id}, {'done' if self.done else 'not yet'}: {self.exercise.title}"

    def __str__(self) -> str:
        return "\n".join((self.title, *(f"- {line}" for line in self.missing)))


def check(
    exercise: Exercise,
    project: Project,
    *,
    course: Course | None = None,
    others: tuple[Exercise, ...] | None = None,
    open_project: OpenProject | None = None,
) -> Verdict:
    """Whether the project's database, rows and scripts are what the exercise asks for.

    "Not yet" is an answer and raises nothing, whatever state the project is in. ``others`` are all exercises of the
    course, when they are not those of ``exercises.toml``.
    """
    goal = read_goal(exercise, exercises() if others is None else others, course or find_course(), open_project)
    try:
        current = project.read()
    except LabError as error:
        nothing = Schema(goal.start.dialect)
        return Verdict(exercise, (f"The database cannot be read: {error}",), Difference(), goal.schemas[0], nothing)
    wanted, difference = _nearest(goal, current)
    missing = [_sentence(change, goal.start, wanted) for change in difference]
    missing += [f"The table {name} is left over from a command that failed: drop it." for name in _leftovers(current)]
    missing += _rows_missing(exercise, project, silent=bool(missing))
    if exercise.scripts:
        try:
            missing += _scripts_missing(project, current, open_project, silent=bool(missing))
        except LabError as error:
            missing.append(f"The scripts cannot be checked: {error}")
    return Verdict(exercise, tuple(missing), difference, wanted, current)


def _nearest(goal: Goal, current: Schema) -> tuple[Schema, Difference]:
    """The schema that does it and is the nearest, and what differs from it."""
    found = [(schema, _asked(compare(loosen(current), loosen(schema)), goal, schema)) for schema in goal.schemas]
    return min(found, key=lambda pair: len(pair[1]))


def _asked(difference: Difference, goal: Goal, schema: Schema) -> Difference:
    """Without what the exercise has nothing to do with: tables and views of the learner's own."""
    known = {thing.name for one in (goal.start, schema) for thing in (*one.tables, *one.views)}
    return Difference(
        tuple(change for change in difference if (change.table or change.name) in known - {"alembic_version"})
    )


def _leftovers(current: Schema) -> Iterator[str]:
    return (name for name in current.table_names if name.startswith(LEFTOVER))


def _sentence(change: Change, start: Schema, wanted: Schema) -> str:
    """What is missing, from the change that would bring it."""
    place = f" of {change.table}" if change.table and change.table not in change.name else ""
    thing = f"The {change.kind} {change.name}{place}"
    if change.action == "added":
        if _has(start, change):
            return f"{thing}, which is there at the end of the chapter, is missing."
        if change.kind == "table":
            return f"{thing} is missing."
        detail = describe(_column(wanted, change) or change.after, change.table or "").replace(f"on {change.name}", "")
        return f"{thing} is missing{f': {_plain(detail)}' if _plain(detail) else ''}."
    if change.action == "changed":
        return f"{thing} is not yet as it should be: {_plain(change.detail)}."
    return f"{thing} is {'still there' if _has(start, change) else 'there, and nobody asked for it'}."


def _has(schema: Schema, change: Change) -> bool:
    """Whether ``schema`` has that table, column, key, …"""
    if change.kind == "column":
        return _column(schema, change) is not None
    if change.kind in ("table", "view"):
        return change.name in {thing.name for thing in (*schema.tables, *schema.views)}
    value = change.after if change.before is None else change.before
    table = next((table for table in loosen(schema).tables if table.name == change.table), None)
    parts = (table.unique_keys, table.foreign_keys, table.checks, table.indexes, table.triggers) if table else ()
    return any(value in part for part in parts)


def _column(schema: Schema, change: Change) -> Column | None:
    """The column of that name as ``schema`` has it, with the length of its type."""
    tables = {table.name: table for table in schema.tables}
    if change.kind != "column" or change.table not in tables:
        return None
    name = change.name.removeprefix(f"{change.table}.")
    return next((column for column in tables[change.table].columns if column.name == name), None)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _rows_missing(exercise: Exercise, project: Project, *, silent: bool) -> Iterator[str]:
    """What the rows lack; ``silent`` about questions that cannot be asked yet, when it is told already why."""
    for row in exercise.rows:
        try:
            answer = tuple(map(tuple, project.query(row.question)))
        except Exception:
            if silent:
                continue
            answer = None
        if answer != row.expect:
            yield row.says


def _scripts_missing(
    project: Project, current: Schema, open_project: OpenProject | None, *, silent: bool
) -> Iterator[str]:
    """Whether models, scripts and database are in step; ``silent`` about the scripts while the database is not done."""
    result = project.run("db", "check").result
    if "Target database is not up to date" in result.output:
        yield "The database has not run the newest script yet: flask db upgrade."
    elif "New upgrade operations detected" in result.output:
        yield "The models and the database are not in step: flask db check still finds a difference."
    elif result.exit_code:
        lines = [line for line in result.output.splitlines() if line.strip()]
        yield f"flask db check fails: {lines[-1].strip() if lines else 'it prints nothing'}"
    elif not silent and not _made_by_scripts(project, current, open_project):
        yield (
            "The scripts do not make this structure: flask db upgrade on an empty database, as a colleague would run "
            "it, gives another one."
        )


def _made_by_scripts(project: Project, current: Schema, open_project: OpenProject | None) -> bool:
    """Whether the scripts make the same structure on a new database, in a scratch copy of the project."""
    from migration_lab.project.project import Project

    ignored = shutil.ignore_patterns(*IGNORED_FOLDERS, "instance")
    with tempfile.TemporaryDirectory(prefix="migration-lab-") as folder, own_settings():
        scratch = Path(folder, "project")
        shutil.copytree(project.path, scratch, ignore=ignored)
        other = (open_project or Project)(scratch)
        try:
            made = other.run("db", "upgrade").result.ok
            return made and not compare(loosen(other.read()), loosen(current))
        finally:
            other.close()
