"""In a process of its own: decide which other programs a project may start while the lab only looks.

Another program has none of the guards, so it could reach the real database. Only a few may start that cannot: apps ask
them for versions and names as they start. A fork of this process keeps all guards, and is no other program. Programs
that run already, such as an older instance of the app that it would end, get no signals.
"""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.sandbox.guards import Refused

ANY = re.compile(r".*", re.DOTALL)
GIT = re.compile(
    r"(?:(?:-C \S+|--no-pager|--git-dir=\S+|--work-tree=\S+) )*"
    r"(?:--version|(?:rev-parse|describe|log|rev-list|ls-files|name-rev|show|show-ref|tag --points-at|config --get)"
    r"(?: (?!--output|--ext-diff|--textconv|-O)\S+)*|tag|tag -l|branch --show-current"
    r"|symbolic-ref(?: -q| --short| --quiet)* \S+|remote(?: -v| get-url \S+)?"
    r"|status(?: (?:--porcelain(?:=\w+)?|--short|-s|--branch|-b|-u\w*|--untracked-files(?:=\w+)?))*)"
)
SAFE = {
    "arch": ANY,
    "getconf": ANY,
    "git": GIT,
    "hostname": re.compile(r"(?:-[A-Za-z]+)?"),
    "id": ANY,
    "ifconfig": re.compile(r"(?:-a)?"),
    "ip": re.compile(r"link"),
    "ldconfig": re.compile(r"-p"),
    "locale": ANY,
    "lsb_release": ANY,
    "nproc": ANY,
    "objdump": ANY,
    "sw_vers": ANY,
    "uname": ANY,
    "whoami": ANY,
}
"""By name, the words that may follow."""
LOOKS_FOR_LIBRARY = re.compile(r"-Wl,-t -o \S+ -l\S+|-t(?: -L \S+)* -o \S+ -l\S+")
"""How ``ctypes.util.find_library`` calls ``gcc`` and ``ld``; they write only a temporary file."""
HELPERS = re.compile(r"from multiprocessing\.resource_tracker import main;main\(\d+\)")
"""A helper of Python's own that runs nothing of the project."""
EVENTS = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "_winapi.CreateProcess"}
)
VERSION = ("--version", "-version", "-V")
SYSTEM = ("/usr/", "/bin/", "/opt/homebrew/", "/opt/local/")
HARMLESS_ENDS = frozenset({"2>/dev/null", "2>&1"})
NOT_EXECUTABLE = 126
_pid = 0


class NotStarted(Refused, PermissionError):
    """The project may not start that program; it gets the system's error for a missing right, and may go on."""


def install(installed: Installed) -> None:
    """From now on, refuse all other programs."""
    global _pid
    _pid = os.getpid()
    for name in ("kill", "killpg"):
        if hasattr(os, name):
            installed.patch(os, name, _spares_others(getattr(os, name), group=name == "killpg"))
    os.environ["GIT_OPTIONAL_LOCKS"] = "0"  # so that git, when it only reads, does not write into its index either
    installed.on_audit(EVENTS, _audit)
    try:
        import _posixsubprocess
    except ImportError:
        return
    # multiprocessing starts its programs by this function, without an audit event.
    installed.patch(_posixsubprocess, "fork_exec", _watched(_posixsubprocess.fork_exec))


def refuse_program(command: Any, executable: Any = None, *, instead: bool = False, path: str | None = None) -> None:
    """Raise ``Refused`` unless it is one of those few; ``instead`` means that it would replace this process.

    ``path`` is where the system looks for it; ``None`` if that is not known.
    """
    words = _words(command)
    if executable is not None and words:
        words[0] = os.fsdecode(executable)
    if is_safe(words) or is_missing(words, path):
        return
    name = Path(words[0]).name if words else "of no name"
    refusal = NotStarted(f"another program, {' '.join([name, *words[1:]])[:60]}, which none of its guards would follow")
    if instead and os.getpid() != _pid:
        # A fork that was about to become that program: if it went on, the app would run twice from here.
        print(refusal, file=sys.stderr, flush=True)
        os._exit(NOT_EXECUTABLE)
    raise refusal


