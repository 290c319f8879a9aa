"""What the processes of a room have taken: memory (PSS) and processor time. Linux only."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.room.started_room import StartedRoom

TICK = os.sysconf("SC_CLK_TCK")


def processes_of(room: StartedRoom, name: str) -> list[Path]:
    """Return the folders in ``/proc`` of all that runs for that person."""
    mark = f"HOME={room.folder / 'homes' / name}\0".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (path / "environ").read_bytes():
                found.append(path)
    return found


def part(process: Path) -> str:
    """Return what it is: the server, a kernel, a warm process with its commands, or something else."""
    line = (process / "cmdline").read_text()
    if "singleuser" in line:
        return "server"
    if "ipykernel_launcher" not in line and "course_kernel" not in line:
        return "warm process" if "child.warm" in line else "other"
    parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
    with suppress(OSError):
        if "singleuser" in Path("/proc", parent, "cmdline").read_text():
            return "kernel"
    return "warm process"


def memory(room: StartedRoom, name: str) -> Counter[str]:
    """Return the megabytes (PSS) of that person, by part."""
    held = Counter[str]()
    for process in processes_of(room, name):
        with suppress(OSError, IndexError, ValueError):
            rollup = (process / "smaps_rollup").read_text()
            held[part(process)] += int(rollup.partition("\nPss:")[2].split()[0]) / 1024
    return held


def processor(room: StartedRoom, names: list[str], hub: int, proxy: int) -> Counter[str]:
    """Return the seconds of processor time that each part of the room has taken, with what it has waited for."""
    taken = Counter[str]()
    for name in names:
        for process in processes_of(room, name):
            with suppress(OSError, IndexError, ValueError):
                kind = part(process)
                own, ended = times(process)
                taken[kind] += own
                taken["commands" if kind == "warm process" else f"ended below {kind}"] += ended
    for label, number in (("hub", hub), ("proxy", proxy), ("the trial itself", os.getpid())):
        with suppress(OSError, IndexError, ValueError):
            taken[label] = times(Path("/proc", str(number)))[0]
    return taken


def times(process: Path) -> tuple[float, float]:
    """Return the seconds of a process, and of those that it has waited for."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK, (int(fields[13]) + int(fields[14])) / TICK


def whole_machine() -> tuple[float, float]:
    """Return the seconds of all processors since the machine's start: busy, and idle."""
    user, nice, system, idle, wait, *more = (
        int(one) / TICK for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    )
    return user + nice + system + sum(more[:3]), idle + wait
