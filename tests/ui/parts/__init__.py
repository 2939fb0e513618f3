"""Tests of the painted pieces, the widgets built on them, the shell and the background door."""
