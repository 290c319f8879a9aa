"""What somebody types becomes one name, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.room.people_list import give_passwords, instructor_account, names_in
from migration_lab.room.person_names import plain_name
from migration_lab.room.room_folder import RoomFolder


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ana", "ana"),
        (" Ana ", "ana"),
        ("José Pérez", "jose-perez"),
        ("anna.maria_s", "anna-maria-s"),
        ("root", "root"),  # its account is lab-1a2b-root
        ("x2", "x2"),
        ("2x", None),
        ("ана", None),
        ("a/b", None),
        ("..", None),
        ("Bo B.", "bo-b"),
        ("ß", None),
        ("a" * 20, "a" * 20),
        ("a" * 21, None),
    ],
)
def test_a_name_has_one_form(typed: str, name: str | None) -> None:
    assert plain_name(typed) == name


def test_everybody_on_a_list_gets_a_password_once(tmp_path: Path) -> None:
    room = RoomFolder(tmp_path / "room")
    room.make(shared=False)
    (tmp_path / "names.txt").write_text("# the group of May\nAna\n\nJosé Pérez\n", encoding="utf-8")
    names = names_in(tmp_path / "names.txt")
    assert names == ["ana", "jose-perez"]
    first = give_passwords(room, names, "http://here:8000")
    lines = first.read_text().splitlines()
    assert lines[0] == "http://here:8000/hub/login"
    assert [line.split()[0] for line in lines[1:]] == names
    assert len({line.split()[1] for line in lines[1:]}) == 2
    assert give_passwords(room, names, "http://here:8000") is None
    more = give_passwords(room, [*names, "bo"], "http://here:8000")
    assert more != first
    assert [line.split()[0] for line in more.read_text().splitlines()[1:]] == ["bo"]
    assert instructor_account(room, "http://here:8000").read_text() == instructor_account(room, "").read_text()


@pytest.mark.parametrize(
    ("lines", "said"),
    [("ana\n../x\n", "line 2"), ("Ana\nana\n", "lines 1 and 2"), ("\n", "0 names"), ("instructor\n", "line 1")],
)
def test_a_list_that_cannot_be_is_refused_with_the_line(tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "names.txt").write_text(lines, encoding="utf-8")
    with pytest.raises(LabError, match=said):
        names_in(tmp_path / "names.txt")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(LabError, match="not empty"):
        RoomFolder(tmp_path).make(shared=False)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
