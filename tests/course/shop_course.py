"""A course of somebody's own, on the models of a shop: nothing but an app, in a package, with its migrations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from migration_lab.project.project import Project

FILES = {
    "wsgi.py": "from shop import create_app\n\napp = create_app()\n",
    "shop/__init__.py": '''\
import click
from flask import Flask
from flask_migrate import Migrate

from shop.models import Customer, base


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"
    base.init_app(app)
    Migrate(app, base)

    @app.cli.command("seed")
    def seed():
        """Fill the tables."""
        base.session.add_all([Customer(name="Ada"), Customer(name="Grace")])
        base.session.commit()
        click.echo("Two customers.")

    return app
''',
    "shop/models.py": '''\
"""The shop's own models: the extension has another name than in the course, for example."""

from datetime import date

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


base = SQLAlchemy(model_class=Base)


class Stamped:
    made: Mapped[date | None]


class Customer(base.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Order(Stamped, base.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(base.ForeignKey("customer.id"))
''',
}
COMMANDS = (("db", "init"), ("db", "migrate", "-m", "customers and orders"), ("db", "upgrade"))


def write_shop(folder: Path, open_project: Callable[[Path], Project]) -> Path:
    """Make the app in ``folder/sample_app``, with migrations that its own commands made; return that folder."""
    app = folder / "sample_app"
    for name, text in FILES.items():
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        (app / name).write_text(text, encoding="utf-8")
    project = open_project(app)
    for words in COMMANDS:
        result = project.run(*words).result
        assert result.exit_code == 0, result.output
    return app
