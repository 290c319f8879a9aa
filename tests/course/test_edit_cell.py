"""What an edit cell means, as a part of the main line and for the file it names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import MainLine, Run, edit_cell, read_main_line
from migration_lab.course.chapters.edited_file import edit_file
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.chapters.main_line import replay, write_only
from migration_lab.course.chapters.recorded_main_lines import main_line, refresh
from migration_lab.course.location import Course
from migration_lab.errors import LabError
from tests.course.small_course import SECOND, code, write_notebook, write_small_course

MODELS = "import db\n\n\nclass Speaker:\n    id: int\n    name: str\n    phone: str\n\n\nclass Room:\n    id: int\n"
BODY = """\
 class Speaker:
     id: int
-    name: str
+    name: str = ""
     phone: str
...

 class Room:
+    seats: int

"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "03"
    made.mkdir()
    (made / "models.py").write_text(MODELS, encoding="utf-8", newline="\n")
    return made


def edit(folder: Path, body: str, path: str = "models.py") -> bytes:
    done = edit_file(folder, edit_cell(path, body))
    return (folder / done.path).read_bytes()


def refused(folder: Path, body: str, path: str = "models.py") -> str:
    """Why the cell is refused; it must then leave every file as it was."""
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    with pytest.raises(LabError) as caught:
        edit_file(folder, edit_cell(path, body))
    assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before
    return str(caught.value)


def test_the_first_column_says_what_becomes_of_a_line() -> None:
    assert edit_cell("models.py", BODY) == (
        Edit(
            "models.py",
            "class Speaker:\n    id: int\n    name: str\n    phone: str\n",
            'class Speaker:\n    id: int\n    name: str = ""\n    phone: str\n',
        ),
        Edit("models.py", "class Room:\n", "class Room:\n    seats: int\n"),
    )


def test_empty_lines_between_others_stay_lines_and_a_sign_alone_is_an_empty_line() -> None:
    assert edit_cell("a", " x\n\n y\n+\n+z\n")[0] == Edit("a", "x\n\ny\n", "x\n\ny\n\nz\n")
    assert edit_cell("a", " x\n-\n y")[0] == Edit("a", "x\n\ny\n", "x\ny\n")


@pytest.mark.parametrize("line", ["...", "...  ", "@@", "@@ -1,2 +3,4 @@"])
def test_another_place_begins_with_dots_or_as_in_a_diff(line: str) -> None:
    places = edit_cell("a", f"{line}\n x\n+y\n{line}\n z\n+y\n{line}\n")
    assert [one.old for one in places] == ["x\n", "z\n"]
    assert edit_cell("a", " x\n+    ...\n")[0].new == "x\n    ...\n"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("class Speaker:\n+    x: int", "Line 1 below %%edit begins with 'c'."),
        (" class Speaker:\n\t+x", r"Line 2 below %%edit begins with '\t'. It is a tab."),
        (" class Speaker:\n     id: int", "changes nothing: no line begins with + or -"),
        ("", "changes nothing: no line begins with + or -"),
        ("+x: int", "Nothing says where these lines come"),
        (" class Speaker:\n+    x: int\n...\n class Room:", "The place that begins with this line changes nothing"),
    ],
)
def test_a_cell_that_is_not_written_so_is_refused(folder: Path, body: str, wanted: str) -> None:
    assert wanted in refused(folder, body)


def test_a_file_is_changed_in_all_places_or_in_none(folder: Path) -> None:
    wrong = refused(folder, BODY.replace("Room", "Hall"))
    assert wrong.startswith("Place 2 of 2: models.py does not have these lines.")
    wanted = MODELS.replace("name: str", 'name: str = ""').replace("class Room:\n", "class Room:\n    seats: int\n")
    assert edit(folder, BODY) == wanted.encode()
    assert not edit_file(folder, edit_cell("models.py", BODY)).changed, "a second run is harmless"
    assert edit(folder, BODY + "...\n class Room:\n     seats: int\n+    x: int\n").endswith(
        b"seats: int\n    x: int\n    id: int\n"
    )


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (MODELS.replace("\n", "\r\n") + "# ü\r\n", "utf-8"),
        ("\ufeff" + MODELS + "# ü\n", "utf-8"),
        ("# -*- coding: latin-1 -*-\n" + MODELS + "# ü", "latin-1"),
    ],
    ids=["windows", "byte order mark", "latin-1"],
)
def test_line_endings_and_encoding_stay(folder: Path, content: str, encoding: str) -> None:
    (folder / "models.py").write_bytes(content.encode(encoding))
    ending = "\r\n" if "\r\n" in content else "\n"
    wanted = content.replace(f"    phone: str{ending}", f"    phone: str{ending}    bio: str{ending}")
    assert edit(folder, "     phone: str\n+    bio: str") == wanted.encode(encoding)


