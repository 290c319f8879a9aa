"""Look whether what the lab needs is installed and can be used on this machine. Writes nothing but temporary files."""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import sys
import tempfile
import webbrowser
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import migration_lab
from migration_lab.backends.sqlite.sqlite_files import LARGEST_COPY
from migration_lab.course.location import find_course
from migration_lab.errors import LabError
from migration_lab.installing import install_command
from migration_lab.machine import has_landlock
from migration_lab.project.commands.interpreter import OLDEST
from migration_lab.terminal.checks import CheckLine, Checks, mend, note, ok

DISTRIBUTION = "migration-lab"
FIRST_PORT = 8888
PORTS = 50
"""JupyterLab takes the first free one of so many."""
ROOM = 4 * LARGEST_COPY
"""What a look at a project may need in the temporary folder: some copies of its database."""
TEMPORARY = "TEMP" if os.name == "nt" else "TMPDIR"
EXTENSION = Path("labextensions", "migration-lab", "package.json")


def installation() -> Checks:
    yield python()
    yield from packages()
    yield from jupyter()
    yield port()
    yield browser()
    yield from folders()
    yield kernel()
    yield processes()


def python() -> CheckLine:
    oldest = ".".join(map(str, OLDEST))
    if sys.version_info < OLDEST:
        return mend(f"This is Python {platform.python_version()}.", f"The lab needs {oldest} or newer.")
    return ok(f"Python {platform.python_version()}, {sys.executable}")


def packages() -> Checks:
    """Compare what is installed with what ``pyproject.toml`` asks for, as the installed package has it."""
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        yield mend("The package migration-lab is not installed.", "In the folder of its repository: pip install -e .")
        return
    try:
        from packaging.requirements import Requirement
    except ImportError:
        yield mend("The package packaging is missing, so no version could be compared.", to_type("packaging"))
        return
    fit = 0
    for requirement in map(Requirement, wanted):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = requirement.name
        try:
            found = version(name)
        except PackageNotFoundError:
            yield mend(f"{name} is not installed.", to_type(f"{name}{requirement.specifier}"))
            continue
        if requirement.specifier.contains(found, prereleases=True):
            fit += 1
        else:
            needs = f"{name}{requirement.specifier}"
            yield mend(f"{name} {found} is installed, and the lab is made for {needs}.", to_type(needs))
    yield ok(f"{fit} packages have the versions that migration-lab {version(DISTRIBUTION)} is made for")


def to_type(package: str) -> str:
    """Say what to type in a terminal."""
    return f"Type: {install_command(package).lstrip('!%')}"


def jupyter() -> Checks:
    try:
        found = version("jupyterlab")
    except PackageNotFoundError:
        return  # told with the packages
    ours = Path(migration_lab.__file__).with_name("jupyter") / EXTENSION
    try:
        json.loads(ours.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield mend("The lab's extension of JupyterLab is not in the package.", "Install migration-lab again.")
        return
    yield ok(f"JupyterLab {found}, and the lab's extension for it")
    if not Path(sys.prefix, "share", "jupyter", EXTENSION).is_file():
        yield note("A plain jupyter lab does not find the lab's extension; migration-lab does.")


def port() -> CheckLine:
    free = next((port for port in range(FIRST_PORT, FIRST_PORT + PORTS) if is_free(port)), None)
    if free is None:
        last = FIRST_PORT + PORTS - 1
        return mend(f"No port from {FIRST_PORT} to {last} is free.", "Name another one: migration-lab --port 9500")
    return ok(f"port {free} is free" + ("" if free == FIRST_PORT else f" ({FIRST_PORT} is in use)"))


def is_free(port: int) -> bool:
    with socket.socket() as one:
        if os.name != "nt":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def browser() -> CheckLine:
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return note("No browser was found.", "migration-lab prints the address: open it in any browser.")
    return ok(f"a browser: {getattr(found, 'name', '') or type(found).__name__}")


def folders() -> Checks:
    temporary = Path(tempfile.gettempdir())
    yield writable(temporary, "the temporary folder", f"Name another one in the variable {TEMPORARY}.")
    free = shutil.disk_usage(temporary).free
    said = f"{free >> 20} MB are free in the temporary folder"
    enough = ok(said) if free >= ROOM else mend(f"Only {said}.", f"A look at a project may need {ROOM >> 20} MB.")
    yield enough
    try:
        course = find_course()
    except LabError:
        yield note("The notebooks of the course are not here: review, explain and doctor work without them.")
        return
    workspaces = course.workspaces
    there = next(folder for folder in (workspaces, *workspaces.parents) if folder.is_dir())
    yield writable(there, "the folder of the workspaces", "Name another one in MIGRATION_LAB_WORKSPACE.")


def writable(folder: Path, what: str, instead: str) -> CheckLine:
    """Try to write a file, which is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return mend(f"Nothing can be written to {what}, {folder} ({error.strerror or error}).", instead)
    return ok(f"{what} can be written to: {folder}")


def kernel() -> CheckLine:
    if has_landlock():
        return ok("Landlock: the kernel keeps a look from writing anywhere else")
    return note("This machine has no Landlock: a library written in C could still write files while the lab looks.")


def processes() -> CheckLine:
    if hasattr(os, "fork"):
        return ok("fork: commands start at once")
    return note("This system has no fork: each command starts a Python of its own, which takes a second longer.")
