"""Read what can be seen in a text: a traceback, a log of CI, or one line of either. Touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from migration_lab.backends.postgresql.sqlstates import sqlstate

COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CLOCK = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+Z ", re.MULTILINE)
"""What GitHub writes before each line of a log."""
CLASS = re.compile(r"(?:^|\()\s*(?P<module>(?:\w+\.)*)(?P<name>[A-Z]\w+)(?=[:)]|\s*$)", re.MULTILINE)
"""An error's class where Python and SQLAlchemy print it: at the beginning of a line, or in parentheses."""
CODE = re.compile(r"\bSQLSTATE\W{1,3}(\w{5})\b|'C': '(\w{5})'|\bERROR:\s+([0-9A-Z]{5}):|\b(SQLITE_[A-Z_]+)\b")
CAUGHT = re.compile(r"\[flask_migrate\] Error:|^\s*(?:Error|FAILED): ", re.MULTILINE)
"""Where Flask-Migrate, or Alembic, has caught an error of Alembic's, and prints its message only."""
BEFORE = re.compile(
    r"^(?:[A-Z]+ *\[[\w.]+\] +)?(?:(?:Error|FAILED|ERROR): +)?(?:(?:\w+\.)*[A-Z]\w+: +)?(?:\((?:\w+\.)+\w+\) +)?",
    re.MULTILINE,
)
"""What is printed before an error's message: a logger, and the names of classes."""
CALL = re.compile(r"\b(?:op|batch_op)\.(\w+)\(")
FRAME = re.compile(r'^\s*File "(?P<file>[^"\n]+)", line (?P<line>\d+)', re.MULTILINE)
DRIVERS = ("sqlite3", "psycopg", "psycopg2", "asyncpg", "pg8000", "aiosqlite")
MIGRATING = re.compile(r"alembic|flask[ _-]db|flask[ _-]migrate|[/\\]versions[/\\]", re.IGNORECASE)
LIBRARIES = re.compile(r"site-packages|dist-packages|[/\\]lib[/\\]python\d|<")


@dataclass(frozen=True)
class SeenText:
    """A text, and what it tells."""

    whole: str

    @classmethod
    def of(cls, text: str) -> SeenText:
        """Return that of a text as it was printed, without colours and the clock of a log."""
        return cls(CLOCK.sub("", COLOURS.sub("", text.replace("\r\n", "\n"))))

    @cached_property
    def messages(self) -> str:
        """The same lines without what is printed before an error's message."""
        return BEFORE.sub("", self.whole)

    @cached_property
    def errors(self) -> frozenset[tuple[str, str]]:
        """The errors' classes, each with its module, as far as it is printed."""
        found = {(one["module"].rstrip("."), one["name"]) for one in CLASS.finditer(self.whole)}
        if CAUGHT.search(self.whole):
            found.add(("alembic.util.exc", "CommandError"))
        return frozenset(found)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The databases' own codes: as they stand there, and of PostgreSQL's classes of errors."""
        written = {code for one in CODE.finditer(self.whole) for code in one.groups() if code}
        named = {sqlstate(name) for module, name in self.errors if module.split(".")[0] in DRIVERS}
        return frozenset(written | named) - {""}

    @cached_property
    def drivers(self) -> frozenset[str]:
        """The drivers whose errors it shows."""
        return frozenset(module.split(".")[0] for module, _ in self.errors) & frozenset(DRIVERS)

    @cached_property
    def calls(self) -> frozenset[str]:
        """What a traceback shows of the script: the functions that it called on ``op``."""
        return frozenset(CALL.findall(self.whole))

    @property
    def about_migrations(self) -> bool:
        """Whether it comes of a migration, or is too short to tell."""
        return "Traceback" not in self.whole or bool(MIGRATING.search(self.whole))

    @property
    def place(self) -> tuple[str, int]:
        """The innermost line of a script in a traceback, or else of a file that belongs to no library."""
        frames = [(one["file"], int(one["line"])) for one in FRAME.finditer(self.whole)]
        own = [one for one in frames if not LIBRARIES.search(one[0])]
        scripts = [one for one in own if re.search(r"[/\\]versions[/\\]", one[0])]
        return (scripts or own or [("", 0)])[-1]
