"""The states in which nothing can be compared, or no command works: what is in the way. Touches nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping

from migration_lab.machine import has_landlock
from migration_lab.project.standing.finding import Finding
from migration_lab.project.standing.not_loading import why
from migration_lab.project.temporary import no_room
from migration_lab.project.three_places.found import Found, error_of, in_step, itself, made_by_app
from migration_lab.project.three_places.rows_of_places import Compared
from migration_lab.values.wording import ended


def full_disk(found: Found, _: object) -> Finding | None:
    """There was no room for the scratch databases, so that what the project did on them says nothing."""
    return Finding("cannot look", str(no_room(tempfile.gettempdir()))) if found.outcome.report.no_room else None


def not_allowed(found: Found, _: object) -> Finding | None:
    """Something of the project would have got past the scratch databases, so that it could not be looked at.

    A project that caught the refusal and went on was looked at all the same.
    """
    looked, report = found.looked, found.outcome.report
    errors = looked.checked.error if looked.checked else None, looked.models_error, looked.error, report.error
    refusals = [one.refusal for one in errors if one and one.refusal]
    if not looked.loaded:  # an app that caught the refusal, and then ended, may have said something else
        refusals += report.refusals
    if refusals:
        return Finding("cannot look", f"{refusals[0]} So what flask db check would say is not known.", None, None)
    return None


def writing_env(found: Found, _: object) -> Finding | None:
    """What looks at a server, or at a large file, may only read: the error is the lab's, and not the project's."""
    checked = found.looked.checked
    if checked is None or not checked.refused_write:
        return None
    sentence = (
        "env.py writes to the database as it runs, by db.create_all() perhaps, and the lab looks at this database "
        "without changing anything. So what flask db check would say is not known."
    )
    return Finding("cannot look", sentence, None, error_of(found))


def broken_app(found: Found, compared: Mapping[str, Compared]) -> Finding | None:
    if found.unreadable and not found.databases:  # there is nothing that could read it
        return Finding("cannot look", found.unreadable, None, None)
    if found.looked.error:
        return Finding("cannot look", f"The lab could not look at this project: {found.looked.error}")
    if found.looked.too_old:
        return Finding("cannot look", "The lab needs Flask-SQLAlchemy 3.0.2 or newer, and the app has something else.")
    if found.looked.loaded:
        return None
    report = found.outcome.report
    if report.writes_at_start:
        sentence = (
            "The app writes to its database as it starts, and the lab, which looks without changing anything, "
            "could start it neither on a copy for reading only nor on an empty database."
        )
        return Finding("cannot look", sentence, None, found.printed.strip())
    if report.error and any(one.code == "EACCES" for one in report.error.chain()) and has_landlock():
        sentence = (
            f"The app does not load while the lab looks: {ended(report.error.located)} The lab lets nothing be written "
            "outside of its scratch folder, so this may be why, or the app may not load in a terminal either: flask "
            "routes tells."
        )
        return Finding("cannot look", sentence, None, found.printed.strip())
    rows = any(one.rows for one in compared.values())
    kept = " The models below are the last that could be read." if found.earlier and rows else ""
    problem = "" if report.error and report.error.plain else found.printed.strip()
    return Finding("app does not load", f"{why(found)}{kept}", None, problem or None)


def broken_database(found: Found, _: object) -> Finding | None:
    if not found.unreadable:
        return None
    if None not in found.databases.values():  # it is the version that cannot be read
        return Finding("check fails", found.unreadable, None, error_of(found))
    return Finding("unreachable database", f"The database cannot be read: {found.unreadable}", None, found.unreadable)


def no_migrate(found: Found, _: object) -> Finding | None:
    if found.looked.has_migrate:
        return None
    if not found.looked.has_database:
        sentence = (
            "The app loads, and has no Flask-SQLAlchemy: so there is no database here that the lab could show, and no "
            "flask db that could change one."
        )
    elif (found.root / "alembic.ini").is_file():
        sentence = (
            "The app has no Flask-Migrate, and there is alembic.ini: its migrations are run by Alembic itself. The lab "
            "opens Flask-Migrate projects for now."
        )
    else:
        sentence = "The app has no Flask-Migrate yet, so there is no flask db: nothing like Migrate(app, db) is called."
    return Finding("no migrations", sentence)


def no_folder(found: Found, _: object) -> Finding | None:
    if found.has_folder:
        return None
    if found.in_the_way:
        sentence = (
            f"There is no env.py in the folder {found.folder}, so no flask db command works; and flask db init makes "
            "one only in an empty folder. Get env.py back, from git say, or move the folder out of the way."
        )
        return Finding("no migrations", sentence)
    sentence = (
        f"There is no folder {found.folder} yet, so nothing can say how the tables change. flask db init makes it."
    )
    if made := made_by_app(found):
        sentence += f" {itself(made)} Take that out, or the first flask db migrate finds nothing to draft."
    return Finding("no migrations", sentence, "flask db init")


def another_database(found: Found, _: object) -> Finding | None:
    elsewhere = found.looked.checked.elsewhere if found.looked.checked else ""
    if not elsewhere:
        return None
    sentence = (
        f"env.py works on another database than the app: on {elsewhere}. So flask db commands change that one, "
        "and the app sees nothing of it. Compare the URLs in env.py and in the app."
    )
    return Finding("drift", sentence)


def broken_scripts(found: Found, _: object) -> Finding | None:
    bad = [revision for revision in found.graph.revisions if revision.problem]
    if not bad or in_step(found.looked):
        return None
    sentence = f"{ended(bad[0].problem or '')} Until that is mended, no flask db command works."
    return Finding("broken script", sentence, None, error_of(found))


def no_comparison(found: Found, _: object) -> Finding | None:
    """env.py, or ``alembic_version`` itself, is such that Alembic does not come as far as to ask where it stands."""
    looked = found.looked
    return other_error(found, _) if looked.checked and not looked.checked.current else None


def other_error(found: Found, _: object) -> Finding | None:
    error = error_of(found)
    if not error:
        return None
    return Finding("check fails", f"flask db check ends with an error: {error.splitlines()[0]}", None, error)
