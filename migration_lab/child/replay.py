"""In a process of its own: run a project's revision scripts on scratch databases, and note what each of them did.

The upgrade is Alembic's own, through the project's env.py. The caller has redirected every connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from migration_lab.child.caught import report_of
from migration_lab.child.env_run import run_env
from migration_lab.child.telling_progress import SCRIPTS, tell
from migration_lab.values.replayed import Replay
from migration_lab.values.statement import Statement


class Recorder:
    """Notes the SQL of each step, and the structure after it if it is what this revision alone leads to.

    It begins on empty databases, and may upgrade them step by step.
    """

    def __init__(self, bind_of: Callable[[Any], str | None], statements: list[list[Any]], every: bool) -> None:
        self.bind_of = bind_of
        self.statements = statements
        self.every = every
        self._noted: dict[str, list[list[Any]]] = {}
        self._replay = Replay()
        self._running: str | None = None
        self._reached: dict[Any, tuple[Any, set[str]]] = {}
        """By engine: the version table, and the revisions in it when the last upgrade had run, committed or not."""
        self._before: dict[str, dict[str, set[str]]] = {}
        """By bind and by revision that has run: all that comes before it, and itself."""

    @property
    def replay(self) -> Replay:
        """Return the replay so far, without times: the databases are empty."""
        self._replay.sql = {name: [Statement(*one[:4]) for one in noted] for name, noted in self._noted.items()}
        return self._replay

    def upgrade(self, config: Any, target: str) -> bool:
        """Upgrade to ``target`` and tell whether it went well; if not, the replay says what went wrong."""
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory

        try:
            scripts = ScriptDirectory.from_config(config)

            def steps(heads: Any, context: Any) -> Iterator[Any]:
                return self._steps(scripts, scripts._upgrade_revs(target, heads), context)

            with EnvironmentContext(
                config, scripts, fn=steps, as_sql=False, starting_rev=None, destination_rev=target, tag=None
            ) as environment:
                run_env(scripts, environment)
        except (Exception, SystemExit) as error:
            self._replay.failed, self._replay.error = self._running, report_of(error)
            return False
        return True

    def keeps(self) -> bool:
        """Tell whether what the last upgrade did is there for the next connection: whether it was committed."""
        kept = True
        for engine, (versions, reached) in self._reached.items():
            with suppress(Exception), engine.connect() as connection:  # such as an asynchronous one: not known
                there = engine.dialect.has_table(connection, versions.name, schema=versions.schema)
                kept &= there and reached <= {id for (id,) in connection.execute(versions.select())}
        return kept

    def _steps(self, scripts: Any, steps: list[Any], context: Any) -> Iterator[Any]:
        """Give Alembic one step at a time; it asks for the next when one has been run and noted."""
        from migration_lab.schema import SchemaReader, UnsupportedDatabase

        bind = self.bind_of(context.connection) or ""
        reader: SchemaReader | None = None
        if self.every:
            with suppress(UnsupportedDatabase):  # such as an asynchronous one: then each revision is found separately
                reader = SchemaReader(context.connection)
        schemas = self._replay.schemas.setdefault(bind, {})
        before = self._before.setdefault(bind, {})
        ran = len(before)
        for done, step in enumerate(steps, ran):
            tell(SCRIPTS, done, ran + len(steps))
            name = self._running = step.revision.revision
            begin = len(self.statements)
            yield step
            self._running = None
            end = len(self.statements)
            self._noted.setdefault(name, []).extend(self.statements[begin:end])
            if reader is not None:
                parents = scripts.get_revision(name)._all_down_revisions
                before[name] = {name}.union(*(before[parent] for parent in parents))
                if len(before[name]) == len(before):
                    schemas[name] = reader.read()
                    del self.statements[end:]  # these were run to read that, and are not the scripts'
        if steps:
            self._reached[context.connection.engine] = context._version, set(context.get_current_heads())
