"""Recognise pending scripts, and try them on a copy of the database first. Touches nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migration_lab.coach.saying import say
from migration_lab.coach.standing.change_words import drifted, drops, maybe_renamed, wanted_after
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose, joined
from migration_lab.coach.standing.missing_privileges import lacking
from migration_lab.coach.standing.rename_first import rename_first
from migration_lab.coach.standing.trial_words import failed_halfway, failure, known_failure, success, untried
from migration_lab.coach.standing.wrong_version import rows_unknown
from migration_lab.schema import Change
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import (
    Facts,
    all_equal,
    in_step,
    left_behind,
    made_by_app,
    made_by_scripts,
    tables_of,
)
from migration_lab.values.graph import Revision
from migration_lab.values.places import State
from migration_lab.values.tried import Tried
from migration_lab.values.wording import count, title


def not_run(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis | None:
    graph = facts.graph
    behind = facts.looked.checked is not None and facts.looked.checked.behind
    if not behind and (not graph.pending or in_step(facts.looked)):
        return None
    if facts.looked.memory:
        return diagnose("pending.in_memory")
    waiting = [graph.revision(id) for id in graph.pending]
    pending = [change for each in compared.values() for change in each.pending]
    target = "heads" if len(graph.heads) > 1 else "head"
    command = "flask db upgrade heads" if target == "heads" else "flask db upgrade"
    empty = not tables_of(facts)
    state: State = "empty" if empty else "database behind"
    if half := failed_halfway(facts):
        return Diagnosis("database behind", joined(begin(waiting), half))
    if waiting and pending and all_equal(facts):
        return already_there(facts, waiting)
    if lack := lacking(facts, compared, command):
        return Diagnosis(state, joined(begin(waiting, empty=empty), lack))
    made = sorted(name for name in made_by_app(facts) if name in made_by_scripts(facts))
    # An empty database is where the scripts have just been run from the first to the last.
    left = left_behind(facts) if empty else []
    known = empty and not made and not left and not graph.current and facts.looked.scripts is not None
    tried = Tried() if known else facts.try_upgrade(target)
    if left and tried.untried:  # a try on a copy would not have it
        return diagnose("pending.in_the_way", left=left, command=command)
    drift = [] if empty else [change for each in compared.values() for change in each.drift]
    undrafted = [change for each in compared.values() for change in each.undrafted]
    fails = bool(tried.error) or tried.asks
    rename = rename_first(facts, tried, command)
    sentence = joined(
        begin(waiting, "" if fails or rename else command, empty=empty),
        beside(drift, pending, tried, whole=facts.looked.scripts is not None) if drift else "",
        losing(tried, pending, waiting) if not tried.error else "",
        say("pending.app_makes", made=made, command=command) if made and not tried.ok else "",
        failure(tried, command, graph) if tried.error else "",
        say("pending.not_tried", why=untried(tried)) if tried.untried else "",
        success(tried) if tried.ok and not known else "",
        rename,
        wanted_after(undrafted) if undrafted and not tried.error and not empty else "",
    )
    known_as = known_failure(tried, command, graph)
    offered = None if fails or rename or (made and not tried.ok) else command
    return Diagnosis(state, sentence, offered, error=tried.to_mend, entry=known_as.entry if known_as else "")


def begin(waiting: Sequence[Revision], command: str = "", *, empty: bool = False) -> str:
    """Say which scripts are pending, and which command runs them; without one, it would fail."""
    if empty:
        said, runs = say("pending.empty"), say("pending.runs_empty", command=command, many=count(waiting))
    elif not waiting:
        said, runs = say("pending.one_database"), say("pending.runs_rest", command=command)
    elif len(waiting) == 1:
        said, runs = say("pending.one", first=title(waiting[0])), say("pending.runs_it", command=command)
    else:
        said = say("pending.several", many=count(waiting), first=title(waiting[0]))
        runs = say("pending.runs_them", command=command)
    return joined(said, runs if command else "")


def beside(drift: Sequence[Change], pending: Sequence[Change], tried: Tried, *, whole: bool) -> str:
    """Say how the database differs from what the scripts that have run make."""
    doubt = "" if tried.ok or tried.error else say("pending.may_fail")
    return joined(say("pending.differs", how=drifted(drift, pending, whole=whole)), doubt)


def already_there(facts: Facts, waiting: Sequence[Revision]) -> Diagnosis:
    """Say that the tables are what all the scripts make, although Alembic does not know it."""
    which = title(waiting[0]) if len(waiting) == 1 else count(waiting)
    command = f"flask db stamp {' '.join(facts.graph.heads)}"
    if doubt := rows_unknown(facts.on_rows(facts.graph.pending), command):
        found = diagnose("pending.already_there_but_rows", doubt, which=which)
    else:
        found = diagnose("pending.already_there", which=which, command=command)
    return replace(found, entry="") if facts.graph.current else found  # with a revision, it is no lack of a baseline


def losing(tried: Tried, pending: Sequence[Change], waiting: Sequence[Revision]) -> str:
    """Say what the scripts drop, as far as the structure shows it."""
    gone, come = maybe_renamed(pending)
    if gone and tried.untried:
        return say("pending.drops_and_adds", waiting=waiting, gone=gone, come=come)
    gone = drops(pending, held=bool(tried.untried))
    return say("pending.drops", waiting=waiting, gone=gone) if gone else ""
