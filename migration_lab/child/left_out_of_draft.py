"""In a command's own process: tell whether a draft may lack a server default or a check of the tables that it changes.

Autogenerate has read these tables to compare them. What it has read is compared with the models once more, text by
text, so nothing else is read. Touches no database.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.rename_in_draft import flat
from migration_lab.schema.loosen import loose_default, loose_sql

CAST = re.compile(r"::[\w ]+(\(\d+\))?(\[\])*")
"""What PostgreSQL adds to a value: ``'new'::character varying``."""
Read = dict[tuple[str | None, str], Any]
"""By schema and name: the table as it was read last."""


def keep_read(installed: Installed) -> Read:
    """Keep each table that is read from now on."""
    from sqlalchemy.engine.reflection import Inspector

    read, reflect = Read(), Inspector.reflect_table

    def kept(inspector: Any, table: Any, *args: Any, **options: Any) -> Any:
        done = reflect(inspector, table, *args, **options)
        if not installed.is_other():
            read[table.schema, str(table.name)] = table
        return done

    installed.patch(Inspector, "reflect_table", kept)
    return read


def may_leave_out(context: Any, operations: Any, read: Mapping[tuple[str | None, str], Any]) -> bool:
    """Tell whether it alters a default, or whether models and database write a default or a check differently.

    They may mean the same nevertheless. So this only says when it is worth a look.
    """
    from alembic.operations import ops

    models = context.opts["target_metadata"]
    places = set()
    for one in flat(operations):
        if isinstance(one, ops.AlterColumnOp) and one.modify_server_default is not False:
            return True
        if not isinstance(one, ops.CreateTableOp | ops.DropTableOp):
            places.add((getattr(one, "schema", None), str(getattr(one, "table_name", ""))))
    for place in places & read.keys():
        for metadata in models if isinstance(models, list | tuple) else [models]:
            table = metadata.tables.get(f"{place[0]}.{place[1]}" if place[0] else place[1])
            if table is not None and differ(context.dialect, table, read[place]):
                return True
    return False


def differ(dialect: Any, table: Any, read: Any) -> bool:
    before, after = default_texts(dialect, read), default_texts(dialect, table)
    both = before.keys() & after.keys()
    return any(before[name] != after[name] for name in both) or checks(dialect, read) != checks(dialect, table)


def default_texts(dialect: Any, table: Any) -> Mapping[str, str]:
    """Return the server default of each column, as one spelling of it; empty where it has none."""
    found = {}
    for column in table.columns:
        told = getattr(column.server_default, "arg", None)
        if isinstance(told, str):
            told = f"'{told}'"
        elif told is not None:
            told = str(told.compile(dialect=dialect))
        found[str(column.name)] = loose_default(CAST.sub("", told)) if told else ""
    return found


def checks(dialect: Any, table: Any) -> Counter[str]:
    from sqlalchemy import CheckConstraint

    compiler = dialect.ddl_compiler(dialect, None).sql_compiler
    return Counter(
        loose_sql(CAST.sub("", compiler.process(one.sqltext, include_table=False, literal_binds=True)))
        for constraints in (table.constraints, *(column.constraints for column in table.columns))
        for one in constraints
        if isinstance(one, CheckConstraint)
    )
