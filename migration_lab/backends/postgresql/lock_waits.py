"""Find out who waits for whose lock on a PostgreSQL server. Only reads what the server says of its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from migration_lab.backends.plain_sql import plain
from migration_lab.backends.postgresql.sessions import literal
from migration_lab.values.waits import Holder, Wait

WAITS = """
SELECT waiting.pid, coalesce(locked.name, ''), holder.pid, coalesce(holder.application_name, ''),
    coalesce(holder.state, ''), coalesce(extract(epoch FROM clock_timestamp() - holder.state_change)::int, 0),
    coalesce(holder.application_name = {0}, false)
FROM pg_stat_activity AS waiting
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocking (pid)
JOIN pg_stat_activity AS holder ON holder.pid = blocking.pid
LEFT JOIN LATERAL (
    SELECT relation::regclass::text AS name FROM pg_locks
    WHERE pg_locks.pid = waiting.pid AND NOT granted AND relation IS NOT NULL LIMIT 1
) AS locked ON true
WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock' AND waiting.application_name = {0}
ORDER BY waiting.pid, holder.pid
"""


def waits_of(connection: Any, session: str) -> Sequence[Wait]:
    """Return what those sessions of this database wait for that have this name."""
    found: dict[int, list[Any]] = {}
    for row in plain(connection, WAITS.format(literal(session))).fetchall():
        found.setdefault(row[0], []).append(row)
    return [
        Wait(pid, rows[0][1], tuple(Holder(*map_row(row)) for row in rows), all(row[6] for row in rows))
        for pid, rows in found.items()
    ]


def map_row(row: Any) -> tuple[int, str, str, int]:
    return int(row[2]), str(row[3]), str(row[4]), int(row[5])
