"""A file name that is not UTF-8, as an archive from another system brings it, ends no command."""

from __future__ import annotations

import json
import os
import sys

import pytest

from migration_lab.widgets import Card
from tests.project.try_command import command

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
NAME = b"\xe9.txt"


@pytest.mark.parametrize("folder_name", ["", "instance", "migrations", "migrations/versions"])
def test_a_command_that_writes_or_removes_such_a_file_is_told_like_any_other(project, folder, folder_name):
    project.run("db", "init")
    place = os.fsencode(folder / folder_name / os.fsdecode(NAME))
    command(
        folder,
        f"""\
        import os
        from models import Speaker
        db.create_all()
        db.session.add(Speaker(name="Ada"))
        db.session.commit()
        if os.path.exists({place!r}):
            os.remove({place!r})
        else:
            os.makedirs(os.path.dirname({place!r}), exist_ok=True)
            open({place!r}, "w").close()
        print(os.listdir(os.path.dirname({place!r})))
        """,
    )
    for at, which in enumerate(("written", "removed"), 1):
        said: list[str] = []
        step = project.run("try", on_output=said.append)
        assert step.result.ok, step.result.output
        files = getattr(step.result, which)
        assert any(name.endswith("\\xe9.txt") for name in files)
        card = Card(step)
        text = f"{card}{card.state if hasattr(card, 'state') else ''}"
        for each in ("".join(said), step.result.output, step.result.full_output, text, *files):
            json.dumps(each, ensure_ascii=False).encode()
        assert project.query("SELECT count(*) FROM speaker") == [(at,)]
    project.undo()
    assert project.query("SELECT count(*) FROM speaker") == [(1,)]


def test_such_a_word_reaches_the_command_as_it_is(project, folder):
    word = os.fsdecode(NAME)
    step = project.run("db", "revision", "-m", word)
    assert step.result.exit_code == 1
    app = (folder / "app.py").read_text(encoding="utf-8")
    lines = '    import click\n\n    @app.cli.command("take")\n    @click.argument("word")\n    def take(word):\n'
    lines += "        import os\n        print(os.fsencode(word))\n\n    return app\n"
    (folder / "app.py").write_text(app.replace("    return app\n", lines), encoding="utf-8")
    step = project.run("take", word)
    assert step.result.output == f"{NAME!r}\n"
    json.dumps([step.result.command, *step.result.args], ensure_ascii=False).encode()
