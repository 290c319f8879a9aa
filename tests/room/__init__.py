"""Tests of ``migration-lab room``: a real hub, and people who join it."""
