"""Python that an app could run on its PostgreSQL while the lab looks at it, by the driver whose connection ``c`` is.

``TABLE`` makes a table, and ``LIFT`` is what a string holds that lets a session write, in words that no text shows.
"""

from __future__ import annotations

LIFT = "DO $$ BEGIN EXECUTE 'SET default_' || 'transaction_read' || '_only = off'; END $$"
IN_BLOCK = (
    "DO $$ BEGIN EXECUTE 'SET default_' || 'transaction_read' || '_only = off'; COMMIT; "
    "EXECUTE 'SET transaction_read' || '_only = off'; EXECUTE %r; COMMIT; END $$"
)
ASYNC = "async def go():\n    c = await connect()\n    {}\nrun(go())"

WRITES = {
    ("psycopg", "lifted for good"): "c.execute(LIFT); c.commit(); c.execute(TABLE); c.commit()",
    ("psycopg", "one string"): "c.autocommit = True; c.execute(f'{LIFT}; COMMIT; BEGIN; {TABLE}; COMMIT')",
    (
        "psycopg",
        "one string in a transaction",
    ): "c.execute('SELECT 1'); c.execute(f'{LIFT}; COMMIT; {TABLE}'); c.commit()",
    ("psycopg", "set and made"): "c.autocommit = True; c.execute(f'{LIFT}; SET TRANSACTION READ WRITE; {TABLE}')",
    ("psycopg", "block that commits"): "c.autocommit = True; c.execute(IN_BLOCK % TABLE)",
    ("psycopg", "autocommit"): "c.autocommit = True; c.execute(LIFT); c.execute(TABLE)",
    ("psycopg", "read_only"): "c.read_only = False; c.execute(TABLE); c.commit()",
    ("psycopg", "BEGIN READ WRITE"): "c.autocommit = True; c.execute('BEGIN READ WRITE'); c.execute(TABLE); "
    "c.execute('COMMIT')",
    ("psycopg", "SET TRANSACTION"): "c.execute('SET TRANSACTION READ WRITE'); c.execute(TABLE); c.commit()",
    ("psycopg", "transaction()"): "c.read_only = False\nwith c.transaction(): c.execute(TABLE)",
    ("psycopg", "AND CHAIN"): "c.execute('SELECT 1'); c.execute('COMMIT AND CHAIN'); "
    "c.execute('SET TRANSACTION READ WRITE'); c.execute(TABLE); c.commit()",
    ("psycopg", "pipeline"): "c.execute(LIFT); c.commit(); c.read_only = False\n"
    "with c.pipeline(): c.execute(TABLE)\nc.commit()",
    ("psycopg", "pipeline, autocommit"): "c.autocommit = True; c.execute(LIFT)\nwith c.pipeline(): c.execute(TABLE)",
    ("psycopg", "pipeline, committed"): "c.execute(LIFT); c.commit(); c.read_only = False\n"
    "with c.pipeline(): c.execute('SELECT 1'); c.commit(); c.execute(TABLE); c.commit()",
    ("psycopg", "executemany"): "c.execute(LIFT); c.commit(); c.cursor().executemany('INSERT INTO kept VALUES (%s)', "
    "[(8,), (9,)]); c.commit()",
    ("psycopg", "copy"): "c.execute(LIFT); c.commit()\n"
    "with c.cursor().copy('COPY kept FROM STDIN') as p: p.write_row((7,))\nc.commit()",
    ("psycopg", "prepared"): "c.autocommit = True; c.execute(LIFT); c.execute(TABLE, prepare=True)",
    ("psycopg", "sequence"): "c.execute(LIFT); c.commit(); c.execute(\"SELECT nextval('counted')\"); c.commit()",
    ("psycopg", "session"): "c.execute('SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE'); c.commit(); "
    "c.execute(TABLE); c.commit()",
    ("psycopg", "reset"): "c.execute('RESET ALL'); c.commit(); c.execute(TABLE); c.commit()",
    (
        "psycopg",
        "setting",
    ): "c.execute(\"SELECT set_config('transaction_read_only', 'off', false)\"); c.execute(TABLE); c.commit()",
    ("psycopg", "libpq"): "p = c.pgconn; p.exec_(LIFT.encode()); assert p.exec_(TABLE.encode()).status == 1",
    (
        "psycopg",
        "libpq, parameters",
    ): "p = c.pgconn; p.exec_(LIFT.encode()); assert p.exec_params(TABLE.encode(), []).status == 1",
    ("psycopg", "analyzed"): "c.execute('ANALYZE kept'); c.commit()",
    ("psycopg2", "base cursor"): "import psycopg2.extensions as x; x.cursor(c).execute(LIFT); c.commit(); "
    "x.cursor(c).execute(TABLE); c.commit()",
    (
        "psycopg2",
        "cursor factory",
    ): "from psycopg2.extras import NamedTupleCursor as N; k = c.cursor(cursor_factory=N); "
    "k.execute(LIFT); c.commit(); k.execute(TABLE); c.commit()",
    ("psycopg2", "cursor from a function"): "from psycopg2.extensions import cursor as k; "
    "k = c.cursor(cursor_factory=lambda *a, **n: k(*a, **n)); k.execute(LIFT); c.commit(); k.execute(TABLE); "
    "c.commit()",
    ("psycopg2", "readonly"): "c.readonly = False; c.cursor().execute(TABLE); c.commit()",
    ("psycopg2", "session"): "c.set_session(readonly=False, autocommit=True); c.cursor().execute(TABLE)",
    ("psycopg2", "one string"): "c.autocommit = True; c.cursor().execute(f'{LIFT}; COMMIT; BEGIN; {TABLE}; COMMIT')",
    ("psycopg2", "block that commits"): "c.autocommit = True; c.cursor().execute(IN_BLOCK % TABLE)",
    ("psycopg2", "autocommit"): "c.autocommit = True; c.cursor().execute(LIFT); c.cursor().execute(TABLE)",
    ("psycopg2", "isolation level"): "c.set_isolation_level(0); c.cursor().execute(LIFT); c.cursor().execute(TABLE)",
    ("psycopg2", "values"): "from psycopg2.extras import execute_values as e; c.cursor().execute(LIFT); c.commit(); "
    "e(c.cursor(), 'INSERT INTO kept VALUES %s', [(5,), (6,)]); c.commit()",
    ("psycopg2", "copy"): "import io; c.cursor().execute(LIFT); c.commit(); "
    "c.cursor().copy_from(io.StringIO('4'), 'kept'); c.commit()",
    ("psycopg2", "held cursor"): "c.cursor().execute(LIFT); c.commit(); k = c.cursor('k', withhold=True); "
    "k.execute('SELECT 1'); c.commit(); k.fetchall(); c.cursor().execute(TABLE); c.commit()",
    (
        "psycopg2",
        "called",
    ): "k = c.cursor(); k.callproc('set_config', ['default_transaction_read_only', 'off', False]); "
    "c.commit(); k.execute(TABLE); c.commit()",
    ("psycopg2", "large object"): "c.cursor().execute(LIFT); c.commit(); c.lobject(0, 'wb').write(b'x'); c.commit()",
    ("psycopg2", "reset"): "c.reset(); c.cursor().execute(LIFT); c.commit(); c.cursor().execute(TABLE); c.commit()",
    ("pg8000", "lifted for good"): "k = c.cursor(); k.execute(LIFT); c.commit(); k.execute(TABLE); c.commit()",
    ("pg8000", "autocommit"): "c.autocommit = True; k = c.cursor(); k.execute(LIFT); k.execute(TABLE)",
    ("pg8000", "one string"): "c.autocommit = True; c.cursor().execute(f'{LIFT}; COMMIT; BEGIN; {TABLE}; COMMIT')",
    ("pg8000", "block that commits"): "c.autocommit = True; c.cursor().execute(IN_BLOCK % TABLE)",
    ("pg8000", "set and made"): "k = c.cursor(); k.execute('BEGIN'); k.execute('SET TRANSACTION READ WRITE'); "
    "k.execute(TABLE); c.commit()",
    ("pg8000", "executemany"): "c.cursor().execute(LIFT); c.commit(); "
    "c.cursor().executemany('INSERT INTO kept VALUES (%s)', [(8,), (9,)]); c.commit()",
    ("asyncpg", "lifted for good"): ASYNC.format("await c.execute(LIFT); await c.execute(TABLE)"),
    ("asyncpg", "one string"): ASYNC.format("await c.execute(f'{LIFT}; COMMIT; BEGIN; {TABLE}; COMMIT')"),
    ("asyncpg", "block that commits"): ASYNC.format("await c.execute(IN_BLOCK % TABLE)"),
    ("asyncpg", "prepared"): ASYNC.format("await c.execute(LIFT); await c.fetch(TABLE)"),
    ("asyncpg", "many"): ASYNC.format(
        "await c.execute(LIFT); await c.executemany('INSERT INTO kept VALUES ($1)', [(8,), (9,)])"
    ),
    ("asyncpg", "transaction"): ASYNC.format(
        "await c.execute(LIFT)\n    async with c.transaction(): await c.execute(TABLE)"
    ),
    ("asyncpg", "copy"): ASYNC.format(
        "await c.execute(LIFT); await c.copy_records_to_table('kept', records=[(1,), (2,)])"
    ),
}

