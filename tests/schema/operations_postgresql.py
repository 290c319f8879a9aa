"""What only PostgreSQL has beside its tables, made by ``op.execute``: more of the catalogue."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError

from tests.schema.operations import Expected, case, on_postgresql, on_sqlite, sql

TAX = "CREATE FUNCTION tax(price numeric) RETURNS numeric LANGUAGE sql RETURN price * 0.2"
TIDY = "CREATE PROCEDURE tidy(days integer) LANGUAGE sql AS 'DELETE FROM talk WHERE minutes < days'"
TOUCH = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN {}; END'"


def only_postgresql(title: str, change: str, expected: Expected, given: str = "") -> None:
    """A case that SQLite has no words for: there it is an error."""
    begin = on_postgresql(given) if given else lambda op: on_sqlite(op)
    case(f"execute, {title}", sql(change), sqlite=OperationalError, postgresql=expected, given=begin)


# Functions

only_postgresql("a function", TAX, "+ function tax(numeric)  RETURNS numeric  LANGUAGE sql")
only_postgresql(
    "a function dropped", "DROP FUNCTION tax", "- function tax(numeric)  RETURNS numeric  LANGUAGE sql", TAX
)
only_postgresql(
    "a function with another body",
    TAX.replace("CREATE", "CREATE OR REPLACE").replace("0.2", "0.1"),
    "~ function tax(numeric)  new definition",
    TAX,
)
only_postgresql(
    "a function that is no longer volatile",
    "ALTER FUNCTION tax IMMUTABLE",
    "~ function tax(numeric)  new definition",
    TAX,
)
only_postgresql(
    "another function of the same name",
    TAX.replace("price numeric", "price numeric, since date"),
    "+ function tax(numeric, date)  RETURNS numeric  LANGUAGE sql",
    TAX,
)
only_postgresql(
    "a function in another language",
    TOUCH.format("OLD").replace("CREATE", "CREATE OR REPLACE"),
    "~ function touch()  LANGUAGE internal → plpgsql, new definition",
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE internal AS 'suppress_redundant_updates_trigger'",
)
only_postgresql(
    "what a trigger runs",
    TOUCH.format("OLD").replace("CREATE", "CREATE OR REPLACE"),
    "~ function touch()  new definition",
    f"{TOUCH.format('NEW')}; CREATE TRIGGER stamp BEFORE UPDATE ON talk FOR EACH ROW EXECUTE FUNCTION touch()",
)
only_postgresql("a procedure", TIDY, "+ procedure tidy(integer)  LANGUAGE sql")
only_postgresql("a procedure dropped", "DROP PROCEDURE tidy", "- procedure tidy(integer)  LANGUAGE sql", TIDY)
only_postgresql(
    "an aggregate",
    "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
    "+ aggregate total(integer)  RETURNS integer  LANGUAGE internal",
)

# Extensions

only_postgresql("an extension", "CREATE EXTENSION citext", "+ extension citext  1.8")
only_postgresql(
    "an extension in a schema of its own",
    "CREATE SCHEMA more; CREATE EXTENSION pg_stat_statements SCHEMA more",
    """
    + schema more
    + extension pg_stat_statements  1.12  in schema more
    """,
)
only_postgresql("an extension dropped", "DROP EXTENSION hstore", "- extension hstore  1.8", "CREATE EXTENSION hstore")
only_postgresql(
    "an extension updated",
    "ALTER EXTENSION citext UPDATE TO '1.8'",
    "~ extension citext  version 1.6 → 1.8",
    "CREATE EXTENSION citext VERSION '1.6'",
)
only_postgresql(
    "an extension moved",
    "ALTER EXTENSION citext SET SCHEMA more",
    "~ extension citext  schema the default one → more",
    "CREATE SCHEMA more; CREATE EXTENSION citext",
)

# Domains

only_postgresql(
    "a domain",
    "CREATE DOMAIN price AS numeric(8, 2) DEFAULT 0 NOT NULL CONSTRAINT paid CHECK (VALUE >= 0)",
    "+ domain price  numeric(8,2)  NOT NULL  DEFAULT 0  CHECK (VALUE >= 0::numeric)",
)
only_postgresql("a domain dropped", "DROP DOMAIN price", "- domain price  integer  NULL", "CREATE DOMAIN price AS int")
only_postgresql(
    "a domain with another rule",
    "ALTER DOMAIN price DROP CONSTRAINT paid; ALTER DOMAIN price SET NOT NULL; ALTER DOMAIN price SET DEFAULT 1;"
    "ALTER DOMAIN price ADD CONSTRAINT dear CHECK (VALUE > 9) NOT VALID",
    "~ domain price  NULL → NOT NULL, default none → 1, - paid CHECK (VALUE > 0), + dear CHECK (VALUE > 9) NOT VALID",
    "CREATE DOMAIN price AS integer CONSTRAINT paid CHECK (VALUE > 0)",
)

# Extended statistics

only_postgresql(
    "extended statistics",
    "CREATE STATISTICS pairs ON title, minutes FROM talk",
    "+ statistics pairs  on talk(title, minutes)",
)
only_postgresql(
    "extended statistics of some kinds, on an expression",
    "CREATE STATISTICS pairs (ndistinct, mcv) ON lower(title), minutes FROM talk",
    "+ statistics pairs  on talk(minutes, lower(title::text))  ndistinct  mcv",
)
only_postgresql(
    "extended statistics dropped",
    "DROP STATISTICS pairs",
    "- statistics pairs  on talk(title, minutes)",
    "CREATE STATISTICS pairs ON title, minutes FROM talk",
)
only_postgresql(
    "extended statistics made finer",
    "ALTER STATISTICS pairs SET STATISTICS 500",
    "~ statistics pairs  TARGET default → 500",
    "CREATE STATISTICS pairs ON title, minutes FROM talk",
)
