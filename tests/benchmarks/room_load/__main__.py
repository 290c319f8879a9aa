"""A room under load: people at work in chapter 03, while a kernel, a server, the hub and the proxy are killed.

    uv run --extra test python -m tests.benchmarks.room_load --people 20 --minutes 30

First one person works alone, for the comparison. Then all do, each with a kernel, the board and a database, over
websockets as JupyterLab speaks on them. It prints the times of a command, the memory of a person (PSS), what failed,
what was lost, and what still runs after the end. It takes the processors there are, so nothing else should run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

from tests.benchmarks.room_load.held import memory, processor, whole_machine
from tests.benchmarks.room_load.person import Person
from tests.room.started_room import StartedRoom, started_room, wait_for

LOOKS = (0.3, 0.6, 0.9)
"""When memory is measured, as parts of the whole time."""
ALONE = 150
"""Cells of the one who works alone: once through the chapter, and the commands at random, and more."""


def kill_in_between(room: StartedRoom, people: list[Person], seconds: float, said: list[str]) -> None:
    """Kill a kernel, a server, the hub and the proxy, each once, spread over the time."""
    victims: list[tuple[str, Callable[[], int]]] = [
        ("a kernel", lambda: people[0].kernel),
        ("a server", lambda: people[-1].server),
        ("the hub", room.hub),
        ("the proxy", lambda: proxy(room)),
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
    alone.run_until(lambda: sum(map(len, alone.work.seconds.values())) >= ALONE)
    alone.member.call("DELETE", "/hub/api/users/alone/server")
    with ThreadPoolExecutor(many) as pool:
        people = list(pool.map(lambda n: Person(room, f"person-{n}", pause).join(), range(many)))
        names = [one.work.name for one in people]
        begun, killed = time.monotonic(), list[str]()
        end, machine = begun + seconds, whole_machine()
        killer = threading.Thread(target=kill_in_between, args=(room, people, seconds, killed))
        if kills:
            killer.start()
        working = [pool.submit(one.run_until, lambda: time.monotonic() > end) for one in people]
        held = []
        for share in LOOKS:
            time.sleep(max(0.0, begun + seconds * share - time.monotonic()))
            held += [memory(room, name) for name in names]
        taken = processor(room, names, room.hub(), proxy(room))
        for one in working:
            one.result()
        busy, idle = (after - before for after, before in zip(whole_machine(), machine, strict=True))
    commands = of_all(people, "command")
    whole = sorted(one.total() for one in held)
    return {
        "people": many,
        "cores": os.cpu_count(),
        "minutes": seconds / 60,
        **{f"{kind}, alone": spread(alone.work.seconds[kind]) for kind in alone.work.seconds},
        **{
            f"{kind}, all": spread([s for one in people for s in one.work.seconds[kind]])
            for kind in people[0].work.seconds
        },
        "p95 of a command to p95 alone": round(
            percentile(commands, 0.95) / percentile(alone.work.seconds["command"], 0.95), 1
        ),
        "seconds until one can work, median": round(statistics.median(one.work.joined for one in people), 1),
        "processors busy": f"{busy / (busy + idle):.0%}",
        "seconds of processor, by part": {name: round(value) for name, value in taken.most_common()},
        "MB of a person (PSS), mean": round(statistics.mean(whole), 1),
        "MB of a person (PSS), largest": round(whole[-1], 1),
        "MB of a person (PSS), by part": {
            name: round(sum(one[name] for one in held) / len(held), 1) for name in sum(held, Counter())
        },
        "killed": killed,
        "connections that broke": sum(one.work.interrupted for one in people),
        "kernels that had ended": sum(one.work.resumed for one in people),
        "errors": [said for one in (*people, alone) for said in one.work.errors],
        "people who lost work": [one.work.name for one in people if lost(room, one)],
        "databases": len(databases(room)),
        "damaged databases": [str(path) for path in databases(room) if damaged(path)],
    }


def of_all(people: list[Person], kind: str) -> list[float]:
    return [value for one in people for value in one.work.seconds[kind]]


def spread(values: list[float]) -> str:
    """Say how many there were, and how long they took."""
    if not values:
        return "none"
    return (
        f"{len(values)}, p50 {percentile(values, 0.5):.3f} s, p95 {percentile(values, 0.95):.3f} s, {max(values):.1f} s"
    )


def proxy(room: StartedRoom) -> int:
    """Return the process of the proxy, as soon as one runs."""
    file = room.folder / "hub" / "proxy.pid"
    wait_for(file.exists, "the proxy runs")
    return int(file.read_text())


def lost(room: StartedRoom, person: Person) -> bool:
    """Tell whether the file is older than what that person has seen written."""
    return int((room.folder / "homes" / person.work.name / "number.txt").read_text() or 0) < person.work.written


def databases(room: StartedRoom) -> list[Path]:
    return [one for one in room.folder.glob("homes/*/**/*.db") if one.read_bytes()[:6] == b"SQLite"]


def damaged(path: Path) -> bool:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]


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
        print(f"{name:36}{value}")
    if options.output:
        Path(options.output).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
