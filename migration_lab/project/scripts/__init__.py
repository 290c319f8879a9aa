"""Read the revision scripts of a project, without running them, as a graph.

``revision_files.py`` reads the files, ``history.py`` puts them together into a ``values.graph.RevisionGraph``.
"""
