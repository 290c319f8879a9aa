"""Say what one statement did to the rows that are shown moving, and never more than its frames show. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.rows.pours import Pour
from migration_lab.rows.scenes import RowsStep
from migration_lab.values.frames import TableFrame
from migration_lab.values.tried import LEFT_OVER, is_left_over
from migration_lab.values.visible_text import plain
from migration_lab.widgets.value_words import NUMBER
from migration_lab.widgets.words import count, name, names, shorten

LONGEST_QUOTED = 24
Said = tuple[str, str]
"""A mark, and a sentence without its full stop."""


def step_words(step: RowsStep, earlier: Sequence[Pour]) -> Said:
    """Say what happened in a step; ``earlier`` is what was carried from table to table before it."""
    if step.failed:
        return "!", "failed, and changed no row"
    if not step.sql:
        again = "".join(f"; {name(table)} is there again" for table in step.made)
        return "-", f"what was not committed is taken back{again}"
    said = [*_tables(step, earlier), *_columns(step, earlier), *_rows(step), *_values(step)]
    mark = next((mark for mark, _ in said if mark == "-"), said[0][0] if said else "")
    return mark, "; ".join(dict.fromkeys(words for _, words in said))


def lost_columns(step: RowsStep, table: str, earlier: Sequence[Pour]) -> tuple[tuple[str, str], ...]:
    """Return each column whose values go with this step and were carried nowhere before, and how many they are.

    If a table goes of which nothing was carried anywhere, the number of its rows says it all.
    """
    was, now = step.before[table], step.after.get(table)
    gone = was.columns if table in step.dropped else columns_dropped(step, table)
    there = [one for one in earlier if one.from_table == table and one.to_table in step.after]
    if now is None and not there:
        return ()
    carried = {old for one in there for old, _ in one.columns}
    held = dict(zip(was.columns, was.held, strict=True))
    return tuple((one, number(held[one], "value", was)) for one in gone if one not in carried and held[one])


def lost_rows(step: RowsStep, table: str, earlier: Sequence[Pour]) -> str:
    """Return how many rows go with this step, if any do; rows that were copied elsewhere before do not count."""
    was, now = step.before.get(table), step.after.get(table)
    if was is None or step.is_renamed(table):
        return ""
    if now is None:
        copied = any(one.from_table == table and one.to_table in step.after for one in earlier)
        return "" if copied or not was.count else number(was.count, "row", was)
    return count(was.count - now.count, "row") if was.count > now.count else ""


def columns_dropped(step: RowsStep, table: str) -> tuple[str, ...]:
    """Return the columns of a table that stays which are gone after the step, but for one that was renamed."""
    if table not in step.before or table not in step.after:
        return ()
    kept = {*step.after[table].columns, *(step.column_renamed(table) or ())}
    return tuple(one for one in step.before[table].columns if one not in kept)


def number(many: int, noun: str, table: TableFrame) -> str:
    """Return ``5 values``, or ``2,000 or more values`` where not all were counted."""
    return f"{many:,} or more {noun}s" if table.at_least else count(many, noun)


def _tables(step: RowsStep, earlier: Sequence[Pour]) -> Iterator[Said]:
    if step.table_renamed is not None:
        old, new = step.table_renamed
        yield "~", f"{name(old)} is now called {name(new)}"
    for table in step.made:
        if not any(pour.to_table == table for pour in step.pours):
            built = table.removeprefix(LEFT_OVER) if is_left_over(table) else ""
            what = f"a new table for {name(built)}:" if built in step.before else "new table"
            yield "+", f"{what} {name(table)}, {_has(step.after[table])}"
    for table in step.dropped:
        was = step.before[table]
        to = [one.to_table for one in earlier if one.from_table == table and one.to_table in step.after]
        lost = lost_columns(step, table, earlier)
        if lost:
            words = " and ".join(f"the {many} of {name(column)}" for column, many in lost)
            yield "-", f"{name(table)} is dropped: {words} were not copied, and are gone"
        elif to:
            rows = number(was.count, "row", was)
            yield "~", f"{name(table)} is dropped; its {rows} are in {names(dict.fromkeys(to))}"
        elif was.count:
            yield "-", f"{name(table)} is dropped, and with it {number(was.count, 'row', was)}"
        else:
            yield "-", f"{name(table)} is dropped; it had no rows"


def _has(table: TableFrame) -> str:
    return f"with {number(table.count, 'row', table)}" if table.count else "still empty"


def _columns(step: RowsStep, earlier: Sequence[Pour]) -> Iterator[Said]:
    for table in step.changed:
        if table not in step.before or table not in step.after:
            continue
        was, now, renamed = step.before[table], step.after[table], step.column_renamed(table)
        if renamed:
            yield "~", f"{name(renamed[0])} is now called {name(renamed[1])}; its values stay"
        for at, column in enumerate(now.columns):
            if column not in was.columns and column not in (renamed or ()):
                yield "+", f"{name(table)} gets the column {name(column)}{_filled(now, at)}"
        lost = dict(lost_columns(step, table, earlier))
        for column in columns_dropped(step, table):
            to = _now_in(step, table, column, earlier)
            if column in lost:
                yield "-", f"{name(column)} is dropped, and with it {lost[column]}"
            elif to:
                yield "~", f"{name(column)} is dropped; its values are in {names(to)}"
            else:
                yield "-", f"{name(column)} is dropped; it was empty"


def _now_in(step: RowsStep, table: str, column: str, earlier: Sequence[Pour]) -> list[str]:
    """Return the columns to which the values of a dropped one were carried before."""
    pairs = [(one.to_table, *pair) for one in earlier if one.from_table == table for pair in one.columns]
    return [new if to == table else f"{to}.{new}" for to, old, new in pairs if old == column and to in step.after]


def _filled(table: TableFrame, at: int) -> str:
    """Say what a new column holds: ``: NULL in all 6 rows``."""
    if not table.count:
        return ""
    if not table.held[at]:
        return f": NULL {_in_rows(table)}"
    held = {row[at] for row in table.rows}
    value = held.pop() if len(held) == 1 else None
    if value is None:
        return ""
    shown = value if NUMBER.fullmatch(value) else f"'{shorten(plain(value), LONGEST_QUOTED)}'"
    return f": {shown} {_in_rows(table) if table.count == len(table.rows) else 'in every row shown'}"


def _in_rows(table: TableFrame) -> str:
    if table.at_least:
        return f"in the first {count(table.count, 'row')}"
    return {1: "in its one row", 2: "in both rows"}.get(table.count, f"in all {count(table.count, 'row')}")


def _rows(step: RowsStep) -> Iterator[Said]:
    for table, now in step.after.items():
        was = step.before.get(table)
        if was == now:
            continue
        pour = next((one for one in step.pours if one.to_table == table != one.from_table), None)
        more = now.count - (was.count if was else 0)
        if pour is not None:
            yield "+", _copied(step, pour, number(more, "row", now))
        elif was is not None and more > 0:
            yield "+", f"{number(more, 'row', now)} added to {name(table)}"
        elif was is not None and more < 0:
            yield "-", f"{count(-more, 'row')} deleted from {name(table)}"


def _copied(step: RowsStep, pour: Pour, rows: str) -> str:
    """Say which columns were not copied with the rows, and what is in those to which nothing was copied."""
    source, target = step.before[pour.from_table], step.after[pour.to_table]
    left = [one for one in source.columns if one not in [old for old, _ in pour.columns]]
    renamed = [f"{name(old)} as {name(new)}" for old, new in pour.columns if old != new]
    words = [f"{rows} copied from {name(pour.from_table)}", *([", ".join(renamed)] if renamed else [])]
    if left and is_left_over(target.table):  # it is to have all that the other one has
        words.append(f"{names(left)} {'is' if len(left) == 1 else 'are'} not copied")
    filled = [new for _, new in pour.columns]
    empty = [one for at, one in enumerate(target.columns) if one not in filled and not target.held[at]]
    if empty:
        words.append(f"{names(empty)} {'stays' if len(empty) == 1 else 'stay'} NULL")
    return ", ".join(words)


def _values(step: RowsStep) -> Iterator[Said]:
    for table, now in step.after.items():
        was = step.before.get(table)
        if was is None or was.columns != now.columns or was.count != now.count:
            continue
        own = [one for one in step.pours if one.from_table == one.to_table == table]
        within = {new: old for one in own for old, new in one.columns}
        for at, column in enumerate(now.columns):
            if was.held[at] == now.held[at] and not _differs(was, now, at):
                continue
            if column in within:
                yield "~", f"the values of {name(within[column])} pour into {name(column)}"
            elif was.held[at] != now.held[at]:
                rows = number(now.count, "row", now)
                yield "~", f"{name(column)} has a value in {now.held[at]:,} of {rows}, before in {was.held[at]:,}"
            else:
                yield "~", f"{name(column)} has other values"


def _differs(was: TableFrame, now: TableFrame, at: int) -> bool:
    old = {one: row[at] for one, row in zip(was.ids, was.rows, strict=True)}
    return any(old.get(one, row[at]) != row[at] for one, row in zip(now.ids, now.rows, strict=True))
