"""What a killed process left in the temporary folder is removed, and nothing else there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from migration_lab.project import temporary


def test_folders_of_processes_that_are_no_more_are_removed(tmp_path, monkeypatch):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    others = [f"migration-lab-{gone.pid}-new", f"migration-lab-{os.getppid()}-x", "migration-lab-abc", "mine-1-2"]
    for name in (f"migration-lab-{gone.pid}-old", *others):
        (tmp_path / name).mkdir()
        (tmp_path / name / "copy-0.sqlite").touch()
        if not name.endswith("new"):
            before = time.time() - 2 * temporary.OLD
            os.utime(tmp_path / name, (before, before))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary.temporary_folder() as folder:
        assert {path.name for path in tmp_path.iterdir()} == {*others, Path(folder).name}
