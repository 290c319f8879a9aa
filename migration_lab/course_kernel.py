"""Start a kernel of the course: import what commands need, fork the warm process, then become the IPython kernel.

``python -m migration_lab.course_kernel -f FILE`` takes the options of ``ipykernel_launcher``. What the kernel and its
warm process have both imported is in memory once. Where it may not fork, the first command starts what it needs, as in
any other kernel. It touches no database.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from pathlib import Path

from migration_lab.left_out import import_without
from migration_lab.machine import may_fork_itself


def main() -> None:
    if may_fork_itself():
        fork_warm_process()
    # JupyterLab's debugger stops in a cell; models and scripts run in other processes, where it sees nothing.
    import_without("debugpy", "ipykernel.debugger")
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


def fork_warm_process() -> None:
    """Fork it, and keep it for the first who asks; where that cannot be, the first command starts one."""
    from migration_lab.child.warm import prepare, serve
    from migration_lab.project.commands import forked_process

    ending = prepare()
    if threading.active_count() > 1:  # a package has started a thread, which no fork would have
        return
    ours, theirs = socket.socketpair()
    errors, errors_end = os.pipe()
    pid = os.fork()
    if not pid:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        nothing = os.open(os.devnull, os.O_RDWR)
        for source, target in ((nothing, 0), (nothing, 1), (errors_end, 2)):
            os.dup2(source, target)
        for descriptor in (nothing, errors, errors_end):
            os.close(descriptor)
        ours.close()
        serve(ending, theirs)
        sys.exit(0)
    theirs.close()
    os.close(errors_end)
    forked_process.keep(ours, forked_process.ForkedProcess(pid, errors))


if __name__ == "__main__":
    # As ipykernel_launcher does; IPython puts the current folder back, behind the standard library.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    main()
