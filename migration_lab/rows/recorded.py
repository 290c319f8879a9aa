"""Keep the recorded frames of one database only if they end where the database itself stands. Reads it, writes nothing.

So an animation that is made of them shows what really happened, or there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lab.backends.database import Database
from migration_lab.values.frames import ROLLBACK, Frame, TableFrame
from migration_lab.values.statement import Statement


def frames_of(live: Database, frames: Iterable[Frame], sql: Sequence[Statement]) -> tuple[Frame, ...]:
    """Return the frames of that database; none if they end otherwise than it stands now. Raises nothing.

    If a rollback took something back, one more frame says what the tables are after it.
    """
    reader = live.backend.frames
    place = reader.place(live.url) if reader is not None else None
    own = tuple(frame for frame in frames if frame.database == place)
    if reader is None or not own:
        return ()
    last = end_of(own)
    try:
        with live.reading() as connection, reader.cursor(connection) as cursor:
            names = reader.names(cursor)
            now = {name: reader.read(cursor, name) for name in last if name in names}
            back = [name for frame in own for name in frame.gone if name in names and name not in last]
            now |= {name: reader.read(cursor, name) for name in back}
    except Exception:  # of the driver's own, whichever that is: another program may hold the database just now
        return ()
    if now == last:
        return own
    if not any(sql[frame.statement].rolled_back for frame in own):
        return ()
    changed = tuple(one for name, one in now.items() if last.get(name) != one)
    return *own, Frame(ROLLBACK, own[-1].database, 1, (), changed, tuple(name for name in last if name not in now))


def end_of(frames: Iterable[Frame]) -> dict[str, TableFrame]:
    """Return the tables after the last of these frames, by name."""
    tables: dict[str, TableFrame] = {}
    for frame in frames:
        for one in (*frame.opening, *frame.tables):
            tables[one.table] = one
        for name in frame.gone:
            tables.pop(name, None)
    return tables
