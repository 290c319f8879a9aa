"""In a process of its own: find out what ``flask db check`` says, with the project's own options, without writing.

It goes through the project's env.py, as the command does. Needs an app context, and reads the app's database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from migration_lab.child.caught import report_of
from migration_lab.child.env_metadata import metadatas_of, target_of
from migration_lab.child.env_run import run_env
from migration_lab.child.postgresql_rights import rights_of
from migration_lab.child.sandbox.read_only import chain, wants_to_write
from migration_lab.schema import safe_url
from migration_lab.schema.describing import listed
from migration_lab.values.checked import Checked, Operation

KINDS = {
    "ForeignKeyConstraint": "foreign key",
    "UniqueConstraint": "unique key",
    "CheckConstraint": "check",
    "PrimaryKeyConstraint": "primary key",
    "ExcludeConstraint": "check",
}


def check(config: Any, bind_of: Callable[[Any], str | None], metadatas: dict[str, list[Any]] | None = None) -> Checked:
    """Return what ``flask db check`` would say with this Alembic ``config``.

    ``bind_of(connection)`` names the bind, if it is one of the app's databases. ``metadatas`` is filled, by bind, with
    those that env.py compares with. Unlike the command it makes no ``alembic_version`` if there is none.
    """
    from alembic.autogenerate import RevisionContext
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    found = Checked()
    binds: list[str] = []
    try:
        scripts = ScriptDirectory.from_config(config)
        options = dict.fromkeys(("message", "branch_label", "version_path", "rev_id", "depends_on"))
        options |= {"autogenerate": True, "sql": False, "head": "head", "splice": False}
        revision = RevisionContext(config, scripts, options)

        def look(heads: Any, context: Any) -> list[Any]:
            bind = bind_of(context.connection)
            if bind is None:
                bind, found.elsewhere = "", safe_url(context.connection.engine.url)
            found.current[bind] = tuple(sorted(heads))
            found.targets[bind] = target_of(context)
            if metadatas is not None:
                metadatas[bind] = metadatas_of(context)
            table, home = context.version_table, context.version_table_schema
            version_table = f"{home}.{table}" if home else table
            found.version_tables.add(version_table)
            if rights := rights_of(context.connection, version_table):
                found.rights[bind] = rights
            try:
                revision.run_autogenerate(heads, context)
                binds.append(bind)
            except Exception as error:
                if found.error is None:
                    found.error, found.behind = report_of(error), stands_behind(scripts, heads)
                found.operations += compare_anyway(context, bind)
            return []

        with EnvironmentContext(
            config,
            scripts,
            fn=look,
            as_sql=False,
            dont_mutate=True,
            template_args=revision.template_args,
            revision_context=revision,
        ) as environment:
            run_env(scripts, environment, reads=True)
        # A hook of the project may have emptied the list: the command then ends with an error, and so does this.
        lists = revision.generated_revisions[-1].upgrade_ops_list
        for bind, operations in zip(binds, lists, strict=False):
            found.operations += [one for each in operations.as_diffs() for one in operations_of(each, bind)]
        found.exit_code = 1 if found.operations or found.error else 0
    except (Exception, SystemExit) as error:
        found.error = found.error or report_of(error)
        found.refused_write = any(map(wants_to_write, chain(error)))
    return found


def stands_behind(scripts: Any, heads: Any) -> bool:
    """Tell, as Alembic does, whether a database at these revisions lacks scripts, which autogenerate refuses."""
    try:
        return set(scripts.get_revisions(heads)) != set(scripts.get_revisions("heads"))
    except Exception:  # a revision that no script has
        return False


def compare_anyway(context: Any, bind: str) -> list[Operation]:
    """Return what autogenerate sees in a database that is not at the revision that the check wants."""
    from alembic.autogenerate import produce_migrations

    made = produce_migrations(context, context.opts["target_metadata"]).upgrade_ops
    return [one for each in (made.as_diffs() if made else ()) for one in operations_of(each, bind)]


def operations_of(difference: Any, bind: str) -> list[Operation]:
    """Describe one of Alembic's diff tuples, or a list of them for one column, in our words."""
    if isinstance(difference, list):
        return [one for each in difference for one in operations_of(each, bind)]
    verb, *rest = difference
    word, _, what = verb.partition("_")
    action = {"add": "added", "remove": "dropped"}.get(word, "changed")
    if what == "table":
        name = full_name(rest[0].schema, rest[0].name)
        return [Operation(action, "table", name, name, bind=bind)]
    if word == "modify":
        table = full_name(rest[0], rest[1])
        return [Operation(action, "column", f"{table}.{rest[2]}", table, what, bind)]
    if what == "column":
        table = full_name(rest[0], rest[1])
        return [Operation(action, "column", f"{table}.{rest[2].name}", table, bind=bind)]
    if what == "table_comment":
        table = full_name(rest[0].schema, rest[0].name)
        return [Operation("changed", "table comment", table, table, bind=bind)]
    thing = rest[0] if rest else None
    owner = getattr(thing, "table", None)
    if owner is None:
        return [Operation(action, what.replace("_", " "), " ".join(map(str, rest)), None, bind=bind)]
    table = full_name(owner.schema, owner.name)
    kind = "index" if what == "index" else KINDS.get(type(thing).__name__, what)
    return [Operation(action, kind, name_of(thing, table), table, bind=bind)]


def name_of(thing: Any, table: str) -> str:
    """Return the name of a constraint or an index; for one without, the columns it is on."""
    if isinstance(thing.name, str) and thing.name:
        return str(thing.name)
    columns = getattr(thing, "columns", None)
    return f"{table}{listed([column.name for column in columns or ()])}"


def full_name(schema: str | None, name: str) -> str:
    return f"{schema}.{name}" if schema else str(name)
