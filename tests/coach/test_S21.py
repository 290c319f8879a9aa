"""S21: another session holds a lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import OperationalError

from migration_lab.coach.lock_words import wait_lines
from migration_lab.values.waits import Holder, Wait
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S21")
LEVEL = "op.add_column('talk', sa.Column('level', sa.String()))"
TITLE = "    title: Mapped[str]\n"


@pytest.fixture
def console(postgresql: Scenario) -> Iterator[Connection]:
    """A console in which somebody has read the talks, and has not committed."""
    parameters = {"application_name": "console"}
    engine = create_engine(postgresql.url, poolclass=NullPool, connect_args=parameters)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM talk").all()
        yield connection
        connection.invalidate()
    engine.dispose()


def give_up_after(scenario: Scenario, seconds: float) -> None:
    (name,) = scenario.sql("SELECT current_database()")[0]
    scenario.sql(f"ALTER DATABASE {name} SET lock_timeout = '{seconds}s'")


@pytest.fixture
def level(postgresql: Scenario) -> Scenario:
    postgresql.change("models.py", TITLE, f"{TITLE}    level: Mapped[str | None]\n")
    postgresql.revision(LEVEL)
    return postgresql


@pytest.mark.postgres
def test_who_holds_the_lock_is_told_while_the_command_waits(level: Scenario, console: Connection) -> None:
    said: list[str] = []

    def hear(text: str) -> None:
        assert threading.current_thread() is threading.main_thread(), "it would come into the middle of the output"
        said.append(text)
        if "waits for a lock" in text:
            console.rollback()

    assert level.project.run("db", "upgrade", on_output=hear).result.ok
    pid = console.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    console.rollback()
    assert f"a lock on talk, which session {pid} (console, idle in transaction for " in "".join(said)
    level.check()


@pytest.mark.postgres
@pytest.mark.parametrize("held", ["level", "both"])
def test_of_a_request_that_waits_for_the_command_nothing_is_said(postgresql: Scenario, held: str) -> None:
    """It has begun since the command did, as the same role."""
    postgresql.revision(f"{LEVEL}\nop.execute('SELECT pg_sleep(4)')")
    said: list[str] = []
    met: list[str] = []

    def request(name: str) -> None:
        about = {"application_name": name} if held == "both" else {}
        engine = create_engine(postgresql.url, poolclass=NullPool, connect_args=about)
        with suppress(OperationalError), engine.connect() as connection:
            connection.exec_driver_sql("SET lock_timeout = '20s'")
            connection.exec_driver_sql("SELECT count(*) FROM talk").all()
            met.append(name)
        engine.dispose()

    requests = [threading.Timer(1.3, request, [name]) for name in ("one", "other")]
    for one in requests:
        one.start()
    step = postgresql.project.run("db", "upgrade", on_output=said.append)
    for one in requests:
        one.join()
    assert step.result.ok
    assert sorted(met) == ["one", "other"]
    assert not [text for text in said if "waits" in text]
    assert step.result.waits == ()


@pytest.mark.postgres
@pytest.mark.parametrize("driver", ["psycopg", "psycopg2"])
def test_the_sessions_of_a_command_are_known_by_a_name(postgresql: Scenario, driver: str) -> None:
    postgresql.change("app.py", "postgresql+psycopg:", f"postgresql+{driver}:")
    named = "bind = op.get_bind()\nprint('called', bind.exec_driver_sql('SHOW application_name').scalar_one())"
    postgresql.revision(named)
    assert "called migration-lab " in postgresql.ok("db upgrade").result.output


@pytest.mark.postgres
def test_a_session_that_the_project_names_keeps_its_name(postgresql: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGAPPNAME", "conference")
    named = "bind = op.get_bind()\nprint('called', bind.exec_driver_sql('SHOW application_name').scalar_one())"
    postgresql.revision(named)
    assert "called conference\n" in postgresql.ok("db upgrade").result.output


@pytest.mark.postgres
def test_the_problem_is_named_and_its_advice_mends_it(level: Scenario, console: Connection) -> None:
    give_up_after(level, 4)
    advice = level.advice(level.fails("db upgrade"))
    assert advice.id == "S21"
    assert "a lock on talk, which session" in advice.what
    assert "console" in advice.what
    level.follow(advice)
    assert level.sql("SELECT count(*) FROM talk") == [(8,)]
    level.check()


@pytest.mark.postgres
def test_a_lock_that_was_waited_for_too_shortly_to_look(level: Scenario, console: Connection) -> None:
    give_up_after(level, 0.5)
    advice = level.advice(level.fails("db upgrade"))
    assert advice.id == "S21"
    assert "a lock on talk until its time was up" in advice.what
    found = level.sql(advice.now[0].sql)
    assert "console" in str(found)
    console.rollback()
    level.follow(advice)
    level.check()


@pytest.mark.postgres
def test_a_statement_that_takes_too_long_is_not_it(postgresql: Scenario) -> None:
    (name,) = postgresql.sql("SELECT current_database()")[0]
    postgresql.sql(f"ALTER DATABASE {name} SET statement_timeout = '1s'")
    slow = "server_default=sa.text('pg_sleep(20)::text')"
    postgresql.revision(f"op.add_column('talk', sa.Column('level', sa.String(), {slow}))")
    postgresql.silent(postgresql.fails("db upgrade"), "QueryCanceled")


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        (Holder(7), "which session 7 holds"),
        (Holder(7, "psql", "idle in transaction", 200), "session 7 (psql, idle in transaction for 3 minutes)"),
        (Holder(7, "", "active", 1), "session 7 (active for 1 second)"),
        (Holder(7, "app", "active", 7300), "session 7 (app, active for 2 hours)"),
    ],
)
def test_what_is_said_of_a_session(holder: Holder, words: str) -> None:
    assert words in wait_lines(Wait(1, "", (holder,)))
