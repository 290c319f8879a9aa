"""Edit cells in a real kernel: what they show, a second run, errors that are one short message, and the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import magics
from migration_lab.kernel import session
from migration_lab.kernel.desk import Desk
from tests.desk import open_desk, wait
from tests.notebook_kernel import OPEN, Kernel
from tests.test_board_follows import state_of

ADD = """\
%%edit models.py
     name: Mapped[str] = mapped_column(String(80))
     phone: Mapped[str | None] = mapped_column(String(20))
+    nickname: Mapped[str | None] = mapped_column(String(40))
...
-        return {"id": self.id, "name": self.name, "phone": self.phone}
+        return {"id": self.id, "name": self.name, "nickname": self.nickname}
"""
SHOWN = """\
models.py: 1 line changed, 1 line added
    15      name: Mapped[str] = mapped_column(String(80))
    16      phone: Mapped[str | None] = mapped_column(String(20))
  + 17      nickname: Mapped[str | None] = mapped_column(String(40))
    18
    19      def to_dict(self) -> dict[str, object]:
  - 19          return {"id": self.id, "name": self.name, "phone": self.phone}
  + 20          return {"id": self.id, "name": self.name, "nickname": self.nickname}
    21
    22
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    made = Kernel(tmp_path_factory.mktemp("lab"))
    yield made
    made.close()


def test_an_edit_cell_changes_the_file_and_shows_it_and_its_second_run_is_harmless(kernel: Kernel) -> None:
    kernel.run(OPEN)
    cell = kernel.run(ADD)
    assert cell.error is None
    assert cell.text == SHOWN
    assert "+ 17      <ins>nickname" in cell.html
    assert "column speaker.nickname" in kernel.run("lab.places()").text
    again = kernel.run(ADD)
    assert (again.error, again.text) == (None, "models.py is already so: nothing changed\n")
    drafted = kernel.run('%flask db migrate -m "add nickname"').text
    assert "Detected added column 'speaker.nickname'" in drafted
    kernel.run("lab.undo()")
    assert kernel.run(ADD).text == "models.py is already so: nothing changed\n", "an undo leaves the models"


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("%%edit model.py\n x\n+y", "There is no file model.py in 03/. Did you mean models.py?"),
        ("%%edit models.py\nclass Talk(db.Model):\n+    x", "Line 1 below %%edit begins with 'c'"),
        ("%%edit models.py\n     id: Mapped[int] = mapped_column(primary_key=True)\n+    x", "has these lines 3 times"),
        ("%%edit models.py\n     title: Mapped[str]\n+    x", "is not what the cell has."),
    ],
)
def test_a_cell_that_does_not_fit_is_one_short_message(kernel: Kernel, cell: str, message: str) -> None:
    kernel.run(OPEN)
    failed = kernel.run(cell)
    assert failed.error is not None
    assert failed.error[0] == "LabError"
    assert message in failed.error[1]
    assert len(failed.traceback.splitlines()) <= 5
    assert failed.text == ""


def test_before_a_chapter_is_open_it_says_so(kernel: Kernel) -> None:
    kernel.restart()
    kernel.run("from migration_lab import lab")
    name, message = kernel.run(ADD).error or ("", "")
    assert name == "NothingOpen"
    assert message.startswith("Nothing is open in this kernel yet")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as made:
        yield made


def test_the_board_follows_an_edit_cell(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    wait(lambda: state_of(desk) == "in step")
    line, _, body = ADD.removeprefix("%%edit ").partition("\n")
    magics.edit(line, body)
    wait(lambda: state_of(desk) == "models ahead")
    assert capsys.readouterr().out == SHOWN
    assert session.current().project.path.joinpath("models.py").read_text(encoding="utf-8").count("nickname: ") == 1
