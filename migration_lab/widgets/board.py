"""The board: models, scripts and database as they are now, with the next command to type."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from migration_lab.rows.sql_renames import sql_renames
from migration_lab.schema import Renames, Schema
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.places import Places
from migration_lab.values.result import Step
from migration_lab.widgets.diagram import er_diagram
from migration_lab.widgets.history_view import HistoryView
from migration_lab.widgets.live import LiveDisplay
from migration_lab.widgets.places_view import PlacesView
from migration_lab.widgets.sql_view import SqlView
from migration_lab.widgets.tables_view import TablesView
from migration_lab.widgets.warnings_view import WarningsView

MOST_IN_FULL = 40
"""The number of tables that are sent with all their columns; of more, only the changed ones, and others when opened."""
FEW = 8
"""Up to this many tables are open at first."""
MOST_DRAWN = 60
"""Up to this many tables are put into one Mermaid text."""
NOT_YET = "Nothing is known yet."
STATUS = {
    "looking": True,
    "settling": False,
    "progress": None,
    "problem": None,
    "last": None,
    "undo": None,
    "redo": None,
    "sure": None,
    "lost": None,
    "mend": None,
    "read_only": False,
    "reopen": "the cell that opened it",
    "title": "",
    "writes": 0,
}

Answer = Callable[[Mapping[str, Any]], None]


class Board(LiveDisplay):
    """Shows what the ``show_…`` methods tell it; calls ``on_ask`` with what its buttons ask for.

    A question is a mapping with ``what`` (``run``, ``undo``, ``redo``, ``dismiss``, ``dock``, ``go``, ``revision``,
    ``rows``, ``table``, ``seen`` or ``unseen``) and its details, and comes with a function that takes the answer.
    """

    stem = "board"
    traits = ("_places", "_history", "_tables", "_sql", "_goal", "_status")

    def __init__(self, on_ask: Callable[[Mapping[str, Any], Answer], object] = lambda question, answer: None) -> None:
        self.on_ask = on_ask
        self._places: PlacesView | None = None
        self._history: HistoryView | None = None
        self._tables: TablesView | None = None
        self._where = ""
        self._sql = SqlView(())
        self._one_at_a_time = threading.RLock()  # commands and the follower call it from their own threads
        self._state: dict[str, Any] = {
            **{trait: {"now": None} for trait in self.traits},
            "_sql": {"now": []},
            "_status": STATUS,
        }

    def __str__(self) -> str:
        return "\n\n".join(str(view) for view in (self._places, self._history) if view is not None) or NOT_YET

    def html(self) -> str:
        return "\n".join(view.html() for view in (self._places, self._history) if view is not None) or NOT_YET

    def state(self) -> dict[str, Any]:
        return self._state

    @property
    def widget(self) -> Any:
        if self._widget is None:
            super().widget.on_msg(self._hear)
        return self._widget

    def show_places(
        self,
        places: Places,
        effect: Sequence[tuple[str, str]] = (),
        mend: Mapping[str, Any] | None = None,
        warnings: WarningsView | None = None,
    ) -> None:
        """``effect`` says, with marks, what the next command will do to rows; ``mend`` is the line to open.

        ``warnings`` are about the scripts that wait.
        """
        self._places = PlacesView(places)
        told = {
            "effect": [list(one) for one in effect],
            "mend": mend or {"path": "", "line": 0},
            "warnings": warnings.state() if warnings else None,
        }
        self._show("_places", {**self._places.state(), **told})

    def show_goal(self, goal: Mapping[str, Any] | None) -> None:
        """Show what the exercise in hand still wants; nothing, if there is none."""
        self._show("_goal", goal)

    def show_history(self, graph: RevisionGraph) -> None:
        if self._history is None or self._history.graph != graph:
            self._history = HistoryView(graph)
            self._show("_history", self._history.state())

    def show_tables(self, schema: Schema, renames: Renames = NOTHING_RENAMED, where: str = "") -> None:
        """Mark what has changed since the last time, unless the app uses another database now: ``where`` names it."""
        elsewhere, self._where = where != self._where, where
        if self._tables is None:
            self._tables = TablesView(schema)
        elif (now := self._tables.schema) == schema and now.version_table == schema.version_table:
            return
        elif elsewhere:
            self._tables = TablesView(schema)
        else:
            self._tables.update(schema, renames)
        self._show("_tables", tables_state(self._tables))

    def show_change(self, before: Schema, after: Schema, renames: Renames = NOTHING_RENAMED) -> None:
        """Mark the tables with what a command did, whatever was shown while it ran."""
        if before != after:
            self._tables = TablesView(before)
            self._tables.update(after, renames)
            self._show("_tables", tables_state(self._tables))

    def show_sql(self, steps: Sequence[Step], undone: Sequence[Step] = ()) -> None:
        self._sql = SqlView(steps, undone)
        self._show("_sql", self._sql.state())

    def show_status(self, **status: Any) -> None:
        """Set what is above the pages, by the names in ``STATUS``: ``last`` is a result, ``undo`` and ``redo`` are
        commands, and ``sure`` is that of ``undo`` once the button has asked whether to undo it all the same.

        ``settling`` says that a command has ended and what is shown may be older than it.

        ``lost`` is what the last command that changed something has lost, ``mend`` the line to correct after a failure.

        ``progress`` is what a long look is doing: ``known`` says what is certain meanwhile, and ``done`` of the ``of``
        parts of ``what`` are done. ``reopen`` is what to run in a new kernel, ``title`` stands on the board's tab, and
        ``writes`` grows whenever a database was written to.
        """
        with self._one_at_a_time:
            self._set("_status", {**self._state["_status"], **status})

    @property
    def sure_undo(self) -> str | None:
        """The command that the next press of *Undo* takes back all the same, if the board has asked about it."""
        sure: str | None = self._state["_status"]["sure"]
        return sure

    def beat(self) -> None:
        """Tell the pages that the kernel is alive."""
        if self._widget is not None:
            self._widget.send({"beat": True})

    def command_to(self, id: str) -> str | None:
        """Return the command that takes the database to that revision; with an empty id, to before the first one."""
        if self._history is None or not self._can_move:
            return None
        if not id:
            return "flask db downgrade base" if self._history.graph.current else None
        return next((entry.command for entry in self._history.entries if entry.id == id), None)

    @property
    def _can_move(self) -> bool:
        return self._places is None or self._places.can_move

    @property
    def next_command(self) -> str | None:
        return None if self._places is None else self._places.places.next_command

    def _show(self, trait: str, state: Any) -> None:
        self._set(trait, {"now": state})

    def _set(self, trait: str, value: dict[str, Any]) -> None:
        if self._state[trait] != value:
            self._state[trait] = value
            if self._widget is not None:
                setattr(self._widget, trait, value)

    def _hear(self, _widget: Any, question: Mapping[str, Any], _buffers: Any) -> None:
        number = question.get("ask")

        def answer(reply: Mapping[str, Any]) -> None:
            if number is not None and self._widget is not None:
                self._widget.send({**reply, "answer": number})

        self.on_ask(question, answer)


def tables_state(view: TablesView) -> dict[str, Any]:
    """Return the state of the page of tables: as `TablesView.state`, but light for many tables, and with a picture."""
    state = view.state(MOST_IN_FULL)
    few = len(state["tables"]) <= FEW
    tables = [
        {**table, "key": key, "open": few or table["state"] != "unchanged"}
        for table, key in zip(state["tables"], view.shown, strict=True)
    ]
    diagram = er_diagram(view.schema) if tables and len(tables) <= MOST_DRAWN else None
    return {**state, "tables": tables, "diagram": diagram, "references": view.references()}


def moment_state(before: Schema, after: Schema, script: str, statements: Sequence[Any]) -> dict[str, Any]:
    """Return what the time machine shows of one revision: the tables after it has run, with its changes marked."""
    from migration_lab.widgets.card_state import statements_of

    return {
        "tables": tables_between(before, after, sql_renames(statements)),
        "script": script,
        "statements": [asdict(one) for one in statements_of(statements, after.version_table)],
    }


def tables_between(before: Schema, after: Schema, renames: Renames) -> list[dict[str, Any]]:
    """Return the tables of both with what differs: those that changed first."""
    view = TablesView(before)
    view.update(after, renames)
    tables: list[dict[str, Any]] = view.state()["tables"]
    return sorted(tables, key=lambda table: table["state"] == "unchanged")
