"""Keep a learner's environment variables from the commands that the course runs by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

SETTINGS = ("DATABASE_URL", "FLASK_")


def without_learners() -> dict[str, str | None]:
    """Return the variables that may lead an app elsewhere, each without a value: see ``Project.settings``."""
    return dict.fromkeys(name for name in tuple(os.environ) if name.startswith(SETTINGS))


@contextmanager
def own_settings() -> Iterator[None]:
    """Run commands with the app's own settings: no ``DATABASE_URL`` of the learner's leads them elsewhere."""
    theirs = {name: os.environ.pop(name) for name in without_learners()}
    try:
        yield
    finally:
        os.environ.update(theirs)
