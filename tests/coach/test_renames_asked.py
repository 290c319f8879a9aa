"""Was this a rename? Asked after a draft, with the evidence, and answered by a command."""

from __future__ import annotations

import pytest

from migration_lab.coach.renames_asked import RowsRead, ask, pairs
from migration_lab.project.drafts import DraftChanged
from migration_lab.values.drafted import Drafted, DraftedColumn, DraftedTable
from migration_lab.values.possible_rename import RenameQuestion
from tests.coach.scenario import Scenario

PHONE = "    phone: Mapped[str | None]\n"
MOBILE = PHONE.replace("phone", "mobile")
ARGS = ("db", "migrate", "-m", "new names")


def column(name: str, type: str = "VARCHAR", at: int = 4, **more: object) -> DraftedColumn:
    family = "String" if type.startswith(("VARCHAR", "TEXT")) else type.title()
    return DraftedColumn("speaker", name, type, family, at=at, **more)  # type: ignore[arg-type]


def asked(old: DraftedColumn, new: DraftedColumn, read: RowsRead | None = None) -> RenameQuestion | None:
    for pair in pairs([Drafted(dropped_columns=(old,), added_columns=(new,))]):
        return ask(pair, read, ARGS, "migrations/versions/1_new_names.py")
    return None


def test_a_column_of_the_same_type_in_the_same_place_is_asked_about() -> None:
    question = asked(column("phone"), column("mobile"), RowsRead(5, 5, 5))
    assert question is not None
    assert question.title == "Was speaker.phone renamed to speaker.mobile?"
    assert question.what == "The draft drops speaker.phone, with its 5 values, and makes a new, empty speaker.mobile."
    assert question.evidence == (
        "both are VARCHAR",
        "both may be NULL",
        "both are column 4 of speaker",
        "5 of 5 values would fit into mobile",
    )
    assert question.run == "flask db migrate -m 'new names' --renamed speaker.phone=speaker.mobile"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (column("phone"), column("seats", "INTEGER")),
        (column("phone"), column("biography", "TEXT")),
        (column("phone", at=2), column("biography", nullable=False)),
        (column("phone"), DraftedColumn("talk", "phone", "VARCHAR", "String", at=4)),
        (column("id", "INTEGER", key=True), column("seats", "INTEGER")),
    ],
)
def test_what_is_not_alike_is_not_asked_about(old: DraftedColumn, new: DraftedColumn) -> None:
    assert asked(old, new) is None


def test_a_longer_name_with_another_length_is_asked_about_unless_no_value_fits() -> None:
    old, new = column("phone", "VARCHAR(40)", length=40), column("phone_number", "VARCHAR(20)", at=5, length=20)
    question = asked(old, new, RowsRead(5, 5, 4))
    assert question is not None
    assert "phone is VARCHAR(40), phone_number is VARCHAR(20)" in question.evidence
    assert "4 of 5 values would fit into phone_number" in question.evidence
    assert asked(old, new, RowsRead(5, 5, 0)) is None


def test_each_column_is_asked_about_once_and_with_the_most_alike() -> None:
    found = Drafted(
        dropped_columns=(column("phone", at=3), column("email", at=4)),
        added_columns=(column("e_mail", at=4), column("phone_number", at=3)),
    )
    assert {one.names for one in pairs([found])} == {
        ("speaker.phone", "speaker.phone_number"),
        ("speaker.email", "speaker.e_mail"),
    }


def test_a_table_with_the_same_columns_is_asked_about() -> None:
    columns = (column("id", "INTEGER", at=1, key=True), column("name", at=2), column("phone", at=3))
    found = Drafted(
        dropped_tables=(DraftedTable("speaker", columns), DraftedTable("log", (column("line"),))),
        added_tables=(DraftedTable("person", columns), DraftedTable("stage", (column("seats", "INTEGER"),))),
    )
    (pair,) = pairs([found])
    question = ask(pair, RowsRead(5), ARGS, "1.py")
    assert question is not None
    assert question.what == "The draft drops speaker, with its 5 rows, and makes a new, empty person."
    assert question.evidence == ("3 columns with the same name and type: id, name and phone",)
    assert question.run.endswith("--renamed speaker=person")


