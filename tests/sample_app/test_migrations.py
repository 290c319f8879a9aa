"""The app's revisions, run by the real commands: forth, back, forth again, and what `flask db check` says."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.sample_app.conftest import Project, sqlite

BEFORE_KIND = "966fe46cbb16"
BEFORE_RENAME = "8d2b1594fbe9"


def tables(project: Project) -> set[object]:
    return {name for (name,) in project.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def columns(project: Project, table: str) -> set[object]:
    return {name for _, name, *_ in project.rows(f"PRAGMA table_info({table})")}


def test_the_scripts_make_what_the_models_say(project: Project) -> None:
    assert "No new upgrade operations detected." in project.succeed("db", "check")


def test_they_go_back_to_nothing_and_forth_again_with_rows_in_the_tables(seeded: Project) -> None:
    seeded.succeed("db", "downgrade", "base")
    assert tables(seeded) == {"alembic_version"}
    seeded.succeed("db", "upgrade")
    assert tables(seeded) == {"alembic_version", "room", "speaker", "talk"}
    assert "No new upgrade operations detected." in seeded.succeed("db", "check")


def test_every_revision_but_the_first_keeps_every_row_both_ways(seeded: Project) -> None:
    (first,) = (
        script.name[:12]
        for script in (seeded.folder / "migrations" / "versions").glob("*.py")
        if "down_revision = None" in script.read_text(encoding="utf-8")
    )
    before = seeded.rows("SELECT title, starts_at, speaker_id, room_id FROM talk ORDER BY id")
    seeded.succeed("db", "downgrade", first)
    assert {"bio", "language", "kind", "minutes"}.isdisjoint(columns(seeded, "speaker") | columns(seeded, "talk"))
    assert seeded.rows("SELECT title, starts_at, speaker_id, room_id FROM talk ORDER BY id") == before
    seeded.succeed("db", "upgrade")
    assert seeded.rows("SELECT title, starts_at, speaker_id, room_id FROM talk ORDER BY id") == before


def test_the_rename_keeps_every_value_both_ways(seeded: Project) -> None:
    before = seeded.rows("SELECT title, minutes FROM talk ORDER BY id")
    seeded.succeed("db", "downgrade", BEFORE_RENAME)
    assert seeded.rows("SELECT title, length FROM talk ORDER BY id") == before
    seeded.succeed("db", "upgrade")
    assert seeded.rows("SELECT title, minutes FROM talk ORDER BY id") == before


def test_the_kinds_that_the_revision_finds_are_those_of_the_data(seeded: Project) -> None:
    before = seeded.rows("SELECT title, kind FROM talk ORDER BY id")
    seeded.succeed("db", "downgrade", BEFORE_KIND)
    assert "kind" not in columns(seeded, "talk")
    seeded.succeed("db", "upgrade")
    assert seeded.rows("SELECT title, kind FROM talk ORDER BY id") == before


def test_without_database_url_it_keeps_a_file_in_its_own_folder(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    Project(copy, None).succeed("db", "upgrade")
    assert "talk" in tables(Project(copy, sqlite(copy / "instance" / "conference.db")))
