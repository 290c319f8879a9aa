"""S28: the command ended before Alembic could begin."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from migration_lab.coach import Ran, matches
from migration_lab.project.advising import reading
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.typed_json import decode
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S28")
BARE = """\
import sys
from alembic.config import Config
from alembic import command
from migration_lab.child import own_lines
from migration_lab.child.caught import report_of
from migration_lab.values.typed_json import encode

own_lines.begin(sys.argv[1])
config = Config("migrations/alembic.ini")
config.set_main_option(*sys.argv[2:4])
try:
    command.current(config)
except Exception as error:
    print(encode(report_of(error)))
"""
TALKS = "SELECT count(*) FROM talk"


def test_an_app_that_cannot_be_imported(scenario: Scenario) -> None:
    scenario.change("app.py", "from models", "from modelz")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S28"
    assert "module modelz" in advice.what
    assert (advice.file, advice.source) == ("app.py", "from modelz import db")
    scenario.follow(advice, {"app.py": ("modelz", "models")})
    assert scenario.sql(TALKS) == [(8,)]
    scenario.check()


def test_a_name_that_cannot_be_imported(sqlite: Scenario) -> None:
    sqlite.change("app.py", "from models import db", "from models import database")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert "cannot import name 'database'" in advice.what
    sqlite.follow(advice, {"app.py": ("import database", "import db")})
    sqlite.check()


def test_an_app_that_is_not_found(sqlite: Scenario) -> None:
    sqlite.path.joinpath("app.py").rename(sqlite.path / "conference.py")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert "did not find your app" in advice.what
    assert "flask --app FILE db" in advice.now[0].say
    sqlite.ok("--app conference.py db upgrade")


def test_an_app_without_migrate(sqlite: Scenario) -> None:
    sqlite.change("app.py", "migrate.init_app(app, db)", "pass")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert "nothing in it has called Migrate" in advice.what
    sqlite.change("app.py", "pass", "migrate.init_app(app, db)")
    sqlite.follow(advice)
    sqlite.check()


@pytest.mark.parametrize("line", ["db upgrad", "dbb upgrade", "routs"])
def test_another_word_that_flask_does_not_know_is_not_it(sqlite: Scenario, line: str) -> None:
    sqlite.silent(sqlite.fails(line), "NoSuchCommand: No such command")


def test_another_command_of_an_app_that_cannot_be_imported_is_not_it(sqlite: Scenario) -> None:
    sqlite.change("app.py", "from models", "from modelz")
    sqlite.silent(sqlite.fails("routes"), "ModuleNotFoundError: No module named 'modelz'")


@pytest.mark.parametrize(
    ("option", "begin"),
    [
        (("script_location", "migrations"), "migrations/env.py asks Flask for the app"),
        (("version_table", "alembic_version"), "Alembic was run without flask"),
    ],
)
def test_alembic_without_flask(sqlite: Scenario, option: tuple[str, str], begin: str) -> None:
    command = [sys.executable, "-c", BARE, str(sqlite.path), *option]
    told = subprocess.run(command, cwd=sqlite.path, capture_output=True, text=True, check=True).stdout
    step = sqlite.ok("db current")
    step = replace(step, result=replace(step.result, exit_code=1, error=decode(ErrorReport, told)))
    (advice,) = matches(Ran(step, sqlite.project.history(), reading(sqlite.path), sqlite.project.places))
    assert (advice.id, advice.what[: len(begin)]) == ("S28", begin)
    sqlite.follow(advice)


def test_a_line_that_needs_the_app_while_it_is_loaded(sqlite: Scenario) -> None:
    sqlite.write("app.py", f"{sqlite.read('app.py')}\n\ndb.create_all()\n")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert (advice.id, advice.source) == ("S28", "db.create_all()")
    sqlite.follow(advice, {"app.py": ("\n\ndb.create_all()\n", "")})
    sqlite.check()


def test_another_error_of_the_same_class_is_not_it(sqlite: Scenario) -> None:
    sqlite.write("app.py", f"{sqlite.read('app.py')}\n\nraise RuntimeError('Working alone')\n")
    sqlite.silent(sqlite.fails("db upgrade"), "RuntimeError: Working alone")


@pytest.mark.postgres
def test_a_url_with_the_old_prefix(postgresql: Scenario) -> None:
    postgresql.change("app.py", "postgresql+psycopg://", "postgres://")
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S28", "app.py")
    postgresql.follow(advice)
    assert postgresql.sql(TALKS) == [(8,)]
    postgresql.check()


def test_an_old_prefix_from_outside_and_no_password(sqlite: Scenario) -> None:
    url = '"sqlite:///conference.db"'
    sqlite.write("settings.py", 'URL = "postgres://me:hunter2@localhost/conference"\n')
    sqlite.change("app.py", url, "__import__('settings').URL")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert "hunter2" not in str(advice)
    assert not any(do.file for do in advice.now)
    sqlite.change("app.py", "__import__('settings').URL", '"postgres://me:hunter2@localhost/conference"')
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.now[0].file == "app.py"
    assert "hunter2" not in str(advice)
    assert "***" in advice.source


def test_another_dialect_that_does_not_exist_is_not_it(sqlite: Scenario) -> None:
    sqlite.change("app.py", "sqlite:///", "sqlight:///")
    sqlite.silent(sqlite.fails("db upgrade"), "NoSuchModuleError")


def test_a_percent_sign_in_the_url(scenario: Scenario) -> None:
    instance = scenario.path / "instance"
    if scenario.url:
        joint = "&" if "?" in scenario.url else "?"
        scenario.change("app.py", scenario.url, f"{scenario.url}{joint}application_name=the%20app")
    else:
        scenario.change("app.py", "conference.db", "50%.db")
        instance.joinpath("conference.db").rename(instance / "50%.db")
    scenario.change("migrations/env.py", ".replace(\n            '%', '%%')", "")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S28", "migrations/env.py")
    assert advice.now[0].sure
    scenario.follow(advice)
    scenario.check()
    if not scenario.url:
        instance.joinpath("50%.db").rename(instance / "conference.db")
    assert scenario.sql(TALKS) == [(8,)]


def test_a_percent_sign_on_another_line(sqlite: Scenario) -> None:
    line = "config.set_main_option('sqlalchemy.url', get_engine_url())"
    sqlite.change(
        "migrations/env.py", line, "where = {'value': 'sqlite:///50%.db'}\nconfig.set_main_option('url', **where)"
    )
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S28"
    assert not advice.now[0].file


def test_another_value_error_is_not_it(sqlite: Scenario) -> None:
    sqlite.change("migrations/env.py", "config = context.config\n", "config = context.config\nint('seven')\n")
    sqlite.silent(sqlite.fails("db upgrade"), "ValueError: invalid literal for int()")
