"""Make this Python behave as on Windows, as far as that can be had on Linux. Python runs it at its start.

A test puts this folder on ``PYTHONPATH``; so the kernel, and every Python that it starts, is like that too.

- Not there: fork, process groups, users, the signals of POSIX, Unix sockets, and the modules for all that.
- ``os.kill`` ends a process, whatever the signal: asking with 0 whether it is there does so too.
- A file that a Python of this run has open cannot be removed, renamed or replaced, nor a folder with such a file in it
  or in which a process stands. Renaming replaces nothing. What is write-protected is not removed.
- Names that Windows refuses are refused, and so are paths that would be too long there, if the folder of the course
  and the one for temporary files were ``COURSE`` and ``TEMPORARY``.
- A text file whose encoding nobody named is in cp1252, and a new line is written as two characters. So are the standard
  streams. If it is our own package that named no encoding, that is an error.
- Our package sees ``nt`` and ``win32``. Python's own library and the other packages do not, since they would ask for
  parts of Windows that are not here.

It cannot show: drives and backslashes, a console, the processes and events of Windows, its SQLite and its
PostgreSQL, and names that differ in their case only.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from seen_by_us import Seen, let_our_package_see

RUN = os.environ["MIGRATION_LAB_TEST_RUN"]
"""A folder in which each Python of this run has a file with its number as a name."""
MODULES = {"fcntl", "grp", "posix", "pwd", "resource", "syslog", "termios"}
LACKS = {
    "os": """chown fchmod fork forkpty geteuid getegid getgid getpgid getpgrp getuid killpg lchown mkfifo openpty pread
    pwrite setpgid setsid statvfs uname wait""",
    "signal": """SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2 alarm getitimer
    pthread_kill pthread_sigmask setitimer""",
    "socket": "AF_UNIX CMSG_SPACE SCM_RIGHTS MSG_DONTWAIT",
    "sys": "",
}
OURS = r"migration_lab\.(?!child\.silenced_loggers$)"
"""Our modules that open files; that one stands between a project and the function that it calls."""
REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
COURSE = r"C:\Users\alexandra\OneDrive - Example Ltd\Documents\migration-lab\notebooks"
"""What stands there in the place of the folder of this run, in which the workspaces are."""
TEMPORARY = r"C:\Users\alexandra\AppData\Local\Temp"
SCRATCH = tempfile.gettempdir()
LONGEST_FILE, LONGEST_FOLDER = 259, 247
NOT_A_DISK = ("/dev/", "/proc/", "/sys/")
KILL = signal.SIGKILL


def others() -> Iterator[str]:
    """Yield the folder in ``/proc`` of each Python of this run."""
    for number in os.listdir(RUN):
        if os.path.exists(f"/proc/{number}/fd"):
            yield f"/proc/{number}"


def in_use(path: str) -> bool:
    """Tell whether a Python of this run has this file open, or a file in this folder, or stands in it."""
    wanted = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    for process in others():
        try:
            links = [f"{process}/cwd", *(f"{process}/fd/{each}" for each in os.listdir(f"{process}/fd"))]
        except OSError:
            continue
        for link in links:
            try:
                found = os.readlink(link)
            except OSError:
                continue
            if found == wanted or found.startswith(wanted + "/"):
                return True
    return False


def refuse(path: Any, number: int = errno.EACCES) -> None:
    raise OSError(number, os.strerror(number), os.fspath(path))


def unless_in_use(real: Callable[..., Any], *, replaces: bool | None = None) -> Callable[..., Any]:
    """Return that function, which takes one path or, if ``replaces`` says whether it may replace, two."""

    def careful(path: Any, *more: Any, **options: Any) -> Any:
        target = more[0] if replaces is not None else None
        if options.get("dir_fd") is None and options.get("src_dir_fd") is None:
            if target is None and os.path.lexists(path) and not os.lstat(path).st_mode & stat.S_IWUSR:
                refuse(path)
            if target is not None and os.path.lexists(target) and os.fspath(path) != os.fspath(target):
                if not replaces:
                    refuse(target, errno.EEXIST)
                if os.path.isdir(target) or in_use(os.fsdecode(target)):
                    refuse(target)
            if in_use(os.fsdecode(path)):
                refuse(path)
        return real(path, *more, **options)

    return careful


def too_long(path: str, most: int) -> bool:
    """Tell whether the path would be longer on Windows than a path may be there."""
    there = os.path.abspath(path).replace(os.path.dirname(RUN), COURSE)
    return len(TEMPORARY + there.removeprefix(SCRATCH) if there.startswith(SCRATCH) else there) > most


def only_allowed_names(event: str, details: tuple[Any, ...]) -> None:
    """Refuse to make a file or a folder with a name that Windows refuses."""
    if event == "open":
        made = details[:1] if isinstance(details[2], int) and details[2] & os.O_CREAT else ()
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink"):
        made = details[:1] if event == "os.mkdir" else details[1:2]
    else:
        return
    for path in made:
        if isinstance(path, str | bytes | os.PathLike):
            name = os.fsdecode(path)
            parts = set(name.split("/")) - {".", ".."}
            if not name.startswith(NOT_A_DISK) and any(map(REFUSED.search, parts)):
                refuse(path, errno.EINVAL)
            if too_long(name, LONGEST_FOLDER if event == "os.mkdir" else LONGEST_FILE):
                refuse(path, errno.ENOENT)


def open_as_text(real: Callable[..., Any]) -> Callable[..., Any]:
    def opened(
        file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None,
        *more: Any, **options: Any
    ) -> Any:  # fmt: skip
        if "b" not in mode:
            encoding = io.text_encoding(encoding, 3)
            encoding = "cp1252" if encoding == "locale" else encoding
            if newline is None and set(mode) & set("wax+"):
                newline = "\r\n" if "+" not in mode and "r" not in mode else newline
        return real(file, mode, buffering, encoding, errors, newline, *more, **options)

    return opened


def ends(process: int, number: int) -> None:
    """Do as ``os.kill`` does on Windows."""
    os.kill(process, KILL)


def pair(family: Any = None, type: Any = socket.SOCK_STREAM, proto: int = 0) -> tuple[socket.socket, socket.socket]:
    """Return two connected sockets, as ``socket.socketpair`` does where it has no Unix sockets."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        one = socket.create_connection(listening.getsockname())
        return one, listening.accept()[0]


