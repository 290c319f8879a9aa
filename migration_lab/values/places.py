"""The three places of a project, models, scripts and database, held against one another: values only.

``Project.places()`` makes them. Nothing here touches a database or a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from migration_lab.schema import Difference

Standing = Literal["has", "lacks", "differs", "unknown"]
"""What one place says of a thing: has it, lacks it, has it but differs from the models, or could not be asked."""

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
    """What it is, in the words of the first place that has it: ``TEXT  NULL``."""
    table: str | None
    """The table it belongs to (a table belongs to itself)."""
    models: Standing
    scripts: Standing
    """As all scripts together would make it, on an empty database."""
    database: Standing
    models_say: str = ""
    """What each place says, as short text, where it has the thing; empty where it lacks it or is unknown."""
    scripts_say: str = ""
    database_say: str = ""
    bind: str = ""
    """Which of the app's databases it is in; empty for the default one."""

    @property
    def mark(self) -> str:
        """``+``, ``-`` or ``~``: what has to be done to the database, or else to the scripts, to follow the models."""
        behind = self.scripts if self.database in (self.models, "unknown") else self.database
        if self.models == "lacks":
            return "-"
        return "+" if behind == "lacks" else "~"

    def __str__(self) -> str:
        places = f"models {self.models} · scripts {self.scripts} · database {self.database}"
        head = f"{self.mark} {self.kind} {self.name}"
        return f"{f'{head}  {self.detail}' if self.detail else head}  ({places})"


@dataclass(frozen=True, slots=True)
class Places:
    """How models, scripts and database stand to one another at one moment."""

    state: State
    """One word for it, of the closed set ``STATES``: the first of them that has to be dealt with."""
    sentence: str
    """The state in a sentence or two, for a learner, with real names and ids."""
    in_step: bool
    """Whether ``flask db check`` finds nothing to do, under the project's own options: exactly that. ``False`` as well
    where the lab could not look; the state is then ``cannot look``."""
    rows: tuple[PlaceRow, ...] = ()
    """One for each thing on which the places do not agree, in a stable order."""
    changes: Difference = field(default=Difference())
    """What would have to be done to the database to make it what the models say, as autogenerate sees it."""
    next_command: str | None = None
    """The command to type now, whole: ``flask db upgrade``; ``None`` when there is none, or a person has to choose."""
    problem: str | None = None
    """What went wrong while looking: the error in a line or a few; ``None`` when all could be looked at."""
    not_compared: tuple[str, ...] = ()
    """What differs between models and database although autogenerate does not compare it: a line for each."""
    current: tuple[str, ...] = ()
    """The revisions at which the database stands."""
    heads: tuple[str, ...] = ()
    """The last revisions of the scripts."""
    database: str = ""
    """Which database was looked at, password hidden: ``SQLite, instance/conference.db``."""

    def __str__(self) -> str:
        lines = [self.sentence, *map(str, self.rows)]
        if self.not_compared:
            lines += ["Not compared by flask db check:", *self.not_compared]
        if self.problem:
            lines += ["", self.problem]
        if self.next_command:
            lines.append(f"Next: {self.next_command}")
        return "\n".join(lines)
