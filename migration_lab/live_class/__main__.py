"""Run the service of the instructor's page, as a JupyterHub starts it."""

from migration_lab.live_class.service import run_service

if __name__ == "__main__":
    run_service()
