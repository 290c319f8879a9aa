"""Name the differences: between models and database, and between the scripts' structure and the database. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from migration_lab.schema import Change, Difference

MOST = 6
"""The number of differences that are named; further ones are counted."""


def models_and_database(changes: Iterable[Change]) -> str:
    """Say what the models have and the database lacks, and the reverse; ``changes`` lead to the models."""
    words = {
        "added": "the models have the {0}, but the database does not",
        "dropped": "the database has the {0}, but the models do not",
        "changed": "the {0} differs ({1})",
    }
    return _named(changes, words, ", which flask db check lists")


def made_by_scripts(difference: Difference) -> str:
    """Say how the structure that the scripts make differs; ``difference`` leads from the database to it."""
    return _named(
        difference, {"added": "with the {0}", "dropped": "without the {0}", "changed": "with another {0} ({1})"}
    )


def _named(changes: Iterable[Change], words: dict[str, str], where: str = "") -> str:
    said = [words[change.action].format(f"{change.kind} {change.name}", change.detail) for change in changes]
    more = f"; and {len(said) - MOST} more{where}" if len(said) > MOST else ""
    return "; ".join(said[:MOST]) + more
