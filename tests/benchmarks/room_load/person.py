"""One person of a room under load: works through chapter 03, then runs commands at random, and so on."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, repeat

import requests
import websocket

from tests.execute_notebooks import NOTEBOOKS
from tests.room.room_member import Member
from tests.room.started_room import StartedRoom

RESUME = 'from migration_lab import lab\nlab.open("03", resume=True)'
BOARD = """
from migration_lab import lab
desk = lab.session.current().desk
desk.hear({"what": "seen", "docked": True, "view": "one"}, lambda answer: None)
"""
"""Let the board believe that a page shows it, as a browser tells it."""
RIGHTLY = ("Target database is not up to date", "Relative revision -1 didn't produce 1 migrations")
"""Why a command at random may fail: the database is behind the scripts, or has nothing left to take back."""
COMMANDS = ("db upgrade", "db downgrade", "db current", "db history", "db check", "db migrate -m more", "routes")
AT_RANDOM = 30
"""Commands at random after each time through the chapter."""
BROKEN = (OSError, requests.RequestException, websocket.WebSocketException, TimeoutError, KeyError)
"""What somebody sees whose server, hub or proxy has just been killed."""


@dataclass(frozen=True)
class Cell:
    """A cell, and whether it may raise, because the chapter shows a failure."""

    code: str
    may_raise: bool = False

    @property
    def kind(self) -> str:
        """``command``, ``opening`` of a chapter, or ``other``."""
        if self.code.startswith("%flask"):
            return "command"
        return "opening" if "lab.open(" in self.code else "other"


def chapter() -> list[Cell]:
    """Return the cells of chapter 03."""
    cells = json.loads(next(NOTEBOOKS.glob("03_*.ipynb")).read_text(encoding="utf-8"))["cells"]
    return [
        Cell("".join(cell["source"]), "raises-exception" in cell["metadata"].get("tags", ()))
        for cell in cells
        if cell["cell_type"] == "code"
    ]


@dataclass
class Work:
    """What one person did, and saw."""

    name: str
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"command": [], "opening": [], "other": []})
    interrupted: int = 0
    resumed: int = 0
    """How often the kernel had ended, and the lab asked to open the work again."""
    errors: list[str] = field(default_factory=list)
    joined: float = 0.0
    written: int = 0
    """The last number that this person has seen written to a file."""


class Person:
    """One person at work, in a thread; ``pause`` is the mean of the seconds between two cells."""

    def __init__(self, room: StartedRoom, name: str, pause: float) -> None:
        self.room, self.pause, self.work, self.random = room, pause, Work(name), random.Random(name)
        self.server = self.kernel = 0

    def join(self) -> Person:
        begun = time.monotonic()
        self.member = self.room.member(self.work.name).open()
        self.id = self.member.new_kernel()
        self.connected(lambda: None)
        self.work.joined = time.monotonic() - begun
        return self

    def cells(self) -> Iterator[Cell]:
        """Yield the chapter's cells and then commands at random, again and again."""
        for cells in repeat(chapter()):
            yield from chain(cells, (Cell(f"%flask {self.random.choice(COMMANDS)}") for _ in range(AT_RANDOM)))

    def connected(self, then: Callable[[], object]) -> None:
        """Connect to the kernel, and go on with ``then``."""
        with self.member.kernel(self.id) as self.line:
            said = self.line.run("import os; print(os.getppid(), os.getpid())")
            self.server, self.kernel = map(int, said.split())
            then()

    def run_until(self, over: Callable[[], bool]) -> None:
        """Work; come back whenever the connection breaks, as JupyterLab does by itself."""
        while not over():
            try:
                self.connected(lambda: self.work_on(over))
            except BROKEN:
                self.work.interrupted += 1
                time.sleep(1)
                self.come_back()

    def come_back(self) -> None:
        """Start the server again if it is gone, and a kernel if that is."""
        with suppress(*BROKEN):
            self.member = Member(self.room.address, self.work.name).join(f"password-of-{self.work.name}").open()
            if self.id not in {one["id"] for one in self.member.api("GET", "kernels")}:
                self.id = self.member.new_kernel()

    def work_on(self, over: Callable[[], bool]) -> None:
        """Run the cells one after the other, each with a pause after it; whoever was interrupted begins again."""
        for cell in self.cells():
            begun = time.monotonic()
            said = self.line.run(cell.code)
            if "NothingOpen" in self.line.error:  # the server has started another kernel in the place of a killed one
                self.work.resumed += 1
                self.line.run(RESUME + BOARD)
                said = self.line.run(cell.code)
            self.work.seconds[cell.kind].append(time.monotonic() - begun)
            rightly = cell.may_raise or ("CommandFailed" in self.line.error and any(one in said for one in RIGHTLY))
            if self.line.error and not rightly:
                self.work.errors.append(f"{cell.code.splitlines()[0]}: {said[-300:]}")
            if cell.kind == "opening":
                self.line.run(BOARD)
            number = self.work.written + 1
            self.line.run(f"from pathlib import Path; Path.home().joinpath('number.txt').write_text('{number}')")
            self.work.written = number
            if over():
                break
            time.sleep(self.random.expovariate(1 / self.pause))
