"""In a command's own process: take part when autogenerate drafts a revision.

Answers to "was this a rename?" are put into the draft before the project's own ``process_revision_directives`` sees it.
What the draft drops and adds is noted after that. An answer that fits nothing ends the command before the draft is
written. Reads the database as autogenerate does; writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from migration_lab.child.held_log import HeldLog
from migration_lab.child.installed import Installed
from migration_lab.child.left_out_of_draft import Read, keep_read, may_leave_out
from migration_lab.child.rename_in_draft import Answer, DropsAndAdds, columns_of, full, rename
from migration_lab.child.report_draft import Draft
from migration_lab.values.drafted import Drafted, DraftedColumn, DraftedTable
from migration_lab.values.wording import listed


@dataclass(slots=True)
class Drafting:
    """Follows the drafts of one command."""

    answers: Sequence[Answer]
    report: Draft
    drafted: list[Drafted] = field(default_factory=list)
    _fitted: list[Answer] = field(default_factory=list)
    _left: list[DropsAndAdds] = field(default_factory=list)

    def listen(self, installed: Installed) -> None:
        from alembic.autogenerate.api import RevisionContext

        run, generate = RevisionContext.run_autogenerate, RevisionContext.generate_scripts
        read = keep_read(installed)

        def run_autogenerate(revision: Any, rev: Any, context: Any) -> None:
            hook, log = revision.process_revision_directives, HeldLog()

            def answered(context: Any, rev: Any, directives: list[Any]) -> None:
                if self.answers and directives:
                    fitted, left = rename(context, directives[-1], self.answers, lambda: log.release(drop=True))
                    log.release()
                    for old, new in fitted:
                        log.say("Renamed %r to %r, as --renamed says", old, new)
                    self._fitted += fitted
                    self._left.append(left)
                if hook is not None:
                    hook(context, rev, directives)

            revision.process_revision_directives = answered
            if self.answers:
                log.hold()
            try:
                run(revision, rev, context)
            finally:
                log.release()
                revision.process_revision_directives = hook
            if not revision.generated_revisions:
                return
            with suppress(Exception):  # what cannot be described is not asked about
                self.drafted.append(drafted(context, revision.generated_revisions[-1].upgrade_ops_list[-1], read))

        def generate_scripts(revision: Any) -> Iterator[Any]:
            if why := self._why_not():
                self.report.report = replace(self.report.report, not_renamed=why)
                raise SystemExit(1)
            yield from generate(revision)

        render_table_renames(installed)
        installed.patch(RevisionContext, "run_autogenerate", run_autogenerate)
        installed.patch(RevisionContext, "generate_scripts", generate_scripts)

    def _why_not(self) -> str:
        """Say which answer does not fit the draft, and what would; empty if all do."""
        for answer in self.answers:
            if self._fitted.count(answer) == 1:
                continue
            begin = f"--renamed {'='.join(answer)} does not fit this draft, so nothing was written: "
            if answer in self._fitted:
                return f"{begin}several databases of the app drop {answer[0]} and add {answer[1]}."
            dropped, added = (sorted({name for one in self._left for name in one.words()[side]}) for side in (0, 1))
            missing = [
                f"it does not {verb} {name}"
                for verb, name, there in (("drop", answer[0], dropped), ("add", answer[1], added))
                if name not in there
            ]
            why = " and ".join(missing) or "the two are not in one table"
            return f"{begin}{why}. It drops {named(dropped)}, and adds {named(added)}."
        return ""


def render_table_renames(installed: Installed) -> None:
    """Let Alembic write ``op.rename_table`` into a draft: without a plugin it has no renderer for that."""
    from alembic.autogenerate import renderers
    from alembic.operations.ops import RenameTableOp

    kind = RenameTableOp, "default"
    if kind not in renderers._registry:
        renderers.dispatch_for(RenameTableOp)(rendered)
        installed.defer(renderers._registry.pop, kind, None)


def rendered(context: Any, operation: Any) -> str:
    schema = f", schema={operation.schema!r}" if operation.schema else ""
    prefix = context.opts.get("alembic_module_prefix") or ""
    return f"{prefix}rename_table({str(operation.table_name)!r}, {str(operation.new_table_name)!r}{schema})"


def named(names: Collection[str]) -> str:
    return listed([*names]) if names else "nothing"


def drafted(context: Any, operations: Any, read: Read) -> Drafted:
    """Describe what is dropped and added in plain values."""
    found = DropsAndAdds.of(operations)

    def columns(several: Any) -> tuple[DraftedColumn, ...]:
        return tuple(column(context, full(place), one) for place, names in several.items() for one in names.values())

    def tables(several: Any) -> tuple[DraftedTable, ...]:
        return tuple(
            DraftedTable(full(place), tuple(column(context, full(place), one) for one in columns_of(made).values()))
            for place, made in several.items()
        )

    try:
        looks = may_leave_out(context, operations, read)
    except Exception:  # an expression of the project's own that cannot be written: then it is worth a look
        looks = True
    return Drafted(
        bind_of(context),
        tables(found.dropped),
        tables(found.added),
        columns(found.columns_dropped),
        columns(found.columns_added),
        looks,
    )


def column(context: Any, table: str, found: Any) -> DraftedColumn:
    dialect = context.dialect
    names = [*found.table.columns] if found.table is not None else []
    try:
        text = found.type.compile(dialect=dialect)
    except Exception:  # a type of the project's own that cannot say it
        text = type(found.type).__name__
    return DraftedColumn(
        table,
        str(found.name),
        str(text),
        found.type._type_affinity.__name__,
        getattr(found.type, "length", None),
        bool(found.nullable),
        next((at for at, one in enumerate(names, 1) if one is found), 0),
        bool(found.primary_key),
    )


def bind_of(context: Any) -> str:
    """Return the bind of a migration's connection; that of the default database where it is unknown."""
    from flask import current_app

    from migration_lab.child.app_databases import binds

    engines = current_app.extensions["migrate"].db.engines
    return binds({bind or "": engine for bind, engine in engines.items()})(context.connection) or ""
