"""Put the recorded frames of a command in order: what each statement found, what it left, and which belong together.

Pure: frames and SQL in, values out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from migration_lab.rows.mentioned import stands_in
from migration_lab.rows.pours import Pair, Pour, Tables, pours_of
from migration_lab.values.frames import ROLLBACK, Frame, TableFrame
from migration_lab.values.statement import Statement
from migration_lab.values.tried import LEFT_OVER


@dataclass(frozen=True)
class RowsStep:
    """One statement, or a rollback, with the tables before and after it."""

    sql: str
    """Empty for a rollback."""
    times: int
    before: Tables
    after: Tables
    failed: bool = False

    @property
    def changed(self) -> tuple[str, ...]:
        """The tables that it made, changed or dropped."""
        names = dict.fromkeys((*self.before, *self.after))
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))

    @property
    def made(self) -> tuple[str, ...]:
        return tuple(name for name in self.after if name not in self.before and not self.is_renamed(name))

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(name for name in self.before if name not in self.after and not self.is_renamed(name))

    @cached_property
    def table_renamed(self) -> Pair | None:
        """The old and the new name of a table, if one disappeared and one with the same columns took its place."""
        old = [name for name in self.before if name not in self.after]
        new = [name for name in self.after if name not in self.before]
        if len(old) == len(new) == 1 and self.before[old[0]].columns == self.after[new[0]].columns:
            return old[0], new[0]
        return None

    def is_renamed(self, table: str) -> bool:
        return self.table_renamed is not None and table in self.table_renamed

    def column_renamed(self, table: str) -> Pair | None:
        """The old and the new name of a column of a table that stays, if the statement says that it renames one."""
        if table not in self.before or table not in self.after or not stands_in("rename", self.sql.lower()):
            return None
        old, new = self.before[table].columns, self.after[table].columns
        differ = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
        return differ[0] if len(old) == len(new) and len(differ) == 1 else None

    @cached_property
    def pours(self) -> tuple[Pour, ...]:
        return () if not self.sql else pours_of(self.sql, self.before, self.after)

    @property
    def tables(self) -> set[str]:
        """The tables that one has to see to understand it."""
        found = {name for pour in self.pours for name in (pour.from_table, pour.to_table)}
        named = {name for name in self.before if self.failed and stands_in(name, self.sql.lower())}
        found |= named | {*self.changed}
        return found | {built for built in _built_from(found) if built in self.before}


def _built_from(names: Iterable[str]) -> Iterator[str]:
    """Yield the tables that Alembic builds again in these."""
    return (name.removeprefix(LEFT_OVER) for name in names if name.startswith(LEFT_OVER))


def steps_of(frames: Iterable[Frame], sql: Sequence[Statement], hidden: Collection[str] = ()) -> Iterator[RowsStep]:
    """Yield the steps that changed a table; ``hidden`` are tables that are not shown.

    A statement that failed after them is a step too, if it names one of these tables.
    """
    now: dict[str, TableFrame] = {}
    last = -1
    failed = [at for at, one in enumerate(sql) if one.failed]
    ordered = list(frames)
    for frame in ordered:
        upto = len(sql) if frame.statement == ROLLBACK else frame.statement
        yield from _failed((at for at in failed if last < at < upto), sql, now)
        now |= {one.table: one for one in frame.opening if one.table not in hidden}
        before = dict(now)
        now |= {one.table: one for one in frame.tables if one.table not in hidden}
        now = {name: one for name, one in now.items() if name not in frame.gone}
        if before != now:
            text = "" if frame.statement == ROLLBACK else sql[frame.statement].sql
            yield RowsStep(text, frame.times, before, dict(now))
        last = upto
    yield from _failed((at for at in failed if last < at), sql, now)


def _failed(places: Iterable[int], sql: Sequence[Statement], now: Tables) -> Iterator[RowsStep]:
    """Yield the statements there that failed on tables that are known, with the rows as they stood."""
    for at in places:
        if any(stands_in(name, sql[at].sql.lower()) for name in now):
            yield RowsStep(sql[at].sql, 1, dict(now), dict(now), failed=True)


def scenes_of(steps: Iterable[RowsStep]) -> list[tuple[tuple[str, ...], list[RowsStep]]]:
    """Return the steps in scenes: those in a row that have tables in common, with the names of all these tables."""
    scenes: list[tuple[dict[str, None], list[RowsStep]]] = []
    for step in steps:
        wanted = step.tables
        if not scenes or not wanted & {*scenes[-1][0]}:
            scenes.append(({}, []))
        names, its = scenes[-1]
        names.update(dict.fromkeys(name for name in (*step.before, *step.after) if name in wanted))
        its.append(step)
    return [(tuple(names), its) for names, its in scenes]
