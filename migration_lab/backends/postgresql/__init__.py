"""PostgreSQL: what is asked of a server of anybody's, and the copies of the databases on a server of the lab's own."""
