"""The lab as a notebook has it: in a real kernel, cell by cell, in the wrong order too."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from migration_lab.widgets.live import DRAWN
from tests.notebook_kernel import OPEN, Kernel
from tests.project.other_shapes import BINDS, blog, upgraded, write


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    made = Kernel(tmp_path_factory.mktemp("lab"))
    yield made
    made.close()


@pytest.fixture
def chapter(kernel: Kernel) -> Kernel:
    """The kernel with chapter 03 open at its starting point."""
    assert kernel.run(OPEN).error is None
    return kernel


def add_nickname(kernel: Kernel) -> None:
    kernel.run(
        'text = open("models.py").read()\n'
        "line = '    name: Mapped[str] = mapped_column(String(80))\\n'\n"
        "assert text.count(line) == 1\n"
        "nickname = '    nickname: Mapped[str | None] = mapped_column(String(40))\\n'\n"
        'open("models.py", "w").write(text.replace(line, line + nickname))'
    )


def test_a_chapter_opens_with_its_app_its_scripts_and_its_rows(chapter):
    assert "starting point" in chapter.run(OPEN).text
    record = "__import__('json').loads(Path('../progress.json').read_text())"
    assert chapter.run(f"from pathlib import Path\nprint({record}['opened'])").text == "03\n"
    assert chapter.run("lab.get('/speakers').status").text == "200\n"
    assert chapter.run("lab.rows('speaker').rows.count > 0").text == "True\n"
    assert "(head)" in chapter.run("%flask db current").text


def test_what_a_command_logs_is_on_its_card_and_all_else_is_printed(chapter):
    add_nickname(chapter)
    drafted = chapter.run('%flask db migrate -m "nickname"  # a draft')
    assert drafted.text.startswith(
        "flask db migrate -m nickname: wrote 1 script; no table changed\n  Detected added column"
    )
    assert "<summary>What <code>flask db migrate -m nickname</code> printed</summary>" in drafted.html
    assert "Generating migrations/versions/" in drafted.html
    cell = chapter.run("%flask db upgrade")
    assert cell.text.startswith("flask db upgrade: changed 1 table: speaker; revision ")
    assert "\n  + nickname" in cell.text
    assert "Running upgrade" in cell.html
    assert DRAWN in cell.mimes
    assert chapter.run("print(lab.last.difference)").text == "+ column speaker.nickname  VARCHAR(40)  NULL\n"
    assert chapter.run("lab.last.result.exit_code").text == "0\n"
    assert "Will assume non-transactional DDL" in chapter.run("%flask db upgrade").text  # there is no card
    assert chapter.run("%flask seed").text.startswith("Nothing to do")


def test_the_shell_and_the_magic_work_in_the_same_place_and_the_lab_notices(chapter):
    add_nickname(chapter)
    chapter.run('%flask db migrate -m "nickname"')
    assert "Running upgrade" in chapter.run("!flask db upgrade").text
    cell = chapter.run("%flask db current")
    assert cell.text.startswith(
        "Since the lab last looked, something else has changed the tables:\n+ column speaker.nickname"
    )


def test_a_failing_command_raises_one_short_error(chapter):
    cell = chapter.run("%flask db upgrade nowhere")
    assert "Can't locate revision identified by 'nowhere'" in cell.text
    assert cell.error == (
        "CommandFailed",
        "flask db upgrade nowhere ended with exit code 1; the reason is in the output above. Nothing was changed.",
    )
    assert cell.traceback.count("\n") == 0


def test_undo_and_reset_say_what_they_did_and_what_they_did_not(chapter):
    add_nickname(chapter)
    chapter.run('%flask db migrate -m "nickname"')
    chapter.run("%flask db upgrade")
    cell = chapter.run("lab.undo()")
    assert "Undone: flask db upgrade" in cell.text
    assert "- column speaker.nickname" in cell.text
    assert "All other files stay as they are, including your models" in cell.text
    assert "nickname" in chapter.run("print(open('models.py').read())").text
    assert "earlier" in chapter.run("lab.reset()").text
    assert "nickname" not in chapter.run("print(open('models.py').read())").text
    assert "goes on where you left off" in chapter.run('lab.open("03", resume=True)').text
    assert "nickname" in chapter.run("print(open('models.py').read())").text


def test_a_cell_that_is_run_twice_does_no_harm(chapter):
    add_nickname(chapter)
    assert chapter.run('%flask db migrate -m "nickname"').error is None
    again = chapter.run('%flask db migrate -m "nickname"')
    assert "Target database is not up to date" in again.text
    assert "Nothing was changed" in again.error[1]
    assert chapter.run("%flask db upgrade").error is None
    twice = chapter.run("%flask db upgrade")
    assert twice.error is None
    assert not twice.html
    assert "No changes in schema detected" in chapter.run('%flask db migrate -m "nickname"').text


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('lab.open("99")', "There is no chapter '99'"),
        ('lab.rows("speakers")', "There is no table 'speakers' in the database. The tables are: "),
        ('lab.tables("<script>")', "<script>"),
        ('lab.check("99.1")', "99.1"),
        ('%flask db migrate -m "open', "A quote in this line is not closed"),
        ("%flask run", "cannot run in a cell"),
        ("lab.nothing", "lab has no 'nothing'"),
    ],
)
def test_bad_input_gets_one_clear_message(chapter, code, message):
    cell = chapter.run(code)
    assert cell.error is not None
    assert message in cell.error[1]
    if cell.error[0] != "AttributeError":
        assert "Traceback" not in cell.traceback


def test_broken_models_give_the_commands_own_words_and_change_nothing(chapter):
    chapter.run('open("models.py", "a").write("\\ndef broken(:\\n")')
    cell = chapter.run("%flask db upgrade")
    assert "SyntaxError" in cell.text
    assert "site-packages" not in cell.text
    assert cell.error[1].endswith("Nothing was changed.")
    assert "did not load" in chapter.run('lab.get("/")').error[1]


@pytest.mark.parametrize("name", ['a"b', "<script>alert(1)</script>", "two words", "🦊"])
def test_a_table_of_any_name_is_shown_as_text(chapter, name):
    quoted = '"' + name.replace('"', '""') + '"'
    statements = [f"CREATE TABLE {quoted} (x TEXT)", f"INSERT INTO {quoted} VALUES ('<img src=x onerror=alert(1)>')"]
    chapter.run(
        f"import sqlite3\nc = sqlite3.connect('instance/conference.db')\n"
        f"for s in {statements!r}: c.execute(s)\nc.commit(); c.close()"
    )
    for code in ("lab.tables()", f"lab.rows({name!r})"):
        cell = chapter.run(code)
        assert cell.error is None
        assert name in cell.text
        assert "<script" not in cell.html
        assert "<img" not in cell.html


def test_a_live_view_follows_a_command_and_a_terminal(chapter):
    chapter.run("view = lab.tables()")
    add_nickname(chapter)
    chapter.run('%flask db migrate -m "nickname"')
    chapter.run("%flask db upgrade")
    assert "nickname" in chapter.run("print(view)").text
    path = Path(chapter.run("import os\nprint(os.getcwd())").text.strip())
    subprocess.run(["flask", "db", "downgrade"], cwd=path, check=True, capture_output=True)
    deadline = time.monotonic() + 10
    while "nickname" in chapter.run("print(view)").text and time.monotonic() < deadline:
        time.sleep(0.2)
    assert "nickname" not in chapter.run("print(view)").text


def test_a_project_of_ones_own_shows_itself_and_the_board_follows_what_it_runs(chapter, tmp_path):
    upgraded(blog(tmp_path / "blog"), "blog")
    cell = chapter.run(f'p = lab.open_project({str(tmp_path / "blog")!r}, app="blog", read_only=False)\np')
    assert cell.text.startswith("Project blog\n  Its database: SQLite, instance/blog.sqlite")
    assert "<strong>Project blog</strong>" in cell.html
    assert chapter.run("p.places().state").text == "'in step'\n"
    chapter.run('desk = lab.session.current().desk; desk.hear({"what": "seen"}, print)\nview = lab.tables()')
    state = "print(view.schema.table_names, desk.board._sql.state()[0]['title'], desk.board.next_command)"
    assert chapter.run('p.run("db", "downgrade").result.ok').text == "True\n"
    deadline = time.monotonic() + 20
    while "flask db upgrade" not in (shown := chapter.run(state).text) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert shown.endswith(" flask db upgrade\n")
    assert "post" not in shown
    assert chapter.run("p.undo().command").text == "'flask db downgrade'\n"
    assert "post" in chapter.run("print(view.schema.table_names)").text


def test_a_project_in_a_workspace_gives_its_revisions_the_same_ids_on_every_run(chapter, tmp_path_factory):
    place = Path(chapter.run("import os\nprint(os.getcwd())").text.strip())
    wrote = []
    for folder in (place / "first", place / "second", tmp_path_factory.mktemp("mine")):
        shop = upgraded(write(folder, BINDS), "shop:make", "--multidb")
        chapter.run(f'p = lab.open_project({str(shop)!r}, app="shop:make", read_only=False)')
        wrote.append(chapter.run('print(p.run("db", "revision", "-m", "tags").result.written)').text)
    assert "_tags.py" in wrote[0]
    assert wrote[0] == wrote[1] != wrote[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="where nothing is forked there is no warm process")
def test_a_kernel_with_a_board_and_a_view_has_one_warm_process_and_one_watcher(chapter):
    chapter.run(
        'desk = lab.session.current().desk; desk.hear({"what": "seen"}, print)\nlab.tables()\nview = lab.tables()'
    )
    chapter.run("lab.places()")
    threads = "import threading; print(sorted(one.name for one in threading.enumerate() if 'lab' in one.name))"
    names = ["migration-lab board", "migration-lab heartbeat", "migration-lab watcher"]
    deadline = time.monotonic() + 20  # while it looks there are more
    while "progress" in chapter.run(threads).text and time.monotonic() < deadline:
        time.sleep(0.1)
    assert chapter.run(threads).text == f"{names}\n"
    kernel = psutil.Process(chapter.pid)
    while len(kernel.children(recursive=True)) > 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    warm, guardian = sorted(kernel.children(recursive=True), key=lambda one: one.pid)
    assert guardian.ppid() == warm.pid


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kernel is interrupted by a signal, which only POSIX has")
def test_an_interrupted_cell_says_so_and_the_next_command_works(chapter):
    chapter.run("lab.places()")  # the lab knows by now where the database is
    chapter.run(
        'text = open("migrations/env.py").read()\n'
        "waits = 'import pathlib, time; pathlib.Path(\"begun\").touch(); time.sleep(600)'\n"
        'open("migrations/env.py", "w").write(waits + "\\n" + text)'
    )
    begun = Path(chapter.run("import os\nprint(os.getcwd())").text.strip()) / "begun"

    def interrupt() -> None:
        while not begun.exists():
            time.sleep(0.05)
        os.kill(chapter.pid, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    cell = chapter.run("%flask db downgrade")
    assert cell.error[0] == "CommandInterrupted"
    assert "lab.undo() takes that back" in cell.error[1]
    chapter.run('open("migrations/env.py", "w").write(text)')
    assert "(head)" in chapter.run("%flask db current").text


def test_a_restarted_kernel_loses_nothing(kernel):
    kernel.run(OPEN)
    add_nickname(kernel)
    kernel.run('%flask db migrate -m "nickname"')
    kernel.run("%flask db upgrade")
    kernel.restart()
    for code in ("%flask db upgrade", "lab.tables()", "lab.undo()"):
        assert "Nothing is open in this kernel" in kernel.run(code).error[1]
    kernel.run('lab.open("03", resume=True)')
    assert "nickname" in kernel.run("print(lab.tables())").text
    assert "Undone: flask db upgrade" in kernel.run("lab.undo()").text


def test_two_kernels_on_one_chapter_do_not_collide(chapter):
    other = Kernel(chapter.folder)
    try:
        assert "Another notebook has workspace/03 open" in other.run(OPEN).text
        add_nickname(other)
        assert "nickname" not in chapter.run("print(open('models.py').read())").text
    finally:
        other.close()
