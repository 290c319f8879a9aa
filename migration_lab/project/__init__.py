"""One Flask-Migrate project on disk: its commands, its database, its app, undo and redo.

Begin with ``project.py`` (``Project``), whose methods lead to the folders: ``commands/`` runs commands, ``undo/`` takes
them back, ``scripts/`` reads revision scripts, ``three_places/`` and ``standing/`` find out and say whether models,
scripts and database agree.
"""

from migration_lab.project.opening import open_project
from migration_lab.project.project import AppFailed, NothingToRedo, NothingToUndo, Project, UndoAsks
from migration_lab.project.project_databases import NoDatabase
from migration_lab.values.graph import Revision, RevisionGraph
from migration_lab.values.places import STATES, PlaceRow, Places, Standing, State
from migration_lab.values.result import (
    CommandResult,
    DatabaseChange,
    Response,
    Rows,
    Step,
    TableRows,
    WayBack,
)
from migration_lab.values.statement import Statement
from migration_lab.values.undone import Redone, Undone

__all__ = [
    "STATES",
    "AppFailed",
    "CommandResult",
    "DatabaseChange",
    "NoDatabase",
    "NothingToRedo",
    "NothingToUndo",
    "PlaceRow",
    "Places",
    "Project",
    "Redone",
    "Response",
    "Revision",
    "RevisionGraph",
    "Rows",
    "Standing",
    "State",
    "Statement",
    "Step",
    "TableRows",
    "UndoAsks",
    "Undone",
    "WayBack",
    "open_project",
]
