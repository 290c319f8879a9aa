"""The forms in which ``migration-lab review`` prints what it has found; each is a function of a ``Review``."""
