"""What the app answers: one page for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from extensions import db
from models import Room, Speaker, Talk

pages = Blueprint("pages", __name__)


@pages.get("/")
def programme() -> str:
    return render_template("programme.html", talks=all_talks(), speakers=all_speakers())


@pages.get("/speakers")
def speakers() -> list[dict[str, object]]:
    return [speaker.to_dict() for speaker in all_speakers()]


@pages.get("/speakers/<int:id>")
def speaker(id: int) -> dict[str, object]:
    return db.get_or_404(Speaker, id, description=f"There is no speaker {id}.").to_dict()


@pages.get("/talks")
def talks() -> list[dict[str, object]]:
    return [talk.to_dict() for talk in all_talks()]


@pages.get("/talks/<int:id>")
def talk(id: int) -> dict[str, object]:
    return db.get_or_404(Talk, id, description=f"There is no talk {id}.").to_dict()


@pages.get("/rooms")
def rooms() -> list[dict[str, object]]:
    return [room.to_dict() for room in db.session.scalars(select(Room).order_by(Room.name))]


@pages.app_errorhandler(NotFound)
def not_found(error: NotFound) -> tuple[dict[str, object], int]:
    return {"error": error.description}, 404


def all_talks() -> Sequence[Talk]:
    """All talks in the order of the day, with their speakers and rooms, in one query."""
    query = select(Talk).options(joinedload(Talk.speaker), joinedload(Talk.room))
    return db.session.scalars(query.order_by(Talk.starts_at, Talk.id)).all()


def all_speakers() -> Sequence[Speaker]:
    return db.session.scalars(select(Speaker).order_by(Speaker.name)).all()
