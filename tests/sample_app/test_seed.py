"""`flask seed`: it fills what is empty, adds what is missing, and never touches what somebody has changed."""

from __future__ import annotations

from pathlib import Path

from tests.sample_app.conftest import Project, sqlite


def everything(project: Project) -> list[tuple[object, ...]]:
    return [row for table in ("speaker", "room", "talk") for row in project.rows(f"SELECT * FROM {table}")]


def test_a_second_run_changes_nothing_and_says_so(seeded: Project) -> None:
    before = everything(seeded)
    assert seeded.succeed("seed") == "Nothing to do: the tables have everything that is in data/.\n"
    assert everything(seeded) == before


def test_two_databases_get_the_same_rows(seeded: Project, project: Project) -> None:
    project.succeed("seed")
    assert everything(project) == everything(seeded)


def test_what_is_empty_is_filled_in_and_what_was_changed_stays(seeded: Project) -> None:
    seeded.rows("UPDATE speaker SET bio = NULL WHERE id = 1")
    seeded.rows("UPDATE speaker SET bio = 'Written by hand.' WHERE id = 2")
    seeded.rows("DELETE FROM talk WHERE id = 8")
    assert seeded.succeed("seed") == "Rows added: 1. Rows with empty fields filled in: 1.\n"
    first, second = (bio for (bio,) in seeded.rows("SELECT bio FROM speaker WHERE id < 3 ORDER BY id"))
    assert first
    assert second == "Written by hand."


def test_without_tables_it_fails_and_leaves_none_behind(folder: Path, tmp_path: Path) -> None:
    project = Project(folder, sqlite(tmp_path / "none.db"))
    done = project.flask("seed")
    assert done.returncode != 0
    assert "no such table: speaker" in done.stdout
    assert project.rows("SELECT name FROM sqlite_schema") == []
