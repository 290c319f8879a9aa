"""Know a table and a column again under another name, and choose the columns to show. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from migration_lab.rows.scenes import RowsStep
from migration_lab.values.frames import TableFrame

MOST_COLUMNS = 8


class ColumnIds:
    """Gives the tables and columns of one scene ids that stay the same when they are renamed or copied."""

    def __init__(self, scene: str, steps: Sequence[RowsStep]) -> None:
        self._scene = scene
        self._steps = steps
        self._tables: dict[str, str] = {}
        self._made = 0
        self._origins = {pair: origin for step in steps for pair, origin in _origins(step)}

    def table(self, name: str) -> str:
        """Return the id of the table that has this name now."""
        return self._tables[name] if name in self._tables else self.make(name)

    def make(self, name: str) -> str:
        """Give a new table an id of its own, even if there was another one of that name."""
        self._made += 1
        self._tables[name] = f"{self._scene}.{self._made}"
        return self._tables[name]

    def rename(self, old: str, new: str) -> None:
        self._tables[new] = self.table(old)
        del self._tables[old]

    def of(self, table: str, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of these columns: the name of the column in which their values first were."""
        found: list[str] = []
        for column in columns:
            origin = self._origin(table, column)
            found.append(origin if origin not in found else f"{origin} ({column})")
        return tuple(found)

    def _origin(self, table: str, column: str) -> str:
        seen = set()
        while (table, column) in self._origins and (table, column) not in seen:
            seen.add((table, column))
            table, column = self._origins[table, column]
        return column


def _origins(step: RowsStep) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield each column that this step renamed, or filled from another table's with another name."""
    for pour in step.pours:
        if pour.from_table != pour.to_table:
            yield from (((pour.to_table, new), (pour.from_table, old)) for old, new in pour.columns if old != new)
    for table in step.changed:
        if renamed := step.column_renamed(table):
            yield (table, renamed[1]), (table, renamed[0])
    if step.table_renamed is not None:
        old, new = step.table_renamed
        yield from (((new, column), (old, column)) for column in step.after[new].columns)


def chosen(ids: ColumnIds, names: Sequence[str], steps: Sequence[RowsStep]) -> tuple[str, ...]:
    """Choose the columns to show, by their ids: first keys, then those to which something happens, then the others."""
    key: dict[str, None] = {}
    telling: dict[str, None] = {}
    others: dict[str, None] = {}
    for step in steps:
        for name in names:
            was, now = step.before.get(name), step.after.get(name)
            for table in filter(None, (was, now)):
                own = dict(zip(table.columns, ids.of(name, table.columns), strict=True))
                key.update(dict.fromkeys(own[one] for one in table.key if one in own))
                others.update(dict.fromkeys(own.values()))
            if was is not None and now is not None:
                telling.update(dict.fromkeys(_telling(ids, was, now)))
        for pour in step.pours:
            source, target = step.before[pour.from_table], step.after[pour.to_table]
            sides = ((source, [old for old, _ in pour.columns]), (target, [new for _, new in pour.columns]))
            for table, carried in sides if source.table != target.table else ():
                own = dict(zip(table.columns, ids.of(table.table, table.columns), strict=True))
                telling.update(dict.fromkeys(own[one] for one in table.columns if one not in carried))
            telling.update(dict.fromkeys(ids.of(source.table, [old for old, new in pour.columns if old != new])))
    return tuple(dict.fromkeys((*key, *telling, *others)))[:MOST_COLUMNS]


def _telling(ids: ColumnIds, was: TableFrame, now: TableFrame) -> Iterator[str]:
    """Yield the columns that come, go, get another name or other values."""
    before, after = ({one: at for at, one in enumerate(ids.of(side.table, side.columns))} for side in (was, now))
    yield from (one for one in (*before, *after) if (one in before) != (one in after))
    rows = dict(zip(was.ids, was.rows, strict=True))
    same = [(rows[id], row) for id, row in zip(now.ids, now.rows, strict=True) if id in rows]
    for one, to in after.items():
        at = before.get(one)
        if at is not None and (was.columns[at] != now.columns[to] or any(old[at] != new[to] for old, new in same)):
            yield one
