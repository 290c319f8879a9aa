"""One Flask-Migrate project on disk: its commands, its database, its app, and the way back."""

from migration_lab.project.project import AppFailed, NoDatabase, NothingToUndo, Project
from migration_lab.project.result import CommandResult, Response, Rows, Statement, Step, TableRows, Undone

__all__ = [
    "AppFailed",
    "CommandResult",
    "NoDatabase",
    "NothingToUndo",
    "Project",
    "Response",
    "Rows",
    "Statement",
    "Step",
    "TableRows",
    "Undone",
]
