"""The programme of a small conference."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

import config
import seed
import views
from extensions import db, migrate


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """Make the app. `settings` override the environment, so a test can use a database of its own."""
    app = Flask(__name__)
    app.config.from_mapping(config.from_environment(), **(settings or {}))
    app.json.sort_keys = False

    db.init_app(app)
    migrate.init_app(app, db)
    app.register_blueprint(views.pages)
    app.cli.add_command(seed.seed)
    return app
