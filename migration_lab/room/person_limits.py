"""What one person's processes may use, as far as the system holds each process to it without any service of its own.

The limits here are for each process, but for the number of processes, which is for an account; and people's work gives
way to the hub's. ``person_scope.py`` has those for a person as a whole, which are not to be had everywhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from migration_lab.room.room_options import GIGABYTE, RoomOptions

GIVES_WAY = 5
"""How much less urgent people's processes are than the hub."""


def set_limits(options: RoomOptions) -> Callable[[], None]:
    """Return what a new process has to do before it gives up its rights."""
    import resource

    def limit() -> None:
        if sys.platform.startswith("linux"):
            resource.setrlimit(resource.RLIMIT_DATA, (options.memory, options.memory))
        if options.separate:
            resource.setrlimit(resource.RLIMIT_NPROC, (options.processes, options.processes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(GIVES_WAY)

    return limit


def limits_said(options: RoomOptions) -> tuple[list[str], list[str]]:
    """Return what is limited on this system, and what is not."""
    held = [f"{options.people} people", f"a kernel that does nothing ends after {options.idle_kernel} minutes,"]
    held[1] += f" and a server after {options.idle_server}"
    open_ends = ["the disk"]
    memory = f"memory: {options.memory / GIGABYTE:g} GB for each process"
    if options.whole:
        held.append(f"{memory}, and {options.memory_person / GIGABYTE:g} GB for each person as a whole")
        held.append("the processor: an equal share for each person, and half of it for the hub when it needs that")
    else:
        open_ends.insert(0, "the processor: people's work only gives way to the hub's")
        if sys.platform.startswith("linux"):
            held.append(memory)
            open_ends.insert(0, "the memory of a person's processes together")
        else:
            open_ends.insert(0, "memory")
    many = f"{options.processes} processes and threads for each person"
    if options.separate:
        held.append(many)
    else:
        open_ends.append("the number of processes")
    return held, open_ends
