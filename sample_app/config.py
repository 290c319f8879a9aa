"""Settings come from the environment, so the same code runs on a laptop and on a server."""

from __future__ import annotations

import os


def from_environment() -> dict[str, str]:
    """DATABASE_URL says which database; without it, the app keeps a file in instance/."""
    return {"SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL", "sqlite:///conference.db")}
