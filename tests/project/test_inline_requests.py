"""Requests in one interpreter give what the warm runner gives, and leave nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.project.inline_program import HERE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it compares with the warm process, and reads /proc")


def test_more_than_a_hundred_requests_in_one_interpreter_give_what_the_warm_runner_gives(tmp_path):
    """The commands of the chapters 00 to 04, and looks, tries and replays in the states of real life."""
    run = [sys.executable, "-m", "tests.project.inline_requests", str(tmp_path)]
    done = subprocess.run(run, cwd=HERE, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(found) > 100
    assert {one["name"]: one["differs"] for one in found if one["differs"]} == {}
    assert {one["name"]: one["left"] for one in found if one["left"]} == {}
