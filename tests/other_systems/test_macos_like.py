"""A project on a system that is like macOS: a warm process that may fork there, and a temporary folder behind a link.

What that system is like, and what it cannot show, stands in ``macos/sitecustomize.py``.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unicodedata import normalize

import psutil
import pytest

from migration_lab.cli import JUPYTER
from migration_lab.project.as_on_disk import as_on_disk
from tests.notebook_kernel import Kernel
from tests.other_systems.pretending import PROJECT, only_on_linux, python, variables

COMMAND = '''
    @app.cli.command()
    def network():
        """Ask for what a forked process may not ask on macOS, and say how libpq is to connect."""
        import os, urllib.request
        print(urllib.request.getproxies(), os.environ["PGGSSENCMODE"], os.getcwd())

    return app
'''
BIO = "    bio: Mapped[str | None] = mapped_column(Text)\n"
PROGRAM = f"""
import json
from pathlib import Path
from migration_lab.project import open_project
project = open_project("APP", read_only=False)  # as macOS would open it too
said = {{"runner": type(project._runner).__name__}}
def run(*words):
    step = project.run(*words)
    said[words[-1]] = [step.result.exit_code, step.result.output]
    return str(step)
run("db", "upgrade")
run("seed")
run("network")
models = Path("app", "models.py")
text = models.read_text(encoding="utf-8")
models.write_text(text.replace({BIO!r}, {BIO + BIO.replace("bio", "motto")!r}), encoding="utf-8")
said["step"] = run("db", "migrate", "-m", "add motto")
said["places"] = str(project.places())
said["undone"] = str(project.undo())
project.close()
Path("said.json").write_text(json.dumps(said), encoding="utf-8")
"""


def app_behind_a_link(folder: Path) -> Path:
    """Make the app with one more command, and return the folder through whose link it is reached."""
    (folder / "private").mkdir()
    (folder / "tmp").symlink_to(folder / "private", target_is_directory=True)
    app = folder / "private" / "app"
    shutil.copytree(PROJECT / "sample_app", app, ignore=shutil.ignore_patterns("instance", "__pycache__"))
    text = (app / "app.py").read_text(encoding="utf-8")
    (app / "app.py").write_text(text.replace("\n    return app\n", COMMAND), encoding="utf-8")
    return folder / "tmp"


def all_went_well(folder: Path, there: Path) -> None:
    said = json.loads((there / "said.json").read_text(encoding="utf-8"))
    assert said["runner"] == "WarmRunner"
    assert [said[name][0] for name in ("upgrade", "seed", "add motto")] == [0, 0, 0], said
    assert said["network"] == [0, "{} disable .\n"], "neither Objective-C nor Kerberos ends the process"
    assert "_add_motto.py: written" in said["step"]
    assert "flask db upgrade" in said["places"]
    assert "migrations/versions/" in said["undone"]
    assert str(folder) not in json.dumps(said)


@only_on_linux
def test_commands_fork_where_the_temporary_folder_is_a_link(tmp_path: Path) -> None:
    there = app_behind_a_link(tmp_path)
    run = python("macos", there, "-c", PROGRAM, TMPDIR=str(there))
    assert run.returncode == 0, run.stderr.decode()
    all_went_well(tmp_path, there)


@only_on_linux
def test_a_kernel_of_the_course_starts_its_warm_process_and_does_not_fork_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = app_behind_a_link(tmp_path)
    more = {"JUPYTER_PATH": str(JUPYTER), "TMPDIR": str(there)}
    for name, value in (variables("macos", there) | more).items():
        monkeypatch.setenv(name, value)
    kernel = Kernel(there)
    try:
        process = psutil.Process(kernel.pid)
        assert "migration_lab.course_kernel" in process.cmdline()
        assert process.children() == []
        assert kernel.run(PROGRAM, 600).error is None
    finally:
        kernel.close()
    all_went_well(tmp_path, there)


@pytest.mark.parametrize("typed", ["BLOG", "blog", normalize("NFD", "Café"), "CAFÉ", "nothing"])
def test_a_folder_has_the_name_that_it_has_on_the_disk(tmp_path: Path, typed: str) -> None:
    """macOS opens it under any of these names, and tells a process that works in it only the one on the disk."""
    for name in ("Blog", normalize("NFC", "Café")):
        (tmp_path / name / "Instance").mkdir(parents=True)
    real = {"blog": "Blog", "café": normalize("NFC", "Café")}.get(normalize("NFC", typed).casefold(), typed)
    assert as_on_disk(tmp_path / typed / "instance") == tmp_path / real / ("instance" if real == typed else "Instance")


def test_a_name_that_is_there_stays_beside_one_like_it(tmp_path: Path) -> None:
    for name in ("blog", "Blog"):
        (tmp_path / name).mkdir(exist_ok=True)
    assert as_on_disk(tmp_path / "blog") == tmp_path / "blog"
