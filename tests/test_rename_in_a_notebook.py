"""Was this a rename? Asked in a notebook, and answered there, also by a kernel that was restarted in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebook_kernel import OPEN, Kernel

RENAME = """\
from pathlib import Path
models = Path("models.py").read_text()
_ = Path("models.py").write_text(models.replace("    phone:", "    mobile:"))"""
ANSWER = "%flask db migrate -m mobile --renamed speaker.phone=speaker.mobile"


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    made = Kernel(tmp_path)
    yield made
    made.close()


def test_the_answer_works_after_a_restart_and_undo_takes_it_back(kernel: Kernel) -> None:
    kernel.run(OPEN)
    kernel.run(RENAME)
    asked = kernel.run('%flask db migrate -m "mobile"').text
    assert "Was speaker.phone renamed to speaker.mobile?" in asked
    assert f"\n    {ANSWER}\n  If it was not, leave the draft as it is.\n" in asked
    assert "would fit into mobile" in asked
    assert "If that is one column with a new name" not in asked, "the question says it, and more"
    kernel.restart()
    kernel.run(OPEN.replace('"03"', '"03", resume=True'))
    answered = kernel.run(ANSWER)
    assert answered.error is None
    assert "again, with the answer" in answered.text
    assert "Renamed 'speaker.phone' to 'speaker.mobile'" in answered.text
    assert "Was speaker.phone" not in answered.text
    upgraded = kernel.run("%flask db upgrade").text
    assert "renamed speaker.phone → mobile" in upgraded
    kernel.run("lab.undo()")
    assert "Undone: flask db migrate" in kernel.run("lab.undo()").text
    read = 'from pathlib import Path\nprint(next(Path("migrations/versions").glob("*mobile*")).read_text())'
    assert "drop_column" in kernel.run(read).text


def test_an_answer_that_does_not_fit_is_one_short_error(kernel: Kernel) -> None:
    kernel.run(OPEN)
    kernel.run(RENAME)
    name, message = kernel.run("%flask db migrate --renamed speaker.fax=speaker.mobile").error or ("", "")
    assert name == "LabError"
    assert message.startswith("--renamed speaker.fax=speaker.mobile does not fit this draft, so nothing was written")
