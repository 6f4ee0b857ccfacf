"""Looking after the library from the window: backups, checks, damage, other libraries."""
