"""Make this Python behave as on macOS, as far as that can be had on Linux. Python runs it at its start.

- Our package sees ``darwin``, and so does not ask Linux for Landlock.
- A process that was forked is ended when it asks for the network's proxies, as Objective-C ends it there, unless the
  process from which it was forked was started with ``OBJC_DISABLE_INITIALIZE_FORK_SAFETY``.
- New processes of ``multiprocessing`` are spawned.

The temporary folder is a symbolic link, as ``/tmp`` is there: whoever starts this Python sees to that. It cannot show
names that differ in their case, or in how an accent is written, and lead to the same file; nor a crash within libpq.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import urllib.request

from seen_by_us import Seen, let_our_package_see

SAFE = os.environ.get("OBJC_DISABLE_INITIALIZE_FORK_SAFETY") == "YES"
STARTED = os.getpid()


def proxies() -> dict[str, str]:
    """Return the network's proxies, of which there are none; end a process that was forked."""
    if os.getpid() != STARTED and not SAFE:
        os.abort()
    return {}


urllib.request.getproxies = proxies
multiprocessing.set_start_method("spawn")
let_our_package_see(Seen(sys, {"platform": "darwin"}))
