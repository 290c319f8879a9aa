"""Hold back an upgrade that would lose what a rename keeps, and say how to rename instead. Only reads the scripts."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.coach.hazards.renamed_as_drop import MaybeRenamed, columns_renamed, tables_renamed
from migration_lab.coach.saying import say
from migration_lab.coach.warning import Rehearsal, is_silenced
from migration_lab.three_places.facts import Facts
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Tried


def rename_first(facts: Facts, tried: Tried, command: str) -> str:
    """Say how each thing is renamed that the scripts drop and add anew, as the trial run has shown, and that the
    command may run if it is no rename; empty if none looks like one, or somebody has said in the script that it is
    none."""
    if not tried.ok:
        return ""
    rehearsal = Rehearsal(tried, "upgrade", facts.graph, lambda file: lines_of(facts, file))
    columns = [one for one in columns_renamed(rehearsal) if not allowed(rehearsal, one)]
    tables = [one for one in tables_renamed(rehearsal) if not allowed(rehearsal, one)]
    if not (columns or tables):
        return ""
    how = [rename_column(one.dropped, one.added) for one in columns]
    how += [rename_table(one.dropped, one.added) for one in tables]
    return say("pending.rename_first", how=how, many=len(how), command=command)


def rename_column(dropped: RanOperation, added: RanOperation) -> str:
    return say("pending.rename_column", table=dropped.table, column=dropped.columns[0], new=added.columns[0])


def rename_table(dropped: RanOperation, added: RanOperation) -> str:
    return say("pending.rename_table", table=dropped.table, new=added.table)


def allowed(rehearsal: Rehearsal, pair: MaybeRenamed) -> bool:
    """Tell whether a comment in the script says that it is no rename, and that what is lost may go."""
    file = pair.dropped.file
    return bool(file) and is_silenced("A5", rehearsal.source(file), pair.dropped.line)


def lines_of(facts: Facts, file: str) -> Sequence[str]:
    try:
        return facts.root.joinpath(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ()
