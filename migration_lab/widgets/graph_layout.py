"""Place a graph of revisions on lanes and rows, as ``git log --graph`` would, newest first. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Spot = tuple[int, int]
"""A row, counted from the top, and a lane, counted from the left."""
Kind = Literal["parent", "depends"]


class HasParents(Protocol):
    """What is known of a revision here: its id, and its parents."""

    @property
    def id(self) -> str: ...
    @property
    def parents(self) -> tuple[str, ...]: ...
    @property
    def depends_on(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Edge:
    """The line from a revision down to one of its parents."""

    child: str
    parent: str
    kind: Kind
    points: tuple[Spot, ...]
    """Where the line bends, including its ends: between two points it is straight, or goes one row down aslant."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture of the graph."""

    order: tuple[str, ...]
    """The ids from top to bottom; the row of an id is its place in here."""
    lanes: tuple[int, ...]
    """The lane of each, in the same order."""
    edges: tuple[Edge, ...]
    width: int
    """How many lanes are in use."""


def lay_out(revisions: Iterable[HasParents]) -> Layout:
    """Give each revision a spot, and each link a line that passes no other revision.

    Parents are below their children. A missing parent gets no line; in a cycle, which no healthy history has, the one
    line that would go up is left out. The time it takes grows with the revisions and their lanes.
    """
    links = {one.id: _links(one) for one in revisions}
    for id, own in links.items():
        links[id] = {parent: kind for parent, kind in own.items() if parent in links and parent != id}
    order = tuple(_in_rows(links))
    return _Weaver(links, order).weave()


def _links(revision: HasParents) -> dict[str, Kind]:
    links: dict[str, Kind] = dict.fromkeys(revision.parents, "parent")
    for id in revision.depends_on:
        links.setdefault(id, "depends")
    return links


def _in_rows(links: dict[str, dict[str, Kind]]) -> Iterator[str]:
    """Return the ids with children before parents, and each branch in one piece as far as possible."""
    waits_for = dict.fromkeys(links, 0)
    for parents in links.values():
        for parent in parents:
            waits_for[parent] += 1
    done: set[str] = set()
    heads = [id for id, children in waits_for.items() if not children]
    for start in (*heads, *links):  # only in a cycle do the others begin anything
        if start in done:
            continue
        ready = [start]
        while ready:
            id = ready.pop()
            done.add(id)
            yield id
            for parent in links[id]:
                waits_for[parent] -= 1
                if not waits_for[parent] and parent not in done:
                    ready.append(parent)


class _Line:
    """An edge on its way down."""

    def __init__(self, child: str, parent: str, kind: Kind, start: Spot) -> None:
        self.child, self.parent, self.kind = child, parent, kind
        self.points = [start]

    def to(self, spot: Spot) -> None:
        if self.points[-1] != spot:
            self.points.append(spot)

    def step(self, row: int, lane: int, to: int) -> None:
        """Go straight down to ``row`` in ``lane``, then aslant into the lane ``to`` in the row below."""
        self.to((row, lane))
        self.to((row + 1, to))


class _Weaver:
    """Walk down the rows, and keep the lane in which each coming revision is expected."""

    def __init__(self, links: dict[str, dict[str, Kind]], order: Sequence[str]) -> None:
        self.links, self.order = links, order
        self.placed: dict[str, int] = {}
        self.awaited: dict[str, int] = {}
        self.lines: dict[str, list[_Line]] = {}
        self.free: list[int] = []
        self.width = 0

    def weave(self) -> Layout:
        drawn: list[_Line] = []
        for row, id in enumerate(self.order):
            lane = self.awaited.pop(id, None)
            if lane is None:
                lane = self._take()
            self.placed[id] = lane
            for line in self.lines.pop(id, ()):
                line.to((row, lane))
            drawn += self._descend(row, lane, id)
        edges = tuple(Edge(line.child, line.parent, line.kind, tuple(line.points)) for line in drawn)
        return Layout(tuple(self.order), tuple(self.placed[id] for id in self.order), edges, self.width)

    def _descend(self, row: int, lane: int, id: str) -> Iterator[_Line]:
        """Begin the lines to the parents; the first of them goes on in the same lane, if it can."""
        below = {parent: kind for parent, kind in self.links[id].items() if parent not in self.placed}
        first = next(iter(below), None)
        if first is not None and self.awaited.get(first, lane + 1) > lane:
            self._move(row, first, lane)
        else:
            heapq.heappush(self.free, lane)
        for parent, kind in below.items():
            line = _Line(id, parent, kind, (row, lane))
            if parent not in self.awaited:
                self.awaited[parent] = self._take()
            if self.awaited[parent] != lane:
                line.step(row, lane, self.awaited[parent])
            self.lines.setdefault(parent, []).append(line)
            yield line

    def _move(self, row: int, id: str, lane: int) -> None:
        """Expect ``id`` in this lane from the next row on; lines to it in other lanes join this one."""
        old = self.awaited.get(id)
        self.awaited[id] = lane
        if old is not None:
            for line in self.lines[id]:
                line.step(row, old, lane)
            heapq.heappush(self.free, old)

    def _take(self) -> int:
        if self.free:
            return heapq.heappop(self.free)
        self.width += 1
        return self.width - 1
