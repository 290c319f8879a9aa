"""Show the history of the scripts as a graph: the order of revisions, the database's place, and what is pending."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property

from migration_lab.values.graph import Revision, RevisionGraph
from migration_lab.values.visible_text import plain
from migration_lab.widgets.graph_layout import Layout, lay_out
from migration_lab.widgets.graph_text import graph_lines
from migration_lab.widgets.grid import align
from migration_lab.widgets.html import code, esc, paragraph, table
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import block, count, ids, name

RAN, PENDING, WRONG = "*", "o", "!"
NO_REVISIONS = "There are no revisions yet."
HEADS = ("", "revision", "message", "")
ABOUT = {
    "database here": "the database is at this revision",
    "head": "the newest script of its branch",
    "pending": "this database has not run it yet",
    "merge": "brings branches together",
    "label": "a name for its branch, which flask db upgrade takes too",
    "needs": "runs only after that one, which is on another branch",
}
"""What the first words of a revision's state mean."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One revision as a line of the picture."""

    id: str
    mark: str
    message: str
    tags: tuple[str, ...]
    """Its state, in words: ``head``, ``database here``, ``pending``, ``label api``."""
    created: str
    path: str
    parents: str
    command: str | None
    """The command that takes the database there; ``None`` where it is there already, or cannot go."""
    problem: str | None


class HistoryView(Display):
    """Show a graph of revisions. It reads nothing: the values are all there."""

    def __init__(self, graph: RevisionGraph) -> None:
        self.graph = graph

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.graph.revisions)

    @cached_property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """From top to bottom, newest first."""
        by_id = {revision.id: revision for revision in self.graph.revisions}
        return tuple(_entry(by_id[id], self.graph) for id in self.layout.order)

    def __str__(self) -> str:
        parts = [self._title()]
        if self.entries:
            entries = {entry.id: entry for entry in self.entries}
            drawn = list(graph_lines(self.layout, [entry.mark for entry in self.entries]))
            cells = []
            for graph, id in drawn:
                entry = entries[plain(id)] if id is not None else None
                cells.append((graph, *((entry.id, entry.message, _tags(entry)) if entry else ("", "", ""))))
            parts.append("\n".join(f"  {line}" for line in align(cells)))
        parts += [f"  {entry.id}: {entry.problem}" for entry in self.entries if entry.problem]
        if self.graph.problem:
            parts.append("\n".join(f"  {line}" for line in block(self.graph.problem).splitlines()))
        return "\n\n".join(parts)

    def html(self) -> str:
        parts = [paragraph(f"<strong>{esc(self._title())}</strong>")]
        if self.entries:
            rows = [
                (
                    entry.mark,
                    code(entry.id),
                    esc(entry.message),
                    f"<strong>{esc(', '.join(entry.tags))}</strong>" if entry.tags else "",
                    *([code(entry.parents) if entry.parents else "the beginning"] if self._branches else []),
                )
                for entry in self.entries
            ]
            heads = (*HEADS, "comes after") if self._branches else HEADS
            parts.append(table("The revisions, newest first", heads, rows))
        parts += [paragraph(f"{code(entry.id)}: {esc(entry.problem)}") for entry in self.entries if entry.problem]
        if self.graph.problem:
            parts.append(f"<pre>{code(block(self.graph.problem))}</pre>")
        return "\n".join(parts)

    def state(self) -> dict[str, object]:
        """What the board draws: plain JSON values. Rows and lanes as in `Layout`."""
        return {
            "title": self._title(),
            "entries": [
                {**asdict(entry), "tags": [[tag, _about(tag)] for tag in entry.tags]} for entry in self.entries
            ],
            "lanes": list(self.layout.lanes),
            "edges": [[edge.kind, [list(spot) for spot in edge.points]] for edge in self.layout.edges],
            "width": self.layout.width,
            "here": [plain(one) for one in self.graph.current],
            "problem": self.graph.problem and block(self.graph.problem),
        }

    @property
    def _branches(self) -> bool:
        return self.layout.width > 1

    def _title(self) -> str:
        graph = self.graph
        if not graph.revisions:
            return NO_REVISIONS
        if graph.current:
            where = f"the database is at {ids(graph.current)}"
        elif graph.problem and not graph.pending:
            where = "the revision of the database is not known"
        else:
            where = "the database has run none of them"
        words = [count(len(graph.revisions), "revision"), where]
        if len(graph.heads) > 1:
            words.append(count(len(graph.heads), "head"))
        if graph.pending:
            words.append(f"{len(graph.pending):,} pending")
        return "; ".join(words)


def _entry(revision: Revision, graph: RevisionGraph) -> HistoryEntry:
    mark = WRONG if revision.problem else PENDING if revision.is_pending else RAN
    return HistoryEntry(
        plain(revision.id),
        mark,
        plain(revision.message),
        tuple(_standing(revision)),
        plain(revision.created),
        plain(revision.path),
        ", ".join(map(plain, revision.parents)),
        _command(revision, graph),
        revision.problem and plain(revision.problem),
    )


def _standing(revision: Revision) -> list[str]:
    tags = ["database here"] if revision.is_current else []
    tags += ["head"] if revision.is_head else []
    tags += ["pending"] if revision.is_pending else []
    tags += ["merge"] if len(revision.parents) > 1 else []
    tags += [f"label {name(label)}" for label in revision.labels]
    tags += [f"needs {plain(one)}" for one in revision.depends_on]
    return tags


def _about(tag: str) -> str:
    return ABOUT.get(tag) or ABOUT[tag.partition(" ")[0]]


def _command(revision: Revision, graph: RevisionGraph) -> str | None:
    if graph.problem or revision.is_current:
        return None
    return f"flask db {'upgrade' if revision.is_pending else 'downgrade'} {plain(revision.id)}"


def _tags(entry: HistoryEntry) -> str:
    return f"({', '.join(entry.tags)})" if entry.tags else ""