def terminate(process: Any, number: int | None = None) -> None:
    """Do as ``Popen.terminate``, ``kill`` and ``send_signal`` do on Windows."""
    if process.poll() is None:
        if number not in (None, signal.SIGTERM):
            raise ValueError(f"Unsupported signal: {number}")
        os.kill(process.pid, KILL)


def by_our_package() -> bool:
    """Tell whether it is our package that starts a process."""
    frame = sys._getframe(2)
    while frame.f_globals.get("__name__") == "subprocess" and frame.f_back is not None:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__")).startswith("migration_lab.")


def started_as_there(real: Callable[..., None]) -> Callable[..., None]:
    """Return a ``Popen.__init__`` that takes Windows' options and not those of POSIX."""

    def started(process: Any, *args: Any, creationflags: int = 0, **options: Any) -> None:
        if {"preexec_fn", "pass_fds"} & options.keys():
            raise ValueError("preexec_fn and pass_fds are not supported on Windows")
        if options.get("text") and not options.get("encoding") and by_our_package():
            raise EncodingWarning("'encoding' argument not specified.")
        alone = creationflags & (subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP)  # type: ignore
        real(process, *args, **{**options, "start_new_session": bool(alone)})

    return started


def main() -> None:
    Path(RUN, str(os.getpid())).touch()
    del os.killpg, os.setsid  # other packages start programs by a fork
    for name in ("terminate", "kill", "send_signal"):
        setattr(subprocess.Popen, name, terminate)
    subprocess.CREATE_NO_WINDOW, subprocess.CREATE_NEW_PROCESS_GROUP = 0x08000000, 0x00000200  # type: ignore
    subprocess.Popen.__init__ = started_as_there(subprocess.Popen.__init__)  # type: ignore[method-assign]
    socket.socketpair = pair
    for name in ("remove", "unlink", "rmdir"):
        setattr(os, name, unless_in_use(getattr(os, name)))
    os.rename, os.replace = unless_in_use(os.rename, replaces=False), unless_in_use(os.replace, replaces=True)
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    builtins.open = io.open = open_as_text(io.open)
    for stream in (sys.stdout, sys.stderr):
        if not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="cp1252", newline="\r\n")  # type: ignore[union-attr]
    differs: dict[str, dict[str, Any]] = {"os": {"name": "nt", "kill": ends}, "sys": {"platform": "win32"}}
    seen = (Seen(one, differs.get(one.__name__, {}), LACKS[one.__name__].split()) for one in (os, signal, socket, sys))
    let_our_package_see(*seen, missing=MODULES)
    sys.addaudithook(only_allowed_names)
    if sys.flags.warn_default_encoding:
        warnings.simplefilter("ignore", EncodingWarning)
        warnings.filterwarnings("error", category=EncodingWarning, module=OURS)


main()
