"""Read any PostgreSQL server, and copy the databases on a server of the lab's own."""
