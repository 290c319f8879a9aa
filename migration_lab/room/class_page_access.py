"""Who may do what with the instructor's page: two scopes of JupyterHub, and what each person's server gets of it.

The page is a service (``live_class/``). A person's server asks it with a token that is good for that alone, so whoever
gets hold of one can neither see the page nor open a server. Touches no database but the hub's own.
"""

from __future__ import annotations

from typing import Any

from migration_lab.course.copies.course_files import installed_course
from migration_lab.course.location import COURSE_VARIABLE
from migration_lab.course.records.sharing import ROOM_VARIABLE, TOKEN_VARIABLE
from migration_lab.room.person_names import INSTRUCTOR
from migration_lab.room.room_options import RoomOptions

NAME = "class"
PAGE_PATH = f"/services/{NAME}/"
LEARN = "custom:migration-lab:learn"
"""Tell the page that one is there, give it one's own progress, and hear what was sent. Each person's server has it."""
INSTRUCT = "custom:migration-lab:instruct"
"""See the page, and send. Only the instructor has it."""
SCOPES = {
    LEARN: {"description": "Take part in a room: show one's own progress, hear what is sent to everybody"},
    INSTRUCT: {"description": "See the page about a room, and send something to everybody"},
}
FOLDER_VARIABLE = "MIGRATION_LAB_CLASS_FOLDER"
DAY = 24 * 60 * 60


def page_server(options: RoomOptions) -> str:
    """Return where the service listens: on this machine only, after the three ports of the hub."""
    return f"http://127.0.0.1:{options.port + 3}"


def page_environment(options: RoomOptions) -> dict[str, str]:
    """Return the variables of the service."""
    course = installed_course()
    named = {COURSE_VARIABLE: str(course.folder)} if course else {}
    return {FOLDER_VARIABLE: str(options.room.hub / "class"), **named}


def person_variables(options: RoomOptions, user: Any) -> dict[str, str]:
    """Return those of a person's server, with a new token; the one from before is not valid any more.

    The instructor has none: they are not counted among the people in the room, and share nothing with themselves.
    """
    from sqlalchemy.orm import object_session

    if user.name == INSTRUCTOR:
        return {}
    database = object_session(user.orm_user)
    assert database is not None
    for old in [one for one in user.orm_user.api_tokens if one.note == TOKEN_VARIABLE]:
        database.delete(old)
    database.commit()
    token = user.new_api_token(note=TOKEN_VARIABLE, expires_in=DAY, scopes=[LEARN])
    return {ROOM_VARIABLE: page_server(options) + PAGE_PATH, TOKEN_VARIABLE: token}
