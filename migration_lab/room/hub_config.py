"""The file that JupyterHub reads when a room starts: ``jupyterhub --config hub_config.py``. Not to be imported."""

from migration_lab.room.hub_settings import configure
from migration_lab.room.room_options import saved_options

configure(get_config(), saved_options())  # type: ignore[name-defined]  # noqa: F821  # JupyterHub brings it
