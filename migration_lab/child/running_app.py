"""In a command's own process: run a command of the project's app, ask it for a page, or ask where its data is.

The app runs for real, on whatever databases it is configured for, unless the caller has redirected them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import Any

from migration_lab.child.caught import report_of
from migration_lab.child.describe_app import describe, load_app
from migration_lab.child.installed import Installed
from migration_lab.child.report_draft import Draft
from migration_lab.values.wire import DescribeApp, GetPage, PageAnswer, RunFlask


def run_flask(asked: RunFlask, installed: Installed) -> None:
    from flask.cli import cli

    args = list(asked.args)
    if asked.stable:
        from migration_lab.child.stable import sort_branches, sort_constraints, with_revision_id

        sort_branches(installed)
        sort_constraints(installed)
        args = with_revision_id(args)
    sys.argv = ["flask", *args]
    with errors_kept(cli) as errors:
        try:
            cli.main(args=args, prog_name="flask")
        except SystemExit as end:
            if end.code and end.__context__ is None and errors:
                end.__context__ = errors[-1]  # since 8.4, Click ends the process after it has dropped the error
            raise


@contextmanager
def errors_kept(command: Any) -> Iterator[list[BaseException]]:
    """Keep the errors that Click turns into an exit code meanwhile."""
    errors: list[BaseException] = []

    def keeping(function: Callable[..., Any]) -> Callable[..., Any]:
        def kept(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except (Exception, KeyboardInterrupt) as error:
                errors.append(error)
                raise

        return kept

    command.make_context, command.invoke = keeping(command.make_context), keeping(command.invoke)
    try:
        yield errors
    finally:
        del command.make_context, command.invoke


def run_get(asked: GetPage, draft: Draft, redirect: Any = None) -> None:
    """Ask the app for a page; with a ``redirect``, on copies of its databases."""
    from flask import got_request_exception

    app = load_app()
    if redirect is not None:
        from migration_lab.child.sandbox.redirect import COPY

        redirect.switch(COPY)  # it may have had to start on an empty database
    errors: list[BaseException] = []

    def note(_app: Any, exception: BaseException, **_: Any) -> None:
        errors.append(exception)

    noting: AbstractContextManager[None] = nullcontext()
    with suppress(RuntimeError):  # a Flask before 2.3, without blinker
        noting = got_request_exception.connected_to(note, app)
    with noting:
        answer = app.test_client().get(asked.path, follow_redirects=False)
    page = PageAnswer(
        answer.status_code,
        answer.status.partition(" ")[2],
        answer.content_type or "",
        answer.get_data(as_text=True),
        report_of(errors[-1]) if errors else None,
    )
    draft.report = replace(draft.report, page=page)


def run_describe(asked: DescribeApp, draft: Draft) -> None:
    app = load_app(asked.env_file or None)
    with app.app_context():
        found = describe([app])
    draft.report = replace(draft.report, app=found, no_database="sqlalchemy" not in app.extensions)
