"""C5: a name that is too long for PostgreSQL."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("C5")

LONG = "number_of_" + "very_" * 11 + "patient_listeners"
FITS = LONG[:63]


@pytest.mark.postgres
def test_a_name_that_will_be_cut_is_named(postgresql: Scenario) -> None:
    script = postgresql.revision(
        f"op.add_column('talk', sa.Column('{LONG}', sa.Integer()))", f"op.drop_column('talk', '{FITS}')"
    )
    (advice,) = postgresql.warnings()
    assert (advice.id, advice.file) == ("C5", script)
    assert f"{LONG} has {len(LONG)} bytes" in advice.what
    assert f"the name will be {FITS}." in advice.what
    postgresql.ok("db upgrade")
    assert postgresql.sql(f"SELECT {FITS} FROM talk")


@pytest.mark.postgres
def test_letters_outside_ascii_take_more_bytes(postgresql: Scenario) -> None:
    name = "ä" * 32
    postgresql.revision(
        f"op.add_column('talk', sa.Column('{name}', sa.Integer()))", f"op.drop_column('talk', '{name[:-1]}')"
    )
    assert "has 64 bytes" in postgresql.warned("C5").what


@pytest.mark.postgres
def test_a_name_that_just_fits_is_not_named(postgresql: Scenario) -> None:
    postgresql.revision(
        f"op.add_column('talk', sa.Column('{FITS}', sa.Integer()))", f"op.drop_column('talk', '{FITS}')"
    )
    assert postgresql.warnings() == []


@pytest.mark.postgres
def test_a_name_that_sqlalchemy_refuses_fails(postgresql: Scenario) -> None:
    postgresql.revision(f"op.create_index('{LONG}', 'talk', ['title'])", f"op.drop_index('{LONG}')")
    advice = postgresql.warned("C5")
    assert advice.severity == "fails"
    assert "this upgrade will fail at step 1" in advice.what
    postgresql.fails("db upgrade")


def test_sqlite_cuts_nothing(sqlite: Scenario) -> None:
    sqlite.revision(f"op.add_column('talk', sa.Column('{LONG}', sa.Integer()))", f"op.drop_column('talk', '{LONG}')")
    assert sqlite.warnings() == []
