"""Group what differs between the three places by table, with the columns that are the same around it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migration_lab.values.places import PlaceRow, Places, Standing, TableInPlaces
from migration_lab.values.visible_text import plain

SAYS: dict[Standing, str] = {
    "has": "has it",
    "lacks": "lacks it",
    "differs": "differs",
    "unknown": "not known",
}
MOST_SAME = 6
"""Up to this many columns that are the same are shown beside those that differ; of more, only their number."""
MOST_WHOLE = 12
"""Of a table that a place lacks, up to this many columns are shown."""
MANY = 40
"""Of more tables than this, only what differs is shown."""
Standings = tuple[Standing, Standing, Standing]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place has of one thing."""

    standing: Standing
    says: str
    otherwise: str
    """What the place has instead; empty unless the places that have it differ."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A column, key, index, … of a table."""

    mark: str
    """``+``, ``-`` or ``~``; empty where all the places that have the table have it, and the same."""
    kind: str
    name: str
    detail: str
    cells: tuple[Cell, Cell, Cell] | None
    """What models, scripts and database have of it; ``None`` where they are the same."""


@dataclass(frozen=True, slots=True)
class PlacesGroup:
    """One table on which the three places do not agree, as it stands in each of them."""

    table: str
    """Its name, with its bind; empty for what belongs to no table."""
    mark: str
    """What has to be done with the table itself; empty where all the places have it."""
    stands: Standings
    """Whether models, scripts and database have the table."""
    lines: tuple[GroupLine, ...]
    more: int
    """How many columns are the same, and left out."""


def groups(places: Places) -> Iterator[PlacesGroup]:
    """Yield the tables in the order of the rows."""
    tables = {(one.bind, one.name): one for one in places.tables}
    rows: dict[tuple[str, str], list[PlaceRow]] = {}
    for row in places.rows:
        rows.setdefault((row.bind, row.table or ""), []).append(row)
    for (bind, table), own in rows.items():
        whole = next((row for row in own if row.kind == "table"), None)
        lines = tuple(_lines(tables.get((bind, table)), own))
        most = MOST_WHOLE if whole else MOST_SAME
        few = len(rows) <= MANY and sum(not line.mark for line in lines) <= most
        shown = [line for line in lines if few or line.mark]
        yield PlacesGroup(
            plain(f"{bind}: {table}" if bind else table),
            whole.mark if whole else "",
            _stands(own, whole),
            tuple(shown),
            len(lines) - len(shown),
        )


def _lines(table: TableInPlaces | None, rows: list[PlaceRow]) -> Iterator[GroupLine]:
    """Yield the columns in their order, those that are the same too, then all the other things that differ."""
    differing = {row.name: row for row in rows if row.kind == "column"}
    for column, type_ in table.columns if table else ():
        row = differing.pop(f"{table.name}.{column}" if table else "", None)
        yield GroupLine("", "column", plain(column), plain(type_), None) if row is None else _line(row, table)
    for row in rows:
        if row.kind != "table" and (row.kind != "column" or row.name in differing):
            yield _line(row, table)


def _line(row: PlaceRow, table: TableInPlaces | None) -> GroupLine:
    bare = row.name.removeprefix(f"{table.name}.") if table and row.kind == "column" else row.name
    return GroupLine(row.mark, row.kind, plain(bare), plain(" ".join(row.detail.split())), cells_of(row))


def _stands(rows: list[PlaceRow], whole: PlaceRow | None) -> Standings:
    if whole is not None:
        return whole.models, whole.scripts, whole.database
    unknown = [any(standing == "unknown" for standing in of) for of in zip(*map(_standings, rows), strict=True)]
    models, scripts, database = ("unknown" if one else "has" for one in unknown)
    return models, scripts, database  # type: ignore[return-value]


def _standings(row: PlaceRow) -> Standings:
    return row.models, row.scripts, row.database


def cells_of(row: PlaceRow) -> tuple[Cell, Cell, Cell]:
    said = {say for say in (row.models_say, row.scripts_say, row.database_say) if say}

    def cell(standing: Standing, say: str) -> Cell:
        return Cell(standing, SAYS[standing], plain(" ".join(say.split())) if len(said) > 1 else "")

    return (
        cell(row.models, row.models_say),
        cell(row.scripts, row.scripts_say),
        cell(row.database, row.database_say),
    )
