"""Recognise what prevents a comparison, or keeps every command from working. Touches nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose
from migration_lab.coach.standing.not_loading import why
from migration_lab.machine import has_landlock
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts, error_of, in_step, made_by_app
from migration_lab.values.no_room import no_room
from migration_lab.values.wording import ended


def full_disk(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise a full disk: without room for the scratch databases, what the project did on them means nothing."""
    if not facts.outcome.report.no_room:
        return None
    return diagnose("obstacles.full_disk", why=no_room(tempfile.gettempdir()))


def not_allowed(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise a refusal: the project wanted to get past the scratch databases, so the lab could not look at it.

    If the project caught the refusal and went on, the lab has looked at it all the same.
    """
    looked, report = facts.looked, facts.outcome.report
    errors = looked.checked.error if looked.checked else None, looked.models_error, looked.error, report.error
    refusals = [one.refusal for one in errors if one and one.refusal]
    if not looked.loaded:  # an app that caught the refusal, and then ended, may have said something else
        refusals += report.refusals
    return diagnose("obstacles.refused", refusal=refusals[0]) if refusals else None


def writing_env(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise an env.py that writes: on a server or a large file the lab only reads, so the error is the lab's."""
    checked = facts.looked.checked
    if checked is None or not checked.refused_write:
        return None
    return diagnose("obstacles.env_writes", problem=error_of(facts))


def never_commits(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise an env.py that does not commit: what its scripts make is lost, and so is what is known of them."""
    return diagnose("obstacles.never_commits", folder=facts.folder) if facts.looked.uncommitted else None


def broken_app(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis | None:
    if facts.unreadable and not facts.databases:  # there is nothing that could read it
        return diagnose("obstacles.no_reader", why=facts.unreadable)
    if facts.looked.error:
        return diagnose("obstacles.look_failed", error=facts.looked.error)
    if facts.looked.too_old:
        return diagnose("obstacles.too_old")
    if facts.looked.loaded:
        return None
    report, printed = facts.outcome.report, facts.printed.strip()
    if report.writes_at_start:
        return diagnose("obstacles.app_writes", problem=printed)
    if report.error and any(one.code == "EACCES" for one in report.error.chain()) and has_landlock():
        return diagnose("obstacles.may_not_write", problem=printed, error=ended(report.error.located))
    rows = any(one.rows for one in compared.values())
    kept = say("obstacles.models_kept") if facts.earlier and rows else ""
    problem = "" if report.error and report.error.plain else printed
    return diagnose("obstacles.app_fails", kept, problem=problem or None, why=why(facts))


def broken_database(facts: Facts, _: object) -> Diagnosis | None:
    if not facts.unreadable:
        return None
    if None not in facts.databases.values():  # it is the version that cannot be read
        return diagnose("obstacles.version_unreadable", problem=error_of(facts), why=facts.unreadable)
    return diagnose("obstacles.database_unreadable", problem=facts.unreadable, why=facts.unreadable)


def no_migrate(facts: Facts, _: object) -> Diagnosis | None:
    if facts.looked.has_migrate:
        return None
    if not facts.looked.has_database:
        return diagnose("obstacles.no_sqlalchemy")
    if (facts.root / "alembic.ini").is_file():
        return diagnose("obstacles.plain_alembic")
    return diagnose("obstacles.no_migrate")


def no_folder(facts: Facts, _: object) -> Diagnosis | None:
    if facts.has_folder:
        return None
    if facts.in_the_way:
        return diagnose("obstacles.folder_without_env", folder=facts.folder)
    made = made_by_app(facts)
    return diagnose("obstacles.no_folder", say("obstacles.app_makes", made=made) if made else "", folder=facts.folder)


def another_database(facts: Facts, _: object) -> Diagnosis | None:
    elsewhere = facts.looked.checked.elsewhere if facts.looked.checked else ""
    return diagnose("obstacles.other_database", elsewhere=elsewhere) if elsewhere else None


def broken_scripts(facts: Facts, _: object) -> Diagnosis | None:
    bad = [revision for revision in facts.graph.revisions if revision.problem]
    if not bad or in_step(facts.looked):
        return None
    return diagnose("obstacles.broken_script", problem=error_of(facts), why=ended(bad[0].problem or ""))


def no_comparison(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise an error in env.py or ``alembic_version`` before Alembic has read the database's revision."""
    looked = facts.looked
    return other_error(facts, _) if looked.checked and not looked.checked.current else None


def other_error(facts: Facts, _: object) -> Diagnosis | None:
    error = error_of(facts)
    return diagnose("obstacles.check_fails", problem=error, error=error.splitlines()[0]) if error else None
