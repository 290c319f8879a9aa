"""Run a Jupyter server without what it would import and never use: ``python -m migration_lab.lean_server MODULE …``.

That is up to a third of its memory, and a part of the time that it takes to start. It touches no database.
"""

from __future__ import annotations

import runpy
import sys

from migration_lab.left_out import import_without
from migration_lab.postponed import import_postponing

UNUSED = {
    "rfc3987_syntax": "jsonschema",  # a grammar of international addresses, which no schema of Jupyter's asks for
    "httpx._main": "httpx",  # the command line of httpx
}
"""The optional parts that are left out, and what would import them."""

PERSONS_SERVER = "jupyterhub.singleuser"
HUBS_OWN = {
    "jupyterhub.handlers.pages": {"HealthCheckHandler": type("HealthCheckHandler", (), {})},
    "jupyterhub.orm": {},
    "jupyterhub.roles": {},
    "sqlalchemy": {},
    "sqlalchemy.exc": {"SQLAlchemyError": type("SQLAlchemyError", (Exception,), {})},
}
"""What a person's server has in common with the hub, and would import: the hub's pages, and its tables with SQLAlchemy
and Alembic. It asks the hub over HTTP, so it serves none of these pages, and opens no database of the hub's."""


def leave_out() -> None:
    """Leave them out of this process; call it before anything of Jupyter is imported."""
    for part, module in UNUSED.items():
        import_without(part, module)


def main() -> None:
    """Run the module that is named first, with the other words as its arguments, as ``python -m`` does."""
    leave_out()
    del sys.argv[0]
    if sys.argv[0] == PERSONS_SERVER:
        import_postponing(PERSONS_SERVER, HUBS_OWN)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
