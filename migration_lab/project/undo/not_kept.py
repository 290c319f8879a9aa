"""Describe what a command changed that has no copy for undo. Reads the sizes and times of files.

It knows what the lab saw the command do: its SQL, the files in the project that it opened, the SQLite files that it
connected to, and database files beside the app's own. It does not see other files elsewhere on the machine.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.backends.fingerprints import is_named_as_database
from migration_lab.backends.relative_paths import relative
from migration_lab.project.undo import copying
from migration_lab.project.undo.moments import Moment
from migration_lab.project.undo.script_copies import script_files
from migration_lab.values.statement import Statement
from migration_lab.values.wording import listed

if TYPE_CHECKING:
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.values.wire import Report

ATTACH = re.compile(r"\s*ATTACH\s+(?:DATABASE\s+)?'((?:[^']|'')+)'", re.IGNORECASE)
NOISE = (".log", ".pyc")
"""The endings of files that programs write to all the time and that are nobody's work."""


def not_kept(report: Report, moment: Moment, before: SeenDatabases, where: ProjectDatabases) -> tuple[str, ...]:
    """Return each such thing as a noun, with the reason why it is not kept."""
    sql, did = statements(report), wrote(report)
    beside = [*changed_beside(moment, where), *connected(report, moment, where)]
    others = dict.fromkeys([*beside, *(attached(sql, moment, where) if did else ())])
    found = [*(servers(moment, before, where) if did else ())]
    if others:
        found.append(f"{listed(others)}, which no bind of the app names, so the lab does not copy it")
    if files := [*other_files(report, moment, where, others)]:
        found.append(f"{listed(files)}, which the lab does not copy: it copies databases and scripts")
    return tuple(found)


def statements(report: Report) -> tuple[Statement, ...]:
    return report.effects.sql


def wrote(report: Report) -> bool:
    """Tell whether SQL that changes something ran and was not rolled back; writes outside SQLAlchemy are not seen."""
    return any(one.changes_something and not one.failed and not one.rolled_back for one in statements(report))


def servers(moment: Moment, before: SeenDatabases, where: ProjectDatabases) -> Iterator[str]:
    """Yield the databases without a file, and those that the lab learned of too late."""
    for bind in moment.not_copied:
        database = where.databases.get(bind)
        called = f" {bind}" if bind else ""
        if database is not None:
            yield database.backend.no_undo(called)
    now = {bind: database.address for bind, database in where.databases.items()}
    if any(before.addresses.get(bind) != address for bind, address in now.items()):
        yield "a database that the lab did not know the command would use"


def changed_beside(moment: Moment, where: ProjectDatabases) -> list[str]:
    """Return the database files in the same folders that have changed since."""
    now = copying.beside(where.root, moment.databases)
    return [name for name in sorted({*now, *moment.beside}) if now.get(name) != moment.beside.get(name)]


def connected(report: Report, moment: Moment, where: ProjectDatabases) -> Iterator[str]:
    """Yield the SQLite files that the command connected to and changed, except the app's own databases."""
    names = (relative(Path(path), where.root) for path in report.effects.sqlite_files)
    yield from (name for name in names if name not in moment.databases)


def attached(sql: Sequence[Statement], moment: Moment, where: ProjectDatabases) -> Iterator[str]:
    """Yield the files that an ATTACH names, except the app's own databases."""
    for one in sql:
        if (found := ATTACH.match(one.sql)) and not found[1].startswith((":memory:", "file:")):
            name = relative(where.root / found[1].replace("''", "'"), where.root)
            if name not in moment.databases:
                yield name


def other_files(report: Report, moment: Moment, where: ProjectDatabases, others: Any) -> Iterator[str]:
    """Yield the files in the project that the command removed or opened for writing and that have no copy."""
    scripts = (relative(path, where.root) for path in script_files(where.root, moment.scripts).values())
    own = {*moment.databases, *others, *scripts}
    for path in sorted({*report.effects.written, *report.effects.removed}):
        name = relative(Path(path), where.root)
        parts = Path(name).parts
        if name in own or name.endswith(NOISE) or parts[0] == ".lab" or "__pycache__" in parts:
            continue
        if not Path(name).is_relative_to(Path(moment.scripts)) or is_named_as_database(name):
            yield name


def written_by_others(report: Report, root: Path, scripts: Sequence[str]) -> list[str]:
    """Return the scripts that have changed since the command and that it has neither written nor removed itself.

    What a program wrote that the command started counts as the command's too. Nothing is known of scripts outside the
    project.
    """
    if report.exit_code is None:
        return []
    own, prefix = {*report.effects.written, *report.effects.removed}, os.path.realpath(root) + os.sep
    real = {name: os.path.realpath(root / name) for name in scripts}
    return [name for name in scripts if real[name].startswith(prefix) and real[name] not in own]