def is_safe(words: Sequence[str]) -> bool:
    """Tell whether that command can neither touch a database nor write a file of the project."""
    if not words:
        return False
    name = Path(words[0]).name.removesuffix(".exe")
    if name in ("sh", "bash", "dash") and len(words) == 3 and words[1] == "-c":
        return _shell_is_safe(words[2])
    rest = " ".join(words[1:])
    if name in ("gcc", "cc", "ld") or name.endswith(("-gcc", "-ld")):
        return LOOKS_FOR_LIBRARY.fullmatch(rest) is not None
    if os.path.realpath(words[0]) == os.path.realpath(sys.executable):
        return bool(words[1:]) and HELPERS.fullmatch(words[-1]) is not None
    if {os.sep, "/"} & set(words[0]) and os.path.realpath(words[0]).startswith(os.path.realpath(os.curdir) + os.sep):
        return False  # one of the project's own, whatever its name
    return (name in SAFE and SAFE[name].fullmatch(rest) is not None) or asks_for_version(words)


def asks_for_version(words: Sequence[str]) -> bool:
    """Tell whether a program of the system's, and not of a script, is asked only for its version."""
    found = shutil.which(words[0]) if len(words) == 2 and words[1] in VERSION else None
    if found is None or not os.path.realpath(found).startswith(SYSTEM):
        return False
    with open(os.path.realpath(found), "rb") as file:  # noqa: PTH123
        return file.read(2) != b"#!"


def is_missing(words: Sequence[str], path: str | None) -> bool:
    """Tell whether the system will say that there is no such program in the folders of ``path``."""
    if not words or not path or {os.sep, "/"} & set(words[0]):
        return False
    return all(map(os.path.isabs, path.split(os.pathsep))) and shutil.which(words[0], path=path) is None


def may_be_there(place: str | bytes) -> bool:
    path = Path(os.fsdecode(place))
    return not path.is_absolute() or path.exists()


def _shell_is_safe(line: str) -> bool:
    try:
        words = shlex.split(line)
    except ValueError:
        return False
    while words and words[-1] in HARMLESS_ENDS:
        words.pop()
        line = line.rstrip().removesuffix("2>/dev/null").removesuffix("2>&1")
    return not re.search(r"[;&|<>`$()\n]", line) and is_safe(words)


def _words(command: Any) -> list[str]:
    if isinstance(command, str | bytes):
        text = os.fsdecode(command)
        return shlex.split(text, posix=False) if os.name == "nt" else ["sh", "-c", text]
    if isinstance(command, os.PathLike):
        return [os.fsdecode(command)]
    return [os.fsdecode(word) for word in command or ()]


def _audit(event: str, details: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        executable, command = details[0], details[1]
        if isinstance(command, str | bytes) and os.name != "nt":
            command = [command]
        environment = os.environ if details[3] is None else details[3]
        path = environment.get("PATH", os.defpath) if isinstance(environment, Mapping) else None
        refuse_program(command, executable, path=path if isinstance(path, str) else None)
    elif event == "os.system":
        refuse_program(details[0])
    elif event == "os.posix_spawn":
        refuse_program(details[1], details[0])
    elif event == "_winapi.CreateProcess":
        refuse_program(details[1] or details[0])
    else:
        name = details[1] if event == "os.spawn" else details[0]
        refuse_program([name, "…"], instead=event == "os.exec")


def _spares_others(kill: Any, *, group: bool) -> Any:
    """Return an ``os.kill`` that reaches only this command and what it started; it may ask whether others exist."""

    @wraps(kill)
    def spares_others(number: int, signal: int) -> None:
        if signal and not _is_own(number, group):
            raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
        kill(number, signal)

    return spares_others


def _is_own(number: int, group: bool) -> bool:
    """Tell whether that process, or group of processes, belongs to this command, which has its own group."""
    if number == os.getpid() or not hasattr(os, "getpgid"):
        return number == os.getpid()
    if number in (0, -1):
        return number == 0
    try:
        return os.getpgid(0) == (abs(number) if group or number < 0 else os.getpgid(number))
    except ProcessLookupError:
        return False


def _watched(fork_exec: Any) -> Any:
    @wraps(fork_exec)
    def watched(command: Any, executables: Any, *rest: Any) -> Any:
        if any(map(may_be_there, executables)):
            refuse_program(command)
        return fork_exec(command, executables, *rest)

    return watched
