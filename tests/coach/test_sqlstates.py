"""The names of PostgreSQL's codes are those that its drivers print."""

from __future__ import annotations

import re

import asyncpg
import psycopg.errors
import psycopg2.errors

from migration_lab.backends.postgresql.sqlstates import sqlstate, sqlstates
from migration_lab.coach import catalogue


def test_psycopg_has_the_same() -> None:
    classes = {name: getattr(one, "sqlstate", None) for name, one in vars(psycopg.errors).items()}
    assert sqlstates() == {name: code for name, code in classes.items() if isinstance(code, str) and len(code) == 5}


def test_psycopg2_and_asyncpg_name_them_alike() -> None:
    for name in ("NotNullViolation", "UniqueViolation", "UndefinedTable", "CannotCoerce", "LockNotAvailable"):
        assert sqlstate(name) == getattr(psycopg.errors, name).sqlstate
        assert hasattr(psycopg2.errors, name)
        assert sqlstate(f"{name}Error") == getattr(asyncpg.exceptions, f"{name}Error").sqlstate


def test_a_name_that_is_none_has_no_code() -> None:
    assert sqlstate("OperationalError") == ""


def test_every_code_of_the_catalogue_is_known() -> None:
    codes = {code for entry in catalogue().values() for sign in entry.signs for code in sign.code}
    assert {code for code in codes if re.fullmatch(r"[0-9A-Z]{5}", code)} <= {*sqlstates().values()}
