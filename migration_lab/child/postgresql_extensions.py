"""In a process of its own: install the PostgreSQL extensions that a project's models need, and that no model makes.

``create_all`` on an empty database fails if a column has a type from an extension that is installed by a script, or by
whoever runs the server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from migration_lab.backends.kinds import has_extensions
from migration_lab.schema import Schema
from migration_lab.values.looked import Wanted

INSTALLED = "SELECT extname, nspname FROM pg_extension x JOIN pg_namespace n ON n.oid = extnamespace"


def installed(engines: Mapping[str, Any]) -> Wanted:
    """Return what the databases have that these engines now lead to. Only reads."""
    found = {}
    for bind, engine in engines.items():
        if has_extensions(engine.url):
            with suppress(Exception), engine.connect() as connection:  # whoever needs that database will say so
                found[bind] = tuple((name, schema) for name, schema in connection.exec_driver_sql(INSTALLED).all())
    return found


def install(engines: Mapping[str, Any], *wanted: Wanted) -> bool:
    """Install them in scratch databases, as far as the server allows; return whether there were any to try."""
    tried = False
    for bind, extensions in ((bind, found) for each in wanted for bind, found in each.items()):
        if bind not in engines or not has_extensions(engines[bind].url):
            continue  # made by the scripts of an earlier look
        quote = engines[bind].dialect.identifier_preparer.quote_identifier
        for name, schema in extensions:
            if name != "plpgsql":
                tried = True
                with suppress(Exception), engines[bind].begin() as connection:
                    for sql in statements(quote(name), quote(schema) if schema else ""):
                        connection.exec_driver_sql(sql.replace("%", "%%"))
    return tried


def statements(name: str, schema: str) -> Sequence[str]:
    if not schema or schema == '"pg_catalog"':
        return (f"CREATE EXTENSION IF NOT EXISTS {name} CASCADE",)
    return f"CREATE SCHEMA IF NOT EXISTS {schema}", f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA {schema} CASCADE"


def without(schemas: Mapping[str, Schema], *wanted: Wanted) -> dict[str, Schema]:
    """Return the schemas without the extensions that were installed for them."""
    names = {bind: {name for each in wanted for name, _ in each.get(bind, ())} for bind in schemas}
    return {
        bind: replace(schema, extensions=tuple(one for one in schema.extensions if one.name not in names[bind]))
        for bind, schema in schemas.items()
    }
