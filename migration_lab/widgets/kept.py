"""Say in words what happened to the rows of a table, and never more than the compared rows can show."""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.rows.what_became import Pairs, what_became
from migration_lab.schema import Table
from migration_lab.values.became import Became, RowsMoved
from migration_lab.values.result import TableRows
from migration_lab.values.visible_text import plain
from migration_lab.widgets.aligned_rows import RowsOnBothSides, rows_on_both_sides
from migration_lab.widgets.sample import Sample, sample, samples
from migration_lab.widgets.value_words import Said, filled_words, gone_words, stayed_words
from migration_lab.widgets.words import count, name


@dataclass(frozen=True, slots=True)
class RowsKept:
    """What happened to one table's rows."""

    table: str
    mark: str
    """``+`` rows added, ``-`` rows or values lost, ``~`` values changed; empty when all were kept."""
    words: tuple[str, ...]
    """Sentences without their full stop: first the number of rows, then the columns' values."""
    marks: tuple[str, ...]
    """The mark of each sentence."""
    changed: str
    """For the headline: ``changed 6 rows of speaker``; empty when none is seen to have changed."""
    renames: tuple[tuple[str, str], ...]
    """The old name and the new one of each column that only changed its name."""
    before: Sample | None
    after: Sample | None
    aligned: RowsOnBothSides | None = None
    """Both in one table; ``None`` when the rows cannot be set side by side."""


@dataclass(frozen=True, slots=True)
class ColumnsKept:
    """What happened to the dropped columns, with their names as the database has them."""

    lost: tuple[tuple[str, str], ...] = ()
    """The name of a dropped column whose values were lost, and how many: ``7 values``."""


NOTHING_KEPT = ColumnsKept()


def rows_kept(rows: TableRows, before: Table | None, after: Table | None, renames: Pairs = ()) -> RowsKept | None:
    """Say what became of one table's rows; ``None`` when nothing is known, or when there never were any.

    ``renames`` are the old and the new names of its columns.
    """
    if rows.not_compared:
        return _not_compared(rows)
    became = rows.became or what_became(rows, before, after, renames=renames)
    if became is None or not (became.rows_before or became.rows_after):
        return None
    said = [_number(became), *_compared(became), *_values(became)]
    marks = tuple(mark for mark, _ in said)
    return RowsKept(
        plain(rows.table),
        next((each for each in "-+~" if each in marks), ""),
        tuple(words for _, words in said),
        marks,
        _changed(became),
        tuple((plain(one), plain(other)) for one, other in became.renames),
        *samples(rows.before, rows.after, became),
        rows_on_both_sides(became, before, after),
    )


def _not_compared(rows: TableRows) -> RowsKept:
    said = [f"{count(rows.after.count, 'row')} now"] if rows.after else []
    said.append(f"its rows were not compared: {rows.not_compared}")
    after = None if rows.after is None else sample(rows.after)
    return RowsKept(plain(rows.table), "", tuple(said), ("",) * len(said), "", (), None, after)


def columns_kept(rows: TableRows | None, renames: Pairs = ()) -> ColumnsKept:
    """Say what happened to the dropped columns; nothing of rows that are not known on both sides."""
    if rows is None or rows.before is None or rows.after is None:
        return NOTHING_KEPT
    became = rows.became or what_became(rows, None, None, renames=renames)
    if became is None or (became.cannot_compare and became.filled):
        return NOTHING_KEPT
    return ColumnsKept(tuple((column, lost_words(became, many)) for column, many in became.values_lost))


def lost_words(became: Became, many: int) -> str:
    """Return ``7 values``, and whether there may be more."""
    return count(many, "value") if became.read == became.rows_before else f"{many:,} or more values"


def _number(became: Became) -> Said:
    old, new = became.rows_before, became.rows_after
    if became.now_in:
        return "", f"its {count(old, 'row')} are in {name(became.now_in)} now"
    if became.was_in:
        return "", f"its {count(new, 'row')} were in {name(became.was_in)} before"
    if became.rows_to or became.rows_from:
        return _moved(became)
    if became.dropped:
        return "-", f"{count(old, 'row')} dropped with the table"
    if became.made:
        return "+", f"{count(new, 'row')} in the new table"
    if new < old and became.not_looked_for:
        what = f"{count(old - new, 'row')} fewer; the lab did not look for all of them in other tables"
        return "-", f"{what}: {old:,} before, {new:,} after"
    if new < old:
        what = "all its rows lost" if not new else f"{count(old - new, 'row')} lost"
        return "-", f"{what}: {old:,} before, {new:,} after"
    if new > old:
        return "+", f"{count(new - old, 'row')} added: {old:,} before, {new:,} after"
    if became.all_kept:
        return "", f"{count(new, 'row')} kept"
    if became.rows_gone == 0:
        return "", f"{count(new, 'row')} still there"
    if became.rows_gone and became.rows_gone < old:
        return "~", f"{count(new, 'row')}, as many as before, but {became.rows_gone:,} of them replaced others"
    return "", f"{count(new, 'row')}, as many as before"


def _moved(became: Became) -> Said:
    """Say how many rows moved to other tables and came from there, and how many others were added or lost."""
    words = [f"{count(one.rows, 'row')} moved to {name(one.table)}{_aside(one)}" for one in became.rows_to]
    words += [f"{count(one.rows, 'row')} came from {name(one.table)}" for one in became.rows_from]
    words += [f"{count(became.rows_gone, 'row')} lost"] if became.rows_gone else []
    words += [f"{count(became.rows_come, 'row')} added"] if became.rows_come else []
    numbers = f": {became.rows_before:,} before, {became.rows_after:,} after" if became.stays else ""
    mark = "-" if became.rows_gone else "+" if became.rows_come else "~"
    return mark, ", ".join(words) + numbers


def _aside(moved: RowsMoved) -> str:
    return f" with a different {name(moved.without)}" if moved.without else ""


def _compared(became: Became) -> list[Said]:
    """Say how many rows were compared, when it was not all of them."""
    if not became.stays or became.all_compared or not became.rows_after or not became.rows_before:
        return []
    if part := part_compared(became):
        return [("", f"{part} were compared")]
    return [("", "its rows could not be compared, because nothing tells them apart")]


def part_compared(became: Became) -> str:
    """Return ``the first 10,000 of 12,000 rows``; empty when it was all of them, or none."""
    if became.all_compared or not became.compared:
        return ""
    first = "the first " if became.compared == became.read else ""
    return f"{first}{became.compared:,} of {count(became.rows_before, 'row')}"


def _changed(became: Became) -> str:
    """Say in the headline's words what happened to rows that were there before and after."""
    if became.rows_changed:
        more = "" if became.all_compared else "at least "
        return f"changed {more}{count(became.rows_changed, 'row')} of {name(became.table)}"
    went, same_number = became.went, became.rows_before == became.rows_after
    return f"changed rows of {name(became.table)}" if went and went.count and same_number else ""


def _values(became: Became) -> list[Said]:
    """Say what happened to the values in dropped, kept and added columns."""
    if not became.stays or not (became.rows_before and became.rows_after):
        return []
    lost = {column: lost_words(became, many) for column, many in became.values_lost}
    return [*gone_words(became, lost), *stayed_words(became), *filled_words(became)]
