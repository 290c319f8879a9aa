"""Set a table's structure before and after side by side, line by line. Pure: schema values in, values out.

Only the `Difference` says what has changed, so a display can never contradict it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Literal

from migration_lab.schema import Change, Column, Difference, Renames, Table
from migration_lab.schema.renaming import renamed_table
from migration_lab.values.tried import is_left_over
from migration_lab.values.visible_text import plain
from migration_lab.widgets.definitions import HEADS, Part, column_parts, key_parts
from migration_lab.widgets.kept import NOTHING_KEPT, ColumnsKept
from migration_lab.widgets.words import count

SideState = Literal["added", "dropped", "changed", "unchanged"]
MARKS: dict[SideState, str] = {"added": "+", "dropped": "-", "changed": "~", "unchanged": ""}
WORDS = {"+": "added", "-": "dropped", "~": "changed", "renamed": "renamed"}
"""What a line's mark means; a renamed line has the mark ``~`` and a word of its own."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line on both sides; a side is ``None`` where the thing is not there."""

    mark: str
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None
    renamed: bool = False
    lost: str = ""
    """What was lost with it: ``7 values``."""

    def word(self, words: Mapping[str, str] = WORDS) -> str:
        """The mark in words: ``renamed``, ``dropped``."""
        return words.get("renamed" if self.renamed else self.mark, "")

    @property
    def cells(self) -> tuple[str, ...]:
        """Both sides in one: ``VARCHAR(80) → TEXT`` in a cell of a line that changed."""
        if self.before is None or self.after is None or self.mark != "~":
            return self.after or self.before or ()
        return tuple(_arrow(old, new) for old, new in zip(self.before, self.after, strict=True))


@dataclass(frozen=True, slots=True)
class TableSides:
    """One table before and after."""

    name: str
    state: SideState
    words: str
    """What happened, in words: ``1 column added``."""
    heads: tuple[str, ...]
    """What the cells of ``columns`` are; a head without any content is left out."""
    columns: tuple[SideLine, ...]
    keys: tuple[SideLine, ...]
    """Keys, checks, indexes, triggers, …: the cells are a kind and a definition."""
    was: str = ""
    """The name that the table had before, if it was renamed."""

    @property
    def mark(self) -> str:
        return MARKS[self.state]


def table_sides(
    before: Table | None, after: Table | None, changes: Iterable[Change] = (), kept: ColumnsKept = NOTHING_KEPT
) -> TableSides:
    """Pair the table's lines before and after; ``changes`` says which differ (those of other tables do no harm).

    ``kept`` says which dropped columns lost their values.

    Raises ``ValueError`` when the table is on neither side.
    """
    table = after or before
    if table is None:
        raise ValueError("the table has to be there before or after")
    own = [change for change in changes if change.table == table.name]
    state = _state(before, after, own)
    inner = own if state == "changed" else []
    was = plain(before.name) if before is not None and before.name != table.name else ""
    heads, columns = _fold_empty(_lines(before, after, inner, column_parts, dict(kept.lost)))
    keys = tuple(_lines(before, after, inner, partial(_key_parts, Difference(tuple(inner)).renames)))
    return TableSides(plain(table.name), state, _words(state, table, own), heads, columns, keys, was)


def _state(before: Table | None, after: Table | None, changes: Sequence[Change]) -> SideState:
    if before is None:
        return "added"
    if after is None:
        return "dropped"
    return "changed" if changes else "unchanged"


def _words(state: SideState, table: Table, changes: Sequence[Change]) -> str:
    columns = count(len(table.columns), "column")
    if state == "dropped":
        return "table dropped"
    if state != "changed":
        what = ["left over from a change that failed halfway"] if is_left_over(table.name) else []
        new = "new table" if state == "added" and not what else ""
        return ", ".join(filter(None, (*what, new, columns)))
    inner = [change for change in changes if change.kind != "table"]
    many = Counter((change.kind, "renamed" if change.renamed else change.action) for change in inner)
    own = [f"renamed from {plain(old)}" for old, _ in Difference(tuple(changes)).renames.tables]
    return ", ".join((*own, *(f"{count(number, kind)} {action}" for (kind, action), number in many.items())))


def _lines(
    before: Table | None,
    after: Table | None,
    changes: Sequence[Change],
    parts_of: Callable[[Table], Iterable[Part]],
    lost: Mapping[str, str] = MappingProxyType({}),
) -> list[SideLine]:
    marks: dict[Hashable, str] = {}
    old, new = (
        _by_key(parts_of(table) if table else (), changes, side, marks)
        for table, side in ((before, "before"), (after, "after"))
    )
    return [_line(marks.get(key, ""), old.get(key), new.get(key), lost) for key in _in_order(list(old), list(new))]


def _key_parts(renames: Renames, table: Table) -> Iterator[Part]:
    """Return a table's keys as they are; what they are known by has the new names, as the difference has."""
    moved = renamed_table(table, renames) if renames else table
    for part, one in zip(key_parts(table), key_parts(moved), strict=True):
        yield replace(part, key=one.key, value=one.value)


def _line(mark: str, before: Part | None, after: Part | None, lost: Mapping[str, str]) -> SideLine:
    renamed = before is not None and after is not None and before.kind == "column" and before.key != after.key
    gone = lost.get(str(before.key), "") if before is not None and after is None else ""
    return SideLine("~" if renamed else mark, _cells(before), _cells(after), renamed, gone)


def _cells(part: Part | None) -> tuple[str, ...] | None:
    return None if part is None else part.cells


def _by_key(
    parts: Iterable[Part],
    changes: Sequence[Change],
    side: str,
    marks: dict[Hashable, str],
) -> dict[Hashable, Part]:
    """Index the parts by a key that pairs the two sides: the change they are in, else their own."""
    in_change = {(change.kind, _mark_of(getattr(change, side))): at for at, change in enumerate(changes)}
    seen: Counter[Hashable] = Counter()
    keyed: dict[Hashable, Part] = {}
    for part in parts:
        at = in_change.get((part.kind, _mark_of(part.value)))
        key: Hashable = ("own", part.kind, part.key) if at is None else ("change", at)
        seen[key] += 1
        keyed[key, seen[key]] = part
        if at is not None:
            marks[key, seen[key]] = changes[at].mark
    return keyed


def _mark_of(value: object) -> object:
    """Return what a change and a part have in common: the name of a column, the whole of anything else."""
    return value.name if isinstance(value, Column) else value


def _in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Hashable]:
    """Return the keys in their order after; those that were dropped keep the place they had before."""
    here = set(new)
    place = {key: at for at, key in enumerate(old)}
    done = 0
    for key in new:
        upto = place.get(key, done)
        while done < len(old) and (done < upto or old[done] not in here):
            if old[done] not in here:
                yield old[done]
            done += 1
        yield key
        done = max(done, place.get(key, -1) + 1)
    yield from (key for key in old[done:] if key not in here)


def _fold_empty(lines: Sequence[SideLine]) -> tuple[tuple[str, ...], tuple[SideLine, ...]]:
    """Leave out the cells that are empty in every line."""
    sides = [side for line in lines for side in (line.before, line.after) if side]
    kept = [at for at in range(len(HEADS)) if at == 0 or any(side[at] for side in sides)]

    def keep(side: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return side and tuple(side[at] for at in kept)

    return tuple(HEADS[at] for at in kept), tuple(
        replace(line, before=keep(line.before), after=keep(line.after)) for line in lines
    )


def _arrow(old: str, new: str) -> str:
    return new if old == new else f"{old or '(none)'} → {new or '(none)'}"
