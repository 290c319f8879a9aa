"""What a row of the three places says, what is not compared, and what stays when the models do not import."""

from __future__ import annotations

from migration_lab.project import Project
from tests.project.by_hand import BIO, flask, head, models, script, sql, upgraded
from tests.project.conftest import APP, MODELS
from tests.project.states import draft_missing, draft_not_applied


def rows(project: Project) -> list[tuple[str, str, str, str, str]]:
    return [(row.kind, row.name, row.models, row.scripts, row.database) for row in project.places().rows]


def test_a_row_says_what_each_place_has(project):
    upgraded(project)
    models(project, MODELS.replace("name: Mapped[str]", "name: Mapped[str | None]") + BIO)
    sql(project, "ALTER TABLE speaker ADD COLUMN odd INTEGER", "CREATE TABLE other (id INTEGER PRIMARY KEY)")
    assert rows(project) == [
        ("table", "other", "lacks", "lacks", "has"),
        ("column", "speaker.bio", "has", "lacks", "lacks"),
        ("column", "speaker.name", "has", "differs", "differs"),
        ("column", "speaker.odd", "lacks", "lacks", "has"),
    ]
    row = project.places().rows[2]
    assert (row.models_say, row.scripts_say, row.database_say) == ("VARCHAR  NULL", *["VARCHAR  NOT NULL"] * 2)
    assert str(row).startswith("~ column speaker.name  VARCHAR  NULL  (models has · scripts differs")


def test_changes_are_what_autogenerate_sees_and_the_rest_is_apart(project):
    upgraded(project)
    column = 'name: Mapped[str | None] = mapped_column(server_default="x")'
    models(project, MODELS.replace("name: Mapped[str]", column))
    places = project.places()
    assert list(map(str, places.changes)) == ["~ column speaker.name  NOT NULL → NULL"]
    assert places.not_compared == ("~ column speaker.name  default none → 'x'",)


def test_what_a_script_makes_beyond_the_models_is_not_compared(project):
    upgraded(project)
    trigger = "CREATE TRIGGER nosy AFTER INSERT ON speaker BEGIN SELECT 1; END"
    script(project, "aaa", head(project), f'op.execute("{trigger}")')
    flask(project, "db", "upgrade")
    places = project.places()
    assert (places.state, places.rows) == ("in step", ())
    assert places.not_compared == ("- trigger nosy  on speaker",)


def test_tables_that_the_project_leaves_out_are_no_drift(project):
    app = APP.replace("Migrate(app, db)", "Migrate(app, db, include_object=mine)")
    mine = "def mine(thing, name, kind, *rest):\n    return name != 'legacy'\n\n\n"
    (project.path / "app.py").write_text(app.replace("def create_app", f"{mine}def create_app"), encoding="utf-8")
    sql(project, "CREATE TABLE legacy (id INTEGER NOT NULL, PRIMARY KEY (id))")
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    places = project.places()
    assert (places.state, places.next_command) == ("database behind", "flask db upgrade")
    assert [row.name for row in places.rows] == ["speaker"]
    flask(project, "db", "upgrade")
    places = project.places()
    assert (places.state, places.rows) == ("in step", ())
    assert places.not_compared == ("- table legacy  (id)",)


def test_the_last_models_stay_when_the_models_do_not_import(project):
    draft_missing(project)
    good = project.places()
    models(project, "import nowhere\n")
    broken = project.places()
    assert broken.state == "app does not load"
    assert broken.rows == good.rows
    assert broken.changes == good.changes
    assert broken.sentence.endswith("The models below are the last ones that could be read.")
    assert "ModuleNotFoundError: No module named 'nowhere'" in (broken.problem or "")
    models(project, MODELS + BIO)
    assert project.places() == good


def test_a_fresh_interpreter_sees_the_same(folder, project):
    draft_not_applied(project)
    fresh = Project(folder, stable=True, fork=False)
    assert fresh.places() == project.places()
    assert fresh.schema_at(head(fresh)) == project.schema_at(head(project))


def test_the_line_to_mend_of_a_batch_is_that_of_its_failed_operation(project):
    upgraded(project)
    sql(project, "INSERT INTO speaker VALUES (1, 'Ada'), (2, 'Ada')")
    batch = "with op.batch_alter_table('speaker') as batch:\n        {}\n        {}"
    lines = ("batch.add_column(sa.Column('bio', sa.String()))", "batch.create_unique_constraint('one', ['name'])")
    path = script(project, "aaa", head(project), batch.format(*lines))
    error = project.places().error
    assert error is not None
    assert (project.path / error.file) == path
    assert path.read_text(encoding="utf-8").splitlines()[error.line - 1].strip() == lines[1]


def test_as_text_it_ends_with_the_command_to_type(project):
    draft_missing(project)
    assert str(project.places()).splitlines() == [
        "The models want column speaker.bio that no script makes yet. flask db migrate drafts one.",
        "+ column speaker.bio  VARCHAR  NULL  (models has · scripts lacks · database lacks)",
        "Next: flask db migrate -m 'add bio to speaker'",
    ]
