"""The instructor's page of a room: a service that a JupyterHub runs, ``python -m migration_lab.live_class``.

It shows the page of ``migration-lab collect``, kept up to date, and sends a chapter, a card or a sentence to everybody.
Learners' servers ask it every few seconds (``server_extension/``), with a token that is good for nothing else. The hub
says whose token it is, so nobody can write for somebody else, and no folder is shared between system users. What the
service keeps lies in its own folder: one exported file for each person who agreed, and what was sent last.

Begin with ``service.py``. ``room/class_page_access.py`` has who may do what. Nothing here touches a
database.
"""
