"""The states of real life, each made for real: a function takes a project that has one model and nothing else there."""

from __future__ import annotations

from migration_lab.project import Project
from tests.project.by_hand import BIO, flask, head, live, models, script, sql, upgraded
from tests.project.conftest import APP, MODELS


def in_step(project: Project) -> None:
    upgraded(project)


def a_naming_convention_that_came_later(project: Project) -> None:
    upgraded(project)
    text = MODELS.replace("    pass\n", '    metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})\n')
    models(project, f"from sqlalchemy import MetaData\n{text}")


def no_migrations(project: Project) -> None:
    pass


def models_do_not_import(project: Project) -> None:
    upgraded(project)
    project.places()
    models(project, MODELS + BIO + "  oops\n")


def models_never_imported(project: Project) -> None:
    models(project, "import nowhere\n")


def several_heads(project: Project) -> None:
    upgraded(project)
    parent = head(project)
    script(project, "aaa", parent)
    script(project, "bbb", parent)


def several_heads_applied(project: Project) -> None:
    several_heads(project)
    flask(project, "db", "upgrade", "heads")


def tables_without_version(project: Project) -> None:
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    made = "CREATE TABLE speaker (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id))"
    sql(project, "DROP TABLE alembic_version", made)


def other_tables_with_an_empty_version(project: Project) -> None:
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    sql(project, "CREATE TABLE speaker (id INTEGER NOT NULL, PRIMARY KEY (id))")


def unknown_version(project: Project) -> None:
    upgraded(project)
    sql(project, "UPDATE alembic_version SET version_num = 'feed'")


def draft_not_applied(project: Project) -> None:
    upgraded(project)
    models(project, MODELS + BIO)
    flask(project, "db", "migrate", "-m", "bio")


def draft_not_applied_and_more_wanted(project: Project) -> None:
    draft_not_applied(project)
    models(project, MODELS + BIO + "    phone: Mapped[str | None]\n")


def draft_missing(project: Project) -> None:
    upgraded(project)
    models(project, MODELS + BIO)


def first_draft_missing(project: Project) -> None:
    flask(project, "db", "init")


def drift(project: Project) -> None:
    upgraded(project)
    sql(project, "ALTER TABLE speaker ADD COLUMN shoe_size INTEGER")


def drift_that_the_models_follow(project: Project) -> None:
    upgraded(project)
    sql(project, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    models(project, MODELS + BIO)


def drift_that_check_does_not_compare(project: Project) -> None:
    upgraded(project)
    sql(project, "CREATE TRIGGER nosy AFTER INSERT ON speaker BEGIN SELECT 1; END")


def tables_before_the_first_draft(project: Project) -> None:
    flask(project, "db", "init")
    sql(project, "CREATE TABLE speaker (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id))")


def empty_database(project: Project) -> None:
    upgraded(project)
    live(project).unlink()


def after_downgrade_to_base(project: Project) -> None:
    upgraded(project)
    flask(project, "db", "downgrade", "base")


def syntax_error_in_a_script(project: Project) -> None:
    upgraded(project)
    script(project, "aaa", head(project), "op.add_column(")


def missing_parent(project: Project) -> None:
    upgraded(project)
    script(project, "aaa", "gone")


def broken_env(project: Project) -> None:
    upgraded(project)
    with (project.path / "migrations" / "env.py").open("a", encoding="utf-8") as file:
        file.write("\nraise RuntimeError('env.py is broken')\n")


def scripts_that_cannot_be_replayed(project: Project) -> None:
    upgraded(project)
    sql(project, "CREATE TABLE legacy (id INTEGER NOT NULL, PRIMARY KEY (id))")
    script(project, "aaa", head(project), 'op.drop_table("legacy")')
    flask(project, "db", "upgrade")


def in_memory(project: Project) -> None:
    app = project.path / "app.py"
    upgraded(project)
    app.write_text(APP.replace("sqlite:///conference.db", "sqlite://"), encoding="utf-8")
    project._where.databases.clear()


def not_a_database(project: Project) -> None:
    upgraded(project)
    live(project).write_bytes(b"this is no database, but a text of some length" * 20)


def version_table_of_somebody_else(project: Project) -> None:
    upgraded(project)
    sql(project, "DROP TABLE alembic_version", "CREATE TABLE alembic_version (version INTEGER)")


def no_flask_migrate(project: Project) -> None:
    text = APP.replace("    Migrate(app, db)\n", "").replace("from flask_migrate import Migrate\n", "")
    (project.path / "app.py").write_text(text, encoding="utf-8")


def default_not_compared(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("name: Mapped[str]", 'name: Mapped[str] = mapped_column(server_default="x")'))


def app_makes_its_tables(project: Project) -> None:
    app = project.path / "app.py"
    start = "    with app.app_context():\n        db.create_all()\n\n    return app"
    app.write_text(APP.replace("    return app", start), encoding="utf-8")


def app_makes_a_table_that_no_script_makes(project: Project) -> None:
    upgraded(project)
    models(project, f"{MODELS}\n\nclass Tag(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n")
    app_makes_its_tables(project)


def app_makes_what_the_scripts_make(project: Project) -> None:
    empty_database(project)
    app_makes_its_tables(project)


def tables_of_create_all(project: Project) -> None:
    flask(project, "db", "init")
    app_makes_its_tables(project)
    flask(project, "db", "current")


def no_app(project: Project) -> None:
    (project.path / "app.py").unlink()


def models_not_imported(project: Project) -> None:
    upgraded(project)
    nothing_known(project)


def nothing_known(project: Project) -> None:
    models(project, MODELS[: MODELS.index("class Speaker")])
    app = project.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace("import Speaker, db", "import db"), encoding="utf-8")


def nothing_at_all(project: Project) -> None:
    nothing_known(project)
    flask(project, "db", "init")


def a_column_that_the_models_let_go(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("    name: Mapped[str]\n", ""))


def a_column_with_another_name(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("    name: Mapped[str]\n", "    title: Mapped[str]\n"))


def a_column_that_may_be_empty(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("name: Mapped[str]", "name: Mapped[str | None]"))


def a_script_that_drops(project: Project) -> None:
    a_column_that_the_models_let_go(project)
    script(project, "aaa", head(project), 'op.drop_column("speaker", "name")')


def a_script_whose_work_is_there(project: Project) -> None:
    upgraded(project)
    sql(project, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    models(project, MODELS + BIO)
    script(project, "aaa", head(project), 'op.add_column("speaker", sa.Column("bio", sa.String()))')


def a_script_edited_after_it_had_run(project: Project) -> None:
    upgraded(project)
    path = script(project, "aaa", head(project))
    flask(project, "db", "upgrade")
    text = path.read_text(encoding="utf-8")
    edited = text.replace("    pass", '    op.add_column("speaker", sa.Column("bio", sa.String()))', 1)
    path.write_text(edited, encoding="utf-8")
