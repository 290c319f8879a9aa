"""``python -m migration_lab.course``: write ``main_line.json`` from the notebooks. Run it after changing a chapter."""

from __future__ import annotations

import sys

from migration_lab.course.chapters.snapshot import refresh
from migration_lab.course.location import find_course
from migration_lab.errors import LabError


def main() -> int:
    try:
        course = find_course()
        written = refresh(course)
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{course.snapshot.name}: {'written' if written else 'as it was'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
