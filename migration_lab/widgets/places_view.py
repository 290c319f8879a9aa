"""Show the three places, models, scripts and database, side by side: where they disagree, and what to type next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from migration_lab.values.places import PlaceRow, Places, Standing
from migration_lab.values.visible_text import plain
from migration_lab.widgets.grid import align
from migration_lab.widgets.html import code, details, esc, paragraph, table
from migration_lab.widgets.live import Display
from migration_lab.widgets.places_groups import Cell, cells_of, groups
from migration_lab.widgets.words import block, count

HEADS = ("Models", "Scripts", "Database")
SIGNS: dict[Standing, str] = {"has": "✓", "lacks": "✗", "differs": "≠", "unknown": "?"}
NOT_COMPARED = "Not compared by flask db check"
NOTHING_RUNS = frozenset({"app does not load", "broken script", "unreachable database", "check fails", "cannot look"})
"""The states in which every ``flask db`` command ends with an error."""
LOST = NOTHING_RUNS | {"unknown version", "no alembic_version", "empty alembic_version", "several heads"}
"""The states in which neither ``flask db migrate`` nor ``flask db upgrade`` helps."""
MOST_IDS = 3


@dataclass(frozen=True, slots=True)
class PlacesLine:
    """One thing on which the places do not agree."""

    mark: str
    kind: str
    name: str
    detail: str
    cells: tuple[Cell, Cell, Cell]


@dataclass(frozen=True, slots=True)
class Road:
    """What is between two places: how many things differ, and the command that carries them over, if one does."""

    command: str
    differ: int
    known: bool


def lines(places: Places) -> tuple[PlacesLine, ...]:
    """The rows, ready to be shown."""
    return tuple(
        PlacesLine(row.mark, row.kind, plain(_name(row)), plain(" ".join(row.detail.split())), cells_of(row))
        for row in places.rows
    )


def roads(places: Places) -> tuple[Road, Road]:
    """Models to scripts, and scripts to database."""
    pairs = Counter[str]()
    unknown = {"scripts": False, "database": False}
    for row in places.rows:
        for side, before, after in (
            ("scripts", (row.models, row.models_say), (row.scripts, row.scripts_say)),
            ("database", (row.scripts, row.scripts_say), (row.database, row.database_say)),
        ):
            if "unknown" in (before[0], after[0]):
                unknown[side] = True
            elif before[0] != after[0] or (before[0] != "lacks" and before[1] != after[1]):
                pairs[side] += 1
    at_head = set(places.current) == set(places.heads)
    if not at_head and places.heads and not pairs["database"]:
        pairs["database"] += 1
    lost = places.state in LOST
    migrate = "" if lost or places.in_step else "flask db migrate"  # what check does not find, migrate does not draft
    go = "flask db upgrade heads" if len(places.heads) > 1 else "flask db upgrade"
    upgrade = "" if lost or at_head else go  # what no script explains, no upgrade removes
    return (
        Road(migrate, pairs["scripts"], not unknown["scripts"] and _scripts_known(places)),
        Road(upgrade, pairs["database"], not unknown["database"] and _scripts_known(places)),
    )


def _scripts_known(places: Places) -> bool:
    return places.problem is None and places.state not in ("no migrations", "cannot replay", "broken script")


def few(many: Sequence[str]) -> list[str]:
    """Return a line for each revision id; of more than ``MOST_IDS``, count the rest."""
    more = [f"and {len(many) - MOST_IDS} more"] if len(many) > MOST_IDS else []
    return [*map(plain, many[:MOST_IDS]), *more]


class PlacesView(Display):
    """Show ``places``. It reads nothing: the values are all there."""

    def __init__(self, places: Places) -> None:
        self.places = places

    @property
    def can_move(self) -> bool:
        """Whether a command can take the database to another revision."""
        return self.places.state not in NOTHING_RUNS

    def __str__(self) -> str:
        return "\n\n".join("\n".join(part) for part in self._parts() if part)

    def _parts(self) -> Iterator[Sequence[str]]:
        places = self.places
        head = [block(places.sentence)]
        if places.next_command:
            head.append(f"  next: {plain(places.next_command)}")
        yield head
        if rows := lines(places):
            cells = [(f"{row.mark} {row.kind} {row.name}", row.detail, *map(_text, row.cells)) for row in rows]
            yield [f"  {line}" for line in align([("", "", *HEADS), *cells])]
        if places.problem:
            yield [f"  {line}" for line in block(places.problem).splitlines()]
        if places.not_compared:
            yield [f"  {NOT_COMPARED}", *(f"    {plain(one)}" for one in places.not_compared)]

    def html(self) -> str:
        places = self.places
        parts = [paragraph(f"<strong>{esc(block(places.sentence))}</strong>")]
        if places.next_command:
            parts.append(paragraph(f"Next: {code(plain(places.next_command))}"))
        if rows := lines(places):
            body = [
                (_thing_html(row), *(f"{SIGNS[cell.standing]} {esc(_text(cell))}" for cell in row.cells))
                for row in rows
            ]
            caption = f"Models, scripts and database: {count(len(rows), 'difference')}"
            parts.append(table(esc(caption), ("what", *HEADS), body))
        if places.problem:
            parts.append(f"<pre>{code(block(places.problem))}</pre>")
        if places.not_compared:
            parts.append(details(esc(NOT_COMPARED), "<br>".join(code(plain(one)) for one in places.not_compared)))
        return "\n".join(parts)

    def state(self) -> dict[str, object]:
        """What the board draws: plain JSON values."""
        places = self.places
        return {
            "state": places.state,
            "sentence": block(places.sentence),
            "in_step": places.in_step,
            "command": places.next_command and plain(places.next_command),
            "problem": places.problem and block(places.problem),
            "groups": [asdict(group) for group in groups(places)],
            "roads": [asdict(road) for road in roads(places)],
            "heads": few(places.heads),
            "current": few(places.current),
            "can_move": self.can_move,
            "not_compared": [plain(one) for one in places.not_compared],
            "database": plain(places.database),
            "entry": plain(places.entry),
        }


def _name(row: PlaceRow) -> str:
    return f"{row.bind}: {row.name}" if row.bind else row.name


def _thing_html(row: PlacesLine) -> str:
    detail = f" {code(row.detail)}" if row.detail else ""
    return f"{row.mark} {esc(row.kind)} <strong>{esc(row.name)}</strong>{detail}"


def _text(cell: Cell) -> str:
    return f"{cell.says}: {cell.otherwise}" if cell.otherwise else cell.says
