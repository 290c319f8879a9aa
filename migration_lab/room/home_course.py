"""Put the course in a person's home, or renew it; runs as that person, so it can touch nothing of anybody else's.

python -m migration_lab.room.home_course FOLDER [--update]
"""

from __future__ import annotations

import sys
from pathlib import Path

from migration_lab.course.copies import How, copy_course, update_course
from migration_lab.course.copies.update_words import update_lines
from migration_lab.errors import LabError
from migration_lab.values.visible_text import plain


def main() -> int:
    folder, *words = sys.argv[1:]
    try:
        if "--update" in words:
            for line in update_lines(update_course(Path(folder), How.BESIDE)):
                print(plain(line))
        else:
            copy_course(Path(folder))
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
