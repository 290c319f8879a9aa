"""Ways in which a project's own code could write to its PostgreSQL, as Python to be run in there.

Each reads ``DSN``, the server's address as libpq has it, ``URL``, as SQLAlchemy has it, and ``PG8000`` and ``ASYNCPG``,
as those have it.
"""

from __future__ import annotations

TABLE = "'CREATE TABLE attacked (x integer)'"
ENGINE = "from sqlalchemy import create_engine, text\ne = create_engine(URL.replace('psycopg', {driver!r}))\n"
ENGINE_PG8000 = (
    "from sqlalchemy import create_engine, text\ne = create_engine('postgresql+pg8000://', connect_args=PG8000)\n"
)


def driver(name: str, text: str) -> str:
    made = ENGINE_PG8000 if name == "pg8000" else ENGINE.format(driver=name)
    return f"{made}c = e.raw_connection().driver_connection\n{text}"


ATTACKS = {
    "psycopg": f"import psycopg\nwith psycopg.connect(DSN) as c: c.execute({TABLE})",
    "psycopg, class": f"from psycopg import Connection\nwith Connection.connect(DSN) as c: c.execute({TABLE})",
    "psycopg, async": "import asyncio, psycopg\nasync def go():\n"
    f"    async with await psycopg.AsyncConnection.connect(DSN) as c: await c.execute({TABLE})\nasyncio.run(go())",
    "psycopg, libpq": f"import psycopg; psycopg.pq.PGconn.connect(DSN.encode()).exec_({TABLE}.encode())",
    "psycopg, imported anew": "import sys\nfor n in [n for n in sys.modules if n.startswith('psycopg')]: "
    f"sys.modules.pop(n)\nimport psycopg\nwith psycopg.connect(DSN) as c: c.execute({TABLE})",
    "psycopg, reloaded": "import importlib, psycopg, psycopg.generators\n"
    "for m in (psycopg.generators, psycopg.connection, psycopg): importlib.reload(m)\n"
    f"with psycopg.connect(DSN) as c: c.execute({TABLE})",
    "psycopg2": f"import psycopg2\nwith psycopg2.connect(DSN) as c: c.cursor().execute({TABLE})",
    "psycopg2, class": f"import psycopg2.extensions as e\nwith e.connection(DSN) as c: c.cursor().execute({TABLE})",
    "psycopg2, heir": f"import psycopg2.extras as e\nc = e.DictConnection(DSN)\nwith c: c.cursor().execute({TABLE})",
    "psycopg2, in C": f"import psycopg2._psycopg as p\nwith p._connect(DSN) as c: c.cursor().execute({TABLE})",
    "psycopg2, pool": "from psycopg2.pool import SimpleConnectionPool as P\n"
    f"with P(1, 1, DSN).getconn() as c: c.cursor().execute({TABLE})",
    "pg8000": f"import pg8000.dbapi as p; c = p.connect(**PG8000); c.cursor().execute({TABLE}); c.commit()",
    "pg8000, native": f"import pg8000.native as p; p.Connection(**PG8000).run({TABLE})",
    "asyncpg": "import asyncio, asyncpg\nasync def go():\n    c = await asyncpg.connect(**ASYNCPG)\n"
    f"    await c.execute({TABLE}); await c.close()\nasyncio.run(go())",
    "engine": ENGINE.format(driver="psycopg") + f"with e.begin() as c: c.execute(text({TABLE}))",
    "engine, psycopg2": ENGINE.format(driver="psycopg2") + f"with e.begin() as c: c.execute(text({TABLE}))",
    "engine, pg8000": ENGINE_PG8000 + f"with e.begin() as c: c.execute(text({TABLE}))",
    "engine, async": "import asyncio\nfrom sqlalchemy import text\nfrom sqlalchemy.ext.asyncio import "
    "create_async_engine\nasync def go():\n    async with create_async_engine(URL).begin() as c: await "
    f"c.execute(text({TABLE}))\nasyncio.run(go())",
    "engine, asyncpg": "import asyncio\nfrom sqlalchemy import text\nfrom sqlalchemy.ext.asyncio import "
    "create_async_engine\nasync def go():\n    async with create_async_engine(URL.replace('psycopg', 'asyncpg'))."
    f"begin() as c: await c.execute(text({TABLE}))\nasyncio.run(go())",
    "engine, creator": "import psycopg\nfrom sqlalchemy import create_engine, text\nwith create_engine(URL, "
    f"creator=lambda: psycopg.connect(DSN)).begin() as c: c.execute(text({TABLE}))",
    "read write, option": ENGINE.format(driver="psycopg")
    + f"with e.connect().execution_options(postgresql_readonly=False) as c: c.execute(text({TABLE})); c.commit()",
    "replication slot": driver("psycopg", "c.execute(\"SELECT pg_create_physical_replication_slot('attacked')\")"),
    "replication origin": driver(
        "psycopg", "c.execute(\"SELECT pg_replication_origin_create('attacked')\"); c.commit()"
    ),
    "role": driver("psycopg", "c.execute('CREATE ROLE attacked'); c.commit()"),
    "role, psycopg2": driver("psycopg2", "c.cursor().execute('CREATE ROLE attacked'); c.commit()"),
    "role, pg8000": driver("pg8000", "c.cursor().execute('CREATE ROLE attacked'); c.commit()"),
}
NEEDED = ("psycopg2", "pg8000", "asyncpg")
