"""A plugin for pytest: nbval's run of a notebook also tells whether the stored file is right to the byte.

nbval compares what the cells show, strictly, and nothing else. So each notebook gets one more test after its cells: it
takes the messages that the kernel has sent to nbval, has nbclient make a notebook of them, as it does for
``python -m tests.execute_notebooks``, and compares the file that this would write with the one that is there. No
notebook is executed twice.
"""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbval.plugin import IPyNbFile

from migration_lab.course.location import find_course
from migration_lab.course.progress_record import progress_file
from migration_lab.widgets.live import DRAWN
from tests.execute_notebooks import content_of, make_client, run_cells, same_everywhere

NAME = "is stored as python -m tests.execute_notebooks writes it"
MOST_LINES = 120

Message = dict[str, Any]


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, list[Any], list[Any]]:
    """Put our kind of file in the place of nbval's."""
    found = yield
    return [StoredNotebook.from_parent(parent, path=one.path) if type(one) is IPyNbFile else one for one in found]


class StoredNotebook(IPyNbFile):  # type: ignore[misc]
    """A notebook of which every message is kept that its kernel sends, and with one test more than it has cells."""

    def collect(self) -> Iterator[pytest.Item]:
        self.recorded = Recorded()
        yield from super().collect()
        yield StoredBytes.from_parent(self, name=NAME)

    def setup(self) -> None:
        """Begin without progress, as somebody who has not opened another notebook before."""
        progress_file(find_course()).unlink(missing_ok=True)
        super().setup()
        self.skip_compare += (DRAWN,)  # the stored file has none, see execute_notebooks; its HTML says the same
        self.kernel.get_message = partial(self.recorded.take, self.kernel.get_message)
        self.kernel.execute_cell_input = self._execute

    def _execute(self, source: str, allow_stdin: bool | None = None) -> str:
        """As nbval does it, but with a history, as everybody else has it: it counts the cells."""
        id: str = self.kernel.kc.execute(source, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)
        self.recorded.executed.append((source, id))
        return id


class Recorded:
    """What a kernel was asked, and what it said. It stands for a client of that kernel, which asks all that again."""

    def __init__(self) -> None:
        self.executed: deque[tuple[str, str]] = deque()
        """The cells' sources, each with the id of the message that asked for it."""
        self._said: dict[str, deque[Message]] = {"shell": deque(), "iopub": deque()}

    def take(self, get: Any, stream: str, timeout: float | None = None) -> Message:
        message: Message = get(stream, timeout=timeout)
        if message["msg_type"] == "stream":
            message["content"]["text"] = same_everywhere(message["content"]["text"])
        self._said[stream].append(message)
        return message

    def execute(self, source: str, **_options: Any) -> str:
        """Say the id of the message by which this cell was asked for. Raises ``LookupError`` when it was not."""
        if not self.executed or self.executed[0][0] != source:
            raise LookupError("not all of its cells were run before this test: name the notebook, not one of its cells")
        return self.executed.popleft()[1]

    @property
    def shell_channel(self) -> Channel:
        return Channel(self._said["shell"])

    @property
    def iopub_channel(self) -> Channel:
        return Channel(self._said["iopub"])


class Channel:
    def __init__(self, messages: deque[Message]) -> None:
        self._messages = messages

    def get_msg(self, timeout: float | None = None) -> Message:
        if not self._messages:
            raise LookupError("a cell was not run to its end")
        return self._messages.popleft()


class StoredBytes(pytest.Item):
    """Compares the file, once all cells have run."""

    def runtest(self) -> None:
        notebook = nbformat.read(self.path, as_version=4)
        client = make_client(notebook, self.path)
        client.kc = self.parent.recorded
        run_cells(client, self.path)
        wanted, there = content_of(notebook).decode(), self.path.read_bytes().decode()
        if wanted != there:
            raise StoredDiffers(difflib.unified_diff(there.splitlines(True), wanted.splitlines(True), "stored", "now"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, StoredDiffers):
            return f"Run python -m tests.execute_notebooks, read what changed, and commit it.\n\n{excinfo.value}"
        if isinstance(excinfo.value, LookupError):
            return f"{self.path.name}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.name} {NAME}"


class StoredDiffers(Exception):
    """The stored notebook is not what would be written."""

    def __init__(self, difference: Iterator[str]) -> None:
        lines = [line if line.endswith("\n") else f"{line}\n" for line in difference]
        more = f"… and {len(lines) - MOST_LINES} lines more\n" if len(lines) > MOST_LINES else ""
        super().__init__("".join(lines[:MOST_LINES]) + more)
