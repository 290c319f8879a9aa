"""``--renamed``: a draft renames instead of dropping and adding, in both directions, and no value is lost."""

from __future__ import annotations

import pytest

from migration_lab.errors import LabError
from tests.coach.scenario import Scenario

PHONE = "    phone: Mapped[str | None]\n"
MOBILE = PHONE.replace("phone", "mobile")
ROOM = "    name: Mapped[str]\n    seats"
KEYS = """\
    __table_args__ = (
        db.UniqueConstraint("phone", "email", name="contact"),
        db.UniqueConstraint("phone", name="one"),
    )
"""
CHECK = """\
with op.batch_alter_table("speaker") as batch_op:
    batch_op.create_check_constraint("short", "length(phone) < 20")
"""
ORDER = """

class OrderLine(db.Model):
    __tablename__ = "order_line"
    __table_args__ = {"schema": "sales"}
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(db.Enum("new", "paid", name="state", schema="sales"))
    after_id: Mapped[int | None] = mapped_column(ForeignKey("sales.order_line.id"))
"""
SPEAKER = "class Speaker(db.Model):\n"
PERSON = 'class Speaker(db.Model):\n    __tablename__ = "person"\n'
ROWS = "SELECT id, name, email, {} FROM {} ORDER BY id"


def draft(scenario: Scenario, *answers: str) -> str:
    """Draft with these answers, and return the script's text."""
    words = " ".join(f"--renamed {one}" for one in answers)
    (script,) = scenario.ok(f"db migrate -m change {words}").result.written
    return scenario.read(script)


def there_and_back(scenario: Scenario, old: str, new: str, table: str = "speaker", then: str = "speaker") -> None:
    """Upgrade, check, and downgrade; the values have to be in the new column and then in the old one."""
    rows = scenario.sql(ROWS.format(old, then))
    scenario.ok("db upgrade")
    assert scenario.sql(ROWS.format(new, table)) == rows
    scenario.check()
    scenario.ok("db downgrade")
    assert scenario.sql(ROWS.format(old, then)) == rows
    scenario.ok("db upgrade")
    scenario.check()
    assert scenario.sql(ROWS.format(new, table)) == rows


def test_a_column_is_renamed_there_and_back_with_its_values(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, MOBILE)
    text = draft(scenario, "speaker.phone=speaker.mobile")
    assert "op.alter_column('speaker', 'phone'," in text
    assert "op.alter_column('speaker', 'mobile'," in text
    assert "drop_column" not in text
    assert "add_column" not in text
    there_and_back(scenario, "phone", "mobile")


def test_a_table_is_renamed_there_and_back_with_its_rows(scenario: Scenario) -> None:
    scenario.change("models.py", SPEAKER, PERSON)
    scenario.change("models.py", '"speaker.id"', '"person.id"')
    text = draft(scenario, "speaker=person")
    assert "op.rename_table('speaker', 'person')" in text
    assert "op.rename_table('person', 'speaker')" in text
    there_and_back(scenario, "phone", "phone", "person")
    assert scenario.sql("SELECT count(*) FROM talk JOIN person ON person.id = talk.speaker_id") == [(8,)]


@pytest.mark.parametrize("column", ["speaker.phone=speaker.mobile", "person.phone=person.mobile"])
def test_a_table_and_a_column_in_it_are_renamed_at_once(scenario: Scenario, column: str) -> None:
    scenario.change("models.py", SPEAKER, PERSON)
    scenario.change("models.py", '"speaker.id"', '"person.id"')
    scenario.change("models.py", PHONE, MOBILE)
    text = draft(scenario, "speaker=person", column)
    assert text.count("rename_table") == 2
    there_and_back(scenario, "phone", "mobile", "person")


def test_what_else_changes_in_the_column_changes_too(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, "    mobile: Mapped[str] = mapped_column(db.Text)\n")
    text = draft(scenario, "speaker.phone=speaker.mobile")
    assert "type_=sa.Text()" in text
    assert "nullable=False" in text
    there_and_back(scenario, "phone", "mobile")


