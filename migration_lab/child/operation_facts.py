"""Describe one of Alembic's operation objects in plain values. Touches nothing."""

from __future__ import annotations

from typing import Any

from migration_lab.hiding import hide_secrets


def facts_of(operation: Any) -> dict[str, Any]:
    """Return ``kind``, ``table``, ``columns``, ``name`` and ``details`` of a ``RanOperation``."""
    kind = type(operation).__name__.removesuffix("Op")
    return {
        "kind": kind,
        "table": full_name(operation),
        "columns": columns_of(operation),
        "name": text(getattr(operation, "constraint_name", None) or getattr(operation, "index_name", None)),
        "details": details_of(kind, operation),
    }


def full_name(operation: Any) -> str:
    schema, table = home_of(operation)
    return f"{schema}.{table}" if schema and table else table


def home_of(operation: Any) -> tuple[str, str]:
    """Return the schema and the name of the operation's table; each is empty if it has none."""
    table = getattr(operation, "table_name", None) or getattr(operation, "source_table", None)
    schema = getattr(operation, "schema", None) or getattr(operation, "kw", {}).get("source_schema")
    if not table and (inserted := getattr(operation, "table", None)) is not None:
        table, schema = inserted.name, inserted.schema
    return str(schema or ""), str(table or "")


def columns_of(operation: Any) -> tuple[str, ...]:
    if (column := getattr(operation, "column", None)) is not None:
        return (str(column.name),)
    if name := getattr(operation, "column_name", None):
        return (str(name),)
    many = getattr(operation, "local_cols", None) or getattr(operation, "columns", None) or ()
    return tuple(str(getattr(one, "name", one)) for one in many)


def details_of(kind: str, operation: Any) -> dict[str, str | int | bool | None]:
    """Return what else matters of an operation, by its kind; a value that was not given is left out."""
    if kind == "AddColumn":
        column = operation.column
        return {
            "type": text(column.type),
            "nullable": bool(column.nullable),
            "default": default_text(column.server_default),
            "computed": column.computed is not None,
            "identity": column.identity is not None,
            "python_default": column.default is not None,
            "foreign_key": bool(column.foreign_keys),
            "unique": bool(column.unique),
        }
    if kind == "AlterColumn":
        return alter_details(operation)
    if kind == "CreateForeignKey":
        return {
            "other": text(operation.referent_table),
            "other_columns": ", ".join(map(str, operation.remote_cols)),
            **{key: value for key, value in operation.kw.items() if isinstance(value, str | bool)},
        }
    if kind in ("CreateIndex", "DropIndex"):
        given = {key: value for key, value in operation.kw.items() if isinstance(value, str | bool)}
        return {"unique": bool(getattr(operation, "unique", False)), **given}
    if kind == "DropConstraint":
        return {"constraint": text(operation.constraint_type)}
    if kind == "RenameTable":
        return {"new_name": text(operation.new_table_name)}
    if kind == "ExecuteSQL":
        built = {} if is_text(operation.sqltext) else {"built": True}
        return {"sql": text(operation.sqltext), **built}
    if kind == "CreateCheckConstraint":
        return {"condition": text(operation.condition)}
    return {}


def is_text(statement: Any) -> bool:
    """Tell whether a statement was written as text, and not built of SQLAlchemy's expressions."""
    return isinstance(statement, str) or getattr(statement, "__visit_name__", "") == "textclause"


def alter_details(operation: Any) -> dict[str, str | int | bool | None]:
    found: dict[str, str | int | bool | None] = {}
    if operation.modify_nullable is not None:
        found["nullable"] = bool(operation.modify_nullable)
    if operation.modify_type is not None:
        found["type"] = text(operation.modify_type)
    if operation.existing_type is not None:
        found["old_type"] = text(operation.existing_type)
    if operation.modify_name is not None:
        found["new_name"] = str(operation.modify_name)
    if operation.modify_server_default is not False:
        found["default"] = default_text(operation.modify_server_default)
    if using := operation.kw.get("postgresql_using"):
        found["using"] = text(using)
    return found


def default_text(default: Any) -> str | None:
    return None if default is None else text(getattr(default, "arg", default))


def text(value: Any) -> str:
    """Return it as text without passwords; empty where SQLAlchemy cannot say it without a dialect."""
    if value is None:
        return ""
    try:
        return hide_secrets(str(value))
    except Exception:
        return type(value).__name__
