"""Find which of the structures that solve an exercise is the nearest, and what separates it from another one. Pure."""

from __future__ import annotations

from collections.abc import Collection

from migration_lab.course.exercises.goal import Goal
from migration_lab.schema import Difference, Schema, compare, loosen


def nearest(goal: Goal, current: Schema, lengths: Collection[str]) -> tuple[Schema, Difference]:
    """Return the nearest of the structures that solve the exercise, and the difference from it."""
    now = loosen(current, lengths)
    found = [(schema, _asked(compare(now, loosen(schema, lengths)), goal, schema)) for schema in goal.schemas]
    return min(found, key=lambda pair: len(pair[1]))


def _asked(difference: Difference, goal: Goal, schema: Schema) -> Difference:
    """Leave out what the exercise does not concern: the learner's own tables, views and types."""
    known = {name for one in (goal.start, schema) for name in (*one.table_names, *one.object_names)}
    return Difference(
        tuple(change for change in difference if (change.table or change.name) in known - {"alembic_version"})
    )
