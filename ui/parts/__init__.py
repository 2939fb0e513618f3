"""Widgets every page is built from; each is a thin shell round a painted piece."""
