"""Start one person's JupyterLab: as that person, in a home with the course, within limits, and end all of it again."""

from __future__ import annotations

import asyncio
import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner

import migration_lab
from migration_lab.course.location import COURSE_VARIABLE
from migration_lab.room.class_page_access import person_variables
from migration_lab.room.person_folders import Person, person_in
from migration_lab.room.person_limits import set_limits
from migration_lab.room.room_folder import SERVER_LOG
from migration_lab.room.room_options import RoomOptions, saved_options
from migration_lab.room.running_processes import command_line
from migration_lab.room.system_accounts import end_processes

JUPYTER = Path(migration_lab.__file__).with_name("jupyter")
MINUTE = 60
SERVER = "jupyterhub.singleuser"
COMMAND = (sys.executable, "-P", "-m", "migration_lab.lean_server", SERVER)


class PersonSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """Starts the server of one person."""

    pid: int

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options: RoomOptions = saved_options()
        self.cmd = [*COMMAND]
        self.args = server_settings(self.options)
        self.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
        self.disable_user_config = True

    def person(self, *, make: bool = False) -> Person:
        return person_in(self.options, self.options.room.identity().id, self.user.name, make=make)

    async def start(self) -> tuple[str, int]:
        """Make what is missing, and start. Raises ``LabError``, which the hub logs."""
        await asyncio.to_thread(self._prepare)
        where: tuple[str, int] = await super().start()
        return where

    def _prepare(self) -> None:
        person = self.person(make=True)
        person.run("migration_lab.room.home_course", str(person.course))
        self.notebook_dir = str(person.course)

    def load_state(self, state: dict[str, Any]) -> None:
        """Take up a server that runs since before the hub was started; after a reboot, its number may be another's."""
        super().load_state(state)
        if self.pid and SERVER not in command_line(self.pid):
            self.pid = 0

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        person, limit = self.person(), set_limits(self.options)

        def begin() -> None:
            limit()
            person.give_up_rights()
            os.chdir(person.home)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
            log = os.open(SERVER_LOG, flags, 0o600)
            os.dup2(log, 1)
            os.dup2(log, 2)

        return begin

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        person = self.person()
        env.update(person.environment())
        env["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), env.get("PATH", os.defpath)])
        env["JUPYTER_CONFIG_PATH"] = env["JUPYTER_PATH"] = str(JUPYTER)
        env[COURSE_VARIABLE] = str(person.course)
        env.update(person_variables(self.options, self.user))
        return env

    async def stop(self, now: bool = False) -> None:
        """End the server; and with it, where a person has an account, everything else that this account runs."""
        await super().stop(now)
        if self.options.separate:
            await asyncio.to_thread(end_processes, self.person().uid)


def server_settings(options: RoomOptions) -> list[str]:
    """Return the settings of a person's server, as its command line has them: no secret among them."""
    return [
        "--ServerApp.jpserver_extensions={'migration_lab.server_extension': True}",
        "--ServerApp.allow_remote_access=True",
        "--Application.log_level=WARN",
        # In tests only: the command refuses to run people's code as root.
        *(["--allow-root"] if os.geteuid() == 0 and not options.separate else []),
        # A kernel's sockets are files in a folder of the person's. On ports, everybody here could read what it prints.
        "--KernelManager.transport=ipc",
        f"--MappingKernelManager.cull_idle_timeout={options.idle_kernel * MINUTE}",
        f"--MappingKernelManager.cull_interval={MINUTE}",
    ]
