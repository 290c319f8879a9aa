"""The server of a person: what it would import and never use is left out, and nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from migration_lab.cli import JUPYTER
from migration_lab.lean_server import UNUSED

SERVER = """
import json, sys
from jupyter_server import serverapp
from jupyterlab import labapp
before = [*sys.modules]
import httpx._main, rfc3987_syntax
print(json.dumps([before, sys.modules["httpx._main"] is not None]))
"""
LEFT_OUT = {"lark", "rfc3987_syntax", "rich"}


def imported(*words: str) -> tuple[set[str], bool]:
    """Return the packages of a server without its extensions, and whether what was left out can be imported."""
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True)
    modules, can_be = json.loads(done.stdout)
    return {name.partition(".")[0] for name in modules}, can_be


def test_a_server_is_the_same_without_the_unused_parts(tmp_path: Path) -> None:
    (tmp_path / "one_server.py").write_text(SERVER, encoding="utf-8")
    plain, _ = imported(str(tmp_path / "one_server.py"))
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[1:] = ['one_server', 'word']\n"
    lean, can_be = imported("-c", code + "from migration_lab.lean_server import main; main()")
    assert plain >= LEFT_OUT
    assert lean & LEFT_OUT == set()
    assert {"jsonschema", "httpx", "jupyter_server", "jupyterlab"} <= lean
    assert can_be


def test_the_arguments_of_the_module_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "says.py").write_text("import sys\nprint(__name__, sys.argv[1:])", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[1:] = ['says', '--one', 'two']\n"
    code += "from migration_lab.lean_server import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "__main__ ['--one', 'two']\n"


def test_what_is_left_out_is_what_the_packages_do_without() -> None:
    code = "from migration_lab.left_out import import_without\nimport sys\n"
    for part, module in UNUSED.items():
        code += f"import_without({part!r}, {module!r})\nassert {module!r} in sys.modules, {module!r}\n"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_no_language_server_is_looked_for_unless_somebody_asks(tmp_path: Path) -> None:
    """Looking for them starts Node at each start of a server, where there is one."""
    code = """
from jupyter_server.serverapp import ServerApp
app = ServerApp()
app.load_config_file()
print(app.config.LanguageServerManager.autodetect)
"""
    environment = {**os.environ, "JUPYTER_CONFIG_PATH": str(JUPYTER), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    asked = [sys.executable, "-c", code]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env=environment, cwd=tmp_path)
    assert done.stdout == "False\n"
