"""Read a database's structure as a value, and say what differs between two such values."""

from migration_lab.schema.compare import compare
from migration_lab.schema.errors import (
    LockedDatabase,
    MissingDatabase,
    NotADatabase,
    SchemaError,
    UnreachableDatabase,
    UnsupportedDatabase,
    safe_url,
)
from migration_lab.schema.loosen import loosen
from migration_lab.schema.model import (
    Change,
    Check,
    Column,
    Difference,
    Enum,
    ForeignKey,
    Index,
    PrimaryKey,
    Schema,
    Sequence,
    Table,
    Trigger,
    UniqueKey,
    View,
)
from migration_lab.schema.reader import SchemaReader, read_schema

__all__ = [
    "Change",
    "Check",
    "Column",
    "Difference",
    "Enum",
    "ForeignKey",
    "Index",
    "LockedDatabase",
    "MissingDatabase",
    "NotADatabase",
    "PrimaryKey",
    "Schema",
    "SchemaError",
    "SchemaReader",
    "Sequence",
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
