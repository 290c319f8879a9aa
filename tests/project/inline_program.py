"""Run a program in an interpreter of its own, which runs commands inline and looks at what they leave there."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from tests.project.conftest import APP

HERE = Path(__file__).resolve().parents[2]
PREPARE = """
import json, os, sys
from pathlib import Path
from migration_lab.child import inline
from migration_lab.project.commands.choosing import make_runner
from migration_lab.values.wire import RunFlask, Request
from tests.project import interpreter_state

runner = make_runner(inline=True)
folder = Path(sys.argv[1])
printed = []


def flask(*words, **more):
    printed.clear()
    request = Request(RunFlask(words), str(folder), dict(os.environ), **more)
    outcome = runner.run(request, lambda text: printed.append(text or ""))
    return outcome.exit_code, "".join(printed), outcome.report


inline.get_ready()
flask("routes")
"""


def in_an_interpreter(folder: Path, program: str, *, timeout: float = 300) -> Any:
    """Run that in an interpreter of its own; what it prints last is JSON."""
    code = PREPARE + textwrap.dedent(program)
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False, timeout=timeout)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def command(folder: Path, body: str, *, first: str = "") -> None:
    """Give the app a command ``flask try`` with this body; ``first`` runs as the app's module is imported."""
    wrapped = textwrap.indent(textwrap.dedent(body), " " * 8)
    addition = f'    @app.cli.command("try")\n    def attempt():\n{wrapped}\n\n    return app\n'
    text = textwrap.dedent(first) + APP.replace("    return app\n", addition)
    (folder / "app.py").write_text(text, encoding="utf-8")
