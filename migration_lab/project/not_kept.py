"""What a command changed and no copy for undo is kept of, in words. Reads the sizes and times of files.

It goes by what the command was seen to do: its SQL, the files below the project that it opened, and database files
beside the app's own. Files elsewhere on the machine are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.project import present
from migration_lab.project.copies import is_named_as_database
from migration_lab.project.moments import Moment
from migration_lab.project.result import Statement
from migration_lab.project.wording import listed

if TYPE_CHECKING:
    from migration_lab.project.whereabouts import Glance, Whereabouts

ATTACH = re.compile(r"\s*ATTACH\s+(?:DATABASE\s+)?'((?:[^']|'')+)'", re.IGNORECASE)
NOISE = (".log", ".pyc")
"""The ends of the names of files that are written to all the time and belong to nobody's work."""

AT_START = "the database, to which the app wrote as it started, and of which no copy had been made"
"""What is said of a command that does not write by itself, so that nothing was kept before it."""


def not_kept(report: dict[str, Any], moment: Moment, before: Glance, where: Whereabouts) -> tuple[str, ...]:
    """Each thing of that kind as a noun, with the reason why it is not kept."""
    sql = [Statement(*one) for one in report.get("sql", ())]
    wrote = any(one.changes_something and not one.failed and not one.rolled_back for one in sql)
    others = dict.fromkeys([*changed_beside(moment, where), *(attached(sql, moment, where) if wrote else ())])
    found = [*(servers(moment, before, where) if wrote else ())]
    if others:
        found.append(f"{listed(others)}, which no bind of the app names, so the lab does not copy it")
    if files := [*other_files(report, moment, where, others)]:
        found.append(f"{listed(files)}, which the lab does not copy: it copies databases and scripts")
    return tuple(found)


def wrote_at_start(report: dict[str, Any], where: Whereabouts) -> bool:
    """Whether anything but Alembic's own table was written to by a command that does not write by itself."""
    if not any(one.path is not None or one.dialect != "sqlite" for one in where.databases.values()):
        return False
    own = (where.version_table or "alembic_version").rpartition(".")[2]
    sql = [Statement(*one) for one in report.get("sql", ())]
    return any(one.changes_something and not (one.failed or one.rolled_back or own in one.sql) for one in sql)


def servers(moment: Moment, before: Glance, where: Whereabouts) -> Iterator[str]:
    """The databases that have no file, and those that the lab learned of too late."""
    for bind in moment.not_copied:
        database = where.databases.get(bind)
        called = f" {bind}" if bind else ""
        if database is not None and database.dialect == "sqlite":
            yield f"the database{called} in memory, which ended with the command"
        else:
            yield f"the database{called} on a server, which the lab does not copy"
    now = {bind: database.address for bind, database in where.databases.items()}
    if any(before.addresses.get(bind) != address for bind, address in now.items()):
        yield "a database of which the lab did not know before the command that it would be used"


def changed_beside(moment: Moment, where: Whereabouts) -> list[str]:
    """The database files in the same folders that have changed meanwhile."""
    now = present.beside(where.root, moment.databases)
    return [name for name in sorted({*now, *moment.beside}) if now.get(name) != moment.beside.get(name)]


def attached(sql: list[Statement], moment: Moment, where: Whereabouts) -> Iterator[str]:
    """The files that an ATTACH names, but for the app's own databases."""
    for one in sql:
        if (found := ATTACH.match(one.sql)) and not found[1].startswith((":memory:", "file:")):
            name = present.relative(where.root / found[1].replace("''", "'"), where.root)
            if name not in moment.databases:
                yield name


def other_files(report: dict[str, Any], moment: Moment, where: Whereabouts, others: Any) -> Iterator[str]:
    """The files below the project that the command opened for writing or removed, and that no copy is kept of."""
    own = {*moment.databases, *others}
    for path in sorted({*report.get("written", ()), *report.get("removed", ())}):
        name = present.relative(Path(path), where.root)
        parts = Path(name).parts
        if name in own or name.endswith(NOISE) or parts[0] == ".lab" or "__pycache__" in parts:
            continue
        if not Path(name).is_relative_to(Path(moment.scripts)) or is_named_as_database(name):
            yield name
