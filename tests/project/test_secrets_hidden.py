"""A password that gets into what a command prints, executes or raises is shown nowhere."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url

from migration_lab.errors import LabError
from migration_lab.schema import safe_url
from migration_lab.schema.schema_errors import explain
from migration_lab.values.source_lines import raw_line, source_line
from tests.project.try_command import command

SECRET = "hunter2"


def test_neither_output_nor_sql_nor_values_of_a_command_show_it(project, folder):
    body = f"""\
        import sys, time
        url = "postgresql://me:{SECRET}@host/db?sslpassword={SECRET}"
        sys.stdout.write(url[:20])
        time.sleep(0.3)
        print(url[20:])
        db.session.connection().exec_driver_sql("SELECT '" + url + "', ?", ("x" * 150 + " " + url,))
        raise ValueError(f"connection to host=h password={SECRET} failed")
        """
    command(folder, body)
    said: list[str] = []
    step = project.run("try", on_output=said.append)
    result = step.result
    assert "ValueError: connection to host=h password=*** failed" in result.output
    assert "postgresql://me:***@host/db?sslpassword=***" in result.full_output
    assert len(result.sql) == 1
    for text in (
        "".join(said),
        result.output,
        result.full_output,
        *(f"{one.sql} {one.parameters}" for one in result.sql),
    ):
        assert SECRET not in text


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://me:{SECRET}@host/db",
        f"postgresql+psycopg:///db?host=h&user=me&password={SECRET}",
        f"postgresql+psycopg://h/db?sslpassword={SECRET}&sslpwd={SECRET}&passfile={SECRET}",
        f"postgresql+psycopg://me:a@{SECRET}@host/db",
    ],
)
def test_no_address_and_no_error_shows_it(url):
    assert SECRET not in safe_url(make_url(url))
    assert SECRET not in str(explain(ValueError(f"no: {url}, {SECRET!r}" if "a@" not in url else url), make_url(url)))
    assert SECRET not in str(LabError(f"{url} is not there"))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (f'    app.config["SECRET_KEY"] = "{SECRET}"', "app.config[\"SECRET_KEY\"] = '***'"),
        (f"DB_PASSWORD: str = r'{SECRET}'", "DB_PASSWORD: str = r'***'"),
        (f'connect(host="h", password="{SECRET}")', 'connect(host="h", password=***)'),
        (f"URI = 'postgresql://me:{SECRET}@h/db'", "URI = 'postgresql://me:***@h/db'"),
        (f"app.secret_key = '{SECRET}'", "app.secret_key = '***'"),
        (f'password = """{SECRET}"""', "password = '***'"),
        (f"token = rb'{SECRET}'", "token = rb'***'"),
        (f"os.environ.get('SECRET_KEY', '{SECRET}')", "os.environ.get('SECRET_KEY', '***')"),
        (f'os.environ.get("SECRET_KEY") or "{SECRET}"', "os.environ.get(\"SECRET_KEY\") or '***'"),
        (f"op.execute(\"CREATE ROLE r PASSWORD '{SECRET}'\")", "op.execute(\"CREATE ROLE r PASSWORD '***'\")"),
        ("op.execute(\"UPDATE person SET password = ''\")", "op.execute(\"UPDATE person SET password = '***'\")"),
        ("sa.Column('token', sa.String(20))", "sa.Column('token', sa.String(20))"),
        ("op.drop_column('person', 'password')", "op.drop_column('person', 'password')"),
        ('password = os.environ["DB_PASSWORD"]', 'password = os.environ["DB_PASSWORD"]'),
    ],
)
def test_a_line_of_code_that_is_shown_has_none(code, shown):
    assert source_line([code], 1) == shown
    assert raw_line([code], 1) == code
    assert source_line([code], 2) == source_line([code], 0) == raw_line([], 1) == ""
