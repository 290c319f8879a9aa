"""Say in a few lines what an update of the course has done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.course.copies.update_course import Updated
from migration_lab.course.location import COPY_FOLDER
from migration_lab.values.wording import number

MOST = 4
"""How many names are listed before it says only how many more there are."""


def update_lines(done: Updated) -> Iterator[str]:
    """Yield the lines, without ends; what lies in our own folder is not spoken of."""
    before = f"version {done.before}" if done.before else "an unknown version"
    new = f"version {done.now}"
    changed = [*done.added, *done.renewed, *done.removed, *done.kept, *done.later, *done.beside, *done.moved]
    if not _shown(changed):
        yield f"There is nothing new for the course in {done.folder} ({new})."
        return
    versions = new if done.before == done.now else f"{before} → {new}"
    yield f"The course in {done.folder}: {versions}"
    for names, said in (
        (done.renewed, "renewed"),
        (done.added, "added"),
        (done.removed, "removed, since the course has {} no more"),
    ):
        if shown := _shown(names):
            what = said.format("it" if len(shown) == 1 else "them")
            yield f"  {number(len(shown), 'file')} {what}: {_listed(shown)}"
    for path in _shown(done.moved):
        yield f"  your {path} is now {done.moved[path]}"
    for path, place in done.beside.items():
        yield f"  your {path} stays; the new one is {place}"
    if done.kept:
        yield f"  {number(len(done.kept), 'file')} of yours kept: {_listed(done.kept)}"
    if done.later:
        yield f"  {number(len(done.later), 'file')} changed by you and by the course: {_listed(done.later)}"


def _shown(paths: Sequence[str] | dict[str, str]) -> list[str]:
    return [path for path in paths if not path.startswith(f"{COPY_FOLDER}/")]


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - MOST} more" if len(paths) > MOST else ""
    return f"{', '.join(paths[:MOST])}{more}"
