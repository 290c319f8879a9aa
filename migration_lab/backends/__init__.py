"""Read, copy and put back one live database."""
