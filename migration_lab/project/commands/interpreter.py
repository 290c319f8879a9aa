"""Find the Python that runs a project's code: the lab's own, or that of the project's environment.

Another Python sees its own packages, and of the lab's only ``migration_lab``. Nothing here touches a database.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import migration_lab
from migration_lab.errors import LabError
from migration_lab.machine import apart

OLDEST = (3, 11)
PACKAGES = {"flask-migrate": "3.0", "flask-sqlalchemy": "3.0.2", "flask": "2.2", "alembic": "1.8", "sqlalchemy": "2.0"}
"""The packages that the project's environment must have, with the oldest version of each that the lab is tested
with."""
ASK = """
import json, sys
from importlib.metadata import PackageNotFoundError, version
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        found[name] = None
print(json.dumps([sys.version_info[:2], found]))
"""
_shelf: str | None = None


class UnusablePython(LabError):
    """The Python that was named cannot run the project's commands."""


def find_python(python: str | os.PathLike[str], folder: Path | None = None) -> str:
    """Return the interpreter that ``python`` names: itself, or that of the virtual environment in that folder.

    A relative name is looked for in ``folder`` first, then in the kernel's own folder. Raises ``UnusablePython`` if
    there is none, or if it or one of ``PACKAGES`` is too old or missing.
    """
    path = named(python, folder)
    try:
        asked = subprocess.run([path, "-c", ASK, *PACKAGES], capture_output=True, timeout=30, check=False, **apart())
        answer = json.loads(asked.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise UnusablePython(
            f"{os.fspath(python)} is not a Python that starts: {why_not(path, error)}. Name the interpreter of the "
            "project's environment, or the environment's folder: python='.venv'."
        ) from error
    version, packages = answer
    if tuple(version) < OLDEST:
        found, oldest = (".".join(map(str, each)) for each in (version, OLDEST))
        raise UnusablePython(f"{os.fspath(python)} is Python {found}; the lab needs {oldest} or newer there.")
    for name, oldest in PACKAGES.items():
        found = packages[name]
        if found is None:
            raise UnusablePython(
                f"{os.fspath(python)} has no {name}. Name the Python in which you run flask db, "
                "or leave python= out to use the notebook's own."
            )
        if numbers(found) < numbers(oldest):
            raise UnusablePython(
                f"{os.fspath(python)} has {name} {found}, and the lab needs {oldest} or newer there. The project still "
                "works in a terminal; to look at it with the lab, give it an environment with newer packages."
            )
    return str(path)


def named(python: str | os.PathLike[str], folder: Path | None) -> Path:
    """Return the file that this names."""
    path = Path(python).expanduser()
    inside = [] if folder is None or path.is_absolute() else [folder / path]
    path = next((place for place in [*inside, path] if place.exists()), path)
    if not path.exists() and path.name == os.fspath(python) and (found := shutil.which(path.name)):
        return Path(found)
    path = path.absolute()
    places = (path / "bin" / "python", path / "Scripts" / "python.exe", path / "python.exe")
    return next((place for place in places if place.exists()), path)


def why_not(path: Path, error: Exception) -> str:
    """Say in a few words why that is not a Python."""
    if not path.exists():
        return "there is no such file or folder"
    if path.is_dir():
        return "the folder has no Python in it"
    if isinstance(error, subprocess.TimeoutExpired):
        return "it did not answer within half a minute"
    if isinstance(error, PermissionError):
        return "it is not executable"
    return "it is another program" if isinstance(error, ValueError) else str(error)


def numbers(version: str) -> tuple[int, ...]:
    """Return the comparable part of a version: ``2.1.0rc1`` is ``(2, 1)``, and so is ``2.1``."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    found = [int(part) for part in release[0].split(".")] if release else []
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def environment_for(python: str) -> dict[str, str] | None:
    """Return the environment in which that Python finds the lab; ``None`` for the lab's own, which does already."""
    if python == sys.executable:
        return None
    own = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([shelf(), *([own] if own else [])])}


def shelf() -> str:
    """Return a folder that holds only ``migration_lab``, so that no other package of ours is found there."""
    global _shelf
    if _shelf is None or not Path(_shelf).is_dir():
        _shelf = tempfile.mkdtemp(prefix="migration-lab-")
        atexit.register(shutil.rmtree, _shelf, ignore_errors=True)
        package = Path(migration_lab.__file__).resolve().parent
        try:
            Path(_shelf, package.name).symlink_to(package, target_is_directory=True)
        except OSError:  # Windows needs a right for it
            shutil.copytree(package, Path(_shelf, package.name), ignore=shutil.ignore_patterns("__pycache__"))
    return _shelf
