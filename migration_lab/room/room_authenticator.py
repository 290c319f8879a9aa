"""Who may come in: whoever knows the room's code takes a free name and a password, and comes back with both.

FirstUseAuthenticator has the pages; ``passwords.py`` keeps the passwords. In a room whose people are on a list,
everybody has a password from the beginning, and nobody can take a name. Nothing here asks the system: a name leads to
no account of the machine.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from pathlib import Path
from secrets import compare_digest
from typing import Any

from firstuseauthenticator import FirstUseAuthenticator
from firstuseauthenticator.firstuseauthenticator import CustomLoginHandler
from traitlets import Bool, Integer, Unicode

from migration_lab.room.passwords import (
    LONGEST,
    SHORTEST,
    forget_password,
    is_password,
    members,
    set_password,
    take_name,
)
from migration_lab.room.person_names import INSTRUCTOR, RULE, plain_name

NO_CODE = "To join you need the link of the room, with its code. If you have joined before: the password is not right."
NOT_ON_THE_LIST = "The name or the password is not right."
TAKEN = "This name has been taken. If it is yours, the password is not right; else choose another name."
FULL = "The room is full."
TOO_OFTEN = "Too many wrong passwords for this name. Wait a minute, and try again."
BAD_PASSWORD = f"A password has {SHORTEST} characters or more, and at most {LONGEST}."
CHANGED = "Your password has been changed successfully."
"""The page is green if this word is in it."""
MINUTE = 60.0
FROM_ONE_PLACE, FROM_ALL = 5, 60
"""How many wrong passwords there may be for a name in a minute."""


def is_long_enough(password: str) -> bool:
    return len(password) >= SHORTEST and len(password.encode()) <= LONGEST


class JoinPage(CustomLoginHandler):  # type: ignore[misc]
    """The page on which people join and come back; it passes the code on from the link to the form."""

    def _render(self, login_error: str | None = None, username: str | None = None, **kwargs: Any) -> Any:
        said = self.custom_login_error or login_error
        page = super(CustomLoginHandler, self)._render
        return page(said, username, join_code=self.get_argument("code", ""), **kwargs)


class RoomAuthenticator(FirstUseAuthenticator):  # type: ignore[misc]
    """Lets in whoever is a member, or becomes one with the code."""

    join_code = Unicode(help="What somebody must know to become a member; nobody can if it is empty.").tag(config=True)
    places = Integer(30, help="How many members there may be, without the instructor.").tag(config=True)
    check_passwords_on_startup = Bool(False)  # of a file that is not used here
    allow_all = Bool(False)
    any_allow_config = Bool(True)  # ``check_allowed`` below is ours

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._wrong: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def normalize_username(self, username: str) -> str:
        return plain_name(username) or ""

    def validate_username(self, username: str) -> bool:
        return plain_name(username) == username

    def check_allowed(self, username: str, authentication: Any = None) -> bool:
        return username in members(Path(self.dbm_path))

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """Return the name of whoever may come in; else None, and the page says why."""
        name, password = plain_name(data.get("username", "")), data.get("password", "")
        where = handler.request.remote_ip
        problem = self._refused(name, password, data.get("code", ""), where)
        if name is None or problem:
            handler.custom_login_error = problem
            return None
        file = Path(self.dbm_path)
        right = is_password if name in members(file) else take_name
        if await asyncio.to_thread(right, file, name, password):
            return name
        for key in ((name, where), (name, "")):
            self._wrong[key].append(time.monotonic())
        handler.custom_login_error = TAKEN if self._knows_code(data.get("code", "")) else NOT_ON_THE_LIST
        return None

    def delete_user(self, user: Any) -> None:
        forget_password(Path(self.dbm_path), user.name)

    def reset_password(self, username: str, new_password: str) -> str:
        """Change the password of somebody who is in, and return what the page says."""
        if not is_long_enough(new_password):
            return BAD_PASSWORD
        set_password(Path(self.dbm_path), username, new_password)
        return CHANGED

    def _refused(self, name: str | None, password: str, code: str, where: str) -> str:
        """Return why it is not even tried; empty if it is."""
        if name is None:
            return RULE
        there = members(Path(self.dbm_path))
        if name in there:
            often = self._times(name, where) >= FROM_ONE_PLACE or self._times(name, "") >= FROM_ALL
            too_long = len(password.encode()) > LONGEST
            return TOO_OFTEN if often else NOT_ON_THE_LIST if too_long else ""
        if not self._knows_code(code):
            return NO_CODE if self.join_code else NOT_ON_THE_LIST
        if name == INSTRUCTOR:
            return TAKEN
        if not is_long_enough(password):
            return BAD_PASSWORD
        return FULL if len(there - {INSTRUCTOR}) >= self.places else ""

    def _knows_code(self, code: str) -> bool:
        return bool(self.join_code) and compare_digest(code.strip().lower().encode(), self.join_code.encode())

    def _times(self, name: str, where: str) -> int:
        times = self._wrong.get((name, where), deque())
        while times and times[0] < time.monotonic() - MINUTE:
            times.popleft()
        return len(times)

    def get_handlers(self, app: Any) -> list[tuple[str, type]]:
        return [(path, JoinPage if path == "/login" else page) for path, page in super().get_handlers(app)]
