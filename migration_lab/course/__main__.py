"""``python -m migration_lab.course``: write ``main_line.json`` from the notebooks. Run it after changing a chapter."""

from __future__ import annotations

import sys

from migration_lab.course.location import find_course
from migration_lab.course.snapshot import SNAPSHOT, take
from migration_lab.errors import LabError


def main() -> int:
    try:
        text = take(find_course())
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    before = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else ""
    if text != before:
        SNAPSHOT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{SNAPSHOT.name} is {'as the notebooks say' if text == before else 'written'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
