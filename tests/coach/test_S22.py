"""S22: two processes ran the upgrade at the same time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from migration_lab.values.result import Step
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S22")
PRIZE = "op.create_table('prize', sa.Column('id', sa.Integer(), primary_key=True))"
MODEL = "\n\nclass Prize(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
WAIT = """\
import pathlib, time, os
here = pathlib.Path({folder!r})
end = time.monotonic() + 60
if len([*here.glob('at-*')]) < 2:
    (here / f'at-{{os.getpid()}}').touch()
while len([*here.glob('at-*')]) < 2 and time.monotonic() < end:
    time.sleep(0.02)
came = {{one.name: one.stat().st_mtime for one in here.glob('at-*')}}
if max(came, key=came.get) == f'at-{{os.getpid()}}':
    at = sa.text('SELECT version_num FROM alembic_version')
    while op.get_bind().scalar(at) == down_revision and time.monotonic() < end:
        time.sleep(0.02)
"""
"""Both have read the revision when they get here. Who came last goes on when the other one has noted its own.

Whoever runs the script later, on a copy of the project too, waits for nobody.
"""


def waiting(scenario: Scenario) -> str:
    return WAIT.format(folder=str(scenario.path))


@contextmanager
def upgrade_in_a_terminal(scenario: Scenario) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "flask", "db", "upgrade"]
    other = subprocess.Popen(command, cwd=scenario.path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield other
    finally:
        other.communicate(timeout=60)


def at_once(scenario: Scenario) -> Step:
    """Begin the upgrade in a terminal, and another one here as soon as that waits for it."""
    with upgrade_in_a_terminal(scenario) as other:
        end = time.monotonic() + 60
        while not [*scenario.path.glob("at-*")] and time.monotonic() < end and other.poll() is None:
            time.sleep(0.02)
        step = scenario.fails("db upgrade")
    assert other.returncode == 0
    return step


def test_both_make_a_table(scenario: Scenario) -> None:
    scenario.write("models.py", scenario.read("models.py") + MODEL)
    scenario.revision(f"{waiting(scenario)}{PRIZE}", "op.drop_table('prize')")
    step = at_once(scenario)
    advice = scenario.advice(step)
    assert advice.id == "S22"
    scenario.follow(advice)
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
    scenario.check()


def test_both_only_change_rows(scenario: Scenario) -> None:
    scenario.revision(f"{waiting(scenario)}op.execute('UPDATE room SET seats = seats + 1')")
    step = at_once(scenario)
    advice = scenario.advice(step)
    assert advice.id == "S22"
    scenario.follow(advice)
    assert scenario.sql("SELECT seats FROM room ORDER BY id") == [(201,), (81,), (None,)]
    scenario.check()


def test_a_script_that_fails_after_one_that_went_well_is_not_it(scenario: Scenario) -> None:
    scenario.revision(PRIZE, message="prize")
    scenario.revision("raise ValueError('seven')", message="seven")
    scenario.silent(scenario.fails("db upgrade"), "ValueError: seven")


def test_an_upgrade_that_another_process_has_done_before_is_not_it(scenario: Scenario) -> None:
    scenario.revision(PRIZE)
    with upgrade_in_a_terminal(scenario) as other:
        other.wait(60)
    scenario.silent(scenario.ok("db upgrade"))
