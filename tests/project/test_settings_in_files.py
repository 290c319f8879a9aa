"""The copy before a command is that of the database which the command will use, wherever the app reads which it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from migration_lab.project import Project
from migration_lab.values.wire import DescribeApp
from tests.project.conftest import APP
from tests.project.small import ready, sql

URI = 'app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"'
JSON = 'import json; app.config.from_file("../settings.json", load=json.load)'
SILENT = f'{URI}\n    import json; app.config.from_file("../settings.json", load=json.load, silent=True)'
EXISTS = (
    f"{URI}\n"
    "    import json, pathlib\n"
    '    settings = pathlib.Path(app.root_path, "conf", "settings.json")\n'
    '    app.config.update(json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {})'
)
TEXT = (
    "import pathlib\n"
    '    name = pathlib.Path(app.root_path, "conf", "which").read_text(encoding="utf-8")\n'
    '    app.config["SQLALCHEMY_DATABASE_URI"] = name'
)
COUNT = "SELECT count(*) FROM speaker"
WIPE = (
    "    @app.cli.command()\n"
    "    def wipe():\n"
    "        db.session.execute(db.delete(Speaker))\n"
    "        db.session.commit()\n\n"
    "    return app\n"
)


def write(path: Path, name: str) -> None:
    uri = f"sqlite:///{name}"
    text = uri if path.suffix == "" else json.dumps({"SQLALCHEMY_DATABASE_URI": uri})
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("reads", "file", "at_first"),
    [
        pytest.param(JSON, "../settings.json", True, id="a file outside of the project"),
        pytest.param(TEXT, "conf/which", True, id="a file without an ending"),
        pytest.param(SILENT, "../settings.json", False, id="a file that was not there"),
        pytest.param(EXISTS, "conf/settings.json", False, id="a file that the app asked for"),
    ],
)
def test_a_command_that_goes_to_the_database_named_in_a_file_has_its_copy(folder, runner, reads, file, at_first):
    app = APP.replace(URI, reads).replace("    return app\n", WIPE)
    (folder / "app.py").write_text(app, encoding="utf-8")
    settings = folder / file
    if at_first:
        write(settings, "conference.db")
    project = ready(Project(folder, stable=True, runner=runner))
    other = folder / "instance" / "other.db"
    shutil.copyfile(folder / "instance" / "conference.db", other)
    write(settings, "other.db")
    step = project.run("wipe")
    assert step.result.ok, step.result.output
    assert sql(other, COUNT) == [(0,)]
    assert step.way_back.not_kept == ()
    assert project.undo().command == "flask wipe"
    assert sql(other, COUNT) == [(2,)]


def test_the_app_is_asked_again_only_when_something_was_edited(folder, runner):
    (folder / "app.py").write_text(APP.replace(URI, JSON), encoding="utf-8")
    write(folder.parent / "settings.json", "conference.db")
    project = ready(Project(folder, stable=True, runner=runner))
    asked: list[DescribeApp] = []
    ask = project._where._ask
    project._where._ask = lambda work: asked.append(work) or ask(work)
    for words in (("db", "current"), ("seed",), ("db", "upgrade")):
        assert project.run(*words).result.ok
    assert asked == []
    write(folder.parent / "settings.json", "other.db")
    project.run("db", "current")
    assert asked == [DescribeApp()]
