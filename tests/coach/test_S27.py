"""S27: the app's log stops when an upgrade begins."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S27")
DEPLOY = """

import logging

import flask_migrate

logger = logging.getLogger("conference")
logger.setLevel(logging.INFO)
logger.addHandler(logging.StreamHandler())


@migrate_app.cli.command()
def deploy():
    logger.info("before the upgrade")
    flask_migrate.upgrade()
    logger.debug("a detail that is never shown")
    logger.info("after the upgrade")
"""


@pytest.fixture
def deploying(scenario: Scenario) -> Scenario:
    text = scenario.read("app.py").replace("    return app", "    return with_deploy(app)")
    body = DEPLOY.replace("@migrate_app", "    @app").partition("\n\n\n    @app")
    command = f"{body[1].strip()}{body[2]}".replace("\n", "\n    ").rstrip()
    scenario.write("app.py", f"{text}{body[0]}\n\n\ndef with_deploy(app):\n    {command}\n    return app\n")
    return scenario


def test_the_problem_is_named_and_its_advice_mends_it(deploying: Scenario) -> None:
    step = deploying.ok("deploy")
    assert "after the upgrade" not in step.result.full_output
    advice = deploying.advice(step)
    assert (advice.id, advice.file) == ("S27", "migrations/env.py")
    assert "1 message of the logger conference got lost" in advice.what
    assert "fileConfig" in advice.source
    assert advice.now[0].sure
    deploying.follow(advice)
    step = deploying.ok("deploy")
    assert "after the upgrade" in step.result.full_output
    deploying.silent(step)
    assert deploying.sql("SELECT count(*) FROM talk") == [(8,)]
    deploying.check()


def test_a_call_that_is_written_differently_is_left_to_the_reader(deploying: Scenario) -> None:
    deploying.change(
        "migrations/env.py", "fileConfig(config.config_file_name)", "fileConfig(str(config.config_file_name))"
    )
    advice = deploying.advice(deploying.ok("deploy"))
    assert (advice.id, advice.now[0].by) == ("S27", "")


def test_a_logger_that_is_off_and_says_nothing_is_not_it(scenario: Scenario) -> None:
    scenario.silent(scenario.ok("db upgrade"))


def test_a_logger_that_the_app_itself_switches_off_is_not_it(deploying: Scenario) -> None:
    deploying.change("migrations/env.py", "config_file_name)", "config_file_name, disable_existing_loggers=False)")
    deploying.change("app.py", "flask_migrate.upgrade()", "flask_migrate.upgrade()\n        logger.disabled = True")
    deploying.silent(deploying.ok("deploy"))


def test_a_question_whether_a_message_would_be_shown_is_no_message(deploying: Scenario) -> None:
    deploying.change(
        "app.py", 'logger.info("after the upgrade")', "print(logger.isEnabledFor(20), adapter.isEnabledFor(20))"
    )
    deploying.change(
        "app.py", "logger.setLevel(logging.INFO)", "logger.setLevel(20)\nadapter = logging.LoggerAdapter(logger)"
    )
    step = deploying.ok("deploy")
    assert "False False" in step.result.full_output
    deploying.silent(step)
