"""Hold a person to limits as a whole: the server, and all that it starts, in one scope of systemd, which owns cgroups.

A scope is made by ``systemd-run --scope``, which then becomes the program that it is given; so the number of the
process stays, and the hub can end it as ever. This needs root and the second version of cgroups. Touches no database.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
from functools import cache
from pathlib import Path

from migration_lab.room.person_folders import Person
from migration_lab.room.room_options import RoomOptions
from migration_lab.room.system_accounts import can_make_accounts

CONTROLLERS = Path("/sys/fs/cgroup/cgroup.controllers")
PLACES = "/usr/bin:/bin:/usr/sbin:/sbin"
"""Where the programs of the system are; what ``PATH`` says does not count for root."""
NEEDED = {"cpu", "memory", "pids"}
SLICE = "migrationlab.slice"
"""All people together; the hub and its proxy are in another, with as much of the processor as all of them."""
PATIENCE = 20.0


@cache
def can_make_scopes() -> bool:
    """Tell whether systemd limits people here: it is asked for a scope in which nothing is done."""
    try:
        if not can_make_accounts() or NEEDED.difference(CONTROLLERS.read_text().split()):
            return False
        command = [*_scope(f"trial-{secrets.token_hex(3)}", 2**30, 100), _found("setpriv"), "--clear-groups", "true"]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def in_scope(options: RoomOptions, person: Person) -> list[str]:
    """Return the words before a command that let it run as that person, in a scope of theirs. For root."""
    name = f"{options.room.identity().id}-{person.name}-{secrets.token_hex(3)}"
    as_person = [_found("setpriv"), f"--reuid={person.uid}", f"--regid={person.gid}", "--clear-groups", "--"]
    return [*_scope(name, options.memory_person, options.processes), *as_person]


def _scope(name: str, memory: int, processes: int) -> list[str]:
    limits = {
        "MemoryMax": memory,
        "MemorySwapMax": 0,
        "TasksMax": processes,
        "CPUWeight": 100,  # the default, which holds only where somebody asks for a weight
        "Delegate": "yes",  # nobody else makes cgroups there; but then one process is killed and not the whole scope
    }
    properties = [f"--property={key}={value}" for key, value in limits.items()]
    where = [f"--unit=migration-lab-{name}", f"--slice={SLICE}"]
    return [_found("systemd-run"), "--scope", "--quiet", "--collect", *where, *properties]


def _found(program: str) -> str:
    """Return where that program of the system is. Raises ``FileNotFoundError``."""
    found = shutil.which(program, path=PLACES)
    if found is None:
        raise FileNotFoundError(program)
    return found
