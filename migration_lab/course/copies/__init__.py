"""Copies of the course in a learner's folder: made from the installed package, and renewed when that is newer.

A copy has ``notebooks/`` and ``sample_app/``, as the repository has them, and a hidden folder ``.migration-lab`` with a
manifest: the version it is from, and a hash of each file as it came. So an update knows which files the learner has
changed. Nothing here ever overwrites or removes those, and nothing touches workspaces and progress.

Begin with ``copy_course.py`` and ``update_course.py``. Every function here may raise ``LabError``, and then says what
is wrong with the folder.
"""

from migration_lab.course.copies.copy_course import Copied, copy_course
from migration_lab.course.copies.course_changes import CourseChange, What, course_changes
from migration_lab.course.copies.manifest import copied_version, is_copy, lab_version
from migration_lab.course.copies.update_course import How, Updated, update_course

__all__ = [
    "Copied",
    "CourseChange",
    "How",
    "Updated",
    "What",
    "copied_version",
    "copy_course",
    "course_changes",
    "is_copy",
    "lab_version",
    "update_course",
]
