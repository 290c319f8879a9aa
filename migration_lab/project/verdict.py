"""Which state the three places are in: the first thing that has to be dealt with, and what to do about it.

Each rule is one state of real life. Touches nothing.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migration_lab.project.change_words import drifted, drops, message_for, things, wanted
from migration_lab.project.found import Found, all_equal, error_of, in_step, made_at_start, tables_of
from migration_lab.project.guards import refused, writes_at_start
from migration_lab.project.places import State
from migration_lab.project.rows_of_places import Compared
from migration_lab.project.wording import count, ended, last_error, listed, them, title
from migration_lab.schema import Change

NO_APP = "Could not locate a Flask application"


@dataclass(frozen=True, slots=True)
class Verdict:
    state: State
    sentence: str
    next_command: str | None = None
    problem: str | None = None


def decide(found: Found, compared: Mapping[str, Compared]) -> Verdict:
    """The first thing that has to be dealt with."""
    for rule in RULES:
        if verdict := rule(found, compared):
            return verdict
    return at_head(found, compared)


def not_allowed(found: Found, _: object) -> Verdict | None:
    """Something of the project would have got past the scratch databases, so that it could not be looked at."""
    if refusal := refused(found.printed) or refused(error_of(found)) or refused(found.looked.models_error):
        return Verdict("cannot look", f"{refusal} So what flask db check would say is not known.", None, None)
    return None


def broken_app(found: Found, compared: Mapping[str, Compared]) -> Verdict | None:
    if found.looked.error:
        return Verdict("app does not load", found.looked.error)
    if found.looked.loaded:
        return None
    if writes_at_start(found.printed):
        sentence = (
            "The app writes to its database as it starts, and the lab, which looks without changing anything, "
            "could start it neither on a copy for reading only nor on an empty database."
        )
        return Verdict("cannot look", sentence, None, found.printed.strip())
    if NO_APP in found.printed:
        return Verdict("app does not load", "There is no app yet: flask looks for a file app.py, and finds none.")
    rows = any(one.rows for one in compared.values())
    kept = " The models below are the last that could be read." if found.earlier and rows else ""
    sentence = f"The app does not load, so no flask db command can work: {ended(last_error(found.printed))}{kept}"
    return Verdict("app does not load", sentence, None, found.printed.strip() or None)


def no_migrate(found: Found, _: object) -> Verdict | None:
    if found.looked.has_migrate:
        return None
    sentence = "The app has no Flask-Migrate yet, so there is no flask db: nothing like Migrate(app, db) is called."
    return Verdict("no migrations", sentence)


def broken_database(found: Found, _: object) -> Verdict | None:
    if not found.unreadable:
        return None
    return Verdict("unreachable database", f"The database cannot be read: {found.unreadable}", None, found.unreadable)


def no_folder(found: Found, _: object) -> Verdict | None:
    if found.has_folder:
        return None
    sentence = (
        f"There is no folder {found.folder} yet, so nothing can say how the tables change. flask db init makes it."
    )
    if made := made_by_app(found):
        sentence += f" {itself(made)} Take that out, or the first flask db migrate finds nothing to draft."
    return Verdict("no migrations", sentence, "flask db init")


def broken_scripts(found: Found, _: object) -> Verdict | None:
    bad = [revision for revision in found.graph.revisions if revision.problem]
    if not bad or in_step(found.looked):
        return None
    sentence = f"{ended(bad[0].problem or '')} Until that is mended, no flask db command works."
    return Verdict("broken script", sentence, None, error_of(found))


def wrong_version(found: Found, compared: Mapping[str, Compared]) -> Verdict | None:
    graph = found.graph
    ids = {revision.id for revision in graph.revisions}
    unknown = [id for id in graph.current if id not in ids]
    if unknown:
        sentence = (
            f"The database says it stands at {listed(unknown)}, and no script has that id. Get the script back, "
            "from git say. Only if it is gone for good and the tables are right: flask db stamp --purge head."
        )
        return Verdict("unknown version", sentence)
    tables = tables_of(found)
    if graph.current or not graph.revisions or not tables:
        return None
    made = made_by_scripts(found)
    if made and not made & tables:
        return None
    sentence = (
        f"The database has tables ({listed(sorted(tables))}) and no alembic_version, so Alembic takes it for empty. "
        "Something else made them, create_all() perhaps."
    )
    if found.looked.scripts and all_equal(found):
        return Verdict(
            "no alembic_version",
            f"{sentence} They are what the scripts make: flask db stamp head says so to Alembic.",
            "flask db stamp head",
        )
    return Verdict(
        "no alembic_version",
        f"{sentence} Find the revision that they amount to, and tell it to Alembic with flask db stamp REVISION.",
    )


def heads(found: Found, _: object) -> Verdict | None:
    graph = found.graph
    if len(graph.heads) < 2 or len(graph.heads) <= len(graph.bases):
        return None
    message = shlex.quote(f"merge {' and '.join(graph.heads)}")
    return Verdict(
        "several heads",
        f"The scripts have {len(graph.heads)} heads, {listed(graph.heads)}: branches, and flask db upgrade does not "
        "know which one to follow. A merge brings them together.",
        f"flask db merge heads -m {message}",
    )


def not_run(found: Found, compared: Mapping[str, Compared]) -> Verdict | None:
    graph = found.graph
    behind = (error_of(found) or "").startswith("Target database is not up to date")
    if not behind and (not graph.pending or in_step(found.looked)):
        return None
    several = len(graph.heads) > 1
    command = "flask db upgrade heads" if several else "flask db upgrade"
    if found.looked.memory:
        return Verdict(
            "in memory",
            "The app keeps its database in memory, so each command begins with an empty one and leaves nothing behind. "
            "Set SQLALCHEMY_DATABASE_URI to a file, such as sqlite:///app.db.",
        )
    waiting = [graph.revision(id) for id in graph.pending]
    made = sorted(name for name in made_by_app(found) if name in made_by_scripts(found))
    beware = f" Beware: {itself(made, upper=False)} {command} finds {them(made)} there, and fails." if made else ""
    if not tables_of(found):
        sentence = f"The database is empty. {command} makes its tables by {count(waiting)}.{beware}"
        return Verdict("empty", sentence, command)
    if not waiting:
        return Verdict("database behind", f"One of the databases has not run every revision. {command} does.", command)
    one = waiting[0]
    pending = [change for each in compared.values() for change in each.pending]
    if pending and found.looked.scripts and all_equal(found):
        sentence = (
            f"The database already has all that {title(one) if len(waiting) == 1 else count(waiting)} would make, "
            f"and Alembic does not know it. flask db stamp {graph.heads[0]} says so; {command} would fail."
        )
        return Verdict("database behind", sentence, f"flask db stamp {' '.join(graph.heads)}")
    sentence = (
        f"Revision {title(one)} is written, and this database has not run it. {command} runs it."
        if len(waiting) == 1
        else f"{count(waiting)} are written that this database has not run, {title(one)} first. {command} runs them."
    )
    if gone := drops(pending):
        sentence += f" {'It drops' if len(waiting) == 1 else 'They drop'} {gone}."
    drift = [change for each in compared.values() for change in each.drift]
    if drift:
        sentence += f" Beware, the database is not what the scripts made so far: {drifted(drift)}. So it may fail."
    sentence += beware
    undrafted = [change for each in compared.values() for change in each.undrafted]
    if undrafted:
        sentence += f" After that the models want {things(undrafted)} more: flask db migrate."
    return Verdict("database behind", sentence, command)


def no_comparison(found: Found, _: object) -> Verdict | None:
    """env.py, or ``alembic_version`` itself, is such that Alembic does not come as far as to ask where it stands."""
    looked = found.looked
    return other_error(found, _) if looked.checked and not looked.checked.current else None


def other_error(found: Found, _: object) -> Verdict | None:
    error = error_of(found)
    if not error:
        return None
    return Verdict("check fails", f"flask db check ends with an error: {error.splitlines()[0]}", None, error)


RULES = (
    not_allowed,
    broken_app,
    broken_database,
    no_migrate,
    no_folder,
    broken_scripts,
    no_comparison,
    wrong_version,
    heads,
    not_run,
    other_error,
)
"""In the order in which they have to be dealt with."""


def made_by_app(found: Found) -> list[str]:
    """The tables that the app makes itself as it starts, and that no database has yet."""
    binds = found.databases.items()
    return sorted(name for bind, database in binds for name in made_at_start(found.looked, bind, database))


def no_models(found: Found) -> bool:
    """Whether the app has no table of its own, in any of its databases."""
    models = found.looked.models
    return models is not None and not any(schema.tables for schema in models.values())


def made_by_scripts(found: Found) -> set[str]:
    return {table.name for schema in (found.looked.scripts or {}).values() for table in schema.tables}


def itself(made: Sequence[str], *, upper: bool = True) -> str:
    the, tables = "The" if upper else "the", "table" if len(made) == 1 else "tables"
    return f"{the} app makes {tables} {listed(made)} itself as it starts, by db.create_all() perhaps."


def off_course(drift: Sequence[Change], in_step: bool) -> str:
    """The database is something else than the scripts make, although it has run them all."""
    begin = f"The database is not what the scripts make: {drifted(drift)}."
    if in_step:
        begin = f"flask db check finds nothing, since models and database agree. Yet t{begin[1:]}"
    if all(change.kind in ("table", "index") and change.action == "added" for change in drift):
        return (
            f"{begin} Did db.create_all() make {them(drift)}? Without it, and with an empty database, "
            "flask db migrate drafts the script."
        )
    if any(change.action == "dropped" for change in drift):
        return (
            f"{begin} Somebody changed the database by hand, or a script that had already run. "
            "Put the one or the other back; what is to change next belongs into a revision of its own."
        )
    return (
        f"{begin} Somebody changed it by hand. Change it back; or, to keep it, write it into the models and into a "
        "revision (flask db revision), and tell Alembic that this database has it: flask db stamp head."
    )


def at_head(found: Found, compared: Mapping[str, Compared]) -> Verdict:
    """The database has run every script."""
    drift = [change for one in compared.values() for change in one.drift]
    changes = [change for one in compared.values() for change in one.changes]
    if drift:
        return Verdict("drift", off_course(drift, in_step(found.looked)))
    if made := [name for name in made_by_app(found) if name not in made_by_scripts(found)]:
        sentence = (
            f"{itself(made)} So flask db check finds nothing, and no script makes {them(made)}. "
            "Take that out of the app, and flask db migrate drafts the script."
        )
        return Verdict("drift", sentence)
    if changes and no_models(found):
        sentence = (
            "The app knows no model, so Alembic takes every table for one to drop. "
            "Does the app import the module that the models are in?"
        )
        return Verdict("models ahead", sentence)
    if not in_step(found.looked):
        return Verdict("models ahead", wanted(changes), f"flask db migrate -m {shlex.quote(message_for(changes))}")
    if found.looked.scripts_error and not refused(found.looked.scripts_error):
        at = f", {found.looked.failed}" if found.looked.failed else ""
        sentence = (
            "Models and database are in step, yet the scripts cannot be run on an empty database: one ends with an "
            f"error{at}. A new database cannot be made by them."
        )
        return Verdict("cannot replay", sentence)
    if found.looked.memory:
        return Verdict(
            "in memory", "The app keeps its database in memory: it is empty, and there is nothing to migrate."
        )
    if no_models(found):
        sentence = (
            "In step, since there is nothing: the app knows no model, and the database has no table. "
            "If you have written models, does the app import the module that they are in?"
        )
        return Verdict("in step", sentence)
    where = f" at {listed(found.graph.current)}" if found.graph.current else ""
    if found.looked.no_scratch or found.looked.scripts_error:
        sentence = f"In step: models and database agree{where}. What the scripts make could not be found out."
        return Verdict("in step", sentence)
    more = any(one.not_compared for one in compared.values())
    aside = " What flask db check does not compare is listed apart." if more else ""
    return Verdict("in step", f"In step: models, scripts and database agree{where}.{aside}")
