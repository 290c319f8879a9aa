"""The value that holds what was seen of a project's databases at one moment: their structure and their revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migration_lab.schema import Schema


@dataclass(frozen=True, slots=True)
class SeenDatabases:
    """What was seen of a project's databases at one moment."""

    schemas: Mapping[str, Schema | None]
    """The structure of each, by bind; ``None`` if it could not be read."""
    stands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What ``alembic_version`` holds in each, by bind, as far as it can be read."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Why a database, or its version, could not be read, by bind."""
    default: str = ""
    """The bind of the default database, or of the only one."""
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> Schema | None:
        return self.schemas.get(self.default)

    @property
    def address(self) -> str | None:
        """Return the address of the default database, with its password; never shown."""
        return self.addresses.get(self.default)

    @property
    def versions(self) -> tuple[str, ...]:
        """Return what ``alembic_version`` holds in the default database."""
        return self.stands.get(self.default, ())