@pytest.mark.parametrize("how", ["index=True", "unique=True", 'db.ForeignKey("room.name")'])
def test_indexes_and_keys_of_the_column_come_out_right(scenario: Scenario, how: str) -> None:
    if "ForeignKey" in how:
        scenario.change("models.py", ROOM, ROOM.replace("[str]", "[str] = mapped_column(unique=True)"))
        scenario.sql("UPDATE speaker SET phone = 'Ada'")
    scenario.change("models.py", PHONE, f"    phone: Mapped[str | None] = mapped_column({how})\n")
    draft(scenario)
    scenario.ok("db upgrade")
    scenario.change("models.py", "    phone: Mapped", "    mobile: Mapped")
    draft(scenario, "speaker.phone=speaker.mobile")
    there_and_back(scenario, "phone", "mobile")
    table = scenario.project.read().table("speaker")
    keys = {*table.foreign_keys, *table.unique_keys, *table.indexes}
    assert len(keys) == 1
    assert all("'mobile'" in str(one) and "'phone'" not in str(one) for one in keys)


def test_a_key_over_several_columns_and_a_key_to_the_column_come_out_right(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, KEYS + PHONE)
    scenario.change(
        "models.py",
        "    minutes: Mapped[int | None]\n",
        '    minutes: Mapped[int | None]\n    call: Mapped[str | None] = mapped_column(ForeignKey("speaker.phone"))\n',
    )
    draft(scenario)
    scenario.ok("db upgrade")
    scenario.sql("UPDATE talk SET call = '555-0101' WHERE id < 4")
    models = scenario.read("models.py").replace("    phone:", "    mobile:").replace('"phone"', '"mobile"')
    scenario.write("models.py", models.replace('"speaker.phone"', '"speaker.mobile"'))
    text = draft(scenario, "speaker.phone=speaker.mobile")
    assert "constraint" not in text, "the database keeps its keys when the column gets its new name"
    there_and_back(scenario, "phone", "mobile")
    assert scenario.sql("SELECT count(*) FROM talk JOIN speaker ON talk.call = speaker.mobile") == [(3,)]


def test_a_key_to_another_table_that_belongs_to_the_column_stays(scenario: Scenario) -> None:
    scenario.change("models.py", "    speaker_id: Mapped", "    presenter_id: Mapped")
    draft(scenario, "talk.speaker_id=talk.presenter_id")
    scenario.ok("db upgrade")
    scenario.check()
    assert scenario.sql("SELECT count(*) FROM talk JOIN speaker ON presenter_id = speaker.id") == [(8,)]
    scenario.ok("db downgrade")
    assert scenario.sql("SELECT count(*) FROM talk JOIN speaker ON speaker_id = speaker.id") == [(8,)]


def test_a_primary_key_is_renamed_with_the_keys_that_point_at_it(scenario: Scenario) -> None:
    scenario.change("models.py", f"{SPEAKER}    id:", f"{SPEAKER}    number:")
    scenario.change("models.py", '"speaker.id"', '"speaker.number"')
    draft(scenario, "speaker.id=speaker.number")
    scenario.ok("db upgrade")
    scenario.check()
    assert scenario.sql("SELECT count(*) FROM talk JOIN speaker ON speaker_id = speaker.number") == [(8,)]
    scenario.ok("db downgrade")
    assert scenario.sql("SELECT count(*) FROM talk JOIN speaker ON speaker_id = speaker.id") == [(8,)]


def test_a_check_with_a_name_follows_its_column(scenario: Scenario) -> None:
    check = '    __table_args__ = (db.CheckConstraint("length(phone) < 20", name="short"),)\n'
    scenario.change("models.py", PHONE, check + PHONE)
    scenario.revision(CHECK)
    scenario.ok("db upgrade")
    scenario.change("models.py", PHONE, MOBILE)
    scenario.change("models.py", "length(phone)", "length(mobile)")
    draft(scenario, "speaker.phone=speaker.mobile")
    there_and_back(scenario, "phone", "mobile")
    with pytest.raises(Exception, match=r"(?i)check"):
        scenario.sql(f"UPDATE speaker SET mobile = '{'1' * 20}'")


