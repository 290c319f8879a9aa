"""Find out what the database would lose on its way to a revision. Values only: touches no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import joined
from migration_lab.coach.standing.trial_words import failure, harm, success, untried
from migration_lab.schema import Schema
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.tried import Tried
from migration_lab.widgets.words import name, plural

Columns = Mapping[str, set[str]]
"""The names of the columns, by table."""


@dataclass(frozen=True, slots=True)
class Losses:
    """The dropped tables, and the dropped columns of tables that stay, as ``table.column``."""

    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tables or self.columns)

    def __str__(self) -> str:
        kinds = (("table", self.tables), ("column", self.columns))
        said = [f"{kind if len(many) == 1 else plural(kind)} {_listed(many)}" for kind, many in kinds if many]
        return ", and ".join(said)

    def sentence(self, *, can_undo: bool, held: bool = True) -> str:
        """Warn of what would be dropped; empty when nothing is. Without ``held``, say nothing of its content."""
        dropped = self.tables + self.columns
        if not dropped:
            return ""
        if not held:
            return say("next.drops", what=self)
        back = say("next.undo_brings", dropped=dropped) if can_undo else ""
        return joined(say("next.drops_with_all", what=self, dropped=dropped), back)


def dropped_by(tried: Tried) -> Losses:
    """Return what a trial run dropped; what was only renamed, or lives on elsewhere, is no loss."""
    kept = {fate.table for fate in tried.fates if fate.became.now_in}
    for fate in tried.fates:
        kept |= {f"{fate.table}.{one.column}" for one in fate.became.moved if one.all_found}
    gone = [(kind, name) for kind, name in tried.drops if name not in kept]
    tables, columns = ([name for kind, name in gone if kind == wanted] for wanted in ("table", "column"))
    return Losses(tuple(sorted(tables)), tuple(columns))


def beware(lost: Losses, tried: Tried, command: str, graph: RevisionGraph, *, can_undo: bool) -> str:
    """Warn of what ``command`` would do, as a trial run or the structure shows; empty when there is no danger."""
    if tried.error:
        return failure(tried, command, graph)
    if tried.asks:
        return untried(tried)
    if tried.untried:
        return lost.sentence(can_undo=can_undo)
    harmed = harm(tried)
    if not (harmed or lost):
        return ""
    back = say("next.undo_brings_that") if harmed and can_undo else ""
    return joined(lost.sentence(can_undo=False, held=False), success(tried), back)


def losses(live: Schema, graph: RevisionGraph, target: str, schema_at: Callable[[str], Schema]) -> Losses:
    """Return what is in ``live``, made by scripts that have run, but would not be there at ``target`` (empty: base).

    A column does not count where another one is added to the same table, because that may be a rename. Raises whatever
    ``schema_at``, which returns the tables at a revision, raises.
    """
    stays = [one for one in graph.current if target and not _in_line(graph, one, target)]
    then = _columns(map(schema_at, [*stays, target] if target else []))
    made = _columns(map(schema_at, graph.current))
    there = _columns([live])
    tables = [table for table in there if table in made and table not in then]
    columns = [
        f"{table}.{column}"
        for table, now in there.items()
        if table in then and not then[table] - now
        for column in sorted((now & made.get(table, set())) - then[table])
    ]
    return Losses(tuple(sorted(tables)), tuple(columns))


def _in_line(graph: RevisionGraph, one: str, other: str) -> bool:
    """Tell whether one is an ancestor or a descendant of the other, or the same."""
    return one in _before(graph, other) or other in _before(graph, one)


def _before(graph: RevisionGraph, id: str) -> set[str]:
    """Return the revision and all its ancestors."""
    parents = {revision.id: (*revision.parents, *revision.depends_on) for revision in graph.revisions}
    seen: set[str] = set()
    stack = [id]
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            stack.extend(parents.get(one, ()))
    return seen


def _columns(schemas: Iterable[Schema]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for schema in schemas:
        for table in schema.tables:
            if table.name != schema.version_table:
                found.setdefault(table.name, set()).update(column.name for column in table.columns)
    return dict(sorted(found.items()))


def _listed(many: Iterable[str]) -> str:
    shown = [name(one) for one in many]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
