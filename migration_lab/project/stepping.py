"""What a command did, as a value: what was seen before it held against what is seen after it. Reads the databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from migration_lab.errors import LabError, printable
from migration_lab.project.database import Database
from migration_lab.project.present import relative
from migration_lab.project.result import CommandResult, DatabaseChange, Statement, Step, TableRows, WayBack
from migration_lab.project.rows import changed_rows
from migration_lab.project.rows_on_server import RowsBefore
from migration_lab.schema import Difference, Schema, compare

if TYPE_CHECKING:
    from migration_lab.project.moments import Moment
    from migration_lab.project.runner import Outcome
    from migration_lab.project.terminal import Terminal
    from migration_lab.project.whereabouts import Glance, Whereabouts


NOTHING_READ: Mapping[str, RowsBefore] = MappingProxyType({})


def result_of(root: Path, args: Iterable[str], outcome: Outcome, terminal: Terminal) -> CommandResult:
    """What a command reported and printed, as a value, with the paths relative to ``root``."""
    report = outcome.report

    def shown(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(printable(relative(Path(path), root)) for path in paths)

    return CommandResult(
        tuple(map(printable, args)),
        outcome.exit_code,
        terminal.output,
        terminal.full_output,
        tuple(Statement(*pair) for pair in report.get("sql", ())),
        shown(report.get("written", ())),
        shown(report.get("removed", ())),
        report.get("reason", ""),
        None if report.get("asked") is None else printable(report["asked"]),
    )


def make_step(
    result: CommandResult,
    before: Glance,
    after: Glance,
    where: Whereabouts,
    moment: Moment | None,
    way_back: WayBack,
    unread: str = "",
    rows_before: Mapping[str, RowsBefore] = NOTHING_READ,
) -> Step:
    """The step of a command that has run. Raises nothing for what cannot be read: that is what ``unread`` says.

    ``moment`` is what was kept before it, if it changed anything that is kept; ``rows_before`` the rows that were read
    before it where nothing is kept, by bind.
    """
    problems = [unread] if unread else []
    was, now, same = known(before, after)
    difference = compare(was, now) if same else Difference()
    rows: tuple[TableRows, ...] = ()
    if not same:
        problems += why_not(before, after)
    elif where.databases:
        problems += [after.problems[after.default]] if after.default in after.problems else []
        rows = rows_of(result, after.default, where, moment, rows_before, was, now, difference, problems)
    moved = where.moved()
    versions = (before.versions, after.versions) if same else (after.versions, after.versions)
    elsewhere = tuple(filter(None, others(result, before, after, where, moment, rows_before, problems)))
    return Step(
        result, was, now, difference, rows, *versions, elsewhere, way_back, tuple(problems), moved, after.default
    )


def rows_of(
    result: CommandResult,
    bind: str,
    where: Whereabouts,
    moment: Moment | None,
    rows_before: Mapping[str, RowsBefore],
    was: Schema,
    now: Schema,
    difference: Difference,
    problems: list[str],
) -> tuple[TableRows, ...]:
    """What became of the rows of one database; why they cannot be read is added to ``problems``."""
    live = where.databases[bind]
    if live.path is not None and moment is None and not difference:
        return ()  # the file is what it was
    copy = moment.copy_of(relative(live.path, where.root)) if moment and live.path else None
    earlier = Database.of_copy(copy) if copy else rows_before.get(bind)
    try:
        return changed_rows(result.sql, earlier, live, was, now, difference)
    except LabError as error:
        problems.append(str(error))
        return ()


def known(before: Glance, after: Glance) -> tuple[Schema, Schema, bool]:
    """The default database before and after, and whether the two can be compared; if not, one stands for both."""
    was, now = before.schema, after.schema
    if not after.addresses:
        return Schema("sqlite"), Schema("sqlite"), True
    same = before.addresses.get(before.default) == after.addresses.get(after.default)
    if was is not None and now is not None and same:
        return was, now, True
    one = now or was or Schema("sqlite")
    return one, one, False


def why_not(before: Glance, after: Glance) -> Iterator[str]:
    """Why the default database of before cannot be compared with that of after."""
    if after.default in after.problems:
        yield f"What is in the database now cannot be read: {after.problems[after.default]}"
    elif before.default in before.problems:
        yield f"What the command changed in the tables cannot be told: before it, {before.problems[before.default]}"
    else:
        yield "What the command changed in it cannot be told, since the lab had looked at the other one before."


def others(
    result: CommandResult,
    before: Glance,
    after: Glance,
    where: Whereabouts,
    moment: Moment | None,
    rows_before: Mapping[str, RowsBefore],
    problems: list[str],
) -> Iterator[DatabaseChange]:
    """What became of the other databases; of those that cannot be compared a command that writes says why."""
    writes = any(statement.changes_something for statement in result.sql)
    for bind, now in after.schemas.items():
        was = before.schemas.get(bind)
        if bind == after.default or before.addresses.get(bind) != after.addresses[bind]:
            continue
        if was is not None and now is not None:
            difference = compare(was, now)
            rows = rows_of(result, bind, where, moment, rows_before, was, now, difference, problems)
            stood, stands = (side.stands.get(bind, ()) for side in (before, after))
            yield DatabaseChange(bind, was, now, difference, rows, stood, stands)
        elif writes and bind in after.problems:
            problems.append(f"What is in the database {bind} now cannot be read: {after.problems[bind]}")
        elif writes:
            problems.append(
                f"What the command changed in the database {bind} cannot be told: before it, {before.problems[bind]}"
            )
