"""An error that ended something in a command's process, as a value: what it was, where, and what the database said.

It is made where the error is caught, so that nobody has to read it back out of what was printed. Touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from migration_lab.values.questions import NO_KEYBOARD, question

BROKEN_FILE = ("SyntaxError", "IndentationError", "TabError")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that a project wanted while the lab only looked, and that would have got past its sandbox."""

    what: str
    """As it stands after ``it refused``: ``another program, touch made-by-script``."""
    file: str = ""
    """The project's own line that wanted it; empty where that is not known."""
    line: int = 0

    def __str__(self) -> str:
        place = f" ({self.file}, line {self.line})" if self.file else ""
        return f"The lab looks at a project on scratch databases, so it refused {self.what}{place}."


@dataclass(frozen=True, slots=True)
class Missing:
    """What was not there, by name."""

    kind: Literal["module", "variable"]
    """A Python module, or a variable of the environment."""
    name: str


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """One error. ``str`` gives it as the last lines of a traceback would, without any password."""

    type: str
    """The name of its class; of an error that SQLAlchemy passes on, that of the driver's: ``IntegrityError``."""
    module: str = "builtins"
    message: str = ""
    file: str = ""
    """The innermost of the project's own lines that led to it, the file relative to the project with ``/``; for a
    broken file, the line that cannot be read. Empty where it is none of the project's."""
    line: int = 0
    code: str = ""
    """What went wrong in no language: PostgreSQL's SQLSTATE, SQLite's name for it, or that of the system (``EACCES``).
    """
    plain: bool = False
    """Whether its message is all that people are shown of it, as click does it, Alembic, and ``sys.exit("…")``."""
    refusal: Refusal | None = None
    """The refusal that it came of."""
    question: str | None = None
    """The words of the question that it came of, since nobody could answer it, empty where they are not known."""
    missing: Missing | None = None
    cause: ErrorReport | None = None
    """The error that led to it."""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The names that it carries beside its message, as its library calls them: ``table_name``, ``column_name`` and
    ``constraint_name`` of PostgreSQL, ``argument`` and ``heads`` of Alembic, ``name`` of a ``NameError``."""

    def __str__(self) -> str:
        if self.question is not None:
            return f"It asks {question(self.question)}, {NO_KEYBOARD}."
        if self.plain and self.message:
            return self.message
        return f"{self.type}: {self.message}" if self.message else self.type

    @property
    def first_line(self) -> str:
        return str(self).splitlines()[0]

    @property
    def in_short(self) -> str:
        """In one line; with the place only where a file cannot be read, since the rest says nothing then."""
        return self.located if self.type in BROKEN_FILE else self.first_line

    @property
    def place(self) -> str:
        """``models.py, line 16``; empty where it is not known."""
        return f"{self.file}, line {self.line}" if self.file else ""

    @property
    def located(self) -> str:
        """In one line, with the place where it helps: ``SyntaxError: invalid syntax (models.py, line 16)``."""
        return self.first_line if self.plain or not self.place else f"{self.first_line} ({self.place})"

    def chain(self) -> Iterator[ErrorReport]:
        """This one, and all that led to it."""
        one: ErrorReport | None = self
        while one is not None:
            yield one
            one = one.cause
