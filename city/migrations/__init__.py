"""The city's schema step by step, on the embedded database and on PostgreSQL alike."""
