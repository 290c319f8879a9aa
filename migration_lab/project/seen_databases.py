"""What was seen of a project's databases at one moment: their structure, and where they stood. Values, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migration_lab.schema import Schema


@dataclass(frozen=True, slots=True)
class SeenDatabases:
    """What was seen of a project's databases at one moment."""

    schemas: Mapping[str, Schema | None]
    """The structure of each, by bind; ``None`` where it could not be read."""
    stands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What ``alembic_version`` holds in each, by bind, as far as it can be read."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Why one could not be read, or its version not, by bind."""
    default: str = ""
    """Which of the binds is the default one, or the only one."""
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> Schema | None:
        return self.schemas.get(self.default)

    @property
    def address(self) -> str | None:
        """Where the default one is, password and all; never shown."""
        return self.addresses.get(self.default)

    @property
    def versions(self) -> tuple[str, ...]:
        """What ``alembic_version`` holds in the default one."""
        return self.stands.get(self.default, ())
