"""Chapter 03 in a workspace of its own, and the ways in which its learner meets the coach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab, magics
from migration_lab.kernel import session

PHONE = "    phone: Mapped[str | None] = mapped_column(String(20))\n"


@pytest.fixture
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[session.Session]:
    """Chapter 03 in a workspace of its own, which is the working folder."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.chdir(tmp_path)
    lab.open("03")
    yield session.current()
    session.close()


def change(file: str | Path, old: str, new: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


def flask(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command as a cell does, and return all that it showed as text."""
    try:
        magics.flask(line)
    except session.CommandFailed as error:
        return capsys.readouterr().out + str(error)
    return capsys.readouterr().out


def drop_phone(capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    """Draft a script that drops a column with values in it; return it, and what the cell showed."""
    change("models.py", PHONE, "")
    shown = flask('db migrate -m "drop phone"', capsys)
    return next(Path("migrations/versions").glob("*drop_phone.py")), shown


def add_level(capsys: pytest.CaptureFixture[str]) -> str:
    """Let an upgrade fail on a column that the rows have no value for; return what the cell showed."""
    change("models.py", PHONE, f"{PHONE}    level: Mapped[str]\n")
    flask("db migrate -m level", capsys)
    return flask("db upgrade", capsys)
