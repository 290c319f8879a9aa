"""S01: models that the app never imports, so that Alembic does not know them. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran


def unknown_models(ran: Ran) -> Match | None:
    """Recognise a draft that is missing, or that drops every table, since a file with models was not imported."""
    drafts = ran.drafts
    if drafts and not any(one.dropped_tables for one in ran.step.result.drafted):
        return None
    places = ran.places()
    gone = {row.table for row in places.rows if row.kind == "table" and row.mark == "-"}
    tables = [name for name in sorted(places.unimported) if not drafts or name in gone]
    if not tables:
        return None
    files = sorted({places.unimported[name] for name in tables})
    facts = {"tables": tables, "n": len(tables), "files": files, "module": module_of(files[0])}
    if not drafts:
        return Match(facts, file=files[0], line=0)
    return Match({**facts, "draft": drafts[0]}, "drops", files[0])


def module_of(file: str) -> str:
    """Return what to import, as seen from the folder of the project: ``shop.models``."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
