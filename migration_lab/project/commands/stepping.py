"""Describe what a command did, by comparing what was seen before and after it. Reads the databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.backends.database import Database
from migration_lab.backends.relative_paths import relative
from migration_lab.errors import LabError, printable
from migration_lab.rows.between import changed_rows
from migration_lab.rows.recorded import frames_of
from migration_lab.rows.sql_renames import sql_renames
from migration_lab.schema import Difference, Schema, compare
from migration_lab.values.frames import Frame
from migration_lab.values.result import CommandResult, DatabaseChange, Step, TableRows, WayBack
from migration_lab.values.waits import Wait

if TYPE_CHECKING:
    from migration_lab.project.commands.terminal import Terminal
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.project.undo.moments import Moment
    from migration_lab.rows.on_server import RowsBefore
    from migration_lab.values.wire import Outcome

NOT_SEEN = "The command wrote to {}, but none of the compared tables shows a change."


def result_of(
    root: Path,
    args: Iterable[str],
    outcome: Outcome,
    terminal: Terminal,
    waits: tuple[Wait, ...] = (),
) -> CommandResult:
    """Return what a command reported and printed, with the paths relative to ``root``."""
    effects = outcome.report.effects

    def shown(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(printable(relative(Path(path), root)) for path in paths)

    return CommandResult(
        tuple(map(printable, args)),
        outcome.exit_code,
        terminal.output,
        terminal.full_output,
        effects.sql,
        shown(effects.written),
        shown(effects.removed),
        outcome.report.error,
        outcome.report.not_loaded,
        effects.operations,
        create_all=effects.create_all,
        create_all_line=effects.create_all_line,
        lost_messages=effects.lost_messages,
        waits=waits,
        drafted=effects.drafted,
    )


@dataclass(slots=True)
class Seen:
    """All that was seen of a command that has run."""

    result: CommandResult
    before: SeenDatabases
    after: SeenDatabases
    where: ProjectDatabases
    moment: Moment | None
    """The copy from before it, if it changed anything that has a copy."""
    written: Collection[str]
    """The database files that it changed."""
    rows_before: Mapping[str, RowsBefore]
    """The rows that were read before it, by bind, where there is no copy."""
    frames: Sequence[Frame] = ()
    """The rows of the tables that it touched, after each statement."""
    problems: list[str] = field(default_factory=list)
    """Sentences about what could not be read or compared."""

    def in_database(self, bind: str, was: Schema, now: Schema) -> DatabaseChange:
        """Return what it did to the database of that bind; the structures before and after are known."""
        stood, stands = (side.stands.get(bind, ()) for side in (self.before, self.after))
        difference = compare(was, now, sql_renames(self.result.sql))
        rows = self._rows(bind, was, now, difference, stood != stands)
        frames = frames_of(self.where.databases[bind], self.frames, self.result.sql)
        return DatabaseChange(bind, was, now, difference, rows, stood, stands, frames)

    def _rows(
        self, bind: str, was: Schema, now: Schema, difference: Difference, has_moved: bool
    ) -> tuple[TableRows, ...]:
        """Return what happened to the rows of one database; if they cannot be read, ``problems`` gets the reason."""
        live = self.where.databases[bind]
        name = self.where.undo_name(live)
        if name is not None and self.moment is None and not difference:
            return ()  # the rows are the same
        copy = self.moment.copy_of(name) if self.moment and name is not None else None
        earlier = Database.of_copy(copy) if copy else self.rows_before.get(bind)
        try:
            rows = changed_rows(self.result.sql, earlier, live, was, now, difference)
            if name is not None and name in self.written and not (rows or difference or has_moved):
                rows = changed_rows(self.result.sql, earlier, live, was, now, difference, everywhere=True)
                self.problems += [] if rows else [NOT_SEEN.format(printable(name))]
            return rows
        except LabError as error:
            self.problems.append(str(error))
            return ()


def make_step(seen: Seen, way_back: WayBack, unread: str = "") -> Step:
    """Return the step of a command that has run. What cannot be read raises nothing: ``unread`` says it."""
    before, after, where, problems = seen.before, seen.after, seen.where, seen.problems
    problems += [unread] if unread else []
    was, now, same = known(before, after)
    default = DatabaseChange(after.default, was, now, Difference(), (), after.versions, after.versions)
    if not same:
        problems += why_not(before, after)
    elif where.databases:
        problems += [after.problems[after.default]] if after.default in after.problems else []
        default = seen.in_database(after.default, was, now)
    moved = where.moved()
    elsewhere = tuple(filter(None, others(seen)))
    revisions = default.revisions_before, default.revisions_after
    return Step(
        seen.result,
        was,
        now,
        default.difference,
        default.rows,
        *revisions,
        elsewhere,
        way_back,
        tuple(problems),
        moved,
        after.default,
        default.frames,
    )


def known(before: SeenDatabases, after: SeenDatabases) -> tuple[Schema, Schema, bool]:
    """Return the default database before and after, and whether they can be compared; if not, one stands for both."""
    was, now = before.schema, after.schema
    if not after.addresses:
        return Schema("sqlite"), Schema("sqlite"), True
    same = before.addresses.get(before.default) == after.addresses.get(after.default)
    if was is not None and now is not None and same:
        return was, now, True
    one = now or was or Schema("sqlite")
    return one, one, False


def why_not(before: SeenDatabases, after: SeenDatabases) -> Iterator[str]:
    """Say why the default database before the command cannot be compared with the one after it."""
    if after.default in after.problems:
        yield f"The database cannot be read now: {after.problems[after.default]}"
    elif before.default in before.problems:
        yield f"What the command changed in the tables is not known: before it, {before.problems[before.default]}"
    else:
        yield "What the command changed in it is not known, since the lab had looked at the other one before."


def others(seen: Seen) -> Iterator[DatabaseChange]:
    """Yield what happened to the other databases; for those that cannot be compared, say why if the command writes."""
    before, after = seen.before, seen.after
    writes = any(statement.changes_something for statement in seen.result.sql)
    for bind, now in after.schemas.items():
        was = before.schemas.get(bind)
        if bind == after.default or before.addresses.get(bind) != after.addresses[bind]:
            continue
        if was is not None and now is not None:
            yield seen.in_database(bind, was, now)
        elif writes and bind in after.problems:
            seen.problems.append(f"The database {bind} cannot be read now: {after.problems[bind]}")
        elif writes:
            seen.problems.append(
                f"What the command changed in the database {bind} is not known: before it, {before.problems[bind]}"
            )
