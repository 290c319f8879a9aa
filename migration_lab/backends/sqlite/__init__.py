"""Read SQLite files without a trace, and copy and put them back while they are in use."""
