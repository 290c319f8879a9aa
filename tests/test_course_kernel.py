"""A kernel of the course, as ``migration-lab`` starts it: it forks its warm process, and holds nothing needless."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from migration_lab.cli import JUPYTER
from migration_lab.machine import may_fork_itself
from tests.benchmarks.bench_commands import evaluate
from tests.notebook_environment import notebook_environment

pytestmark = pytest.mark.skipif(not may_fork_itself(), reason="here a kernel does not fork its warm process")

PATIENCE = 120.0
OPEN = """
import sys, threading
from migration_lab import lab
lab.open("03")
desk = lab.session.current().desk
desk.hear({"what": "seen"}, lambda answer: None)
str(lab.board())
get_ipython().run_line_magic("flask", "db current")
"""
NEEDLESS = {
    "_pydevd_bundle": "the debugger, which sees nothing of a command",
    "apsw": "a driver that no chapter uses",
    "asyncpg": "a driver that no chapter uses",
    "debugpy": "the debugger",
    "jedi": "imported when somebody asks for a completion",
    "matplotlib": "only for plots",
    "numpy": "only for plots",
    "pandas": "nothing here makes data frames",
    "parso": "imported with jedi",
    "psycopg": "only with a PostgreSQL",
    "psycopg2": "only with a PostgreSQL",
    "rfc3987_syntax": "only in the server, and not there either",
    "xmlrpc": "imported with the debugger",
}
"""Packages that would be in every kernel's memory for nothing, and why nothing needs them."""


def wait(until: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


class Kernel:
    """A kernel with chapter 03 open and its board on a page."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.process = psutil.Process(manager.provisioner.pid)
        self.manager = manager
        self.client = client

    def tell(self, code: str, name: str = "None") -> str:
        return evaluate(self.client, code, name)

    @property
    def warm(self) -> psutil.Process:
        """The process whose own child is the guardian."""
        return next(one for one in self.process.children() if any(child.name() == "sh" for child in one.children()))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    specs = KernelSpecManager(kernel_dirs=[str(JUPYTER / "kernels")])
    manager = KernelManager(kernel_name="python3", kernel_spec_manager=specs)
    manager.start_kernel(env=notebook_environment(tmp_path_factory.mktemp("kernel")), stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(PATIENCE)
        one = Kernel(manager, client)
        one.tell(OPEN)
        yield one
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_the_warm_process_is_a_fork_of_the_kernel(kernel: Kernel) -> None:
    assert kernel.warm.cmdline() == kernel.process.cmdline()
    used = "used = str(lab.session.runner().warm.now.process.pid)"
    assert int(kernel.tell(used, "used")) == kernel.warm.pid
    assert os.getsid(kernel.warm.pid) == kernel.warm.pid


def test_what_alembic_prints_appears_although_the_kernel_has_imported_it_before_the_fork(kernel: Kernel) -> None:
    code = "from IPython.utils.capture import capture_output\nwith capture_output() as shown:\n    "
    said = kernel.tell(code + 'get_ipython().run_line_magic("flask", "db heads")', "shown.stdout")
    assert "(head)" in said


def test_nothing_needless_is_in_the_kernel_with_the_board_open(kernel: Kernel) -> None:
    listed = kernel.tell("names = ' '.join({name.partition('.')[0] for name in sys.modules})", "names")
    assert {"migration_lab", "ipykernel", "sqlalchemy"} <= set(listed.split())
    assert set(listed.split()) & NEEDLESS.keys() == set()


def test_what_was_left_out_can_be_imported_all_the_same(kernel: Kernel) -> None:
    code = "import importlib.util\nfound = str(importlib.util.find_spec('debugpy') is not None)"
    assert kernel.tell(code, "found") == "True"


def test_the_current_folder_can_be_imported_from_behind_the_standard_library(kernel: Kernel) -> None:
    assert json.loads(kernel.tell("import json\nplace = json.dumps(sys.path.index(''))", "place")) > 0


def test_an_interrupt_of_the_kernel_leaves_the_warm_process_alone(kernel: Kernel) -> None:
    warm = kernel.warm.pid
    message = kernel.client.execute("import time\nwhile True: time.sleep(0.1)")
    wait(lambda: kernel.client.get_iopub_msg(timeout=PATIENCE)["header"]["msg_type"] == "execute_input")
    kernel.manager.interrupt_kernel()
    wait(lambda: kernel.client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") == message)
    assert kernel.tell('code = str(lab.run("db current").result.exit_code)', "code") == "0"
    assert kernel.warm.pid == warm


def test_after_the_warm_process_was_killed_the_cell_works_when_it_is_run_again(kernel: Kernel) -> None:
    killed = kernel.warm.pid
    kernel.warm.send_signal(signal.SIGKILL)
    again = """
from migration_lab.errors import LabError
said = "nothing"
try:
    lab.run("db current")
except LabError as error:
    said = str(error)
code = str(lab.run("db current").result.exit_code)
"""
    assert kernel.tell(again, "code") == "0"
    assert kernel.warm.pid != killed


def test_when_the_kernel_is_killed_nothing_of_it_is_left(kernel: Kernel) -> None:
    left = kernel.process.children(recursive=True)
    assert len(left) >= 2
    kernel.process.kill()
    wait(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in left))


def test_what_is_imported_beforehand_is_frozen_so_that_no_collection_touches_it() -> None:
    code = "import gc\nfrom migration_lab.child.warm import prepare\nprepare()\n"
    code += "print(gc.get_freeze_count() > 100 * len(gc.get_objects()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_a_fork_that_somebody_else_has_waited_for_has_ended() -> None:
    code = """
import os
from migration_lab.project.commands.forked_process import ForkedProcess
errors, end = os.pipe()
pid = os.fork()
if not pid:
    os._exit(3)
os.waitpid(pid, 0)
print(ForkedProcess(pid, errors).wait(60))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_a_package_that_starts_a_thread_is_no_reason_to_fork(tmp_path: Path) -> None:
    code = """
import threading
from migration_lab import course_kernel
from migration_lab.project.commands import forked_process
threading.Thread(target=threading.Event().wait, daemon=True).start()
course_kernel.fork_warm_process()
print(forked_process.take())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "None\n"
