"""Answer what the pages of the board ask: one revision, the rows of a table, its structure. Only reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError

if TYPE_CHECKING:
    from migration_lab.project import Project


def revision(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the time machine shows at one revision; with an empty id, before the first."""
    from migration_lab.backends.version_table import only_writes
    from migration_lab.widgets.board import moment_state

    id = str(question.get("id") or "")
    empty = project.schema_at("base")
    if not id:
        return {**moment_state(empty, empty, "", ()), **going_to(project, "")}
    one = project.history().revision(id)
    path = project.path / one.path
    script = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    try:
        after = project.schema_at(id)
        sql = project.revision_sql(id)
        changing = [statement for statement in sql if not only_writes(statement.sql, after.version_table)]
        before = project.schema_at(one.parents[0]) if one.parents else empty
        return {**moment_state(before if changing else after, after, script, sql), **going_to(project, id)}
    except LabError as error:
        return {"problem": str(error), "tables": (), "script": script, "statements": ()}


def going_to(project: Project, id: str) -> Mapping[str, Any]:
    """Return what the database would lose on the way to that revision: the names, and a sentence; nothing if unknown.

    The way is tried on a copy of the database, with its rows.
    """
    from migration_lab.kernel.losses import Losses, beware, dropped_by, losses

    try:
        graph = project.history()
        lost = losses(project.read(), graph, id, project.schema_at)
        sentence = ""
        if id not in graph.current and (id or graph.current):
            way = "upgrade" if id in graph.pending else "downgrade"
            tried, command = project.try_out(way, id or "base"), f"flask db {way} {id or 'base'}"
            lost = dropped_by(tried) if tried.ok else lost
            sentence = beware(lost, tried, command, graph, can_undo=not project.no_undo)
    except LabError:
        lost, sentence = Losses(), ""
    return {"losses": [*lost.tables, *lost.columns], "beware": sentence}


def rows(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    from migration_lab.widgets import RowsView

    name = str(question.get("table"))
    return RowsView(name, project.rows(name)).state()


def table(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    from migration_lab.widgets import TablesView

    return {"table": TablesView(project.read(), [str(question.get("table"))]).state()["tables"][0]}


LOOKS = {"revision": revision, "rows": rows, "table": table}
