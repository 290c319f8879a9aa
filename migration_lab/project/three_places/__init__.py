"""Models, scripts and database, looked at and held against one another."""
