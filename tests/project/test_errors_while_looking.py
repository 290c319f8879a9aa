"""An error while the lab looks at a project, or while its app answers, arrives as a value too: refusals, views."""

from __future__ import annotations

from migration_lab.project import Project
from migration_lab.values.wire import GetPage, LookAtPlaces, Outcome
from tests.project.by_hand import app, head, script, upgraded
from tests.project.conftest import APP
from tests.project.small import ready


def report_of(project: Project, work: object) -> Outcome:
    outcome, _ = project._sender.look(work)
    return outcome


def test_a_refusal_says_what_and_where(project: Project) -> None:
    app(project, "import subprocess\nsubprocess.run(['touch', 'made'])\n" + APP)
    report = report_of(project, LookAtPlaces()).report
    assert report.error is not None
    assert report.error.refusal is not None
    assert report.error.refusal.what.startswith("another program, touch made")
    assert (report.error.refusal.file, report.error.refusal.line) == ("app.py", 2)
    assert report.refusals == (report.error.refusal,)
    assert not report.loaded


def test_a_refusal_that_the_app_caught_is_reported_with_the_error_that_followed(project: Project) -> None:
    begin = "import subprocess\ntry:\n    subprocess.run(['touch', 'made'])\nexcept Exception:\n    pass\n{}['key']\n"
    app(project, begin + APP)
    report = report_of(project, LookAtPlaces()).report
    assert report.error is not None
    assert (report.error.type, report.error.refusal) == ("KeyError", None)
    [refusal] = report.refusals
    assert refusal.what.startswith("another program, touch made")


def test_what_sqlite_itself_refused_is_a_refusal_too(project: Project) -> None:
    upgraded(project)
    script(project, "next", head(project), "op.execute(\"ATTACH DATABASE '/nowhere/else.db' AS other\")")
    looked = report_of(project, LookAtPlaces()).report.looked
    assert looked is not None
    assert looked.scripts_error is not None
    assert looked.scripts_error.refusal is not None
    assert "ATTACH DATABASE '/nowhere/else.db'" in looked.scripts_error.refusal.what


def test_a_database_that_is_behind_is_known_without_alembics_words(project: Project) -> None:
    upgraded(project)
    script(project, "next", head(project), "pass")
    looked = report_of(project, LookAtPlaces()).report.looked
    assert looked is not None
    assert looked.checked is not None
    assert looked.checked.behind
    assert looked.checked.error is not None


def test_a_view_that_fails_reports_its_error(project: Project) -> None:
    ready(project)
    app(project, APP.replace("return [speaker.name", "return 1 / 0, [speaker.name"))
    outcome, _ = project._sender.ask(GetPage("/speakers"))
    assert outcome.report.page is not None
    assert outcome.report.page.status == 500
    error = outcome.report.page.error
    assert error is not None
    assert (error.type, error.file) == ("ZeroDivisionError", "app.py")
    assert project.get("/speakers").error == error
    assert project.get("/nowhere").error is None
