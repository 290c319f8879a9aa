"""In a command's own process: make an ``ErrorReport`` of an error that was caught. Touches no database."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from migration_lab.child.error_facts import facts_in
from migration_lab.child.own_lines import innermost, own_name
from migration_lab.child.sandbox.guards import Refused, refusals
from migration_lab.child.unanswered import unanswered
from migration_lab.hiding import hide_secrets
from migration_lab.values.error_report import ErrorReport, Missing, Refusal

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+(?=>)")
MOST = 10
"""How many errors of a chain are reported."""


def report_of(error: BaseException) -> ErrorReport:
    """Report an error. If SQLAlchemy or Flask only passes on another error, report that one."""
    try:
        return told(error, MOST)
    except Exception:  # an error class of the project's own, whose attributes may fail
        return ErrorReport(type(error).__name__)


def report_of_end(error: BaseException) -> ErrorReport | None:
    """Report an error that ended the process; ``None`` for an exit code that came from no error.

    If an error was being handled when the process was told to end, it is that one, whether it was printed or not.
    """
    if not isinstance(error, SystemExit) or isinstance(error.code, str):
        return report_of(error)
    reason = error.__context__
    if not error.code or reason is None or is_of(reason, "click.exceptions", "Exit"):
        return None
    found = report_of(reason)
    return replace(found, plain=True) if passed_on(reason) is reason else found


def told(error: BaseException, most: int) -> ErrorReport:
    outer, error = error, passed_on(error)
    before = error.__cause__ or error.__context__
    cause = told(before, most - 1) if before is not None and most > 1 else None
    file, line = place_of(error)
    if not file:
        file, line = place_of(outer)
    if not file and cause:
        file, line = cause.file, cause.line
    code = code_of(error)
    return ErrorReport(
        type(error).__name__,
        str(type(error).__module__),
        hide_secrets(ADDRESS.sub("", message_of(error)).strip()),
        file,
        line,
        code,
        is_plain(error),
        refusal_of(error, code) or (cause.refusal if cause else None),
        unanswered(error),
        missing(error),
        cause,
        {name: hide_secrets(value) for name, value in facts_in(error).items()},
    )


def passed_on(error: BaseException) -> BaseException:
    """Return the driver's error that SQLAlchemy wraps, or the import error that Flask prints; else ``error``."""
    original = getattr(error, "orig", None)
    if isinstance(original, BaseException):
        return original
    inner = error.__context__
    if is_of(error, "flask.cli", "NoAppException") and isinstance(inner, ImportError):
        trace = inner.__traceback__
        if trace is not None and trace.tb_next is not None:  # otherwise the module itself is missing
            return inner
    return error


def is_of(error: BaseException, module: str, name: str) -> bool:
    """Tell whether its class, or a base class, has that name; without importing it."""
    return any(one.__name__ == name and one.__module__.startswith(module) for one in type(error).__mro__)


def is_plain(error: BaseException) -> bool:
    return isinstance(error, SystemExit) or hasattr(error, "format_message") or is_of(error, "alembic.", "CommandError")


def message_of(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        is_text = isinstance(error.code, str)
        return str(error.code) if is_text else f"The app ended the process with exit code {error.code}."
    if isinstance(error, SyntaxError):
        return str(error.msg)
    if is_of(error, "click.exceptions", "Abort"):
        return "Aborted!"
    text: Callable[[], Any] = getattr(error, "format_message", error.__str__)
    try:
        return str(text())
    except Exception:
        return ""


def place_of(error: BaseException) -> tuple[str, int]:
    if isinstance(error, SyntaxError) and error.filename and (name := own_name(error.filename)):
        return name, int(error.lineno or 0)
    return innermost(error.__traceback__)


def code_of(error: BaseException) -> str:
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    from migration_lab.schema import schema_errors

    return schema_errors.code_of(error)


def refusal_of(error: BaseException, code: str) -> Refusal | None:
    if isinstance(error, Refused):
        return error.refusal
    # SQLite itself says no more than "not authorized".
    return refusals()[-1] if code.startswith("SQLITE_AUTH") and refusals() else None


def missing(error: BaseException) -> Missing | None:
    """Return the module that cannot be found, or the variable that ``os.environ`` does not have."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return Missing("module", str(error.name))
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if isinstance(error, KeyError) and error.args and trace is not None:
        frame = trace.tb_frame
        if frame.f_globals.get("__name__") == "os" and isinstance(frame.f_locals.get("self"), type(os.environ)):
            return Missing("variable", str(error.args[0]))
    return None
