"""Read a database's structure as a value, and say what differs between two such values."""

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

__all__ = [
    "Change",
    "Check",
    "Column",
    "Difference",
    "Enum",
    "ForeignKey",
    "Index",
    "PrimaryKey",
    "Schema",
    "Sequence",
    "Table",
    "Trigger",
    "UniqueKey",
    "View",
]