READS = {
    ("psycopg", "savepoint"): "c.execute('SAVEPOINT s')\ntry: c.execute('SELECT 1/0')\n"
    "except Exception: c.execute('ROLLBACK TO SAVEPOINT s')\nanswer = c.execute('SELECT x FROM kept').fetchall()",
    ("psycopg", "search_path"): "c.autocommit = True; c.execute('SET search_path TO pg_catalog, public'); "
    "answer = c.execute('SHOW search_path').fetchall()",
    ("psycopg", "isolation level"): "c.execute('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE'); "
    "answer = c.execute('SHOW transaction_isolation').fetchall()",
    ("psycopg", "isolation level, attribute"): "c.isolation_level = 3; "
    "answer = c.execute('SHOW transaction_isolation').fetchall()",
    ("psycopg", "reset"): "c.autocommit = True; c.execute('RESET ALL'); c.execute('DISCARD ALL'); "
    "answer = c.execute('SELECT x FROM kept').fetchall(), c.info.transaction_status.name",
    ("psycopg", "autocommit on and off"): "c.autocommit = True; a = c.execute('SELECT x FROM kept').fetchall(); "
    "c.autocommit = False; answer = a, c.execute('SELECT x FROM kept').fetchall(), c.info.transaction_status.name",
    ("psycopg", "transaction()"): "c.autocommit = True\nwith c.transaction():\n    with c.transaction(): "
    "answer = c.execute('SELECT x FROM kept').fetchall()",
    ("psycopg", "pipeline"): "with c.pipeline(): k = [c.execute('SELECT %s::int', [n]) for n in range(3)]\n"
    "answer = [one.fetchone() for one in k], c.info.transaction_status.name",
    ("psycopg", "pipeline, autocommit"): "c.autocommit = True\nwith c.pipeline(): "
    "k = [c.execute('SELECT %s::int', [n]) for n in range(3)]\n"
    "answer = [one.fetchone() for one in k], c.info.transaction_status.name",
    ("psycopg", "named cursor"): "k = c.cursor('k'); k.execute('SELECT generate_series(1, 3)'); answer = k.fetchall()",
    ("psycopg", "stream"): "answer = [*c.cursor().stream('SELECT generate_series(1, 3)')]",
    ("psycopg", "stream, autocommit"): "c.autocommit = True; "
    "answer = [*c.cursor().stream('SELECT generate_series(1, 3)')], c.info.transaction_status.name",
    ("psycopg", "copy"): "k = c.cursor()\nwith k.copy('COPY kept TO STDOUT') as p: answer = [*p.rows()]",
    ("psycopg", "several statements"): "k = c.execute('SELECT 1; SELECT 2'); a = k.fetchall(); k.nextset(); "
    "answer = a, k.fetchall()",
    ("psycopg", "words in a string"): "answer = c.execute(\"SELECT 'x; COMMIT; GRANT a TO b; NOTIFY c' -- ; COMMIT;\")"
    ".fetchall()",
    ("psycopg", "block"): 'c.execute("DO $$ BEGIN PERFORM 1; END $$"); c.commit(); answer = 1',
    ("psycopg", "failed, and again"): "try: c.execute('SELECT 1/0')\nexcept Exception: c.rollback()\n"
    "answer = c.execute('SELECT x FROM kept').fetchall()",
    ("psycopg", "lock"): "answer = c.execute('SELECT pg_try_advisory_lock(5), pg_advisory_unlock(5)').fetchall()",
    ("psycopg", "listen"): "c.autocommit = True; c.execute('LISTEN news'); answer = [*c.notifies(timeout=0)]",
    ("psycopg2", "named cursor"): "k = c.cursor('k'); k.execute('SELECT generate_series(1, 3)'); answer = k.fetchall()",
    ("psycopg2", "held cursor"): "k = c.cursor('k', withhold=True); k.execute('SELECT generate_series(1, 3)'); "
    "c.commit(); answer = k.fetchall()",
    ("psycopg2", "factories"): "from psycopg2 import extras\ndef ask(kind):\n"
    "    k = c.cursor(cursor_factory=kind); k.execute('SELECT x FROM kept WHERE x = %(x)s', {'x': 1}); "
    "return str(k.fetchone())\n"
    "answer = [*map(ask, (extras.RealDictCursor, extras.DictCursor, extras.NamedTupleCursor))]",
    ("psycopg2", "registered types"): "from psycopg2 import extras; extras.register_uuid(conn_or_curs=c); "
    "extras.register_default_jsonb(c); k = c.cursor(); "
    "extras.register_composite('pair', c); k.execute(\"SELECT '{\\\"a\\\": 1}'::jsonb\"); answer = k.fetchall()",
    ("psycopg2", "composed"): "from psycopg2 import sql; k = c.cursor(); "
    "k.execute(sql.SQL('SELECT x FROM {}').format(sql.Identifier('kept'))); answer = k.fetchall()",
    ("psycopg2", "autocommit"): "c.autocommit = True; k = c.cursor(); k.execute('SET search_path TO public'); "
    "k.execute('SHOW search_path'); answer = k.fetchall(), c.get_transaction_status(); c.autocommit = False",
    ("psycopg2", "isolation level"): "c.set_session(isolation_level='SERIALIZABLE'); k = c.cursor(); "
    "k.execute('SHOW transaction_isolation'); answer = k.fetchall()",
    ("psycopg2", "copy"): "import io; f = io.StringIO(); c.cursor().copy_expert('COPY kept TO STDOUT', f); "
    "c.cursor().copy_to(f, 'kept'); answer = f.getvalue()",
    ("psycopg2", "with"): "with c, c.cursor() as k: k.execute('SELECT 1')\nwith c, c.cursor() as k: "
    "k.execute('SELECT x FROM kept'); answer = k.fetchall()",
    ("psycopg2", "called"): "k = c.cursor(); k.callproc('abs', [-1]); answer = k.fetchall()",
    ("pg8000", "rows"): "k = c.cursor(); k.execute('SELECT x FROM kept WHERE x = %s', (1,)); answer = k.fetchall(); "
    "c.commit()",
    ("pg8000", "autocommit"): "c.autocommit = True; k = c.cursor(); k.execute('SET search_path TO public'); "
    "k.execute('SHOW search_path'); answer = k.fetchall()",
    ("pg8000", "savepoint"): "k = c.cursor(); k.execute('SAVEPOINT s'); k.execute('SELECT 1'); "
    "k.execute('ROLLBACK TO SAVEPOINT s'); k.execute('SELECT 2'); answer = k.fetchall()",
    (
        "asyncpg",
        "rows",
    ): "async def go():\n    c = await connect()\n    async with c.transaction(isolation='serializable'):\n"
    "        a = await c.fetch('SELECT x FROM kept WHERE x = $1', 1); b = [r async for r in c.cursor('SELECT 1')]\n"
    "    return str(a), str(b), str(await c.fetch('SELECT 2')), c.is_in_transaction()\nanswer = run(go())",
    ("asyncpg", "reset"): "async def go():\n    c = await connect()\n    await c.execute('SET search_path TO public')\n"
    "    a = await c.fetchval('SHOW search_path'); await c.reset(); return a\nanswer = run(go())",
}
