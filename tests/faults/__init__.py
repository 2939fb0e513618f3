"""Faults on purpose: lines that break, processes that are killed, windows that act apart. Each is counted."""
