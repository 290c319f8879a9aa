"""Choose what to talk about tomorrow: from the numbers only. Values only.

A prediction counts with those who got it wrong, an exercise with those who have begun it and not done it. The three
with the most people are chosen; where they are equal, the one with the larger share.
"""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.course.classroom.room import ExerciseInRoom, PredictionInRoom, Room

MOST = 3


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    about: PredictionInRoom | ExerciseInRoom
    people: int
    of: int


def talking_points(room: Room) -> tuple[TalkingPoint, ...]:
    """Return three of them, or as many as there are."""
    points = [
        *(TalkingPoint(one, one.wrong, one.made) for one in room.predictions),
        *(TalkingPoint(one, one.stuck, one.begun) for one in room.exercises),
    ]
    known = [one for one in points if one.people]
    return tuple(sorted(known, key=lambda one: (-one.people, -one.people / one.of, _id(one)))[:MOST])


def _id(point: TalkingPoint) -> str:
    about = point.about
    return about.prediction.id if isinstance(about, PredictionInRoom) else about.exercise.id
