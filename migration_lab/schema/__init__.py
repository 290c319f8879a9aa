"""Read a database's structure as a value, and say what differs between two such values."""

from migration_lab.schema.compare import compare
from migration_lab.schema.loosen import loosen
from migration_lab.schema.model import (
    Change,
    Check,
    Column,
    Difference,
    ForeignKey,
    Index,
    PrimaryKey,
    Schema,
    Table,
    Trigger,
    UniqueKey,
    View,
)
from migration_lab.schema.objects import Domain, Enum, Extension, Function, Sequence, Statistics
from migration_lab.schema.reader import SchemaReader, read_schema
from migration_lab.schema.schema_errors import (
    LockedDatabase,
    MissingDatabase,
    NotADatabase,
    SchemaError,
    UnreachableDatabase,
    UnsupportedDatabase,
    safe_url,
)

__all__ = [
    "Change",
    "Check",
    "Column",
    "Difference",
    "Domain",
    "Enum",
    "Extension",
    "ForeignKey",
    "Function",
    "Index",
    "LockedDatabase",
    "MissingDatabase",
    "NotADatabase",
    "PrimaryKey",
    "Schema",
    "SchemaError",
    "SchemaReader",
    "Sequence",
    "Statistics",
    "Table",
    "Trigger",
    "UniqueKey",
    "UnreachableDatabase",
    "UnsupportedDatabase",
    "View",
    "compare",
    "loosen",
    "read_schema",
    "safe_url",
]