def test_yes_drafts_it_again_as_a_rename_and_undo_takes_that_back(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, MOBILE)
    step = scenario.ok("db migrate -m contact")
    (question,) = step.questions
    assert (question.old, question.new) == ("speaker.phone", "speaker.mobile")
    assert "5 of 5 values would fit into mobile" in question.evidence
    first = scenario.read(question.file)
    answered = scenario.ok(question.run.removeprefix("flask "))
    assert answered.questions == ()
    (file,) = answered.result.written
    assert "drop_column" not in scenario.read(file)
    assert len([*(scenario.path / "migrations" / "versions").glob("*.py")]) == 2
    scenario.project.undo()
    assert scenario.read(question.file) == first
    scenario.ok(question.run.removeprefix("flask "))
    rows = scenario.sql("SELECT id, phone FROM speaker ORDER BY id")
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT id, mobile FROM speaker ORDER BY id") == rows
    scenario.check()


def test_the_undo_of_a_draft_that_took_the_place_of_another_brings_that_back(sqlite: Scenario) -> None:
    sqlite.change("models.py", PHONE, MOBILE)
    (question,) = sqlite.ok("db migrate -m contact").questions
    first = sqlite.read(question.file)
    replaced = sqlite.ok("db migrate -m mobile --renamed speaker.phone=speaker.mobile").result
    (second,) = replaced.written
    assert replaced.removed == (question.file,)
    assert second != question.file
    text = sqlite.read(second)
    assert sqlite.project.undo().scripts == ((second, "removed"), (question.file, "brought back"))
    assert sqlite.read(question.file) == first
    assert not (sqlite.path / second).exists()
    sqlite.project.redo()
    assert sqlite.read(second) == text
    assert not (sqlite.path / question.file).exists()


def test_two_renames_are_answered_one_after_the_other(sqlite: Scenario) -> None:
    sqlite.change("models.py", PHONE, MOBILE)
    sqlite.change("models.py", "    email: Mapped", "    e_mail: Mapped")
    first, second = sqlite.ok("db migrate -m contact").questions
    (left,) = sqlite.ok(first.run.removeprefix("flask ")).questions
    assert (left.old, left.new) == (second.old, second.new)
    (file,) = sqlite.ok(left.run.removeprefix("flask ")).result.written
    assert "drop_column" not in sqlite.read(file)
    sqlite.ok("db upgrade")
    sqlite.check()


def test_a_draft_that_was_edited_is_left_alone(sqlite: Scenario) -> None:
    sqlite.change("models.py", PHONE, MOBILE)
    (question,) = sqlite.ok("db migrate -m contact").questions
    sqlite.write(question.file, text := sqlite.read(question.file) + "# mine\n")
    with pytest.raises(DraftChanged, match="edited since it was drafted"):
        sqlite.run(question.run.removeprefix("flask "))
    assert sqlite.read(question.file) == text


def test_an_answer_that_fits_nothing_brings_the_draft_back(sqlite: Scenario) -> None:
    sqlite.change("models.py", PHONE, MOBILE)
    (question,) = sqlite.ok("db migrate -m contact").questions
    text = sqlite.read(question.file)
    with pytest.raises(Exception, match="does not fit this draft"):
        sqlite.run("db migrate -m contact --renamed speaker.fax=speaker.mobile")
    assert sqlite.read(question.file) == text


def test_an_answer_that_comes_too_late_changes_nothing(sqlite: Scenario) -> None:
    sqlite.change("models.py", PHONE, MOBILE)
    (question,) = sqlite.ok("db migrate -m contact").questions
    sqlite.ok("db upgrade")
    text = sqlite.read(question.file)
    with pytest.raises(Exception, match="does not fit this draft"):
        sqlite.run(question.run.removeprefix("flask "))
    assert sqlite.read(question.file) == text


def test_a_column_that_only_goes_is_not_asked_about(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, "")
    assert scenario.ok("db migrate -m less").questions == ()


def test_a_new_column_that_no_value_fits_is_not_asked_about(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, "    mobile: Mapped[str | None] = mapped_column(db.String(3))\n")
    assert scenario.ok("db migrate -m short").questions == ()
