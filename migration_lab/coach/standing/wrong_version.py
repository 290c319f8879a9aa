"""Recognise a wrong or missing version in the database, and scripts with several heads. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace

from migration_lab.coach.saying import say
from migration_lab.coach.standing.change_words import drifted
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose, joined
from migration_lab.coach.standing.trial_words import failure, harm, untried
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
from migration_lab.values.wording import title


def wrong_version(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis | None:
    graph = facts.graph
    ids = {revision.id for revision in graph.revisions}
    if unknown := [id for id in graph.current if id not in ids]:
        return diagnose("version.unknown", without_it(facts), unknown=unknown)
    name, there = version_table_of(facts)
    if len(facts.databases) == 1 and (over := overlapping(graph)):
        early, late = over
        return diagnose("version.overlapping", table=name, early=early, late=late)
    tables = tables_of(facts)
    if graph.current or not graph.revisions or not tables:
        return None
    made = made_by_scripts(facts)
    if made and not made & tables:
        return None
    command, what = to_stamp(facts)
    found = diagnose("version.empty" if there else "version.none", what, tables=sorted(tables), table=name)
    return replace(found, next_command=command)


def to_stamp(facts: Facts) -> tuple[str | None, str]:
    """Return the command that tells Alembic where a database without a version stands, and what is known of that."""
    graph = facts.graph
    if all_equal(facts):
        command = "flask db stamp head" if len(graph.heads) == 1 else "flask db stamp heads"
        if doubt := rows_unknown(facts.on_rows(graph.pending), command):
            return None, say("version.same_as_all_but_rows", doubt=doubt)
        return command, say("version.same_as_all", command=command)
    if at := amounts_to(facts):
        command, named = f"flask db stamp {at}", title(graph.revision(at))
        if doubt := rows_unknown(facts.on_rows([id for id in graph.pending if id in up_to(graph, at)]), command):
            return None, say("version.same_up_to_but_rows", title=named, doubt=doubt)
        return command, say("version.same_up_to", title=named, command=command)
    return None, joined(say("version.find_it"), unlike(facts))


def rows_unknown(working: Sequence[str], command: str) -> str:
    """Say that a script also changes rows, so that the tables do not show whether it has run."""
    return say("version.rows_unknown", scripts=working, command=command) if working else ""


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
    if all_equal(facts):
        return say("version.purge_head", head="heads" if len(facts.graph.heads) > 1 else "head")
    if at := amounts_to(facts):
        return say("version.purge_revision", at=at)
    if difference := unlike(facts):
        return say("version.no_other_stamp", unlike=difference)
    return say("version.only_if_right")


def unlike(facts: Facts) -> str:
    """Say how the databases differ from what all the scripts make; empty where that is not known."""
    changes = apart_from(facts, facts.looked.scripts or {})
    return say("version.unlike", how=drifted(changes)) if changes else ""


def heads(facts: Facts, _: object) -> Diagnosis | None:
    graph = facts.graph
    if len(graph.heads) < 2 or len(graph.heads) <= len(graph.bases):
        return None
    after = ""
    if graph.pending and not facts.looked.memory and not graph.problem:
        tried = facts.try_upgrade("heads")
        if tried.error:
            after = failure(tried, "The upgrade after it", graph)
        else:
            after = say("version.merge_not_tried", why=untried(tried)) if tried.untried else harm(tried)
    message = shlex.quote(f"merge {' and '.join(graph.heads)}")
    return diagnose("version.heads", after, many=len(graph.heads), heads=graph.heads, message=message)