def test_the_projects_own_hook_sees_the_rename(scenario: Scenario) -> None:
    scenario.change(
        "app.py",
        "migrate = Migrate()",
        """
def hook(context, revision, directives):
    print("HOOK", [type(one).__name__ for one in directives[0].upgrade_ops.ops])


migrate = Migrate(process_revision_directives=hook)""",
    )
    scenario.change("models.py", PHONE, MOBILE)
    step = scenario.ok("db migrate -m change --renamed speaker.phone=speaker.mobile")
    assert "HOOK ['AlterColumnOp']" in step.result.output
    assert "Renamed 'speaker.phone' to 'speaker.mobile'" in step.result.output
    assert "Detected removed" not in step.result.output
    assert "Detected added" not in step.result.output


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("speaker.fax=speaker.mobile", "it does not drop speaker.fax"),
        ("speaker.phone=speaker.tel", "it does not add speaker.tel"),
        ("speaker=person", "it does not drop speaker and it does not add person"),
        ("speaker.phone=talk.mobile", "it does not add talk.mobile"),
    ],
)
def test_an_answer_that_does_not_fit_is_one_error_and_nothing_is_written(
    scenario: Scenario, answer: str, why: str
) -> None:
    scenario.change("models.py", PHONE, MOBILE)
    before = {path: path.read_bytes() for path in (scenario.path / "migrations").rglob("*.py")}
    with pytest.raises(LabError, match="nothing was written") as caught:
        scenario.run(f"db migrate -m change --renamed {answer}")
    assert why in str(caught.value)
    assert "It drops speaker.phone, and adds speaker.mobile." in str(caught.value)
    assert {path: path.read_bytes() for path in (scenario.path / "migrations").rglob("*.py")} == before
    draft(scenario, "speaker.phone=speaker.mobile")


@pytest.mark.parametrize(
    "line",
    [
        "db migrate --renamed speaker.phone",
        "db migrate --renamed",
        "db migrate --renamed =mobile",
        "db migrate --renamed a=b --renamed a=c",
        "db upgrade --renamed speaker.phone=speaker.mobile",
    ],
)
def test_an_answer_in_a_wrong_form_runs_nothing(sqlite: Scenario, line: str) -> None:
    with pytest.raises(LabError, match="Nothing was run"):
        sqlite.run(line)


def test_without_an_answer_nothing_is_different(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, MOBILE)
    text = draft(scenario)
    assert "drop_column('phone')" in text
    assert "add_column(sa.Column('mobile'" in text


@pytest.mark.postgres
def test_in_a_schema_of_its_own_a_table_with_an_enum_and_a_key_to_itself_is_renamed(postgresql: Scenario) -> None:
    postgresql.sql("CREATE SCHEMA sales")
    postgresql.change("app.py", "Migrate()", "Migrate(include_schemas=True)")
    models = postgresql.read("models.py")
    postgresql.write("models.py", models + ORDER)
    draft(postgresql)
    postgresql.ok("db upgrade")
    postgresql.sql("INSERT INTO sales.order_line VALUES (1, 'new', NULL), (2, 'paid', 1)")
    renamed = ORDER.replace("order_line", "position").replace("    state:", "    stage:")
    postgresql.write("models.py", models + renamed)
    text = draft(postgresql, "sales.order_line=sales.position", "sales.position.state=sales.position.stage")
    assert "op.rename_table('order_line', 'position', schema='sales')" in text
    assert "create_table" not in text
    postgresql.ok("db upgrade")
    assert postgresql.run("db check").result.ok
    rows = postgresql.sql("SELECT id, stage::text, after_id FROM sales.position ORDER BY id")
    assert rows == [(1, "new", None), (2, "paid", 1)]
    postgresql.ok("db downgrade")
    assert postgresql.sql("SELECT id, state::text, after_id FROM sales.order_line ORDER BY id") == rows


@pytest.mark.postgres
def test_an_index_on_an_expression_follows_its_column(postgresql: Scenario) -> None:
    index = '\n\ndb.Index("lower_phone", db.func.lower(Speaker.phone))\n'
    postgresql.write("models.py", postgresql.read("models.py") + index)
    draft(postgresql)
    postgresql.ok("db upgrade")
    postgresql.write("models.py", postgresql.read("models.py").replace(".phone", ".mobile"))
    postgresql.change("models.py", PHONE, MOBILE)
    text = draft(postgresql, "speaker.phone=speaker.mobile")
    assert "index" not in text
    there_and_back(postgresql, "phone", "mobile")


def test_names_that_have_to_be_quoted_are_renamed(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, '    phone: Mapped[str | None] = mapped_column("Phone No")\n')
    draft(scenario, "'speaker.phone=speaker.Phone No'")
    there_and_back(scenario, "phone", '"Phone No"')
