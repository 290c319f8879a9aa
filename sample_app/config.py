"""Settings come from the environment, so the same code runs on a laptop and on a server."""

from __future__ import annotations

import os


def from_environment() -> dict[str, str]:
    """DATABASE_URL says which database to use. Without it, the app uses a file in instance/."""
    return {"SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL", "sqlite:///conference.db")}
