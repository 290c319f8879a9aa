"""Recognise a database that says it has run more than its tables show. Touches nothing by itself."""

from __future__ import annotations

from typing import Any

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose
from migration_lab.coach.standing.wrong_version import up_to
from migration_lab.three_places.facts import Facts, amounts_to
from migration_lab.values.wording import count, title


def stamped_too_far(facts: Facts) -> Diagnosis | None:
    """Say where the database really is, if its tables are exactly what the scripts make up to an earlier revision.

    A stamp with that revision is offered unless a script after it changes rows: whether that has happened, the tables
    do not show.
    """
    graph = facts.graph
    if len(graph.current) != 1 or not (at := amounts_to(facts)):
        return None
    after = up_to(graph, graph.current[0]) - up_to(graph, at)
    if at in graph.current or not after or at not in up_to(graph, graph.current[0]):
        return None
    not_run = [one for one in reversed(graph.revisions) if one.id in after]
    command = f"flask db stamp {at}"
    about: dict[str, Any] = {
        "version": graph.current[0],
        "at": title(graph.revision(at)),
        "after": title(not_run[0]) if len(not_run) == 1 else count(not_run),
        "not_run": not_run,
    }
    if working := facts.on_rows([one.id for one in not_run]):
        doubt = say("at_head.too_far_but_rows", scripts=working, command=command)
        return diagnose("at_head.too_far_perhaps", doubt, **about)
    return diagnose("at_head.too_far", command=command, **about)
