"""The values that the other folders exchange, also between a command's process and the lab.

Begin with ``result`` (``Step``: what a command did), ``places`` (``Places``: whether models, scripts and database
agree) and ``graph`` (``RevisionGraph``: the history). Modules here hold facts and do no work; ``wording`` has the few
words for them that several folders need.
"""
