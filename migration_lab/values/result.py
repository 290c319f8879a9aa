"""What a command did, as values. Nothing here touches a database or a file."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from migration_lab.schema import Difference, Schema
from migration_lab.values.drafted import Drafted
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.frames import Frame
from migration_lab.values.lost_messages import LostMessages
from migration_lab.values.operations import RanOperation
from migration_lab.values.possible_rename import RenameQuestion
from migration_lab.values.questions import NO_KEYBOARD, question
from migration_lab.values.statement import Statement
from migration_lab.values.waits import Wait
from migration_lab.values.wording import changed_text, why_ended

if TYPE_CHECKING:
    from migration_lab.values.became import Became


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What one ``flask`` command did: a value that can be kept, compared and asked."""

    args: tuple[str, ...]
    """The words after ``flask``: ``("db", "upgrade")``."""
    exit_code: int
    output: str
    """What was printed, with workspace paths relative and frames outside the workspace folded away."""
    full_output: str
    """What was printed, byte for byte as the terminal had it."""
    sql: tuple[Statement, ...] = ()
    """Every statement the command executed, in order, those included that only look."""
    written: tuple[str, ...] = ()
    """Files made or changed: paths relative to the project, with ``/``, sorted."""
    removed: tuple[str, ...] = ()
    """Files deleted, likewise."""
    error: ErrorReport | None = None
    """What ended it; ``None`` when all went well, when it ended itself without a reason, and when it was killed."""
    not_loaded: ErrorReport | None = None
    """Why the app could not be made, whatever came of the command."""

    operations: tuple[RanOperation, ...] = ()
    """What its scripts called on ``op``, in order; the last one may have failed."""
    create_all: str = ""
    """The file of the project that called ``create_all()`` meanwhile, and the line; empty where nothing did."""
    create_all_line: int = 0
    lost_messages: tuple[LostMessages, ...] = ()
    """The project's own log messages that nobody saw, since env.py had switched off their loggers."""
    waits: tuple[Wait, ...] = ()
    """For whose locks it was seen to wait, the last time that the lab looked."""
    drafted: tuple[Drafted, ...] = ()
    """What the script that it drafted drops and adds."""

    @property
    def ok(self) -> bool:
        return self.exit_code == 0

    @property
    def unanswered(self) -> str:
        """That it asked a question, and what to do; empty when it did not end of that."""
        if self.error is None or self.error.question is None:
            return ""
        asked = question(self.error.question)
        return f"it asked {asked}, {NO_KEYBOARD}: run it in a terminal, in the folder of the project"

    @property
    def unsaid(self) -> str:
        """The reason, where nothing that was printed says it: an env.py may have silenced the logger, say."""
        lines = self.error.message.splitlines() if self.error else []
        return str(self.error) if lines and lines[0].strip() not in self.full_output else ""

    @property
    def why(self) -> str:
        """Why it failed, in one line and with the place, as far as that is known."""
        return why_ended(self.not_loaded or self.error, self.exit_code, self.output)

    @property
    def cause(self) -> str:
        """The same without the place, but for a file that cannot be read."""
        error = self.not_loaded or self.error
        return error.in_short if error else self.why

    @property
    def command(self) -> str:
        """The command as it would be typed: ``flask db upgrade``."""
        return shlex.join(("flask", *self.args))


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a table had, and the first few of them."""

    count: int
    columns: tuple[str, ...]
    sample: tuple[tuple[str | None, ...], ...]
    """Values as short text, in the order of ``columns``; ``None`` is NULL."""
    values: tuple[tuple[Any, ...], ...] | None = field(default=None, repr=False)
    """Whole values as the database gives them, of as many rows as were read to be compared; ``None`` when none were."""
    total: int | None = field(default=None, repr=False)
    """A sum over all rows where these are not all, which tells whether any has changed; ``None`` when not known."""

    @property
    def known(self) -> tuple[tuple[Any, ...], ...]:
        """The rows to compare: whole values where they were read, else the sample."""
        return self.sample if self.values is None else self.values

    @property
    def whole(self) -> bool:
        """Whether every row of the table is known."""
        return len(self.known) == self.count


@dataclass(frozen=True, slots=True)
class TableRows:
    """One table's rows before and after a command; ``None`` where the table was not there or is not known."""

    table: str
    before: Rows | None
    after: Rows | None
    became: Became | None = None
    """What became of the rows, judged while their whole values were at hand; ``None`` when that is not known."""
    not_compared: str = ""
    """Why the rows before are not known although the table was there, so that nothing was compared; else empty."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """Whether the last command can be undone, and what of it cannot."""

    undoable: bool = False
    """Whether ``lab.undo()`` would take back that very command, or what is kept of it."""
    not_kept: tuple[str, ...] = ()
    """What it changed and no copy is kept of, each with the reason."""

    @property
    def changed(self) -> bool:
        """Whether the command is known to have changed something, or may have."""
        return self.undoable or bool(self.not_kept)

    @property
    def sentence(self) -> str:
        """What to tell of it; empty when there is nothing to undo."""
        lost = "; ".join(self.not_kept)
        if not self.undoable:
            return f"It cannot be undone: it changed {lost}." if lost else ""
        back = "lab.undo() takes that back"
        return f"{back}, except for {lost}." if lost else f"{back}."


@dataclass(frozen=True, slots=True)
class DatabaseChange:
    """What a command did to one of the app's databases."""

    bind: str
    """The name that ``SQLALCHEMY_BINDS`` gives it; empty for the default one."""
    before: Schema
    after: Schema
    difference: Difference
    rows: tuple[TableRows, ...] = ()
    revisions_before: tuple[str, ...] = ()
    revisions_after: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    """The rows of the tables after each statement, if they were read."""

    def __bool__(self) -> bool:
        """Whether anything in it is seen to have changed, or may have."""
        return bool(self.difference or self.rows or self.revisions_before != self.revisions_after)


