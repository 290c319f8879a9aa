"""Look whether rows of a project's databases point at rows that are not there. Only reads."""

from __future__ import annotations

from migration_lab.errors import LabError
from migration_lab.project.project import Project
from migration_lab.terminal.checks import CheckLine, Checks, mend, note, ok
from migration_lab.values.orphans import Orphans
from migration_lab.values.wording import number


def orphan_checks(project: Project) -> Checks:
    """Yield a line for each table with such rows, or one that says that there are none."""
    for bind, database in project.databases().items():
        where = f" in the database {bind}" if bind else ""
        try:
            found = database.orphans()
        except LabError as error:
            yield note(f"The foreign keys{where} were not checked.", str(error))
            continue
        yield from lines(found, where)


def lines(found: Orphans, where: str) -> Checks:
    for table, other, rows in found.rows:
        yield pointing(table, other, rows, where)
    for table, said in found.unusable:
        yield mend(f"A foreign key of {table}{where} cannot be followed: {said}.", "Make what it refers to unique.")
    if found.stopped:
        yield note(f"Not all rows{where} were checked for orphans: {found.stopped}.")
    elif not found.rows and not found.unusable:
        yield ok(f"no row{where} points at a row that is not there")


def pointing(table: str, other: str, rows: int, where: str) -> CheckLine:
    verb = "points" if rows == 1 else "point"
    return mend(
        f"{number(rows, 'row')} of {table}{where} {verb} at a row of {other} that is not there.",
        "PRAGMA foreign_key_check shows which. Make the missing rows, or delete these, or set them to NULL: "
        "migration-lab explain C4.",
    )
