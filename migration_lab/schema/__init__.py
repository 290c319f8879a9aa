"""Read a database's structure as a value, and compare two such values.

Begin with ``model`` (what a structure is made of), ``reader`` (``read_schema``) and ``compare``. ``sqlite*`` and
``postgresql*`` read one kind of database each; ``describing`` writes the lines of a difference.
"""

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
from migration_lab.schema.renames import Renames
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
    "Renames",
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
