"""Run each command in a fresh interpreter. This is slow, but works everywhere, also on Windows.

That interpreter runs this module: ``python -m migration_lab.child.fresh REQUEST REPORT``, where the two are JSON files.
Its standard input is connected to the lab: when it closes, the lab is gone, and the command ends too.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from migration_lab.child.ending import Ending
from migration_lab.values.typed_json import decode
from migration_lab.values.wire import Request


def main() -> None:
    ending = Ending()
    request_file, report_file = map(Path, sys.argv[1:3])
    follow_the_lab()
    request = decode(Request, request_file.read_text(encoding="utf-8"))
    from migration_lab.child.execute import execute
    from migration_lab.child.preload import preload_commands
    from migration_lab.child.shadowed import stand_in_front

    preload_commands()
    if request.in_front is not None:
        stand_in_front(request.in_front, request.at_start or ())

    def send(text: str) -> None:
        half = report_file.with_suffix(".part")
        half.write_text(text, encoding="utf-8")
        half.replace(report_file)

    ending.command(send)
    ending.exit_code = execute(request, ending, str(report_file.parent))
    sys.exit(ending.exit_code)


def follow_the_lab() -> None:
    """End this process, and on POSIX all that it started, when the lab's end of standard input closes."""
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def wait() -> None:
        if os.read(line, 1) == b"":
            if hasattr(os, "killpg"):
                os.killpg(os.getpgrp(), signal.SIGKILL)
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    main()
