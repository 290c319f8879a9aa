"""A module that is imported without others: they come when something of them is used, and as ever for all others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from migration_lab.lean_server import HUBS_OWN, PERSONS_SERVER

FILES = {
    "server.py": "from shared import tables\nfrom shared.pages import Page\nhandled = (Page, int)\n",
    "shared/__init__.py": "",
    "shared/pages.py": "import shared.tables\nclass Page: is_real = True\n",
    "shared/tables.py": "from shared import pages\nwanted = 42\n",
}
POSTPONED = "{'shared.pages': {'Page': type('Page', (), {})}, 'shared.tables': {}}"
IMPORT = f"from migration_lab.postponed import import_postponing\nimport_postponing('server', {POSTPONED})\n"
BEGIN = IMPORT + "import server\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, code: str) -> str:
    """Run the code where the modules in the folder can be imported, and return what it prints."""
    code = f"import sys\nsys.path.insert(0, {str(folder)!r})\n{code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_is_postponed_is_imported_when_something_of_it_is_used(folder: Path) -> None:
    before = BEGIN + "print(*[name for name in ('server', 'shared.pages', 'shared.tables') if name in sys.modules])\n"
    assert run(folder, before) == "server"
    assert run(folder, before + "print(server.tables.wanted, 'shared.pages' in sys.modules)") == "server\n42 True"


def test_everybody_else_imports_the_real_one(folder: Path) -> None:
    assert run(folder, BEGIN + "from shared.pages import Page\nimport shared\nprint(Page.is_real)") == "True"
    assert run(folder, BEGIN + "import shared.tables\nprint(shared.tables.wanted)") == "42"


def test_what_is_imported_already_stays(folder: Path) -> None:
    code = "import shared.pages\n" + BEGIN + "print(server.handled[0].is_real, 'shared.tables' in sys.modules)"
    assert run(folder, code) == "True True"


@pytest.mark.parametrize(
    "text", ["from shared.tables import wanted", "from shared.pages.more import wanted"], ids=["a name", "a part"]
)
def test_if_the_import_wants_more_it_gets_it(folder: Path, text: str) -> None:
    (folder / "shared" / "pages.py").unlink()
    (folder / "shared" / "pages").mkdir()
    (folder / "shared" / "pages" / "__init__.py").write_text("class Page: is_real = True\n", encoding="utf-8")
    (folder / "shared" / "pages" / "more.py").write_text("wanted = 42\n", encoding="utf-8")
    (folder / "server.py").write_text(f"{text}\n", encoding="utf-8")
    assert run(folder, BEGIN + "print(server.wanted)") == "42"


def test_an_import_that_fails_leaves_nothing_in_their_place(folder: Path) -> None:
    (folder / "server.py").write_text("import shared.pages\nimport is_not_there", encoding="utf-8")
    code = "from contextlib import suppress\nwith suppress(ModuleNotFoundError):\n    "
    code += IMPORT.replace("\n", "\n    ") + "print('it was imported')\n"
    assert run(folder, code + "from shared.pages import Page\nprint(Page.is_real)") == "True"


def test_a_persons_server_comes_without_the_hubs_own_parts_and_can_have_them(tmp_path: Path) -> None:
    pytest.importorskip("jupyterhub", reason="JupyterHub is not installed: pip install migration-lab[room]")
    code = f"""
import sys
from migration_lab.postponed import import_postponing
from migration_lab.lean_server import HUBS_OWN
import_postponing({PERSONS_SERVER!r}, HUBS_OWN)
print({{"alembic", *HUBS_OWN}} & sys.modules.keys())
from jupyterhub import scopes
import jupyterhub.orm, jupyterhub.handlers, sqlalchemy
print(scopes.sa.inspect is sqlalchemy.inspect, scopes.orm.User is jupyterhub.orm.User)
print(scopes.roles.get_default_roles()[0]["name"])
"""
    assert run(tmp_path, code) == "set()\nTrue True\nuser"


def test_what_stands_for_a_class_of_the_hubs_has_its_name(tmp_path: Path) -> None:
    pytest.importorskip("jupyterhub", reason="JupyterHub is not installed: pip install migration-lab[room]")
    code = "import importlib\n"
    for module, classes in HUBS_OWN.items():
        for name, stands in classes.items():
            base = next(one for one in stands.__mro__[1:] if one.__module__ == "builtins").__name__
            code += f"print(issubclass(importlib.import_module({module!r}).{name}, {base}))\n"
    assert run(tmp_path, code) == "True\nTrue"
