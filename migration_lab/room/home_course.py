"""Put the course in a person's home, if it is not there; runs as that person, so it can touch nothing else.

python -m migration_lab.room.home_course FOLDER
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from migration_lab.course.location import find_course


def main() -> int:
    folder = Path(sys.argv[1])
    if folder.exists():
        return 0
    course = find_course()
    making = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    for one in (course.notebooks, course.sample_app):
        left_out = shutil.ignore_patterns("workspace", "instance", "__pycache__", ".ipynb_checkpoints")
        shutil.copytree(one, making / one.name, ignore=left_out)
    for recorded in (course.snapshot, course.starting_points):
        if recorded.is_file() and not (making / "notebooks" / recorded.name).exists():
            shutil.copyfile(recorded, making / "notebooks" / recorded.name)
    making.rename(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
