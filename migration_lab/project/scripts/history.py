"""Put revision scripts together into a graph. Touches no file and no database."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from migration_lab.project.scripts.revision_files import Script
from migration_lab.values.graph import Revision, RevisionGraph


@dataclass(frozen=True, slots=True)
class Knot:
    """A script whose references have been looked up."""

    script: Script
    path: str
    depends_on: tuple[str, ...]
    problem: str | None


def revision_graph(scripts: Sequence[Script], paths: Mapping[str, str], current: Iterable[str]) -> RevisionGraph:
    """Return the graph of ``scripts``. ``paths`` says how to show each file; ``current`` is the database's version."""
    standing = tuple(sorted(set(current)))
    knots = look_up(scripts, paths)
    before = {id: known((*knot.script.parents, *knot.depends_on), knots) for id, knot in knots.items()}
    order, circle = newest_first(knots, before)
    children = {parent for knot in knots.values() for parent in knot.script.parents}
    done = reachable(standing, before)
    lost = any(id not in knots for id in (*standing, *(parent for id in done for parent in knots[id].script.parents)))
    revisions = []
    for id in order:
        knot, script = knots[id], knots[id].script
        problem = knot.problem or (f"{id} is its own ancestor." if id in circle else None)
        revisions.append(
            Revision(
                id,
                script.message,
                script.parents,
                knot.depends_on,
                script.labels,
                knot.path,
                script.created,
                is_head=id not in children,
                is_base=not script.parents,
                is_current=id in standing,
                is_pending=id not in done and not lost,
                problem=problem,
            )
        )
    problems = [revision.problem for revision in revisions if revision.problem]
    problems += [f"The database is at {id}, but no script has that id." for id in standing if id not in knots]
    return RevisionGraph(
        tuple(revisions),
        tuple(sorted(revision.id for revision in revisions if revision.is_head)),
        tuple(sorted(revision.id for revision in revisions if revision.is_base)),
        standing,
        tuple(revision.id for revision in reversed(revisions) if revision.is_pending),
        "\n".join(problems) or None,
    )


def look_up(scripts: Sequence[Script], paths: Mapping[str, str]) -> dict[str, Knot]:
    """Index the scripts by id. Of two scripts with one id, the first counts, and reports it."""
    count = Counter(script.id for script in scripts)
    labels = {label: script.id for script in scripts for label in script.labels}
    knots: dict[str, Knot] = {}
    for script in scripts:
        if script.id in knots:
            continue
        resolved, missing = [], [parent for parent in script.parents if parent not in count]
        for name in script.depends_on:
            found = name if name in count else labels.get(name) or only_match(name, count)
            resolved.append(found or name)
            missing += [] if found else [name]
        problem = script.problem
        if not problem and count[script.id] > 1:
            names = " and ".join(paths[str(one.path)] for one in scripts if one.id == script.id)
            problem = f"{names} have the same revision id, {script.id}."
        if not problem and missing:
            problem = f"{script.path.name} comes after {', '.join(missing)}, but no script has that id."
        knots[script.id] = Knot(script, paths[str(script.path)], tuple(resolved), problem)
    return knots


def only_match(start: str, ids: Iterable[str]) -> str | None:
    """Return the one id that begins like this; ``None`` when there is none or more than one."""
    found = [id for id in ids if id.startswith(start)]
    return found[0] if len(found) == 1 else None


def known(names: Iterable[str], knots: Mapping[str, Knot]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name in knots)


def newest_first(knots: Mapping[str, Knot], before: Mapping[str, tuple[str, ...]]) -> tuple[list[str], set[str]]:
    """Sort the ids, each before its ancestors; by date where that leaves a choice, and with branches kept together.

    Revisions in a cycle come last, and are also returned separately.
    """
    waiting = Counter(parent for parents in before.values() for parent in parents)
    heap: list[tuple[tuple[int, ...], int, str]] = []

    def offer(ids: Iterable[str]) -> None:
        for id in ids:
            date = tuple(-ord(letter) for letter in knots[id].script.created)
            heapq.heappush(heap, (date, -len(order), id))

    order: list[str] = []
    offer(sorted(id for id in knots if not waiting[id]))
    while heap:
        id = heapq.heappop(heap)[2]
        order.append(id)
        ready = []
        for parent in before[id]:
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)
        offer(ready)
    circle = set(knots) - set(order)
    return order + sorted(circle), circle


def reachable(start: Iterable[str], before: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return these revisions and all their ancestors."""
    seen: set[str] = set()
    stack = [id for id in start if id in before]
    while stack:
        id = stack.pop()
        if id not in seen:
            seen.add(id)
            stack.extend(before[id])
    return seen
