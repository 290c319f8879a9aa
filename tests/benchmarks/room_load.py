"""A room under load: people who run commands at random, while a kernel, a server, the hub and the proxy are killed.

    uv run --extra test python -m tests.benchmarks.room_load --people 20 --minutes 30

First one person works alone, for the comparison. Then all do, each with a kernel, the board and a database, over
websockets as JupyterLab speaks on them. It prints the times of a command, the memory of a person (PSS), what failed,
what was lost, and what still runs after the end. It takes the processors there are, so nothing else should run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests
import websocket

from tests.room.room_member import Member
from tests.room.started_room import StartedRoom, started_room

OPEN = "from migration_lab import lab\nlab.open('03', resume=True)"
COMMANDS = ("db upgrade", "db downgrade", "db current", "db history", "db check", "db migrate -m more", "routes")
BROKEN = (OSError, requests.RequestException, websocket.WebSocketException, TimeoutError, KeyError)
"""What somebody sees whose server, hub or proxy has just been killed."""
ALONE = 40
"""Commands of the one who works alone."""


@dataclass
class Work:
    """What one person did."""

    name: str
    seconds: list[float] = field(default_factory=list)
    interrupted: int = 0
    errors: list[str] = field(default_factory=list)
    joined: float = 0.0
    written: int = 0
    """The last number that this person has seen written to a file."""


class Person:
    """One person at work in a thread."""

    def __init__(self, room: StartedRoom, name: str, pause: float) -> None:
        self.room, self.pause, self.work, self.random = room, pause, Work(name), random.Random(name)
        self.server = self.kernel = 0

    def join(self) -> Person:
        begun = time.monotonic()
        self.member = self.room.member(self.work.name).open()
        self.id = self.member.new_kernel()
        self.once(lambda: None)
        self.work.joined = time.monotonic() - begun
        return self

    def once(self, then: Callable[[], object]) -> None:
        """Connect to the kernel, open the project and the board, and go on with ``then``."""
        with self.member.kernel(self.id) as self.line:
            said = self.line.run(OPEN)
            if "Error" in said:
                self.work.errors.append(said[:300])
            self.server, self.kernel = map(int, self.line.run("import os; print(os.getppid(), os.getpid())").split())
            then()

    def run_until(self, over: Callable[[], bool]) -> None:
        """Work; come back whenever the connection breaks, as JupyterLab does by itself."""
        while not over():
            try:
                self.once(lambda: self.commands(over))
            except BROKEN as error:
                self.work.interrupted += 1
                time.sleep(1)
                self.come_back(error)

    def come_back(self, error: Exception) -> None:
        """Start the server again if it is gone, and a kernel if that is."""
        with suppress(*BROKEN):
            self.member = Member(self.room.address, self.work.name).join(f"password-of-{self.work.name}").open()
            if self.id not in {one["id"] for one in self.member.api("GET", "kernels")}:
                self.id = self.member.new_kernel()

    def commands(self, over: Callable[[], bool]) -> None:
        while not over():
            command = self.random.choice(COMMANDS)
            begun = time.monotonic()
            said = self.line.run(f"%flask {command}")
            self.work.seconds.append(time.monotonic() - begun)
            if "Traceback" in said or "LabError" in said:
                self.work.errors.append(f"{command}: {said[-300:]}")
            number = self.work.written + 1
            self.line.run(f"from pathlib import Path; Path.home().joinpath('number.txt').write_text('{number}')")
            self.work.written = number
            time.sleep(self.random.expovariate(1 / self.pause))


def memory(room: StartedRoom, name: str) -> float:
    """Return the megabytes (PSS) of all processes of that person."""
    mark, whole = f"HOME={room.folder / 'homes' / name}\0".encode(), 0
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            if mark in (path / "environ").read_bytes():
                rollup = (path / "smaps_rollup").read_text()
                whole += int(rollup.partition("\nPss:")[2].split()[0])
    return whole / 1024


def kill_in_between(room: StartedRoom, people: list[Person], seconds: float, said: list[str]) -> None:
    """Kill a kernel, a server, the hub and the proxy, each once, spread over the time."""
    victims: list[tuple[str, Callable[[], int]]] = [
        ("a kernel", lambda: people[0].kernel),
        ("a server", lambda: people[-1].server),
        ("the hub", room.hub),
        ("the proxy", lambda: int((room.folder / "hub" / "proxy.pid").read_text())),
    ]
    for what, process in victims:
        time.sleep(seconds / (len(victims) + 1))
        number = process()
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
            said.append(f"{what} ({number})")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def trial(room: StartedRoom, many: int, seconds: float, pause: float, kills: bool) -> dict[str, object]:
    """Let one work alone and then all together; return the figures."""
    alone = Person(room, "alone", 0.1).join()
    alone.run_until(lambda: len(alone.work.seconds) >= ALONE)
    alone.member.call("DELETE", "/hub/api/users/alone/server")
    with ThreadPoolExecutor(many) as pool:
        people = list(pool.map(lambda n: Person(room, f"person-{n}", pause).join(), range(many)))
        end, killed = time.monotonic() + seconds, list[str]()
        killer = threading.Thread(target=kill_in_between, args=(room, people, seconds, killed))
        if kills:
            killer.start()
        working = [pool.submit(one.run_until, lambda: time.monotonic() > end) for one in people]
        time.sleep(seconds * 0.9)
        held = [memory(room, one.work.name) for one in people]
        for one in working:
            one.result()
    lost = [
        one.work.name
        for one in people
        if int((room.folder / "homes" / one.work.name / "number.txt").read_text() or 0) < one.work.written
    ]
    times = [value for one in people for value in one.work.seconds]
    single = alone.work.seconds
    return {
        "people": many,
        "cores": os.cpu_count(),
        "minutes": seconds / 60,
        "commands": len(times),
        "p50 alone": round(percentile(single, 0.5), 3),
        "p95 alone": round(percentile(single, 0.95), 3),
        "p50": round(percentile(times, 0.5), 3),
        "p95": round(percentile(times, 0.95), 3),
        "p95 to p95 alone": round(percentile(times, 0.95) / percentile(single, 0.95), 1),
        "seconds until one can work, median": round(statistics.median(one.work.joined for one in people), 1),
        "MB of a person (PSS), mean": round(statistics.mean(held), 1),
        "MB of a person (PSS), largest": round(max(held), 1),
        "killed": killed,
        "connections that broke": sum(one.work.interrupted for one in people),
        "errors": [said for one in (*people, alone) for said in one.work.errors],
        "people who lost work": lost,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pause", type=float, default=5, help="seconds between two commands of a person, on average")
    parser.add_argument("--no-kills", action="store_true")
    parser.add_argument("--output", metavar="FILE", help="write the figures as JSON, too")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="room-load-"))
    with started_room(place / "room", "--people", str(options.people + 1)) as room:
        figures = trial(room, options.people, options.minutes * 60, options.pause, not options.no_kills)
        room.end()
        time.sleep(5)  # a kernel that was killed looks once a second whether its server is there
        figures["orphans"] = list(room.processes().values())
    shutil.rmtree(place)
    for name, value in figures.items():
        print(f"{name:40}{value}")
    if options.output:
        Path(options.output).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
