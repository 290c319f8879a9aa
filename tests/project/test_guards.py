"""Which SQL is taken for one that changes the whole server."""

from __future__ import annotations

import pytest

from migration_lab.child.sandbox.guards import SERVER_WIDE, Refused


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE ROLE reporting",
        "create user someone password 'x'",
        "DO $$ BEGIN CREATE  ROLE reporting; END $$",
        "ALTER DATABASE shop SET timezone TO 'UTC'",
        "DROP TABLESPACE fast",
        "ALTER SYSTEM SET work_mem = '1GB'",
        "DROP OWNED BY someone",
        "GRANT reporting TO someone",
        "REVOKE reporting FROM someone",
        "COMMENT ON DATABASE shop IS 'x'",
    ],
)
def test_it_changes_the_whole_server(sql):
    assert SERVER_WIDE.search(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE role (id integer)",
        "ALTER TABLE users ADD COLUMN role text",
        'CREATE TABLE "user" (id integer)',
        "CREATE INDEX ix_user ON users (name)",
        "CREATE USER MAPPING FOR me SERVER other",
        "GRANT SELECT ON post TO reporting",
        "GRANT SELECT ON post TO reporting; ALTER TABLE post ADD COLUMN a integer",
        "REVOKE ALL ON post FROM public",
        "UPDATE talk SET role = 'x'",
    ],
)
def test_it_stays_in_one_database(sql):
    assert not SERVER_WIDE.search(sql)


def test_a_refusal_is_one_sentence_whatever_was_wanted():
    refused = Refused("another program, sh -c 'ls\nrm x'")
    assert refused.refusal.what == "another program, sh -c 'ls"
    assert str(refused) == str(refused.refusal)
    assert str(refused).endswith("so it refused another program, sh -c 'ls.")
