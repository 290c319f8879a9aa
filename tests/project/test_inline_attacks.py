"""What attacks a database, a file or another program reaches nothing while the lab looks inline."""

from __future__ import annotations

import sys

import pytest

from tests.project.attacks import FILES, PROGRAMS, SQLITE
from tests.project.inline_program import in_an_interpreter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it compares with the warm process, and reads /proc")


@pytest.mark.parametrize("attacks", [SQLITE, PROGRAMS, FILES], ids=["SQLite", "programs", "files"])
def test_an_attack_changes_nothing(tmp_path, attacks):
    """From the app's factory and from a revision script; each was seen to work in a terminal by ``test_attacks``."""
    program = f"""
    import shutil
    from contextlib import suppress
    from migration_lab.errors import LabError
    from migration_lab.project import open_project
    from tests.project.test_attacks import attack, preface, project, tree
    template, harmed = project(folder.parent / "template"), []
    for number, (name, code) in enumerate({attacks!r}.items()):
        for place in ("factory", "script"):
            victim = Path(shutil.copytree(template, folder.parent / f"{{number}}-{{place}}"))
            attack(victim, place, preface(victim) + code)
            before = tree(victim)
            opened = open_project(victim, app="blog:make", runner=runner, read_only=True)
            places = opened.places()
            with suppress(LabError):
                opened.schema_at(opened.history().heads[0])
            if tree(victim) != before or places.state not in ("in step", "drift", "database behind", "cannot replay"):
                harmed.append([name, place, str(places)])
    print(json.dumps(harmed))
    """
    (tmp_path / "workspace").mkdir()
    assert in_an_interpreter(tmp_path / "workspace", program, timeout=600) == []
