"""The revision graph: what Alembic says of the same folder, and what it cannot say because it gives up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_lab.project import Project, RevisionGraph
from migration_lab.project.commands.runner import Runner
from migration_lab.project.kept_replays import CannotReplay
from migration_lab.project.scripts.history import revision_graph
from migration_lab.project.scripts.revision_files import RevisionFiles, Script, read_script, version_folders

SCRIPT = '''"""{message}

Revision ID: {id}
Create Date: 2026-01-05 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = {id!r}
down_revision = {parents!r}
branch_labels = {labels!r}
depends_on = {depends_on!r}


def upgrade():
    {upgrade}


def downgrade():
    pass
'''


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations" / "versions"
    folder.mkdir(parents=True)
    return folder


def write(versions: Path, id: str, parents=None, *, labels=None, depends_on=None, message="", upgrade="pass") -> Path:
    path = versions / f"{id}.py"
    filled = SCRIPT.format(
        id=id,
        parents=parents,
        labels=labels,
        depends_on=depends_on,
        message=message or f"make {id}",
        upgrade=upgrade,
    )
    path.write_text(filled, encoding="utf-8")
    return path


def graph(versions: Path, *current: str) -> RevisionGraph:
    scripts = RevisionFiles().read(versions.parent)
    return revision_graph(scripts, {str(script.path): script.path.name for script in scripts}, current)


def alembic(versions: Path) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(versions.parent))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def test_branches_merges_labels_and_dependencies(versions):
    write(versions, "a", message="begin")
    write(versions, "b", "a", labels=("shop",))
    write(versions, "c", "a")
    write(versions, "d", ("b", "c"))
    write(versions, "x", labels=["audit"], depends_on="shop")
    found = graph(versions, "b")
    assert (found.heads, found.bases, found.current) == (("d", "x"), ("a", "x"), ("b",))
    assert set(found.pending) == {"c", "d", "x"}
    assert found.problem is None
    x, d, a = (found.revision(id) for id in "xda")
    assert (x.depends_on, x.labels, x.is_base, x.is_head) == (("b",), ("audit",), True, True)
    assert (d.parents, d.is_pending, d.is_head, d.is_current) == (("b", "c"), True, True, False)
    assert (a.message, a.created, a.path, a.is_pending) == ("begin", "2026-01-05 09:00:00", "a.py", False)
    assert set(alembic(versions).get_heads()) == set(found.heads)
    assert set(alembic(versions).get_bases()) == set(found.bases)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_history_is_in_an_order_in_which_it_can_be_read_and_run(data):
    size = data.draw(st.integers(0, 14))
    scripts = []
    for number in range(size):
        earlier = [f"r{n}" for n in range(number)]
        picks = st.lists(st.sampled_from(earlier), max_size=3, unique=True) if earlier else st.just([])
        parents, depends_on = data.draw(picks), data.draw(picks)
        created = data.draw(st.sampled_from(["", "2026-01-05", "2026-02-01"]))
        scripts.append(Script(Path(f"r{number}.py"), f"r{number}", "", tuple(parents), tuple(depends_on), (), created))
    current = data.draw(st.lists(st.sampled_from([script.id for script in scripts]), max_size=2)) if scripts else []
    paths = {str(script.path): script.path.name for script in scripts}
    found = revision_graph(scripts, paths, current)
    assert found == revision_graph(scripts[::-1], paths, current)
    place = {revision.id: number for number, revision in enumerate(found.revisions)}
    assert len(place) == size
    for revision in found.revisions:
        assert all(place[revision.id] < place[other] for other in (*revision.parents, *revision.depends_on))
        if not revision.is_pending:
            assert not any(found.revision(other).is_pending for other in (*revision.parents, *revision.depends_on))
    assert set(found.pending) == {revision.id for revision in found.revisions if revision.is_pending}
    assert not set(current) & set(found.pending)


def test_a_script_with_a_syntax_error_keeps_its_place(versions):
    write(versions, "a")
    write(versions, "b", "a", upgrade="op.add_column(")
    write(versions, "c", "b")
    found = graph(versions, "a")
    assert [revision.id for revision in found.revisions] == ["c", "b", "a"]
    assert found.revision("b").problem == "SyntaxError in b.py, line 17: '(' was never closed"
    assert found.revision("b").message == "make b"
    assert found.problem == found.revision("b").problem


def test_a_parent_that_no_script_has(versions):
    write(versions, "b", "gone")
    assert graph(versions).revision("b").problem == "b.py comes after gone, but no script has that id."


def test_two_scripts_with_one_id(versions):
    write(versions, "a").rename(versions / "other.py")
    write(versions, "a")
    assert graph(versions).problem == "a.py and other.py have the same revision id, a."


def test_scripts_that_go_round_in_a_circle(versions):
    write(versions, "z")
    write(versions, "a", "b")
    write(versions, "b", "a")
    found = graph(versions)
    assert {revision.id for revision in found.revisions if revision.problem} == {"a", "b"}
    assert found.revision("a").problem == "a is its own ancestor."


def test_a_file_that_is_no_revision(versions):
    (versions / "notes.py").write_text("x = 1\n", encoding="utf-8")
    (versions / "bytes.py").write_bytes(b"\xff\xfe\x00")
    found = graph(versions)
    assert found.revision("notes").problem == "notes.py has no line revision = …"
    assert found.revision("bytes").problem.startswith("bytes.py cannot be read:")


def test_a_version_that_no_script_has(versions):
    write(versions, "a")
    found = graph(versions, "feed")
    assert (found.current, found.pending) == (("feed",), ())  # what is pending cannot be told
    assert found.problem == "The database is at feed, but no script has that id."


def test_when_a_script_that_has_run_is_gone_nothing_is_called_pending(versions):
    for id, parents in (("a", None), ("b", "a"), ("c", "b")):
        write(versions, id, parents)
    assert graph(versions, "c").pending == ()
    assert graph(versions, "b").pending == ("c",)
    (versions / "b.py").unlink()
    found = graph(versions, "c")
    assert found.pending == ()
    assert not any(revision.is_pending for revision in found.revisions)


def test_annotated_and_computed_values(versions):
    path = versions / "a.py"
    path.write_text('revision: str = "a"\ndown_revision: str | None = None\ndepends_on = other()\n', encoding="utf-8")
    script = read_script(path)
    assert (script.id, script.parents) == ("a", ())
    assert script.problem == "depends_on in a.py, line 3, is computed; write it down as a plain value."


def test_no_folder_and_no_scripts(tmp_path):
    assert graph(tmp_path / "migrations" / "versions") == RevisionGraph()


@pytest.mark.parametrize(
    ("separator", "places"),
    [("os", os.pathsep), ("newline", "\n    "), ("space", " ")],
)
def test_scripts_in_several_folders(tmp_path, separator, places):
    folder = tmp_path / "migrations"
    folder.mkdir()
    text = f"[alembic]\npath_separator = {separator}\nversion_locations = %(here)s/one{places}%(here)s/two\n"
    (folder / "alembic.ini").write_text(text, encoding="utf-8")
    assert version_folders(folder) == [folder / "one", folder / "two"]


def test_only_what_changed_is_read_again(versions, monkeypatch):
    for id in "abc":
        write(versions, id, message="one")
    files, read = RevisionFiles(), []

    def count(path: Path) -> Script:
        read.append(path.stem)
        return read_script(path)

    monkeypatch.setattr("migration_lab.project.scripts.revision_files.read_script", count)
    files.read(versions.parent)
    write(versions, "b", message="another")
    (versions / "c.py").unlink()
    assert [script.message for script in files.read(versions.parent)] == ["one", "another"]
    assert read == ["a", "b", "c", "b"] or sorted(read) == ["a", "b", "b", "c"]


# The time machine


def add(column: str) -> str:
    return f'op.add_column("speaker", sa.Column("{column}", sa.Text()))'


@pytest.fixture
def branched(folder: Path, runner: Runner) -> Project:
    """speaker; then bio on one branch and phone on another; then a merge that adds web."""
    project = Project(folder, stable=True, runner=runner)
    assert project.run("db", "init").result.ok
    versions = folder / "migrations" / "versions"
    create = 'op.create_table("speaker", sa.Column("id", sa.Integer(), primary_key=True))'
    steps = {"a": (None, create), "b": ("a", add("bio")), "c": ("a", add("phone")), "d": (("b", "c"), add("web"))}
    for id, (parents, upgrade) in steps.items():
        path = write(versions, id, parents, upgrade=upgrade)
        text = path.read_text(encoding="utf-8").replace(
            "\nrevision", "\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision", 1
        )
        path.write_text(text, encoding="utf-8")
    return project


def columns(project: Project, revision: str) -> list[str]:
    return [column.name for column in project.schema_at(revision).table("speaker").columns]


def test_the_structure_at_each_revision_is_that_of_what_comes_before_it(branched):
    assert columns(branched, "a") == ["id"]
    assert columns(branched, "b") == ["id", "bio"]
    assert columns(branched, "c") == ["id", "phone"]
    assert sorted(columns(branched, "d")) == ["bio", "id", "phone", "web"]
    assert branched.schema_at("base").tables == ()
    assert not (branched.path / "instance" / "conference.db").exists()


def test_the_sql_of_a_revision_is_what_it_ran(branched):
    assert [statement.sql for statement in branched.revision_sql("b")] == [
        "ALTER TABLE speaker ADD COLUMN bio TEXT",
        "UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a'",
    ]


def test_a_script_that_changed_is_run_anew(branched):
    assert columns(branched, "b") == ["id", "bio"]
    path = branched.path / "migrations" / "versions" / "b.py"
    path.write_text(path.read_text(encoding="utf-8").replace('"bio"', '"biography"'), encoding="utf-8")
    assert columns(branched, "b") == ["id", "biography"]


def test_what_runs_before_a_broken_revision_is_still_known(branched):
    path = branched.path / "migrations" / "versions" / "d.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace('op.add_column("speaker"', 'op.add_column("gone"'), encoding="utf-8"
    )
    assert columns(branched, "b") == ["id", "bio"]
    with pytest.raises(CannotReplay, match=r"as far as d at d: .*no such table: gone"):
        branched.schema_at("d")


def test_the_message_is_what_alembic_takes_for_it(versions):
    write(versions, "a", message="begin,\nand go on\n\nmore of it")
    assert graph(versions).revision("a").message == "begin, and go on"
    assert alembic(versions).get_revision("a").doc == "begin,\nand go on"
