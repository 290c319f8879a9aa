"""The states in which the database has not run every script, or stands where no script does. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from migration_lab.project.change_words import drifted, drops, things
from migration_lab.project.found import (
    Found,
    all_equal,
    error_of,
    in_step,
    itself,
    made_by_app,
    made_by_scripts,
    tables_of,
    version_table_of,
)
from migration_lab.project.places import State
from migration_lab.project.rows_of_places import Compared
from migration_lab.project.verdict import Verdict
from migration_lab.project.wording import count, listed, them, title


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
    name, there = version_table_of(found)
    state: State = "empty alembic_version" if there else "no alembic_version"
    sentence = f"The database has tables ({listed(sorted(tables))}) and "
    if there:
        sentence += (
            f"an {name} that holds no revision, so Alembic takes it for empty. Something else made them, create_all() "
            "perhaps; or a downgrade left them; or flask db stamp base said so."
        )
    else:
        sentence += f"no {name}, so Alembic takes it for empty. Something else made them, create_all() perhaps."
    if found.looked.scripts and all_equal(found):
        return Verdict(
            state,
            f"{sentence} They are what the scripts make: flask db stamp head says so to Alembic.",
            "flask db stamp head",
        )
    return Verdict(
        state,
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
        return Verdict("empty", sentence, None if made else command)
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
        f"The database stands before revision {title(one)}. {command} runs it."
        if len(waiting) == 1
        else f"The database stands before {count(waiting)}, of which {title(one)} is the first. {command} runs them."
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
