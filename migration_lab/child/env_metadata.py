"""In a process of its own: find what a project's env.py has Alembic compare a database with. Reads no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatch
from typing import Any

from migration_lab.values.checked import Target

CHECKS = "alembic.ext.checkconstraint_byname"
"""The plugin of Alembic that compares checks."""


def metadatas_of(context: Any) -> list[Any]:
    """Return the ``MetaData`` that env.py gave to this migration context: none, one or several."""
    target = context.opts.get("target_metadata")
    if target is None:
        return []
    return list(target) if isinstance(target, list | tuple | set | frozenset) else [target]


def target_of(context: Any) -> Target:
    from alembic.autogenerate.api import AutogenContext

    metadatas = metadatas_of(context)
    hides = context.opts.get("include_name") is not None
    if not metadatas:
        return Target(None, hides_names=hides)
    tables = [table for metadata in metadatas for table in metadata.tables.values()]
    left_out: set[str] = set()
    with suppress(Exception):  # a filter of the project's own: if it fails, the check itself fails too and says so
        compares = AutogenContext(context)
        left_out = {
            name_of(table)
            for table in tables
            if not compares.run_object_filters(table, table.name, "table", False, None)
        }
    return Target(frozenset(map(name_of, tables)), frozenset(left_out), hides, frozenset(asked_for(context.opts)))


def asked_for(options: Any) -> Iterator[str]:
    if options.get("compare_server_default"):
        yield "default"
    if any(fnmatch(CHECKS, one) for one in options.get("autogenerate_plugins") or ()):
        yield "check"


def name_of(table: Any) -> str:
    return f"{table.schema}.{table.name}" if table.schema else str(table.name)
