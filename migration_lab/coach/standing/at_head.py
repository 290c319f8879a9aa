"""The states of a database that has run every script. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from migration_lab.coach.saying import say
from migration_lab.coach.standing.change_words import drifted, lost, message_for, sorts, wanted
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose
from migration_lab.coach.standing.stamped_too_far import stamped_too_far
from migration_lab.coach.standing.trial_words import failed_halfway
from migration_lab.coach.standing.unexplained import not_imported, scripts_unknown
from migration_lab.schema import Change
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import (
    Facts,
    edited_after_it_ran,
    in_step,
    made_by_app,
    made_by_scripts,
    no_models,
    tables_of,
    version_tables,
)
from migration_lab.three_places.only_names import only_names
from migration_lab.values.script_print import EditedScript
from migration_lab.values.wording import listed

NOT_IN_MODELS = ("view", "trigger", "function", "procedure", "aggregate", "domain", "statistics", "extension")
"""What a database has and the classes of an app cannot say."""
UNSEEN = ("check", "enum", "domain")
"""What models can say and Alembic does not compare."""


def at_head(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis:
    """The database has run every script."""
    drift = [change for one in compared.values() for change in one.drift]
    changes = [change for one in compared.values() for change in one.changes]
    if drift:
        return off_course(facts, drift, changes)
    if made := [name for name in made_by_app(facts) if name not in made_by_scripts(facts)]:
        return diagnose("at_head.made_by_app", made=made)
    env = {name for names in facts.looked.made_by_env.values() for name in names}
    if here := sorted(
        env - tables_of(facts) - made_by_scripts(facts) - version_tables(facts.looked, *facts.databases.values())
    ):
        return diagnose("at_head.made_by_env", made=here)
    if changes and no_models(facts):
        return diagnose("at_head.no_models", where=not_imported(facts) or say("at_head.ask_for_import"))
    if facts.looked.unimported:
        return diagnose("at_head.some_not_imported", where=not_imported(facts))
    if not in_step(facts.looked) and len(facts.graph.heads) > 1:
        return diagnose("at_head.which_head", wanted=wanted(changes), heads=len(facts.graph.heads))
    if not in_step(facts.looked) and facts.looked.scripts is None:
        return scripts_unknown(facts, changes)
    if not in_step(facts.looked):
        return diagnose("at_head.models_ahead", wanted=wanted(changes), message=shlex.quote(message_for(changes)))
    if facts.looked.scripts_error and not facts.looked.scripts_error.refusal:
        return diagnose("at_head.cannot_replay", at=f", {facts.looked.failed}" if facts.looked.failed else "")
    if facts.looked.memory:
        return diagnose("at_head.in_memory")
    if no_models(facts):
        return diagnose("at_head.nothing_yet")
    where = f" at {listed(facts.graph.current)}" if facts.graph.current else ""
    if facts.looked.no_scratch or facts.looked.scripts_error:
        return diagnose("at_head.scripts_unknown", where=where)
    ignored = [change for one in compared.values() for change in one.not_compared]
    more = [say("at_head.not_compared")] if ignored else []
    if names := [change for one in compared.values() for change in one.names]:
        more = [say("at_head.only_names", things=sorts(names), which=names)]
    if edited := edited_after_it_ran(facts):
        more.append(say("at_head.edited_in_step", said=edited_since(edited), edited=edited))
    ignored, _ = only_names(ignored)
    if unseen := [change for change in ignored if change.kind in UNSEEN and change.action != "dropped"]:
        return diagnose("at_head.unseen", *more, where=where, things=sorts(unseen), which=unseen)
    return diagnose("at_head.in_step", *more, where=where)


def edited_since(edited: Sequence[EditedScript]) -> str:
    """Say which scripts were edited after they had run: without a full stop."""
    paths = [one.path for one in edited]
    if len(edited) == 1:
        return say("at_head.edited_one", what=edited[0].what, have=edited[0].have, path=paths[0])
    return say("at_head.edited_many", paths=paths)


def off_course(facts: Facts, drift: Sequence[Change], changes: Sequence[Change]) -> Diagnosis:
    """Say how the database differs from what the scripts make, although it has run them all."""
    if half := failed_halfway(facts):
        return diagnose("at_head.halfway", half=half)
    how, edited = drifted(drift), edited_after_it_ran(facts)
    if not edited and (found := stamped_too_far(facts)):
        return found
    unknown = {change.name for change in changes if change.action == "dropped"}
    if not edited and all(change.action == "added" and change.name in unknown for change in drift):
        sentence = say("at_head.in_neither", how=how, things=drift, lost=lost(drift))
        tables = any(change.kind == "table" for change in drift)
        return diagnose("at_head.stranger_tables" if tables else "at_head.strangers", sentence=sentence)
    agree = in_step(facts.looked)
    begin = say("at_head.found_in_step", how=how) if agree else say("at_head.not_what_scripts_make", how=how)
    if edited:
        return diagnose("at_head.edited", begin=begin, said=edited_since(edited), edited=edited)
    if all(change.kind in ("table", "index") and change.action == "added" for change in drift):
        return diagnose("at_head.create_all", begin=begin, things=drift)
    if all(change.kind in NOT_IN_MODELS and change.action == "added" for change in drift):
        return diagnose("at_head.not_in_models", begin=begin, things=drift)
    only_more = all(change.action == "added" for change in drift)
    mend = say("at_head.keep_by_hand") if only_more else say("at_head.undo_by_hand")
    return diagnose("at_head.drift", begin=begin, mend=mend)
