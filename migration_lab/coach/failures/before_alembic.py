"""Recognise that a command ended before Alembic could begin: no app, no app context, or a URL that it cannot use."""

from __future__ import annotations

import re

from migration_lab.coach.explaining import Match, Ran
from migration_lab.hiding import hide_secrets
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.source_lines import raw_line

URL_IN_ENV = re.compile(r"config\.set_main_option\((?P<quote>['\"])sqlalchemy\.url(?P=quote), *(?P<url>.+)\)")
OLD_PREFIX = re.compile(r"(?<![\w+])postgres://")


def cannot_begin(ran: Ran) -> Match | None:
    found = no_db_command(ran) or outside_context(ran) or no_location(ran) or old_prefix(ran)
    return found or percent_sign(ran)


def no_db_command(ran: Ran) -> Match | None:
    """Recognise that flask does not know ``db``: the app could not be made, or has no Flask-Migrate."""
    result = ran.step.result
    error = result.error
    if error is None or not error.module.startswith("click") or "db" not in result.args:
        return None
    reason = result.not_loaded
    if reason is None:
        return Match({}, "no_migrate") if error.facts.get("command_name") == "db" else None
    facts = {"reason": reason.first_line.rstrip(".")}
    if not ran.place[0]:
        return Match(facts, "no_app")
    if reason.missing and reason.missing.kind == "module":
        return Match({**facts, "module": reason.missing.name}, "no_module")
    return Match(facts)


def outside_context(ran: Ran) -> Match | None:
    """Recognise that Flask-Migrate's env.py was run without an app, or that the app used its own too early."""
    found = of_class(ran, "RuntimeError", "builtins")
    if found is None or not found.message.startswith("Working outside of application context"):
        return None
    file, _ = ran.place
    if file.endswith("/env.py"):
        return Match({}, "bare_alembic")
    return Match({}, "too_early") if file else None


def no_location(ran: Ran) -> Match | None:
    return Match({}, "no_location") if of_class(ran, "CommandError", "alembic") else None


def old_prefix(ran: Ran) -> Match | None:
    """Recognise a URL that begins with ``postgres://``, and look for it in the lines that led to the error."""
    if of_class(ran, "NoSuchModuleError", "sqlalchemy") is None:
        return None
    for error in ran.error.chain() if ran.error else ():
        lines = ran.source(error.file) if error.file else ()
        found = [number for number, line in enumerate(lines, 1) if OLD_PREFIX.search(line)]
        if len(found) == 1:
            place = error.file, found[0]
            return Match({"file": place[0], "line": place[1]}, "old_prefix", *place)
    return Match({}, "old_prefix_elsewhere")


def percent_sign(ran: Ran) -> Match | None:
    """Recognise a URL with a percent sign, which Alembic's configuration takes for something of its own."""
    if of_class(ran, "ValueError", "builtins") is None and of_class(ran, "InterpolationSyntaxError") is None:
        return None
    file, line = ran.place
    lines = ran.source(file) if file else ()
    text = raw_line(lines, line).strip()
    found = URL_IN_ENV.fullmatch(text)
    if found is None or hide_secrets(text) != text:
        return Match({}, "percent_elsewhere")
    doubled = f"config.set_main_option('sqlalchemy.url', str({found['url']}).replace('%', '%%'))"
    return Match({"text": text, "doubled": doubled}, "percent")


def of_class(ran: Ran, type: str, module: str = "") -> ErrorReport | None:
    """Return the error of that class, among those that led to the end."""
    errors = ran.error.chain() if ran.error else ()
    return next((one for one in errors if one.type == type and one.module.startswith(module)), None)
