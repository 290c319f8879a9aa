#!/opt/migration-lab/bin/python
"""Copy the course to the home of whoever starts the image, and run a command in it: start-course COMMAND [ARGUMENT …].

A copy that is there stays. If it came from an older image, it is renewed: a file that was changed stays as it is, and
the new one is put beside it.
"""

import os
import sys
from pathlib import Path

from migration_lab.course.copies import How, copy_course, lab_version, update_course
from migration_lab.course.copies.manifest import read_manifest
from migration_lab.course.remembered_folder import USUAL
from migration_lab.errors import LabError


def course_of(home: Path) -> Path:
    """Return the folder with this person's course, made or renewed now. Raises ``LabError`` if it cannot be written."""
    folder = copy_course(home / USUAL).folder
    if read_manifest(folder).version != lab_version():
        update_course(folder, How.BESIDE)
    return folder


def main(command: list[str]) -> None:
    try:
        os.chdir(course_of(Path.home()))
    except LabError as error:
        sys.exit(f"start-course: {error}")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
