"""Run three other linters on one script, in an environment of their own, and count what they find."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
STYLE = (
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-robust-stmts",
    "prefer-text-field",
    "prefer-timestamp-tz",
    "require-timeout-settings",
)
"""squawk's rules that are a matter of style, or that it says of every script: left out, in its favour."""
FINDING = re.compile(r"^ +(\d+)  (LC\d+) ", re.MULTILINE)
"""A finding of lockcheck: the line of the script, and the rule. Its explanations name other rules too."""


class Others:
    """The other linters, installed by uv into ``folder``, which is kept for the next run."""

    names = ("squawk", "lockcheck", "alembic-migration-linter")

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.gettempdir()) / "migration-lab-linters"
        self.bin = self.folder / ("Scripts" if os.name == "nt" else "bin")

    def install(self) -> None:
        if not (self.bin / "squawk").exists():
            subprocess.run(["uv", "venv", "-q", self.folder], check=True)
            python = ["--python", str(self.bin / "python")]
            subprocess.run(["uv", "pip", "install", "-q", *python, "-r", REQUIREMENTS], check=True)

    def versions(self) -> dict[str, str]:
        """Return their versions, as requirements.txt pins them."""
        return dict(line.split("==") for line in REQUIREMENTS.read_text("utf-8").splitlines() if "==" in line)

    def find(self, script: Path, sql: str) -> dict[str, list[str]]:
        """Return, by linter, the rules that they report for a revision; ``sql`` is what Alembic writes of it."""
        found = self.squawk(sql), self.lockcheck(script), self.alembic_lint(script)
        return dict(zip(self.names, found, strict=True))

    def squawk(self, sql: str) -> list[str]:
        words = [self.bin / "squawk", "--reporter", "json", "--exclude", ",".join(STYLE), "--pg-version", "18.0"]
        done = subprocess.run(words, input=sql, capture_output=True, text=True)
        return sorted(one["rule_name"] for one in json.loads(done.stdout or "[]"))

    def lockcheck(self, script: Path) -> list[str]:
        """Leave out what it says of downgrade(): the other linters look at the upgrade alone."""
        done = subprocess.run([self.bin / "lockcheck", script], capture_output=True, text=True)
        assert "found." in done.stdout, done.stdout + done.stderr
        end = script.read_text("utf-8").split("def downgrade", 1)[0].count("\n")
        return sorted({code for line, code in FINDING.findall(done.stdout) if int(line) <= end})

    def alembic_lint(self, script: Path) -> list[str]:
        """Lint it alone, with a minimal configuration: this linter needs no database and no env.py."""
        with tempfile.TemporaryDirectory() as place:
            home = Path(place)
            (home / "migrations" / "versions").mkdir(parents=True)
            (home / "alembic.ini").write_text("[alembic]\nscript_location = migrations\n", encoding="utf-8")
            text = re.sub(
                r"^down_revision = .*$", "down_revision = None", script.read_text("utf-8"), flags=re.MULTILINE
            )
            (home / "migrations" / "versions" / script.name).write_text(text, encoding="utf-8")
            words = [self.bin / "alembic-lint", "--no-cache", "-q"]
            done = subprocess.run(words, cwd=home, capture_output=True, text=True)
            assert "Summary" in done.stdout, done.stdout + done.stderr
            return sorted(line.strip() for line in done.stdout.splitlines() if re.fullmatch(r"\t[A-Z_]+", line))
