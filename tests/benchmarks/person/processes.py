"""What the processes of one person take: memory and threads now, and the processor's time so far. Reads ``/proc``.

Memory is in MB of 2**20 bytes. PSS is what a process has for itself, and of each page that several have in memory their
equal part: summed up, no page counts twice. *Private* is what of it only this process has, and has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROLES = ("server", "kernel", "warm process", "guardian", "others")


@dataclass(frozen=True)
class Memory:
    """What some processes have in memory."""

    pss: float = 0.0
    private: float = 0.0
    processes: int = 0
    threads: int = 0

    def __add__(self, other: Memory) -> Memory:
        return Memory(
            self.pss + other.pss,
            self.private + other.private,
            self.processes + other.processes,
            self.threads + other.threads,
        )


def memory_of(processes: Iterable[psutil.Process]) -> Memory:
    """Return what these have in memory, without those that have ended meanwhile."""
    whole = Memory()
    for process in processes:
        found = {"Pss:": 0, "Private_Dirty:": 0}
        with suppress(psutil.NoSuchProcess, OSError):
            for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
                name, kilobytes, *_ = line.split()
                if name in found:
                    found[name] = int(kilobytes)
            whole += Memory(found["Pss:"] / 1024, found["Private_Dirty:"] / 1024, 1, process.num_threads())
    return whole


def by_role(server: psutil.Process) -> dict[str, Memory]:
    """Return what the processes of one person have in memory, by what they do."""
    found = dict.fromkeys(ROLES, Memory())
    for process in all_of(server):
        with suppress(psutil.NoSuchProcess):
            found[role_of(process, server)] += memory_of([process])
    return found


def role_of(process: psutil.Process, server: psutil.Process) -> str:
    parent = process.parent()
    if process == server:
        return "server"
    if "kernel-" in " ".join(process.cmdline()[-1:]) and parent == server:
        return "kernel"
    if parent is not None and parent.parent() == server and "python" in process.name():
        return "warm process"
    return "guardian" if process.name() == "sh" else "others"


def processor(processes: Iterable[psutil.Process]) -> float:
    """Return the seconds that these took of the processor so far, with those of what has ended and they waited for."""
    seconds = 0.0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            seconds += sum(process.cpu_times()[:4])
    return seconds


def all_of(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]


def servers_in(folder: Path) -> list[psutil.Process]:
    """Return the processes of each PostgreSQL that has its data in that folder: nobody's children, once they run."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if process.name().startswith("postgres") and any(str(folder) in word for word in process.cmdline()):
                found += all_of(process)
    return found