def test_a_character_that_the_encoding_lacks_is_refused(folder: Path) -> None:
    (folder / "models.py").write_bytes(b"# coding: latin-1\nx = 1\n")
    assert "is in iso-8859-1, which has no '→'" in refused(folder, " x = 1\n+y = '→'")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"# coding: nonsense\n", b"\xe9t\xe9\n"])
def test_what_is_not_text_is_refused(folder: Path, content: bytes) -> None:
    (folder / "models.py").write_bytes(content)
    assert "models.py cannot be read as text" in refused(folder, " x\n+y")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("model.py", "There is no file model.py in 03/. Did you mean models.py?"),
        ("app/models.py", "Did you mean models.py?"),
        ("nothing_alike.txt", "There is no file nothing_alike.txt in 03/. Nothing was changed."),
        ("../models.py", "is not a file in the workspace"),
        ("/etc/passwd", "is not a file in the workspace"),
        (".lab/x", "is not a file in the workspace"),
        ("", "should name one file"),
        ("a.py b.py", "should name one file"),
        ("a**", "There is no file a** in 03/."),
        ("*.py", "*.py fits 2 files: app.py, models.py. Name one."),
    ],
)
def test_a_file_that_is_not_there_is_named(folder: Path, path: str, wanted: str) -> None:
    (folder / "app.py").write_text("x\n", encoding="utf-8")
    assert wanted in refused(folder, " class Speaker:\n+    x: int", path)


def test_a_pattern_that_one_file_fits_means_that_file(folder: Path) -> None:
    assert b"    bio: str\n" in edit(folder, "     phone: str\n+    bio: str", "mod*.py")


@pytest.mark.skipif(os.name == "nt", reason="needs the right to make links")
def test_a_link_to_a_file_outside_is_refused(folder: Path) -> None:
    (folder.parent / "mine.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "linked.py").symlink_to(folder.parent / "mine.py")
    assert "is a link to a file outside 03/" in refused(folder, " x = 1\n+y = 2", "linked.py")


ADD_BIO = code(f"%%edit models.py\n     phone: str\n+    bio: str\n...\n class Room:\n+    {SECOND!r}")


def line_of(tmp_path: Path, *cells: dict[str, object]) -> tuple[Course, MainLine]:
    """The main line of a chapter with these cells, as it is read, and as it is kept."""
    course = write_small_course(tmp_path / "course")
    path = write_notebook(course.notebooks / "04_try_it.ipynb", cells)
    from migration_lab.course.chapters.chapter import find_chapter

    chapter = find_chapter("04", course)
    assert chapter.path == path
    steps = read_main_line(chapter)
    assert refresh(course)
    assert main_line(chapter, course) == steps
    return course, steps


def test_an_edit_is_a_step_of_the_main_line_for_each_of_its_places(tmp_path: Path) -> None:
    _, steps = line_of(tmp_path, ADD_BIO, code("%flask routes"), code("%%edit models.py\n x\n+y", "aside"))
    assert steps == (
        Edit("models.py", "    phone: str\n", "    phone: str\n    bio: str\n"),
        Edit("models.py", "class Room:\n", f"class Room:\n    {SECOND!r}\n"),
        Run(("routes",)),
    )


def test_an_edit_cell_that_is_not_written_so_is_named_with_its_notebook(tmp_path: Path) -> None:
    with pytest.raises(LabError, match=r"04_try_it\.ipynb: Line 1 below %%edit begins with 'x'"):
        line_of(tmp_path, code("%%edit models.py\nx"))


def test_a_main_line_is_carried_out_with_its_edits(tmp_path: Path, folder: Path) -> None:
    _, steps = line_of(tmp_path, ADD_BIO)
    write_only(steps, folder, tmp_path)
    wanted = (folder / "models.py").read_text(encoding="utf-8")
    assert "phone: str\n    bio: str\n" in wanted
    (folder / "models.py").write_text(MODELS, encoding="utf-8")
    replay(steps, folder, None)  # type: ignore[arg-type]  # no command is run
    assert (folder / "models.py").read_text(encoding="utf-8") == wanted


def test_without_commands_an_edit_of_a_script_that_one_would_draft_is_left_out(tmp_path: Path, folder: Path) -> None:
    draft = code(
        "%%edit migrations/versions/1a2b3c4d5e6f_add_bio.py\n def upgrade():\n-    pass\n+    op.execute('SELECT 1')"
    )
    _, steps = line_of(tmp_path, code('%flask db migrate -m "add bio"'), draft, ADD_BIO)
    write_only(steps, folder, tmp_path)
    assert "bio: str" in (folder / "models.py").read_text(encoding="utf-8")
    assert not (folder / "migrations").exists()
