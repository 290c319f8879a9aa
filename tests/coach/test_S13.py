"""S13: PostgreSQL's ENUM types."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("S13"), pytest.mark.postgres]
KIND = "\n\nclass Kind(enum.Enum):\n    guest = 1\n    staff = 2\n"
BADGE = (
    "\n\nclass {0}(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n    kind: Mapped[Kind | None]\n"
)
PHONE = "    phone: Mapped[str | None]\n"
SPEAKERS = "SELECT id, name, phone FROM speaker ORDER BY id"
ENUM = "sa.Enum('guest', 'staff', name='kind')"


def with_kind(scenario: Scenario, *tables: str) -> None:
    scenario.change("models.py", "db = SQLAlchemy(model_class=Base)\n", f"db = SQLAlchemy(model_class=Base)\n{KIND}")
    more = "".join(BADGE.format(name) for name in tables)
    scenario.write("models.py", f"import enum\n\n{scenario.read('models.py')}{more}")


def test_a_type_that_a_downgrade_has_left_is_dropped(postgresql: Scenario) -> None:
    with_kind(postgresql, "Badge")
    (script,) = postgresql.ok('db migrate -m "badge"').result.written
    postgresql.ok("db upgrade")
    postgresql.ok("db downgrade")
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S13"
    assert "The type kind is there already, and no column uses it" in advice.what
    drop = "    op.drop_table('badge')\n"
    postgresql.follow(advice, {script: (drop, f"{drop}    op.execute('DROP TYPE IF EXISTS kind')\n")})
    postgresql.ok("db downgrade")
    postgresql.ok("db upgrade")
    assert postgresql.sql("SELECT count(*) FROM talk") == [(8,)]
    postgresql.check()


def test_a_type_that_a_new_column_needs_is_made_first(postgresql: Scenario) -> None:
    with_kind(postgresql)
    postgresql.change("models.py", PHONE, f"{PHONE}    kind: Mapped[Kind | None]\n")
    (script,) = postgresql.ok('db migrate -m "kind"').result.written
    rows = postgresql.sql(SPEAKERS)
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S13"
    assert "The type kind is not there" in advice.what
    assert "add_column" in advice.source
    begin = "def upgrade():\n"
    postgresql.follow(advice, {script: (begin, f"{begin}    {ENUM}.create(op.get_bind(), checkfirst=True)\n")})
    assert postgresql.sql(SPEAKERS) == rows
    postgresql.check()


def test_a_type_that_another_table_uses_is_not_made_again(postgresql: Scenario) -> None:
    with_kind(postgresql, "Badge")
    postgresql.ok('db migrate -m "badge"')
    postgresql.ok("db upgrade")
    postgresql.sql("INSERT INTO badge (kind) VALUES ('guest')")
    postgresql.write("models.py", postgresql.read("models.py") + BADGE.format("Card"))
    (script,) = postgresql.ok('db migrate -m "card"').result.written
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S13"
    assert "badge.kind uses it" in advice.what
    new = "sa.dialects.postgresql.ENUM('guest', 'staff', name='kind', create_type=False)"
    postgresql.change(
        script, "import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport sqlalchemy.dialects.postgresql\n"
    )
    postgresql.follow(advice, {script: (ENUM, new)})
    assert postgresql.sql("SELECT kind FROM badge") == [("guest",)]
    postgresql.check()


def test_a_type_that_is_no_enum_is_something_else(postgresql: Scenario) -> None:
    postgresql.sql("CREATE DOMAIN kind AS integer")
    postgresql.revision(f"op.create_table('badge', sa.Column('kind', {ENUM}))")
    postgresql.silent(postgresql.fails("db upgrade"), "DuplicateObject")


def test_a_type_of_an_extension_that_is_missing_is_something_else(postgresql: Scenario) -> None:
    postgresql.revision(
        "from sqlalchemy.dialects.postgresql import CITEXT\nop.add_column('speaker', sa.Column('nick', CITEXT()))"
    )
    postgresql.silent(postgresql.fails("db upgrade"), "UndefinedObject")
