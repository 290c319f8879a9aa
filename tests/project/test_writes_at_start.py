"""An app that writes to its database as it starts is known by the server's code, not by the server's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from migration_lab.project import open_project
from migration_lab.project.commands.runner import Runner
from tests.project.other_shapes import GLOBAL_DB, write

pytestmark = pytest.mark.postgres
GERMAN = """
with app.app_context():
    db.session.execute(db.text(\"\"\"
        DO $$ BEGIN IF current_setting('transaction_read_only') = 'on' THEN
            RAISE EXCEPTION 'nicht in einer lesenden Transaktion' USING ERRCODE = '25006';
        END IF; END $$\"\"\"))
"""
SWALLOWED = GERMAN.replace("    db.session", "    try:\n     db.session").replace(
    '$$"""))', '$$"""))\n    except Exception:\n        raise SystemExit("Setup failed") from None'
)
ENGLISH = """
raise RuntimeError("cannot execute INSERT in a read-only transaction")
"""


@pytest.fixture
def folder(tmp_path: Path, postgres_url: URL, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    return tmp_path / "blog"


@pytest.mark.parametrize("start", [GERMAN, SWALLOWED], ids=["raised", "swallowed"])
def test_a_server_that_speaks_german_is_understood(folder: Path, runner: Runner, postgres: Engine, start: str) -> None:
    write(folder, GLOBAL_DB, url='os.environ["BLOG_URL"]', start=start)
    places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.next_command) == ("no migrations", "flask db init"), str(places)


def test_english_words_in_an_error_of_the_apps_own_are_no_such_thing(folder: Path, runner: Runner) -> None:
    write(folder, GLOBAL_DB, url='os.environ["BLOG_URL"]', start=ENGLISH)
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.state == "app does not load"
