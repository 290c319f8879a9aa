"""The result of a trial run of a migration on copies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from migration_lab.schema import Change, Schema
from migration_lab.values.became import Became
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.operations import RanOperation
from migration_lab.values.reason import Reason


@dataclass(frozen=True, slots=True)
class Fate:
    """What happened to one table."""

    became: Became
    retyped: tuple[str, ...] = ()
    """Its columns whose type has changed."""

    @property
    def table(self) -> str:
        return self.became.table

    @property
    def rows_lost(self) -> int:
        became = self.became
        return became.rows_gone if became.rows_gone is not None else max(0, became.rows_before - became.rows_after)


@dataclass(frozen=True, slots=True)
class TriedBack:
    """What came of the downgrade of the same revisions, run on the same copy after an upgrade that went well."""

    untried: str = ""
    """Why it could not be tried, in words that end a sentence; empty when it was."""
    failed: str | None = None
    """The revision whose downgrade ended with an error."""
    error: ErrorReport | None = None
    left: tuple[tuple[str, Change], ...] = ()
    """By bind: how the structure then differs from what it was before the upgrade."""
    fates: tuple[Fate, ...] = ()
    """What became, on the way there and back, of the rows of each table that are not as they were."""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A revision's use of one of the app's own tables, as the app's models have it today."""

    revision: str
    file: str
    line: int
    table: str
    model: str = ""
    """The name of the model's class, if that is known."""
    own_connection: bool = False
    """Whether it went over another connection than the migration's, as ``db.session`` does."""


@dataclass(slots=True)
class TriedEach:
    """The results of trial runs of revisions one by one, from empty databases."""

    untried: str = ""
    """Why they could not be tried, or not further than this, in a sentence; empty when they were."""
    by_revision: dict[str, Tried] = field(default_factory=dict)
    """In the order in which they ran; the last one may have failed."""


LEFT_OVER = "_alembic_tmp_"
"""How the name of the table begins to which a batch of Alembic's copies the rows. It is renamed if all goes well."""


@dataclass(slots=True)
class Tried:
    """The result of a trial run."""

    untried: Reason | None = None
    """Why it could not be tried; ``None`` when it was."""
    asks: bool = False
    """Whether the reason is that a script asks a question."""
    again: bool = False
    """Whether it may be possible the next time, although nothing has changed."""
    ran: list[str] = field(default_factory=list)
    """The revisions that ran, in this order."""
    failed: str | None = None
    """The revision that ended with an error; ``None`` when none did, or the error was outside any revision."""
    error: ErrorReport | None = None
    """That error; ``None`` when all went well."""
    stands: tuple[str, ...] = ()
    """After a failure: the revisions of the database on which it happened, at that moment."""
    half: tuple[str, ...] = ()
    """What a revision that failed has changed nevertheless: a line for each change."""
    in_the_way: tuple[str, ...] = ()
    """Tables that an earlier failure of batch mode has left in the real database."""
    drops: list[tuple[str, str]] = field(default_factory=list)
    """The tables and columns that no longer exist afterwards: each as ``table`` or ``column``, and its name."""
    fates: list[Fate] = field(default_factory=list)
    """What happened to the rows of each table that it touched."""
    operations: list[RanOperation] = field(default_factory=list)
    """What the scripts did, one operation after the other; the last one may have failed."""
    models_used: list[ModelUse] = field(default_factory=list)
    """Where the scripts used the app's own models."""
    dialects: dict[str, str] = field(default_factory=dict)
    """By bind: ``sqlite`` or ``postgresql``."""
    sessions: dict[str, int] = field(default_factory=dict)
    """By bind: how many other sessions were connected to the real database just before, if it is on a server."""
    before: dict[str, Schema] = field(default_factory=dict)
    """By bind: the structure before it, and after it."""
    after: dict[str, Schema] = field(default_factory=dict)

    kept: bool = True
    """Whether the new revision was committed; ``False`` when all went well, and nobody did."""
    back: TriedBack | None = None
    """After an upgrade that went well: what its downgrade did."""

    @property
    def ok(self) -> bool:
        return not self.untried and not self.error

    @property
    def to_mend(self) -> ErrorReport | None:
        """The error, at the line of the operation that failed, if that is known: a batch fails where it begins."""
        failed = next((one for one in reversed(self.operations) if one.failed and one.file), None)
        found = next((one for one in self.error.chain() if one.file), None) if self.error else None
        if failed is None or found is None or failed.file != found.file:
            return self.error
        return replace(found, line=failed.line)


def is_left_over(table: str) -> bool:
    """Tell whether a batch of Alembic's has left that table behind; its schema may stand before its name."""
    return table.rpartition(".")[2].startswith(LEFT_OVER)
