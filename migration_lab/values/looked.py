"""What one look at a project found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migration_lab.schema import Schema
from migration_lab.values.checked import Checked
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.replayed import Replay


@dataclass(slots=True)
class Looked:
    """What one look found. Each dictionary of schemas is by bind, ``""`` for the default one."""

    loaded: bool = False
    """Whether the app could be created."""
    error: ErrorReport | None = None
    """What ended the look although the app loads."""
    too_old: bool = False
    """Whether its Flask-SQLAlchemy is one that the lab does not know."""
    has_migrate: bool = True
    has_database: bool = True
    """Whether the app has Flask-SQLAlchemy, or another ``db`` that Flask-Migrate was given."""
    checked: Checked | None = None
    """``None`` when there are no scripts to check with."""
    models: dict[str, Schema] | None = None
    models_error: ErrorReport | None = None
    scripts: dict[str, Schema] | None = None
    """What all the scripts make; ``None`` when nobody asked for it, or it is not known."""
    drafted: Checked | None = None
    """What the check would find after all the scripts have run; ``None`` when they were not run."""
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names of the tables in the app's own metadata."""
    unimported: dict[str, str] = field(default_factory=dict)
    """For tables that the models lack: the file of the project that has a model for it, but was not imported."""
    unknown: dict[str, str] = field(default_factory=dict)
    """The same for tables that neither models nor databases have, if the check finds nothing to do."""
    at_start: dict[str, Schema] = field(default_factory=dict)
    """The structure after the app's own start, on a copy of the real database or on an empty one.
    Not there where the app could not write."""
    migrates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By bind: the revisions to which the app's own start brought an empty database; where it had to start on one."""
    made_by_env: dict[str, frozenset[str]] = field(default_factory=dict)
    """By bind: the tables that env.py made, besides those that the app's start had made."""
    standing: dict[str, Schema] | None = None
    """What the scripts make up to the current revisions of the database."""
    replay: Replay | None = None
    """What each script did on the way to ``scripts``; ``None`` when nobody asked for it, or it is not known."""
    failed: str | None = None
    """The revision at which the replay stopped."""
    scripts_error: ErrorReport | None = None
    uncommitted: bool = False
    """Whether the scripts ran on an empty database without an error, and nobody committed what they did."""
    no_scratch: str = ""
    """Why there can be no scratch databases."""
    memory: tuple[str, ...] = field(default=())
    """The binds whose database is in memory."""


Wanted = Mapping[str, tuple[tuple[str, str | None], ...]]
"""By bind: name and schema of each extension; no schema for the default one."""


def made_by(schemas: Mapping[str, Schema]) -> Wanted:
    """Return the extensions of these structures."""
    return {bind: tuple((each.name, each.schema) for each in schema.extensions) for bind, schema in schemas.items()}
