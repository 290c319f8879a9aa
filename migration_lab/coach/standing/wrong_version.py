"""Recognise a wrong or missing version in the database, and scripts with several heads. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from migration_lab.coach.standing.change_words import drifted
from migration_lab.coach.standing.finding import Finding
from migration_lab.coach.standing.trial_words import BEWARE, failure, success
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import (
    Facts,
    all_equal,
    amounts_to,
    apart_from,
    made_by_scripts,
    tables_of,
    version_table_of,
)
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.places import State
from migration_lab.values.wording import listed, title


def wrong_version(facts: Facts, compared: Mapping[str, Comparison]) -> Finding | None:
    graph = facts.graph
    ids = {revision.id for revision in graph.revisions}
    if unknown := [id for id in graph.current if id not in ids]:
        sentence = (
            f"The database says that it is at {listed(unknown)}, but no script has that id. "
            "Get the script back, for example from git."
        )
        return Finding("unknown version", f"{sentence} {without_it(facts)}")
    name, there = version_table_of(facts)
    if len(facts.databases) == 1 and (over := overlapping(graph)):
        early, late = over
        sentence = (
            f"{name} holds both {early} and {late}, although {late} comes after {early}. It may hold only the later "
            f"one, so flask db upgrade ends with an error. If the database has everything that {late} makes, "
            f"delete the earlier one: DELETE FROM {name} WHERE version_num = '{early}'."
        )
        return Finding("check fails", sentence)
    tables = tables_of(facts)
    if graph.current or not graph.revisions or not tables:
        return None
    made = made_by_scripts(facts)
    if made and not made & tables:
        return None
    state: State = "empty alembic_version" if there else "no alembic_version"
    sentence = f"The database has tables ({listed(sorted(tables))}) and "
    if there:
        sentence += (
            f"an {name} without a revision, so Alembic thinks that it is empty. Perhaps create_all() made the tables; "
            "or a downgrade left them; or somebody ran flask db stamp base."
        )
    else:
        sentence += f"no {name}, so Alembic thinks that it is empty. Perhaps create_all() made the tables."
    if all_equal(facts):
        command = "flask db stamp head" if len(graph.heads) == 1 else "flask db stamp heads"
        sentence += " They are what the scripts make"
        if doubt := rows_unknown(facts.on_rows(), command):
            return Finding(state, f"{sentence}.{doubt}")
        return Finding(state, f"{sentence}: {command} tells Alembic so.", command)
    if at := amounts_to(facts):
        command = f"flask db stamp {at}"
        sentence += f" They are what the scripts make up to {title(graph.revision(at))}"
        if doubt := rows_unknown([id for id in facts.on_rows() if id in up_to(graph, at)], command):
            return Finding(state, f"{sentence}.{doubt}")
        return Finding(state, f"{sentence}: {command} tells Alembic so.", command)
    return Finding(
        state,
        f"{sentence} Find the revision whose tables these are, and tell Alembic with flask db stamp REVISION."
        f"{unlike(facts)}",
    )


def rows_unknown(working: Sequence[str], command: str) -> str:
    """Say that a script also changes rows, so that the tables do not show whether it has run."""
    if not working:
        return ""
    change = "changes" if len(working) == 1 else "change"
    return (
        f" But {listed(working)} also {change} rows, and the tables do not show whether that has happened. "
        f"Look at the rows. If it has, {command} tells Alembic so."
    )


def overlapping(graph: RevisionGraph) -> tuple[str, str] | None:
    """Find two of the database's versions of which the first is an ancestor of the second."""
    parents = {revision.id: revision.parents for revision in graph.revisions}
    for late in graph.current:
        seen, edge = set[str](), [*parents[late]]
        while edge:
            if (one := edge.pop()) in graph.current:
                return one, late
            if one not in seen:
                seen.add(one)
                edge += parents.get(one, ())
    return None


def up_to(graph: RevisionGraph, id: str) -> set[str]:
    """Collect the revision and all its ancestors."""
    parents = {revision.id: (*revision.parents, *revision.depends_on) for revision in graph.revisions}
    found: set[str] = set()
    edge = [id]
    while edge:
        if (one := edge.pop()) not in found:
            found.add(one)
            edge += parents.get(one, ())
    return found


def without_it(facts: Facts) -> str:
    """Say what to do when a script that has run is gone for good."""
    gone = "If it is gone for good:"
    if all_equal(facts):
        many = "heads" if len(facts.graph.heads) > 1 else "head"
        return f"{gone} the tables are what the other scripts make; flask db stamp --purge {many} tells Alembic so."
    if at := amounts_to(facts):
        return f"{gone} the tables are what the scripts make up to {at}; flask db stamp --purge {at} tells Alembic so."
    if difference := unlike(facts):
        return f"Do not stamp another revision:{difference}"
    return "Only if it is gone for good and the tables are right: flask db stamp --purge head."


def unlike(facts: Facts) -> str:
    """Say how the databases differ from what all the scripts make; empty where that is not known."""
    changes = apart_from(facts, facts.looked.scripts or {})
    return f" The tables are not what all scripts make: {drifted(changes)}." if changes else ""


def heads(facts: Facts, _: object) -> Finding | None:
    graph = facts.graph
    if len(graph.heads) < 2 or len(graph.heads) <= len(graph.bases):
        return None
    message = shlex.quote(f"merge {' and '.join(graph.heads)}")
    sentence = (
        f"The scripts have {len(graph.heads)} heads, {listed(graph.heads)}: the history has branches, and flask db "
        "upgrade does not know which one to follow. A merge revision joins them."
    )
    if graph.pending and not facts.looked.memory and not graph.problem:
        tried = facts.try_upgrade("heads")
        after = failure(tried, "The upgrade after it", graph) if tried.error else success(tried) if tried.ok else ""
        if tried.error or after.startswith(BEWARE):
            sentence += f" {after}"
    return Finding("several heads", sentence, f"flask db merge heads -m {message}")
