"""Name what differs: between models and database, and between what the scripts make and the database. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from migration_lab.schema import Change, Difference

MOST = 6
"""So many differences are named; the others are counted."""


def models_and_database(changes: Iterable[Change]) -> str:
    """What the models have and the database has not, and the other way round; ``changes`` lead to the models."""
    words = {
        "added": "the models have the {0}, but the database does not",
        "dropped": "the database has the {0}, but the models do not",
        "changed": "the {0} differs ({1})",
    }
    return _named(changes, words, ", which flask db check lists")


def made_by_scripts(difference: Difference) -> str:
    """What the scripts make otherwise; ``difference`` leads from the database to what they make."""
    return _named(
        difference, {"added": "with the {0}", "dropped": "without the {0}", "changed": "with another {0} ({1})"}
    )


def _named(changes: Iterable[Change], words: dict[str, str], where: str = "") -> str:
    said = [words[change.action].format(f"{change.kind} {change.name}", change.detail) for change in changes]
    more = f"; and {len(said) - MOST} more{where}" if len(said) > MOST else ""
    return "; ".join(said[:MOST]) + more
