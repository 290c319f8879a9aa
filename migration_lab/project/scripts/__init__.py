"""The revision scripts of a project, read without running them, as a graph."""
