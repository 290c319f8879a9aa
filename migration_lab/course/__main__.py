"""``python -m migration_lab.course``: write what starting points are made of from the notebooks.

Run it after changing a chapter. ``main_line.json`` gets what the notebooks write and run, ``starting_points.json`` what
their commands make.
"""

from __future__ import annotations

import sys

from migration_lab.course.location import find_course
from migration_lab.course.workspaces.record_ready_made import refresh_all
from migration_lab.errors import LabError


def main() -> int:
    try:
        for line in refresh_all(find_course()):
            print(line)
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
