"""Painted pieces: pure functions that paint one value into a rectangle, shared by widgets and delegates."""
