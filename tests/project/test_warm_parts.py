"""Parts of the warm process by themselves: what it remembers for its forks, and its guardian."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import pytest

from tests.project.try_command import posix

pytestmark = posix

SAME_COPIES = """
import builtins, io, os, sys
from migration_lab.child.warm import prepare
from migration_lab.child.sandbox.overlay_taken import copies_in, taken_over
prepare()
sys.modules.pop("wave", None)
import wave
wave.opens = os.open  # a copy in a module that came later
originals = [builtins.open, io.open_code, io.FileIO, os.open, os.stat, os.unlink, os.rename, os.mkdir, os.scandir]
replaced = {id(one): one for one in originals}
remembered = {(module.__name__, name) for module, name, _ in taken_over(replaced)}
everything = {(module.__name__, name) for module, name, _ in copies_in(sys.modules, replaced)}
assert remembered == everything, remembered ^ everything
assert {("posix", "open"), ("wave", "opens")} <= everything
made = {id(len): len}  # of which nobody has looked for copies
assert ("builtins", "len") in {(module.__name__, name) for module, name, _ in taken_over(made)}
"""


def test_the_copies_that_are_remembered_are_those_that_a_look_through_all_modules_finds() -> None:
    subprocess.run([sys.executable, "-c", SAME_COPIES], check=True)


def test_the_guardian_ends_what_runs_and_leaves_what_a_command_that_has_ended_has_left() -> None:
    from migration_lab.child.guardian import Guardian

    sleeps = [subprocess.Popen(["sleep", "600"], start_new_session=True) for _ in range(4)]
    try:
        guardian = Guardian()
        for one in sleeps:
            guardian._say(one.pid)
        guardian.ended(sleeps[1].pid)
        guardian.ended(sleeps[2].pid)
        guardian.dismiss()
        assert [sleeps[place].wait(60) for place in (0, 3)] == [-9, -9]
        assert [sleeps[place].poll() for place in (1, 2)] == [None, None]
        with pytest.raises(ChildProcessError):
            os.waitpid(guardian.pid, 0)
    finally:
        for one in sleeps:
            with suppress(ProcessLookupError):
                one.kill()
            one.wait()
