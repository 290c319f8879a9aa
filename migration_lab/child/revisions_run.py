"""In a command's own process: note which revisions an upgrade has run; a stamp runs none."""

from __future__ import annotations

from typing import Any

from migration_lab.child.installed import Installed


class RevisionsRun:
    """``ids`` grows as they run, and keeps what was rolled back later: the database says what stands."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def listen(self, installed: Installed) -> None:
        from alembic.runtime.migration import MigrationContext

        run = MigrationContext.run_migrations

        def run_migrations(context: Any, **options: Any) -> None:
            if not context.as_sql:  # then it only prints
                context.on_version_apply_callbacks = (*context.on_version_apply_callbacks, self._note)
            run(context, **options)

        installed.patch(MigrationContext, "run_migrations", run_migrations)

    def _note(self, *, step: Any, **_: Any) -> None:
        if step.is_upgrade and not step.is_stamp:
            self.ids += step.up_revision_ids
