"""Recognise what prevents a comparison, or keeps every command from working. Touches nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping

from migration_lab.coach.standing.finding import Finding
from migration_lab.coach.standing.not_loading import why
from migration_lab.machine import has_landlock
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts, error_of, in_step, itself, made_by_app
from migration_lab.values.no_room import no_room
from migration_lab.values.wording import ended


def full_disk(facts: Facts, _: object) -> Finding | None:
    """Recognise a full disk: without room for the scratch databases, what the project did on them means nothing."""
    return Finding("cannot look", str(no_room(tempfile.gettempdir()))) if facts.outcome.report.no_room else None


def not_allowed(facts: Facts, _: object) -> Finding | None:
    """Recognise a refusal: the project wanted to get past the scratch databases, so the lab could not look at it.

    If the project caught the refusal and went on, the lab has looked at it all the same.
    """
    looked, report = facts.looked, facts.outcome.report
    errors = looked.checked.error if looked.checked else None, looked.models_error, looked.error, report.error
    refusals = [one.refusal for one in errors if one and one.refusal]
    if not looked.loaded:  # an app that caught the refusal, and then ended, may have said something else
        refusals += report.refusals
    if refusals:
        return Finding("cannot look", f"{refusals[0]} So what flask db check would say is not known.", None, None)
    return None


def writing_env(facts: Facts, _: object) -> Finding | None:
    """Recognise an env.py that writes: on a server or a large file the lab only reads, so the error is the lab's."""
    checked = facts.looked.checked
    if checked is None or not checked.refused_write:
        return None
    sentence = (
        "env.py writes to the database when it runs, perhaps with db.create_all(), but the lab looks at this database "
        "without changing anything. So what flask db check would say is not known."
    )
    return Finding("cannot look", sentence, None, error_of(facts))


def broken_app(facts: Facts, compared: Mapping[str, Comparison]) -> Finding | None:
    if facts.unreadable and not facts.databases:  # there is nothing that could read it
        return Finding("cannot look", facts.unreadable, None, None)
    if facts.looked.error:
        return Finding("cannot look", f"The lab could not look at this project: {facts.looked.error}")
    if facts.looked.too_old:
        return Finding("cannot look", "The lab needs Flask-SQLAlchemy 3.0.2 or newer, but the app has something else.")
    if facts.looked.loaded:
        return None
    report = facts.outcome.report
    if report.writes_at_start:
        sentence = (
            "The app writes to its database when it starts, but the lab looks without changing anything. It could "
            "start the app neither on a read-only copy nor on an empty database."
        )
        return Finding("cannot look", sentence, None, facts.printed.strip())
    if report.error and any(one.code == "EACCES" for one in report.error.chain()) and has_landlock():
        sentence = (
            f"The app does not load while the lab looks: {ended(report.error.located)} The lab lets nothing write "
            "outside its scratch folder, so that may be the reason. Or the app does not load in a terminal either: try "
            "flask routes."
        )
        return Finding("cannot look", sentence, None, facts.printed.strip())
    rows = any(one.rows for one in compared.values())
    kept = " The models below are the last ones that could be read." if facts.earlier and rows else ""
    problem = "" if report.error and report.error.plain else facts.printed.strip()
    return Finding("app does not load", f"{why(facts)}{kept}", None, problem or None)


def broken_database(facts: Facts, _: object) -> Finding | None:
    if not facts.unreadable:
        return None
    if None not in facts.databases.values():  # it is the version that cannot be read
        return Finding("check fails", facts.unreadable, None, error_of(facts))
    return Finding("unreachable database", f"The database cannot be read: {facts.unreadable}", None, facts.unreadable)


def no_migrate(facts: Facts, _: object) -> Finding | None:
    if facts.looked.has_migrate:
        return None
    if not facts.looked.has_database:
        sentence = (
            "The app loads, but it has no Flask-SQLAlchemy. So there is no database that the lab could show, and no "
            "flask db command that could change one."
        )
    elif (facts.root / "alembic.ini").is_file():
        sentence = (
            "The app has no Flask-Migrate, but there is an alembic.ini: it uses plain Alembic. For now, the lab opens "
            "only Flask-Migrate projects."
        )
    else:
        sentence = "The app has no Flask-Migrate yet, so there is no flask db: nothing calls Migrate(app, db)."
    return Finding("no migrations", sentence)


def no_folder(facts: Facts, _: object) -> Finding | None:
    if facts.has_folder:
        return None
    if facts.in_the_way:
        sentence = (
            f"There is no env.py in the folder {facts.folder}, so no flask db command works; and flask db init makes "
            "one only in an empty folder. Get env.py back, for example from git, or move the folder away."
        )
        return Finding("no migrations", sentence)
    sentence = f"There is no folder {facts.folder} yet, so there is no place for the scripts. flask db init makes it."
    if made := made_by_app(facts):
        sentence += f" {itself(made)} Take that out, or the first flask db migrate will find nothing to draft."
    return Finding("no migrations", sentence, "flask db init")


def another_database(facts: Facts, _: object) -> Finding | None:
    elsewhere = facts.looked.checked.elsewhere if facts.looked.checked else ""
    if not elsewhere:
        return None
    sentence = (
        f"env.py does not use the database of the app, but {elsewhere}. So flask db commands change that one, and the "
        "app does not see the change. Compare the URLs in env.py and in the app."
    )
    return Finding("drift", sentence)


def broken_scripts(facts: Facts, _: object) -> Finding | None:
    bad = [revision for revision in facts.graph.revisions if revision.problem]
    if not bad or in_step(facts.looked):
        return None
    sentence = f"{ended(bad[0].problem or '')} Until you fix that, no flask db command works."
    return Finding("broken script", sentence, None, error_of(facts))


def no_comparison(facts: Facts, _: object) -> Finding | None:
    """Recognise an error in env.py or ``alembic_version`` before Alembic has read the database's revision."""
    looked = facts.looked
    return other_error(facts, _) if looked.checked and not looked.checked.current else None


def other_error(facts: Facts, _: object) -> Finding | None:
    error = error_of(facts)
    if not error:
        return None
    return Finding("check fails", f"flask db check ends with an error: {error.splitlines()[0]}", None, error)
