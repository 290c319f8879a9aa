"""Replace calls that would end, leave or copy the process, which is not only the command's; and ``atexit``.

``os._exit`` ends the command, and the command's ``finally`` blocks still run. A fork, or another program in place of
this one, is not possible here, and the caller gets an error that says so. Other programs can be started.
"""

from __future__ import annotations

import atexit
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

from migration_lab.child.installed import Installed
from migration_lab.child.project_code import is_packaged

HERE = "cannot be done where commands run in the notebook's own process"


class NotInThisProcess(RuntimeError):
    """The command wanted something that only a process of its own could give it."""


class Ended(SystemExit):
    """The command has ended what it takes for its own process."""


class AtExit:
    """Takes the functions that a project registers for the end; those of packages go to Python itself."""

    def __init__(self, installed: Installed) -> None:
        self._installed = installed
        self._functions: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
        self._register, self._unregister = atexit.register, atexit.unregister
        installed.patch(atexit, "register", self.register)
        installed.patch(atexit, "unregister", self.unregister)

    def register(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        if self._installed.is_other() or is_packaged(sys._getframe(1).f_code.co_filename):
            return self._register(function, *args, **kwargs)
        self._functions.append((function, args, kwargs))
        return function

    def unregister(self, function: Any) -> None:
        self._functions[:] = [one for one in self._functions if one[0] != function]
        self._unregister(function)

    def run(self) -> None:
        """Call them, the last first, and report their errors as Python does."""
        while self._functions:
            function, args, kwargs = self._functions.pop()
            try:
                function(*args, **kwargs)
            except SystemExit:
                pass
            except Exception:
                print(f"Exception ignored in atexit callback: {function!r}", file=sys.stderr)
                traceback.print_exc()


def refuse_ends(installed: Installed) -> None:
    """From now on, let the command neither end this process nor go on in a copy of it."""
    own = os.getpid()

    def ends(code: int) -> NoReturn:
        raise Ended(code)

    def aborts() -> NoReturn:
        raise Ended(134)

    def patch(name: str, function: Callable[..., Any]) -> None:
        if (original := getattr(os, name, None)) is not None:

            def instead(*args: Any, **kwargs: Any) -> Any:
                if installed.is_other() or os.getpid() != own:
                    return original(*args, **kwargs)
                return function(*args, **kwargs)

            installed.patch(os, name, instead)

    patch("_exit", ends)
    patch("abort", aborts)
    for name in ("fork", "forkpty"):
        patch(name, refusing(name))
    for name in ("kill", "killpg"):
        if hasattr(os, name):
            patch(name, sparing(getattr(os, name), group=name == "killpg"))
    installed.on_audit(["os.exec"], lambda event, details: refusing("exec")())


def refusing(name: str) -> Callable[..., NoReturn]:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise NotInThisProcess(f"os.{name} {HERE}.")

    return refuse


def sparing(kill: Callable[[int, int], None], *, group: bool) -> Callable[[int, int], None]:
    """Return a ``kill`` that spares this process and its group."""

    def spare(number: int, how: int) -> None:
        family = os.getpgid(0) if hasattr(os, "getpgid") else os.getpid()
        own = (family, 0) if group else (os.getpid(), 0, -1, -family)
        if how and number in own:
            raise NotInThisProcess(f"A signal to its own process {HERE}.")
        kill(number, how)

    return spare
