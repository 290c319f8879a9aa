"""Say at a glance what an exercise still wants: its goal as a list, of which each item is met or not yet.

It says no more than the check does, and costs little, because it tries nothing: only the database is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.goal import Goal
from migration_lab.course.exercises.names_in_task import hidden_names, how_it_differs, names
from migration_lab.course.exercises.nearest_goal import nearest
from migration_lab.course.exercises.sentences import sentences, still_to_rename
from migration_lab.schema import Change, Difference, Schema
from migration_lab.schema.describing import describe

IN_STEP = "models, scripts and database are in step"
ROWS = "the rows are as the task asks"
HISTORY = "the history of the revisions is as the task asks"
TRIED = "the check has tried it on a copy"


@dataclass(frozen=True, slots=True)
class GoalItem:
    """One thing that the exercise asks for."""

    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class GoalItems:
    """An exercise's goal, as far as it can be seen without trying anything."""

    exercise: Exercise
    items: tuple[GoalItem, ...]

    @property
    def met(self) -> bool:
        return all(item.met for item in self.items)


def goal_items(
    exercise: Exercise,
    goal: Goal,
    current: Schema,
    *,
    in_step: bool,
    rows_wrong: Callable[[], Collection[str]],
    history_wrong: Callable[[], Collection[str]] = tuple,
    checked: bool = False,
) -> GoalItems:
    """Return the goal as a list, with what ``current`` meets of it.

    ``in_step`` says whether models, scripts and database agree. ``rows_wrong`` asks what is wrong with the rows; it is
    only called when the structure is right, since before that there may be nothing to ask. ``history_wrong`` asks what
    is wrong with the history. ``checked`` says whether a check has passed, for an exercise of which not everything can
    be seen without trying.
    """
    wanted, missing = nearest(goal, current, exercise.lengths)
    start = nearest_to(goal, wanted, goal.start, exercise.lengths)
    open_ = {_key(change) for change in missing}
    items = [
        GoalItem(words, _key(change) not in open_) for change, words in _wanted(exercise, start, goal.start, wanted)
    ]
    asked = {_key(change) for change in start}
    renames = still_to_rename(missing, exercise.renames)
    said = [
        sentence
        for change, sentence in sentences(missing, goal.start, wanted, renames, exercise.task)
        if _key(change) not in asked
    ]
    if said:
        more = f" And {len(said) - 1} more." if len(said) > 1 else ""
        items.append(GoalItem(f"the rest is as at the start of the exercise. {said[0]}{more}", met=False))
    if exercise.rows:
        items.append(GoalItem(ROWS, not missing and not rows_wrong()))
    if exercise.history is not None:
        items.append(GoalItem(HISTORY, not history_wrong()))
    if exercise.scripts:
        items.append(GoalItem(IN_STEP, in_step))
    if not items or exercise.pages or exercise.commands:
        items.append(GoalItem(TRIED, checked))
    return GoalItems(exercise, tuple(items))


def reached(goal: Goal, current: Schema, lengths: Collection[str] = ()) -> bool:
    """Tell whether everything is there with which the exercises of the chapter begin."""
    if not goal.start.tables:
        return False  # the chapter ends with no database, so nothing shows that its end has come
    _, missing = nearest(goal, current, lengths)
    return not any(_key(change) not in _keys_of(goal, lengths) for change in missing)


def _keys_of(goal: Goal, lengths: Collection[str]) -> set[tuple[str, str, str, str | None]]:
    """Return what separates the start from any of the structures that solve the exercise."""
    return {_key(change) for schema in goal.schemas for change in nearest_to(goal, schema, goal.start, lengths)}


def nearest_to(goal: Goal, wanted: Schema, current: Schema, lengths: Collection[str]) -> Difference:
    """Return what ``current`` lacks of that one of the goal's structures."""
    return nearest(Goal(goal.start, (wanted,), goal.revisions), current, lengths)[1]


def _wanted(
    exercise: Exercise, start: Difference, start_schema: Schema, wanted: Schema
) -> Iterator[tuple[Change, str]]:
    """Say what leads from the start to the goal; a rename is one item, given with its new column."""
    renames, hidden = still_to_rename(start, exercise.renames), hidden_names(exercise.task, start_schema, wanted)
    new = {f"{table}.{new}": f"{table}.{old}" for table, old, new in renames}
    for change in start:
        if change.kind == "column" and change.name in new:
            bare = change.name.removeprefix(f"{change.table}.")
            yield change, f"{new[change.name]} is called {'something else' if bare in hidden else bare}"
        elif change.kind != "column" or change.name not in new.values():
            words = _words(change, exercise.task)
            yield change, f"a {change.kind}{_of(change)}" if names(words, hidden) else words


def _of(change: Change) -> str:
    return f" of {change.table}" if change.table else ""


def _words(change: Change, task: str) -> str:
    place = _of(change) if change.table and change.table not in change.name else ""
    thing = f"{change.kind} {change.name}{place}"
    if change.action == "dropped":
        return f"no {thing}"
    if change.action == "changed":
        return f"{thing}: {_plain(how_it_differs(change, task))}"
    if change.kind in ("table", "column"):
        return thing
    detail = _plain(describe(change.after, change.table or "").replace(f"on {change.name}", ""))
    return f"{thing}: {detail}" if detail else thing


def _key(change: Change) -> tuple[str, str, str, str | None]:
    return change.action, change.kind, change.name, change.table


def _plain(text: str) -> str:
    return " ".join(text.split())
