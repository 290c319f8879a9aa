"""Run a Jupyter server without what it would import and never use: ``python -m migration_lab.lean_server MODULE …``.

That is a fifth of its memory, and a part of the time that it takes to start. It touches no database.
"""

from __future__ import annotations

import runpy
import sys

from migration_lab.left_out import import_without

UNUSED = {
    "rfc3987_syntax": "jsonschema",  # a grammar of international addresses, which no schema of Jupyter's asks for
    "httpx._main": "httpx",  # the command line of httpx
}
"""The optional parts that are left out, and what would import them."""


def leave_out() -> None:
    """Leave them out of this process; call it before anything of Jupyter is imported."""
    for part, module in UNUSED.items():
        import_without(part, module)


def main() -> None:
    """Run the module that is named first, with the other words as its arguments, as ``python -m`` does."""
    leave_out()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
