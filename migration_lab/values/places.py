"""The three places of a project, models, scripts and database, compared: values only.

``Project.places()`` makes them. Nothing here touches a database or a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from migration_lab.schema import Difference
from migration_lab.values.error_report import ErrorReport

Standing = Literal["has", "lacks", "differs", "unknown"]
"""What one place says about a thing: has it, lacks it, has it but differs from the models, or is not known."""

State = Literal[
    "in step",
    "no migrations",
    "app does not load",
    "cannot look",
    "broken script",
    "unreachable database",
    "check fails",
    "in memory",
    "unknown version",
    "no alembic_version",
    "empty alembic_version",
    "several heads",
    "empty",
    "database behind",
    "models ahead",
    "drift",
    "cannot replay",
]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One thing on which the three places do not agree: a table, a column, a key, an index …"""

    kind: str
    """As in ``Change.kind``: ``table``, ``column``, ``foreign key`` …"""
    name: str
    """``speaker.bio``, ``ix_talk_title``, or for an unnamed key its columns as ``talk(room_id)``."""
    detail: str
    """What it is, as the first place that has it describes it: ``TEXT  NULL``."""
    table: str | None
    """The table it belongs to (a table belongs to itself)."""
    models: Standing
    scripts: Standing
    """As all the scripts together would make it, on an empty database."""
    database: Standing
    models_say: str = ""
    """What each place has, as short text; empty where it lacks the thing, or is unknown."""
    scripts_say: str = ""
    database_say: str = ""
    bind: str = ""
    """Which of the app's databases it is in; empty for the default one."""

    @property
    def mark(self) -> str:
        """``+``, ``-`` or ``~``: what must be done to the database, or else to the scripts, to follow the models."""
        behind = self.scripts if self.database in (self.models, "unknown") else self.database
        if self.models == "lacks":
            return "-"
        return "+" if behind == "lacks" else "~"

    def __str__(self) -> str:
        places = f"models {self.models} · scripts {self.scripts} · database {self.database}"
        head = f"{self.mark} {self.kind} {self.name}"
        return f"{f'{head}  {self.detail}' if self.detail else head}  ({places})"


@dataclass(frozen=True, slots=True)
class TableInPlaces:
    """A table on which the three places do not agree, with all its columns, wherever they are."""

    name: str
    columns: tuple[tuple[str, str], ...]
    """Name and type of each column that any of the places has, in the order of the first place that has the table."""
    bind: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Whether models, scripts and database agree at one moment, and on what they do not."""

    state: State
    """The state as one of the words in ``STATES``: the first thing that has to be dealt with."""
    sentence: str
    """The state in a sentence or two, for a learner, with real names and ids."""
    in_step: bool
    """Whether ``flask db check`` finds nothing to do, under the project's own options: exactly that. Also ``False``
    where the lab could not look; the state is then ``cannot look``."""
    rows: tuple[PlaceRow, ...] = ()
    """One for each thing on which the places do not agree, in a stable order."""
    tables: tuple[TableInPlaces, ...] = ()
    """The tables that ``rows`` are about, as far as any place is known to have them."""
    changes: Difference = field(default=Difference())
    """What must be done to the database to make it what the models say, as autogenerate sees it."""
    next_command: str | None = None
    """The whole command to type now: ``flask db upgrade``; ``None`` when there is none, or a person has to choose."""
    problem: str | None = None
    """What went wrong while looking: the error in a line or a few; ``None`` when everything could be looked at."""
    not_compared: tuple[str, ...] = ()
    """The differences between models and database that autogenerate does not compare: a line for each."""
    current: tuple[str, ...] = ()
    """The current revisions of the database."""
    heads: tuple[str, ...] = ()
    """The heads: the last revisions of the scripts."""
    error: ErrorReport | None = None
    """The error that has to be dealt with first, if it points to one of the project's own lines."""
    entry: str = ""
    """The id of the entry of the coach's catalogue that this state is: ``H1``; empty if it is none."""
    database: str = ""
    """Which database it is, password hidden: ``SQLite, instance/conference.db``."""
    uncompared: Difference = field(default=Difference())
    """What ``not_compared`` is about, as values."""
    unimported: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Tables for which a file of the project has a model that the app does not import, with that file."""
    made_by_app: tuple[str, ...] = ()
    """The tables that the app itself makes when it starts, perhaps with ``create_all()``."""
    compares: frozenset[str] = frozenset()
    """What autogenerate compares only if it is asked to, and was for every database: ``default`` of a column,
    ``check``."""
    drift: Difference = field(default=Difference())
    """From what the scripts that have run make to what the databases are."""
    undrafted: Difference = field(default=Difference())
    """From what all the scripts make to what the models say, as autogenerate sees it."""
    edited: tuple[str, ...] = ()
    """The scripts that were edited after the database had run them; not looked for where there is no ``drift``."""

    def __str__(self) -> str:
        lines = [self.sentence, *map(str, self.rows)]
        if self.not_compared:
            lines += ["Not compared by flask db check:", *self.not_compared]
        if self.problem:
            lines += ["", self.problem]
        if self.next_command:
            lines.append(f"Next: {self.next_command}")
        return "\n".join(lines)
