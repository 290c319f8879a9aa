"""In course workspaces only: name revisions by their parents and messages, not by chance and the clock.

``%flask`` adds Flask-Migrate's own ``--rev-id`` to the commands that make a revision, and afterwards sets the Create
Date line of the new scripts. When batch mode makes a table again, its constraints are sorted by name. Where branches
meet, they are sorted by id. Everything else is the command's own work. Reads and writes scripts, no database.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.values.command_line import read_command_line
from migration_lab.values.revision_ids import CREATE_DATE, revision_id

MAKING = {"migrate", "revision", "merge"}
NAMES = ("revision", "down_revision")
CREATED = re.compile(r"^Create Date: .*$", re.MULTILINE)


def with_revision_id(args: list[str]) -> list[str]:
    """Add a stable ``--rev-id`` to ``args`` if they make a revision and name none; else return them unchanged."""
    line = read_command_line(args)
    if line.helps or not line.known or line.command[:1] != ("db",) or line.command[1] not in MAKING:
        return args
    options = line.options
    heads = None if options.get("rev_id") else script_heads(Path(options.get("directory") or "migrations"))
    if heads is None:
        return args
    return [*args[: line.place], "--rev-id", revision_id(heads, options.get("message") or ""), *args[line.place :]]


def script_heads(folder: Path) -> tuple[str, ...] | None:
    """Return the heads of the scripts in ``folder``; ``None`` if Alembic cannot tell, and will say so itself."""
    from alembic.script import ScriptDirectory

    try:
        return tuple(ScriptDirectory(str(folder)).get_heads())
    except Exception:  # one of them imports the app's own modules, say, and the app is not loaded yet
        return written_heads(folder / "versions")


def written_heads(folder: Path) -> tuple[str, ...] | None:
    """Return the heads as they are written in the scripts, which are not run; ``None`` if that cannot be read."""
    found: dict[str, Any] = {}
    try:
        for path in folder.glob("*.py"):
            values = dict(assigned(ast.parse(path.read_text(encoding="utf-8"))))
            if "revision" in values:
                found[values["revision"]] = values.get("down_revision") or ()
    except (OSError, ValueError, SyntaxError, TypeError):
        return None
    parents = {one for value in found.values() for one in ([value] if isinstance(value, str) else value)}
    return tuple(sorted(found.keys() - parents)) if found else None


def assigned(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    """Yield the plain values that a script gives to its id and its parents. Raises ``ValueError`` for another value."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in NAMES:
                yield name, ast.literal_eval(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name in NAMES:
                yield name, ast.literal_eval(value)


def fix_create_dates(paths: Iterable[str]) -> None:
    """Set the Create Date line of each of these files that is a revision script."""
    for path in map(Path, paths):
        if path.suffix == ".py" and path.parent.name == "versions" and path.is_file():
            text = path.read_text(encoding="utf-8")
            fixed = CREATED.sub(f"Create Date: {CREATE_DATE}", text, count=1)
            if fixed != text:
                path.write_text(fixed, encoding="utf-8", newline="\n")


def sort_branches(installed: Installed) -> None:
    """Let the row of a merge revision become those of its parents, and they it, in the order of their ids.

    Alembic takes the parents from a set, so that which of them is updated, and which inserted or deleted, is random. So
    is the order in which ``flask db current`` prints several revisions.
    """
    from alembic.runtime.migration import RevisionStep
    from alembic.script import Script, ScriptDirectory

    merge, unmerge = RevisionStep.merge_branch_idents, RevisionStep.unmerge_branch_idents

    def merge_in_order(self: RevisionStep, heads: set[str]) -> tuple[list[str], str, str]:
        delete, update_from, update_to = merge(self, heads)
        *delete, update_from = sorted([*delete, update_from])
        return delete, update_from, update_to

    def unmerge_in_order(self: RevisionStep, heads: set[str]) -> tuple[str, str, tuple[str, ...]]:
        update_from, update_to, insert = unmerge(self, heads)
        *others, update_to = sorted([*insert, update_to])
        return update_from, update_to, tuple(others)

    current = ScriptDirectory.get_all_current

    def current_in_order(self: ScriptDirectory, rev: Any) -> list[Script]:
        return sorted(current(self, rev), key=lambda script: script.revision)

    installed.patch(ScriptDirectory, "get_all_current", current_in_order)
    installed.patch(RevisionStep, "merge_branch_idents", merge_in_order)
    installed.patch(RevisionStep, "unmerge_branch_idents", unmerge_in_order)


def sort_constraints(installed: Installed) -> None:
    """Let batch mode write a new table's constraints sorted by name, from now on.

    Alembic takes them from a set, so that their order is random: that of addresses in memory.
    """
    from alembic.operations.batch import ApplyBatchImpl

    grab = ApplyBatchImpl._grab_table_elements

    def grab_and_sort(self: ApplyBatchImpl) -> None:
        grab(self)
        self.named_constraints = dict(sorted(self.named_constraints.items()))
        self.unnamed_constraints.sort(key=column_names)

    def column_names(constraint: Any) -> list[str]:
        return [column.name for column in constraint.columns]

    installed.patch(ApplyBatchImpl, "_grab_table_elements", grab_and_sort)
