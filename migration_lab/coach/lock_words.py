"""Say for whose lock a command waits. Touches nothing."""

from __future__ import annotations

from migration_lab.values.waits import Holder, Wait
from migration_lab.values.wording import listed

ITSELF = (
    "The command waits for itself: it has two connections, and one waits for what the other has not committed. It "
    "would wait for ever, so interrupt it. A script should use op.get_bind(), and not db.session.\n"
)


def wait_lines(wait: Wait) -> str:
    """Say it in whole lines, to whoever watches the command."""
    if wait.own:
        return ITSELF
    goes = "that session commits or rolls back" if len(wait.holders) == 1 else "they commit or roll back"
    return (
        f"The command waits for a lock{f' on {wait.on}' if wait.on else ''}, which {holders(wait)} holds. It goes on "
        f"when {goes}. Others who want the table wait behind it meanwhile, so interrupt it if that may take long.\n"
    )


def holders(wait: Wait) -> str:
    return listed(map(described, wait.holders))


def described(holder: Holder) -> str:
    """Name a session: ``session 4711 (psql, idle in transaction for 3 minutes)``."""
    state = f"{holder.state} for {lasting(holder.seconds)}" if holder.state else ""
    about = ", ".join(filter(None, (holder.program, state)))
    return f"session {holder.pid} ({about})" if about else f"session {holder.pid}"


def lasting(seconds: int) -> str:
    """Say how long: ``5 seconds``, ``3 minutes``, ``2 hours``."""
    number, unit = next(
        (seconds // size, unit)
        for size, unit in ((3600, "hour"), (60, "minute"), (1, "second"))
        if seconds >= size or size == 1
    )
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
