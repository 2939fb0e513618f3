"""The store: its log, its lists, its files, and what the world may do to them."""
