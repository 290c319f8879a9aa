"""An env.py that has Alembic compare with something else than the app's models: the cause is named, nothing offered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.project import Places, open_project
from migration_lab.project.commands.runner import Runner
from migration_lab.three_places.comparison import ThreeSchemas, compare_three
from migration_lab.values.checked import Operation
from tests.project.other_shapes import blog, terminal, upgraded

TAG = "\n\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
PLAIN = "\n\nfrom sqlalchemy import Column, Integer, MetaData, Table\nplain = MetaData()\n"
NOTE = f'{PLAIN}Table("note", plain, Column("id", Integer, primary_key=True))\n'
Edit = Callable[[str], str]


def target(words: str, first: str = "") -> Edit:
    """An edit of env.py: what its ``get_metadata()`` gives."""
    return lambda text: first + text.replace("target_metadata=get_metadata()", f"target_metadata={words}")


def option(words: str, first: str) -> Edit:
    return lambda text: first + text.replace("context.configure(\n", f"context.configure(\n{words},\n")


def edited(folder: Path, edit: Edit) -> Path:
    env = folder / "schema_history" / "env.py"
    before = env.read_text(encoding="utf-8")
    env.write_text(edit(before), encoding="utf-8")
    assert env.read_text(encoding="utf-8") != before
    return folder


def sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "instance" / "blog.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def look(folder: Path, runner: Runner) -> Places:
    """What the lab says, once it is seen that ``flask db check`` says the same."""
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.in_step == (terminal(folder, "blog", "db", "check").returncode == 0), str(places)
    return places


EMPTY = target("MetaData()", "from sqlalchemy import MetaData\n")


def test_an_empty_metadata_is_named_and_no_draft_that_drops_all_is_offered(tmp_path, runner):
    folder = edited(upgraded(blog(tmp_path / "blog", start=TAG), "blog"), EMPTY)
    places = look(folder, runner)
    assert places.next_command is None
    assert "a metadata that has no tables" in places.sentence
    assert "the app's own, which has 2" in places.sentence
    assert "would drop tables post and tag, with the rows in them" in places.sentence
    assert "no longer" not in str(places)
    assert places.rows == ()


def test_a_metadata_that_lacks_one_of_the_apps_tables(tmp_path, runner):
    folder = edited(
        upgraded(blog(tmp_path / "blog", start=TAG), "blog"),
        target(
            "part()",
            "import blog\ndef part():\n    m = blog.db.MetaData()\n"
            "    blog.db.metadata.tables['post'].to_metadata(m)\n    return m\n",
        ),
    )
    places = look(folder, runner)
    assert (places.state, places.next_command) == ("drift", None)
    assert "lacks table tag" in places.sentence
    assert "would drop table tag, with the rows in it" in places.sentence


def test_with_an_empty_metadata_and_an_empty_database_nothing_is_in_step(tmp_path, runner):
    folder = blog(tmp_path / "blog")
    assert terminal(folder, "blog", "db", "init").returncode == 0
    places = look(edited(folder, EMPTY), runner)
    assert places.in_step
    assert (places.state, places.next_command) == ("drift", None)
    assert "find nothing to draft for table post" in places.sentence


def test_an_env_py_without_metadata_is_told_as_what_it_is(tmp_path, runner):
    folder = edited(upgraded(blog(tmp_path / "blog"), "blog"), target("None"))
    places = look(folder, runner)
    assert (places.state, places.next_command) == ("check fails", None)
    assert "target_metadata is None" in places.sentence
    (folder / "instance" / "blog.sqlite").unlink()
    assert look(folder, runner).next_command == "flask db upgrade"


def test_models_that_only_env_py_knows_are_the_models(tmp_path, runner):
    folder = blog(tmp_path / "blog", start=NOTE)
    assert terminal(folder, "blog", "db", "init").returncode == 0
    edited(folder, target("[blog.db.metadata, blog.plain]", "import blog\n"))
    for words in (("db", "migrate", "-m", "first"), ("db", "upgrade")):
        assert terminal(folder, "blog", *words).returncode == 0
    places = look(folder, runner)
    assert (places.state, places.rows, places.not_compared) == ("in step", (), ()), str(places)


def test_an_include_object_that_leaves_everything_out_compares_nothing(tmp_path, runner):
    folder = blog(tmp_path / "blog")
    assert terminal(folder, "blog", "db", "init").returncode == 0
    edited(folder, option("include_object=none", "def none(*_): return False\n"))
    places = look(folder, runner)
    assert places.in_step
    assert places.next_command is None
    assert "include_object" in places.sentence
    assert "leaves out every table of the models" in places.sentence


def test_an_include_name_that_hides_the_tables_is_named_and_no_draft_is_offered(tmp_path, runner):
    folder = edited(
        upgraded(blog(tmp_path / "blog"), "blog"), option("include_name=none", "def none(*_): return False\n")
    )
    places = look(folder, runner)
    assert (places.state, places.next_command) == ("drift", None)
    assert "include_name" in places.sentence
    assert "table post" in places.sentence
    assert places.rows == ()


def test_a_models_file_that_the_app_no_longer_imports_is_found(tmp_path, runner):
    folder = blog(tmp_path / "blog", start="\nimport more\n")
    text = f"from blog import db{TAG}\n\nclass OddName(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
    (folder / "more.py").write_text(text, encoding="utf-8")
    blog(folder, start='\nif __name__ == "blog":\n    import more\n')
    upgraded(folder, "blog")
    blog(folder)
    places = look(folder, runner)
    assert (places.state, places.next_command) == ("models ahead", None)
    assert "tables odd_name and tag" in places.sentence
    assert "in more.py, which the app does not import" in places.sentence
    assert "no longer" not in places.sentence


@pytest.mark.parametrize(
    ("statement", "thing"),
    [
        ("CREATE TABLE old (id INTEGER PRIMARY KEY)", "table old"),
        ("CREATE INDEX ix_old ON post (title)", "index ix_old"),
    ],
)
def test_what_no_model_has_is_not_called_made_by_create_all(tmp_path, runner, statement, thing):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    sql(folder, statement)
    places = look(folder, runner)
    assert (places.state, places.next_command) == ("drift", None)
    assert f"it has {thing}, which no script makes, and no model has it either" in places.sentence
    assert "create_all" not in places.sentence


def test_a_table_that_was_dropped_by_hand_is_not_one_that_no_script_makes(tmp_path, runner):
    """Where the scripts cannot be run, what they make is not known, and that is what is said."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("    # ###", '    op.drop_table("gone")\n    # ###', 1), encoding="utf-8")
    sql(folder, "DROP TABLE post")
    places = look(folder, runner)
    assert (places.state, places.next_command) == ("models ahead", None)
    assert "no script makes" not in places.sentence
    assert "The database lacks table post, which the models have" in places.sentence
    assert "What the scripts make is not known" in places.sentence


def test_what_only_alembic_sees_comes_in_one_order_whatever_the_order_of_its_sets():
    seen = [Operation("dropped", "table", name, name) for name in ("zeta", "alpha", "mid")]
    both = [compare_three(ThreeSchemas(None, None, None, None), order) for order in (seen, seen[::-1])]
    assert both[0] == both[1]
    assert [change.name for change in both[0].changes] == ["alpha", "mid", "zeta"]