@dataclass(frozen=True, slots=True)
class Step:
    """A command together with what it did to the three places: models, scripts and database."""

    result: CommandResult
    before: Schema
    after: Schema
    difference: Difference
    rows: tuple[TableRows, ...] = ()
    """One entry for each table that changed in structure or in its rows, or of which not all rows were compared."""
    revisions_before: tuple[str, ...] = ()
    """What ``alembic_version`` held before; several when there are branches, empty when there was none."""
    revisions_after: tuple[str, ...] = ()
    elsewhere: tuple[DatabaseChange, ...] = ()
    """What changed in the app's other databases, one entry for each that did."""
    way_back: WayBack = WayBack()
    unread: tuple[str, ...] = ()
    """What could not be compared, and why, in sentences; the command itself did what it did all the same."""
    moved: str = ""
    """That the app has come to use another database since the lab last looked, in a sentence; else empty."""
    bind: str = ""
    """The name of the database that all this but ``elsewhere`` is about; empty for the default one."""
    frames: tuple[Frame, ...] = ()
    """The rows of the default database's tables after each statement, if they were read."""
    questions: tuple[RenameQuestion, ...] = ()
    """Whether what it has drafted as a drop and an add is a rename."""

    def __str__(self) -> str:
        """The command, how it ended, and what it changed in tables and files."""
        result = self.result
        lines = [f"{result.command}: exit code {result.exit_code}", *([] if result.ok else [result.why])]
        lines += changed_text(self.difference, ((one.bind, one.difference) for one in self.elsewhere))
        lines += [f"{path}: {fate}" for fate in ("written", "removed") for path in getattr(result, fate)]
        return "\n".join(lines)

    @property
    def default(self) -> DatabaseChange:
        """What changed in the default database, or the only one."""
        revisions = self.revisions_before, self.revisions_after
        change = self.bind, self.before, self.after, self.difference, self.rows
        return DatabaseChange(*change, *revisions, self.frames)

    @property
    def undoable(self) -> bool:
        """Whether ``lab.undo()``, now, would take back this very command, or what is kept of it."""
        return self.way_back.undoable

    @property
    def changed(self) -> bool:
        """Whether there is anything to show: a table, a row, a script or the version moved."""
        return bool(self.default or self.elsewhere or self.result.written or self.result.removed)

    @property
    def statements(self) -> Sequence[Statement]:
        """The SQL that changed something, or tried to."""
        return [statement for statement in self.result.sql if statement.changes_something]


@dataclass(frozen=True, slots=True)
class Response:
    """What the app answered to one GET."""

    path: str
    status: int
    reason: str
    """The words after the number: ``OK``, ``NOT FOUND``, ``INTERNAL SERVER ERROR``."""
    content_type: str
    text: str
    log: str = ""
    """What the app printed meanwhile: on a 500, the traceback."""
    way_back: WayBack = WayBack()
    """Whether asking has changed anything, so that an undo takes it back."""
    error: ErrorReport | None = None
    """The error that ended the view, on a 500."""

    @property
    def ok(self) -> bool:
        return self.status < 400

    @property
    def json(self) -> Any:
        """The answer as a Python value. Raises ``ValueError`` when it is no JSON."""
        return json.loads(self.text)
