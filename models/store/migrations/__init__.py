"""The schema step by step; imported only when a store is made or is older than the program."""
