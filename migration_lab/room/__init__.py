"""A JupyterHub for a workshop on one machine: ``migration-lab room``, with an account and a course for each person.

Begin with ``hub_settings.py``, which says how the hub is set up. ``hub_services.py`` lists its services.
``jupyterhub`` is imported only in the hub's own processes. What is done in a person's folder runs as that person.
"""
