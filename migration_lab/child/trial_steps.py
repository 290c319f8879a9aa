"""In a process of its own: run Alembic's own steps on a copy, one after the other, through the project's env.py.

Notes which revisions have run, which one failed, and the structure before each. Writes to the copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from migration_lab.child.caught import report_of
from migration_lab.child.env_run import run_env
from migration_lab.child.operations_record import OperationsRecord
from migration_lab.child.own_lines import own_name
from migration_lab.child.telling_progress import COPY as COPY_OF
from migration_lab.child.telling_progress import tell
from migration_lab.schema import Schema
from migration_lab.values.tried import Tried

MOST_STEPS = 50
"""How many revisions are looked at one by one, to find out what a failure leaves half done."""


class Steps:
    """Alembic's steps one after the other, and the state of the database before each."""

    def __init__(
        self, bind_of: Callable[[Any], str | None], tried: Tried, operations: OperationsRecord | None = None
    ) -> None:
        self.bind_of = bind_of
        self.tried = tried
        self.operations = operations or OperationsRecord([])
        self.bind = ""
        self.script = ""
        self.connection: Any = None
        self.version_tables: set[str] = set()
        self.options: dict[str, Any] = {}
        self.notes: dict[str, list[tuple[tuple[str, ...], Schema]]] = {}
        self.ran: dict[str, list[str]] = {}
        """By bind, the revisions that have run: databases may have begun at different ones."""

    def run(self, config: Any, direction: str, target: str) -> None:
        def chosen(scripts: Any, heads: Any, _bind: str) -> Any:
            return (scripts._upgrade_revs if direction == "upgrade" else scripts._downgrade_revs)(target, heads)

        self._run(config, target, chosen)

    def back(self, config: Any, ran: Mapping[str, Sequence[str]]) -> None:
        """In each bind, run the downgrade of exactly these revisions, the last one first."""

        def chosen(scripts: Any, _heads: Any, bind: str) -> list[Any]:
            from alembic.runtime.migration import MigrationStep

            revisions = scripts.revision_map
            there = reversed(ran.get(bind, ()))
            return [MigrationStep.downgrade_from_script(revisions, scripts.get_revision(one)) for one in there]

        self._run(config, "base", chosen)

    def _run(self, config: Any, target: str, chosen: Callable[[Any, Any, str], Any]) -> None:
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory

        try:
            scripts = ScriptDirectory.from_config(config)

            def steps(heads: Any, context: Any) -> Iterator[Any]:
                bind = self.bind_of(context.connection) or ""
                return self._steps(chosen(scripts, heads, bind), context)

            with EnvironmentContext(
                config, scripts, fn=steps, as_sql=False, starting_rev=None, destination_rev=target, tag=None
            ) as environment:
                run_env(scripts, environment)
        except (Exception, SystemExit) as error:
            self.tried.error = report_of(error)
        finally:
            self.connection = None

    def _steps(self, steps: list[Any], context: Any) -> Iterator[Any]:
        from migration_lab.schema import SchemaReader

        self.connection = context.connection
        self.bind = self.bind_of(context.connection) or ""
        table, home = context.version_table, context.version_table_schema
        self.options = {"version_table": table, "version_table_schema": home}
        self.version_tables.add(f"{home}.{table}" if home else table)
        notes = self.notes.setdefault(self.bind, [])
        reader = SchemaReader(context.connection) if len(steps) <= MOST_STEPS else None
        for done, step in enumerate(steps):
            tell(COPY_OF, done, len(steps))
            name = step.revision.revision
            if reader is not None:
                notes.append((tuple(sorted(context.get_current_heads())), reader.read()))
            self.tried.failed, self.script = name, own_name(step.revision.path)
            self.operations.revision, self.operations.bind = name, self.bind
            yield step
            self.tried.failed = None
            self.ran.setdefault(self.bind, []).append(name)
            if name not in self.tried.ran:
                self.tried.ran.append(name)

    def running(self) -> tuple[str, str, Any] | None:
        """Return the revision that runs, its file, and the connection on which it does."""
        return (self.tried.failed, self.script, self.connection) if self.tried.failed and self.connection else None
