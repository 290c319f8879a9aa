"""Which scripts a review is asked for, instead of those that are pending: all, or those since a revision or a commit.

Asks git which files have changed, and changes nothing there.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.values.graph import RevisionGraph


@dataclass(frozen=True, slots=True)
class ScriptsWanted:
    """False if the pending ones are wanted; else only one of these is given."""

    all: bool = False
    since: str = ""
    """A revision: those that come after it."""
    changed_since: str = ""
    """A commit or a branch of git: those whose files differ from it."""

    def __bool__(self) -> bool:
        return self.all or bool(self.since or self.changed_since)

    @property
    def words(self) -> str:
        if self.since:
            return f"since {self.since}"
        return f"changed since {self.changed_since}" if self.changed_since else "all"

    def chosen(self, graph: RevisionGraph, folder: Path) -> tuple[str, ...]:
        """Return their ids, in an order in which they can run. Raises ``LabError`` if there is no such thing."""
        order = tuple(reversed(graph.revisions))
        if self.since:
            before = up_to(graph, self.since)
            return tuple(one.id for one in order if one.id not in before)
        if self.changed_since:
            files = changed_files(folder, self.changed_since)
            return tuple(one.id for one in order if os.path.realpath(folder / one.path) in files)
        return tuple(one.id for one in order)


PENDING = ScriptsWanted()


def up_to(graph: RevisionGraph, named: str) -> frozenset[str]:
    """Return the ids of that revision and of all before it. The beginning of an id will do."""
    if named == "base":
        return frozenset()
    fitting = [one.id for one in graph.revisions if one.id.startswith(named)]
    exact = [one for one in fitting if one == named] or fitting
    if len(exact) != 1:
        known = ", ".join(one.id for one in graph.revisions)
        raise LabError(f"There is no one revision {named!r}. The scripts are {known}.")
    before = {one.id: (*one.parents, *one.depends_on) for one in graph.revisions}
    seen: set[str] = set()
    stack = exact
    while stack:
        if (id := stack.pop()) not in seen:
            seen.add(id)
            stack += before.get(id, ())
    return frozenset(seen)


def changed_files(folder: Path, ref: str) -> frozenset[str]:
    """Return the files in the folder that differ from where its branch left ``ref``, new ones too, as real paths."""
    left = git(folder, "merge-base", "--end-of-options", ref, "HEAD").strip()
    changed = git(folder, "diff", "--name-only", "-z", "--diff-filter=d", "--relative", left, "--", ".").split("\0")
    new = git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".").split("\0")
    return frozenset(os.path.realpath(folder / name) for name in (*changed, *new) if name)


def git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except OSError as error:
        raise LabError(f"git could not be started ({error}), and --changed-since needs it.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or f"there is no common commit with {words[-2]}"
        raise LabError(
            f"git does not know what has changed: {said}. In CI, fetch the whole history first (actions/checkout with "
            "fetch-depth: 0)."
        )
    return os.fsdecode(done.stdout)
