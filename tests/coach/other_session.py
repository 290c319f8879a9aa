"""Another session on the database of a scenario, as that of an app that goes on running."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import NullPool, create_engine

from tests.coach.scenario import Scenario


@contextmanager
def other_session(project: Scenario) -> Iterator[None]:
    """Stay connected to it, if it is on a server."""
    if not project.url:
        yield
        return
    engine = create_engine(project.url, poolclass=NullPool)
    with engine.connect():
        yield
    engine.dispose()
