"""What a command did, as a value: what was seen before it held against what is seen after it. Reads the databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.errors import LabError, printable
from migration_lab.project.database import Database
from migration_lab.project.present import relative
from migration_lab.project.result import CommandResult, Statement, Step, TableRows, WayBack
from migration_lab.project.rows import changed_rows
from migration_lab.schema import Difference, Schema, compare

if TYPE_CHECKING:
    from migration_lab.project.moments import Moment
    from migration_lab.project.runner import Outcome
    from migration_lab.project.terminal import Terminal
    from migration_lab.project.whereabouts import Glance, Whereabouts

NOT_SEEN = "The command wrote to {}, and what it changed there is in no table that was compared."


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
    )


def make_step(
    result: CommandResult,
    before: Glance,
    after: Glance,
    where: Whereabouts,
    moment: Moment | None,
    written: Collection[str],
    way_back: WayBack,
    unread: str = "",
) -> Step:
    """The step of a command that has run. Raises nothing for what cannot be read: that is what ``unread`` says.

    ``moment`` is what was kept before it, if it changed anything that is kept; ``written`` are the database files that
    it changed.
    """
    problems = [unread] if unread else []
    was, now, same = known(before, after)
    difference = compare(was, now) if same else Difference()
    rows: tuple[TableRows, ...] = ()
    if not same:
        problems += why_not(before, after)
    elif where.databases:
        problems += [after.problems[after.default]] if after.default in after.problems else []
        live = where.databases[after.default]
        copy = moment.copy_of(relative(live.path, where.root)) if moment and live.path else None
        earlier, name = Database.of_copy(copy) if copy else None, relative(live.path, where.root) if live.path else ""
        try:
            rows = changed_rows(result.sql, earlier, live, was, now, difference)
            if name in written and not (rows or difference or before.versions != after.versions):
                rows = changed_rows(result.sql, earlier, live, was, now, difference, everywhere=True)
                problems += [] if rows else [NOT_SEEN.format(printable(name))]
        except LabError as error:
            problems.append(str(error))
    moved = where.moved()
    versions = (before.versions, after.versions) if same else (after.versions, after.versions)
    elsewhere = tuple(others(before, after))
    problems += in_others(where, written, after.default, {bind for bind, _ in elsewhere})
    return Step(result, was, now, difference, rows, *versions, elsewhere, way_back, tuple(problems), moved)


def in_others(where: Whereabouts, written: Collection[str], default: str, told: Collection[str]) -> Iterator[str]:
    """What to say of the other databases in which nothing but rows changed."""
    for bind, database in where.databases.items():
        name = relative(database.path, where.root) if database.path else ""
        if bind != default and bind not in told and name in written:
            yield f"The command changed rows in {printable(name)}."


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


def others(before: Glance, after: Glance) -> Iterator[tuple[str, Difference]]:
    """What changed in the tables of the other databases, as far as they can be read."""
    for bind, now in after.schemas.items():
        was = before.schemas.get(bind)
        same = before.addresses.get(bind) == after.addresses[bind]
        if bind != after.default and was is not None and now is not None and same and (change := compare(was, now)):
            yield bind, change
