"""The states of a database that has run every script. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from migration_lab.coach.standing.change_words import drifted, message_for, wanted
from migration_lab.coach.standing.finding import Finding
from migration_lab.coach.standing.trial_words import failed_halfway
from migration_lab.coach.standing.unexplained import not_imported, scripts_unknown, strange
from migration_lab.schema import Change
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import (
    Facts,
    edited_after_it_ran,
    in_step,
    itself,
    made_by_app,
    made_by_scripts,
    no_models,
    tables_of,
    version_tables,
)
from migration_lab.values.script_print import EditedScript
from migration_lab.values.wording import listed, them

NOT_IN_MODELS = ("view", "trigger", "function", "procedure", "aggregate", "domain", "statistics", "extension")
"""What a database has and the classes of an app cannot say."""


def at_head(facts: Facts, compared: Mapping[str, Comparison]) -> Finding:
    """The database has run every script."""
    drift = [change for one in compared.values() for change in one.drift]
    changes = [change for one in compared.values() for change in one.changes]
    if drift and (half := failed_halfway(facts)):
        return Finding("drift", half)
    if drift:
        unknown = {change.name for change in changes if change.action == "dropped"}
        strangers = all(change.action == "added" and change.name in unknown for change in drift)
        edited = edited_after_it_ran(facts)
        if strangers and not edited:
            return Finding("drift", strange(drift))
        return Finding("drift", off_course(drift, in_step(facts.looked), edited))
    if made := [name for name in made_by_app(facts) if name not in made_by_scripts(facts)]:
        sentence = (
            f"{itself(made)} So flask db check finds nothing, although no script makes {them(made)}. "
            "Take that out of the app; then flask db migrate drafts the script."
        )
        return Finding("drift", sentence)
    env = {name for names in facts.looked.made_by_env.values() for name in names}
    if here := sorted(
        env - tables_of(facts) - made_by_scripts(facts) - version_tables(facts.looked, *facts.databases.values())
    ):
        tables = f"{'table' if len(here) == 1 else 'tables'} {listed(here)}"
        sentence = (
            f"env.py itself makes the {tables} whenever a flask db command runs, perhaps with db.create_all(). So "
            f"flask db check finds nothing, although no script makes {them(here)}. Take that out of env.py; then "
            "flask db migrate drafts the script."
        )
        return Finding("drift", sentence)
    if changes and no_models(facts):
        where = not_imported(facts) or "Does the app import the module with the models?"
        return Finding("models ahead", f"The app has no models, so Alembic would drop every table. {where}")
    if facts.looked.unimported:
        sentence = (
            f"{not_imported(facts)} So flask db migrate would draft a script that drops what they are for. Import "
            "the file where the app imports its models. Or, if the app does not need these models, delete them."
        )
        return Finding("models ahead", sentence)
    if not in_step(facts.looked) and len(facts.graph.heads) > 1:
        which = f"There are {len(facts.graph.heads)} heads, so use --head to say which one the draft comes after."
        return Finding("models ahead", f"{wanted(changes)} {which}")
    if not in_step(facts.looked) and facts.looked.scripts is None:
        return scripts_unknown(facts, changes)
    if not in_step(facts.looked):
        return Finding("models ahead", wanted(changes), f"flask db migrate -m {shlex.quote(message_for(changes))}")
    if facts.looked.scripts_error and not facts.looked.scripts_error.refusal:
        at = f", {facts.looked.failed}" if facts.looked.failed else ""
        sentence = (
            "Models and database are in step, but the scripts fail on an empty database: one ends with an error"
            f"{at}. So they cannot make a new database."
        )
        return Finding("cannot replay", sentence)
    if facts.looked.memory:
        return Finding(
            "in memory", "The app keeps its database in memory: it is empty, and there is nothing to migrate."
        )
    if no_models(facts):
        sentence = (
            "In step, because there is nothing yet: the app has no models, and the database has no tables. "
            "If you have written models, does the app import their module?"
        )
        return Finding("in step", sentence)
    where = f" at {listed(facts.graph.current)}" if facts.graph.current else ""
    if facts.looked.no_scratch or facts.looked.scripts_error:
        sentence = f"In step: models and database agree{where}. What the scripts make is not known."
        return Finding("in step", sentence)
    more = any(one.not_compared for one in compared.values())
    aside = " What flask db check does not compare is listed separately." if more else ""
    if edited := edited_after_it_ran(facts):
        aside = f"{aside} But {edited_since(edited)}; no upgrade runs {them(edited)} here again."
    return Finding("in step", f"In step: models, scripts and database agree{where}.{aside}")


def edited_since(edited: Sequence[EditedScript]) -> str:
    """Say which scripts were edited after they had run: without a full stop."""
    if len(edited) == 1:
        return f"{edited[0].what} of {edited[0].path} {edited[0].have} been edited since the lab ran it here"
    return f"{listed(one.path for one in edited)} have been edited since the lab ran them here"


def off_course(drift: Sequence[Change], in_step: bool, edited: Sequence[EditedScript]) -> str:
    """Say how the database differs from what the scripts make, although it has run them all."""
    begin = f"The database is not what the scripts make: {drifted(drift)}."
    if in_step:
        begin = f"flask db check finds nothing, because models and database agree. But t{begin[1:]}"
    if edited:
        return (
            f"{begin} And {edited_since(edited)}; no upgrade runs {them(edited)} here again. "
            f"Restore {them(edited)}, for example from git, and make a new revision for the next change."
        )
    if all(change.kind in ("table", "index") and change.action == "added" for change in drift):
        return (
            f"{begin} Did db.create_all() make {them(drift)}? If you take it out and start from an empty database, "
            "flask db migrate drafts the script."
        )
    if all(change.kind in NOT_IN_MODELS and change.action == "added" for change in drift):
        return (
            f"{begin} A new database, made by the scripts, lacks {them(drift)}. If the app needs {them(drift)}, make "
            f"{them(drift)} with op.execute() in a revision (flask db revision). Use OR REPLACE or IF NOT EXISTS, "
            "because this database has to run the revision too."
        )
    either = "Somebody changed the database by hand, or edited a script that had already run."
    if any(change.action == "dropped" for change in drift):
        return f"{begin} {either} Undo that change, and make a new revision for the next change."
    return (
        f"{begin} {either} Undo that change. Or, to keep what the database has, write it into the models and into a "
        "revision (flask db revision), and tell Alembic that this database already has it: flask db stamp head."
    )
