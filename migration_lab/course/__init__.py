"""Chapters, their starting points, workspaces and exercises."""
