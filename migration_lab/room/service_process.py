"""Run a module as a service of the hub, and end it as soon as the hub is gone: python -m … MODULE [WORDS].

A hub that was killed ends none of its services, and the next one starts them again.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
import time


def end_without(parent: int, seconds: float = 1.0) -> None:
    """End this process as soon as its parent is another one."""
    while os.getppid() == parent:
        time.sleep(seconds)
    os._exit(0)


def main() -> None:
    threading.Thread(target=end_without, args=(os.getppid(),), daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
