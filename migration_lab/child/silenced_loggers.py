"""In a command's own process: count log messages of the project that are lost since ``fileConfig`` disabled a logger.

The env.py of Flask-Migrate calls it, and by default it disables all loggers that are there. A question whether a
message would be shown (``isEnabledFor``) is no message. Touches no database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.operations_record import frames
from migration_lab.child.own_lines import own_name
from migration_lab.child.watching import quietly
from migration_lab.values.lost_messages import LostMessages


def watch_loggers(installed: Installed) -> Callable[[], Sequence[LostMessages]]:
    """Watch from now on; return a function that says what was lost by then."""
    import logging
    from logging import config

    disabled: dict[str, tuple[str, int]] = {}
    """Where each logger was disabled."""
    lost: dict[str, LostMessages] = {}
    configure, is_enabled = config.fileConfig, logging.Logger.isEnabledFor

    def configured(*args: Any, **options: Any) -> Any:
        before = {name for name, logger in loggers().items() if not logger.disabled}
        done = configure(*args, **options)
        place, _ = own_caller(config.__file__, __file__)
        disabled.update({name: place for name in before if place[0] and loggers()[name].disabled})
        return done

    def loggers() -> dict[str, Any]:
        return {name: one for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)}

    def note(logger: Any, level: int) -> None:
        if not logger.disabled or logger.name not in disabled or level < logger.getEffectiveLevel():
            return
        (file, line), asked_by = own_caller(logging.__file__, __file__)
        if file and asked_by not in ("", "isEnabledFor"):
            first = LostMessages(logger.name, 0, file, line, *disabled[logger.name])
            known = lost.setdefault(logger.name, first)
            lost[logger.name] = replace(known, number=known.number + 1)

    noted = installed.own(quietly(note))

    def asked(logger: Any, level: int) -> bool:
        noted(logger, level)
        return is_enabled(logger, level)

    installed.patch(config, "fileConfig", configured)
    installed.patch(logging.Logger, "isEnabledFor", asked)
    return lambda: tuple(lost.values())


def own_caller(passed_by: str, *also: str) -> tuple[tuple[str, int], str]:
    """Return the line that called, if it is one of the project's own, and the function in ``passed_by`` that it called.

    Frames of these files are passed by. The function has no name if the line has called none there.
    """
    from migration_lab.child import installed, operations_record, watching

    beside = {passed_by, *also, *(module.__file__ for module in (installed, operations_record, watching))}
    called = ""
    for frame in frames():
        if frame.f_code.co_filename not in beside:
            return (own_name(frame.f_code.co_filename), frame.f_lineno), called
        if frame.f_code.co_filename == passed_by:
            called = frame.f_code.co_name
    return ("", 0), ""
