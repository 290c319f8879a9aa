"""The instruments of the migration-lab notebooks."""
