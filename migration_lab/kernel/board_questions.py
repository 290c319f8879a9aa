"""Answer what the pages of the board ask of one revision, and list all that they may ask. Only reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.kernel.comparing import compare
from migration_lab.kernel.searching import search
from migration_lab.kernel.table_questions import find, rows, table

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


def script(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return where the script of a revision is, and the line at which its upgrade begins. Raises ``LabError``."""
    from migration_lab.widgets.words import name

    id = str(question.get("id") or "")
    found = next((one for one in project.history().revisions if one.id == id and one.path), None)
    if found is None:
        raise LabError(f"There is no script of revision {name(id)} any more.")
    path = (project.path / found.path).absolute()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return {
        "path": str(path),
        "line": next((at for at, line in enumerate(lines, 1) if line.startswith("def upgrade")), 1),
    }


LOOKS = {
    "revision": revision,
    "script": script,
    "compare": compare,
    "search": search,
    "rows": rows,
    "table": table,
    "find": find,
}
