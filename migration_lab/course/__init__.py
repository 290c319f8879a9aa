"""The course: its chapters, their starting points, a learner's workspaces, the predictions and the exercises.

The chapters themselves are the notebooks in ``notebooks/``; the code here reads them. ``lab.py`` calls what is listed
below. Begin with ``workspaces/workspace.py`` (what ``lab.open`` does) and ``exercises/verdict.py`` (``lab.check``).
"""

from migration_lab.course.chapters.chapter import Chapter, chapters, find_chapter
from migration_lab.course.course_map import ChapterOnMap, course_map
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import Hint, Solution, hint, other_ways, solution
from migration_lab.course.exercises.own_workspace import Opening, find_opening
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import Course, find_course
from migration_lab.course.practising import more_like, practice_name
from migration_lab.course.progress import note
from migration_lab.course.records.learner_progress import LearnerProgress, learner_progress
from migration_lab.course.workspaces.workspace import Workspace, open_workspace, reset

__all__ = [
    "Chapter",
    "ChapterOnMap",
    "Course",
    "Exercise",
    "Hint",
    "LearnerProgress",
    "Opening",
    "Solution",
    "Verdict",
    "Workspace",
    "chapters",
    "check",
    "course_map",
    "find_chapter",
    "find_course",
    "find_exercise",
    "find_opening",
    "hint",
    "learner_progress",
    "more_like",
    "note",
    "open_workspace",
    "other_ways",
    "practice_name",
    "reset",
    "solution",
]
